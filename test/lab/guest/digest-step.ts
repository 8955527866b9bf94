/** Digests of another initiator: the kernel's own CRC32C behind every header and all data, in both directions. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataOf, mustEqual } from '../../recorders/contents.js';
import type { Lab } from './lab.js';
import type { ProgramReport } from './program-report.js';
import { runGood } from './programs.js';
import { type AttachedDrive, digestsOf, type ServedDrives } from './served-drives.js';

const blocks = 512;

/** Either end drops a connection on which a digest is wrong, so it has to be the same one afterwards. */
export async function checkDigests(lab: Lab, report: ProgramReport, served: ServedDrives, drive: AttachedDrive) {
  const { node, number } = drive;
  const folder = mkdtempSync('/tmp/digests-');
  const data = dataOf(blocks, 61);
  const source = join(folder, 'data.bin');
  writeFileSync(source, data);
  await lab.check(`${node}: the kernel has logged in with a header digest and a data digest`, () =>
    assert.deepEqual(digestsOf(drive), { header: true, data: true }),
  );
  const task = {
    what: 'writes and reads with HeaderDigest and DataDigest CRC32C',
    programs: ['dd'],
    medium: 'dvd-ram',
  };
  await report.check(drive, task, async () => {
    await served.control('change', { drive: number, medium: 'dvd-ram' });
    const connection = await served.peerOf(drive);
    runGood('dd', [`if=${source}`, `of=${node}`, 'bs=64k', 'oflag=direct']);
    const { bytes } = runGood('dd', [`if=${node}`, 'bs=64k', `count=${blocks / 32}`, 'iflag=direct']);
    mustEqual('what was written', bytes, data);
    assert.equal(await served.peerOf(drive), connection);
  });
  await served.control('eject', { drive: number });
  rmSync(folder, { recursive: true });
}
