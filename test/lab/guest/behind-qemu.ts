/**
 * A guest whose QEMU has attached our drives by its own initiator and hands them through: `behind-qemu.js WORK_FOLDER`. The
 * kernel in it knows nothing of iSCSI. `../host/behind-qemu.ts` starts it, and says what is in the drives.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataOf, mustEqual } from '../../recorders/contents.js';
import { checkContent, runConformance } from './conformance-step.js';
import { Lab, type Places } from './lab.js';
import { compareBlockPeers, comparePeers } from './peers-step.js';
import { linuxNode, runGood } from './programs.js';
import { makeKnownDisc, readKnownDisc } from './reading-step.js';

const work = process.argv[2];
if (!work) throw new Error('usage: behind-qemu.js WORK_FOLDER');
const places: Places = { app: join(work, 'app'), work, out: '/out' };
const lab = new Lab(places);
const [image, known, ram] = ['/dev/sr0', '/dev/sr1', '/dev/sr2'] as const;
const writtenBlocks = 512;

await lab.check(`${image}: sg_inq tells our drive`, () => {
  const { stdout } = runGood('sg_inq', [image]);
  for (const text of ['Vendor identification: DISCWIRE', 'Product identification: VIRTUAL DRIVE', 'DW00000001'])
    assert.ok(stdout.includes(text), stdout);
});
/** QEMU 7.2 tells the guest that every answer of an iSCSI drive filled the buffer. */
const knownFailures = {
  'a short allocation length cuts the data, and the count says so': '36 !== 1',
  'a long allocation length brings what there is, and the count says how much': '252 !== 74',
  'a buffer of the maximum size is taken for less data, too': '1036288 !== 36',
};
const subject = { label: image, device: image, runScript: linuxNode(places), knownFailures };
const observations = await runConformance(lab, subject);
if (observations) {
  await checkContent(lab, [image, observations]);
  await comparePeers(lab, [image, observations]);
  await compareBlockPeers(lab, [image, observations]);
}
lab.heading(`programs that read a CD: ${known}`);
const folder = mkdtempSync('/tmp/known-');
await readKnownDisc(known, makeKnownDisc(folder), folder, (what, program, body) =>
  lab.check(`${known}: ${program}: ${what}`, body),
);
await lab.check(`${ram}: dd writes and reads`, () => {
  const data = dataOf(writtenBlocks, 62);
  const source = join(folder, 'data.bin');
  writeFileSync(source, data);
  runGood('dd', [`if=${source}`, `of=${ram}`, 'bs=64k', 'oflag=direct']);
  const { bytes } = runGood('dd', [`if=${ram}`, 'bs=64k', `count=${writtenBlocks / 32}`, 'iflag=direct']);
  mustEqual('what was written', bytes, data);
});
// The host looks whether the tray has opened.
await lab.check(`${image}: eject is done`, () => runGood('eject', [image]));
writeFileSync(join(places.out, 'finished'), '');
