/** A drive that QEMU models, and the embedded drive made from what it said: both say the same, byte for byte. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hex, parseHex } from '../../../mmc/index.js';
import type { Lab } from './lab.js';
import { type RunScript, runGood } from './programs.js';

const program = 'src/cli/main.js';

interface Answer {
  readonly cdb: string;
  readonly data?: string;
  readonly refused?: string;
}

/** The members of a captured drive that are compared; see docs/virtual-drive.md. */
interface Captured {
  readonly inquiry: Answer;
  readonly vitalProductData: readonly Answer[];
  readonly configuration: Answer;
  readonly modePages: readonly Answer[];
}

function capture(runScript: RunScript, device: string): { readonly text: string; readonly drive: Captured } {
  const { status, stdout, stderr } = runScript(program, ['capture', device]);
  assert.equal(status, 0, stderr);
  return { text: stdout, drive: JSON.parse(stdout) as Captured };
}

/** Captures a drive, and what is made from it. */
export async function checkCapture(lab: Lab, device: string, runScript: RunScript): Promise<void> {
  lab.heading(`discwire capture ${device}`);
  const file = join(lab.places.out, `captured-${device.replaceAll('/', '-')}.json`);
  const copyName = `virtual:${join(lab.places.work, 'disc.iso')}?personality=${file}`;
  let original: Captured | undefined;
  await lab.check(`discwire capture ${device}`, () => {
    const { text, drive } = capture(runScript, device);
    writeFileSync(file, text);
    original = drive;
  });
  await lab.check(`${device}: the captured INQUIRY data is what sg_raw gets`, () => {
    const { cdb, data } = original!.inquiry;
    const received = join(lab.places.out, 'sg_raw.bin');
    const length = parseHex(data!).length;
    runGood('sg_raw', ['-b', '-o', received, '-r', String(length), device, ...cdb.split(' ')]);
    assert.equal(data, hex(readFileSync(received)));
  });
  await lab.check(`${device}: the embedded drive made from it answers the same`, () => {
    const copy = capture(runScript, copyName).drive;
    for (const name of ['inquiry', 'vitalProductData', 'configuration', 'modePages'] as const)
      assert.deepEqual(copy[name], original![name]);
  });
}
