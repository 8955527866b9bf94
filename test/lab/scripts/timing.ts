/**
 * Times TEST UNIT READY: `timing.js <name> <commands> <rounds>`. Prints a {@link Timing} as JSON. The ways take turns in
 * one process, so that all are warm and what else the machine does hits all alike.
 */
import { spawnSync } from 'node:child_process';
import { openTransport } from '../../../src/index.js';
import { cdbs, executeSync, untilReady, withoutData } from '../../conformance/drive.js';

/** Milliseconds that each round took. */
export interface Timing {
  readonly sgTurs: readonly number[];
  readonly synchronous: readonly number[];
  readonly awaited: readonly number[];
}

/** Until the compiler has made of it what it can. */
const warmingRounds = 10;

const [name = '', commands = '', rounds = ''] = process.argv.slice(2);
await using transport = await openTransport(name);
await untilReady(transport);
const request = withoutData(cdbs.testUnitReady);

/** As sg_turs itself measures, so that its start does not count. */
function sgTurs(): number {
  const { stdout, stderr } = spawnSync('sg_turs', ['-t', '-n', commands, name], { encoding: 'utf8' });
  const [, seconds] = /([\d.]+) secs/.exec(stdout + stderr) ?? [];
  if (!seconds) throw new Error(`sg_turs printed no time: ${stdout}${stderr}`);
  return Number(seconds) * 1000;
}

function synchronous(): number {
  const startedAtMs = performance.now();
  for (let i = 0; i < Number(commands); i++) executeSync(transport, request);
  return performance.now() - startedAtMs;
}

async function awaited(): Promise<number> {
  const startedAtMs = performance.now();
  for (let i = 0; i < Number(commands); i++) await transport.execute(request);
  return performance.now() - startedAtMs;
}

for (let warming = 0; warming < warmingRounds; warming++) synchronous();
await awaited();
const timing = { sgTurs: [] as number[], synchronous: [] as number[], awaited: [] as number[] };
for (let round = 0; round < Number(rounds); round++) {
  timing.sgTurs.push(sgTurs());
  timing.synchronous.push(synchronous());
  timing.awaited.push(await awaited());
}
console.log(JSON.stringify(timing satisfies Timing));
