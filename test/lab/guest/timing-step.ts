import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Timing } from '../scripts/timing.js';
import type { Lab } from './lab.js';
import { linuxNode, runGood } from './programs.js';

const commands = 2000;
const rounds = 8;
/** Recorded, not required: emulation makes JavaScript dearer than the kernel. */
const goal = 1.3;
const rounded = (ratio: number) => Math.round(100 * ratio) / 100;

/** TEST UNIT READY by `executeSync` and by an awaited `execute`, as multiples of what sg_turs takes in the same boot. */
export async function checkTiming(lab: Lab, device: string): Promise<void> {
  lab.heading(`${commands} TEST UNIT READY on ${device}`);
  await lab.check(`${device}: ${commands} TEST UNIT READY are timed, ours and those of sg_turs`, () => {
    const args = [device, String(commands), String(rounds)];
    const { status, stdout, stderr } = linuxNode(lab.places)('test/lab/scripts/timing.js', args, {
      timeoutMs: 180_000,
    });
    assert.equal(status, 0, stderr);
    const { sgTurs, synchronous, awaited } = JSON.parse(stdout) as Timing;
    const ratio = (times: readonly number[]) => rounded(Math.min(...times) / Math.min(...sgTurs));
    const figures = { executeSync: ratio(synchronous), execute: ratio(awaited) };
    lab.figures[`${commands} TEST UNIT READY on ${device}, as a multiple of sg_turs`] = figures;
    for (const [name, figure] of Object.entries(figures))
      console.log(`${name}: ${figure} times sg_turs, goal ${goal}: ${figure <= goal ? 'met' : 'missed'}`);
  });
}

/** A row of the table that `npm run bench` prints: what, microseconds of ours, of the bare call, ratio. */
const benchRow = /^(\S.*?) {2,}([\d.]+) +([\d.]+) +([\d.]+)/gm;

/** `npm run bench` on a drive. */
export async function runBenchmark(lab: Lab, device: string): Promise<void> {
  lab.heading(`npm run bench -- ${device}`);
  await lab.check(`${device}: the benchmark runs`, () => {
    const script = join(lab.places.app, 'test/bench/run.mjs');
    const { stdout } = runGood(process.execPath, ['--expose-gc', script, device], { timeoutMs: 180_000 });
    console.log(stdout);
    const ratios = [...stdout.matchAll(benchRow)].map(([, what, , , ratio]) => [what, Number(ratio)]);
    assert.ok(ratios.length > 0, 'it prints no figures');
    lab.figures[`npm run bench -- ${device}, as a multiple of the bare call`] = Object.fromEntries(ratios);
  });
}
