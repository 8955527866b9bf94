/** The long form of the fuzz run. */
import { parseArgs } from 'node:util';
import { decoders } from './decoders.js';
import { describeFailure, fuzz } from './fuzz.js';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: String(1 + Math.floor(Math.random() * 0x7fff_fffe)) },
  },
});
const [inputs, seconds, seed] = [Number(values.inputs), Number(values.seconds), Number(values.seed)];

const startedAt = performance.now();
const elapsedSeconds = (): number => (performance.now() - startedAt) / 1000;
const result = fuzz(decoders, { seed, inputs, isTimeUp: () => elapsedSeconds() > seconds });
const took = elapsedSeconds();

const width = Math.max(...result.counts.map(({ name }) => name.length));
console.log(`${'decoder'.padEnd(width)}  ${'values'.padStart(8)}  ${'errors'.padStart(8)}`);
for (const { name, values: whole, errors } of result.counts)
  console.log(`${name.padEnd(width)}  ${String(whole).padStart(8)}  ${String(errors).padStart(8)}`);
for (const failure of result.failures) console.error(describeFailure(failure, seed));
const perSecond = Math.round(result.inputs / took);
console.log(
  `${result.inputs} inputs over ${decoders.length} decoders in ${took.toFixed(1)} s (${perSecond} a second), ` +
    `seed ${seed}: ${result.failures.length} failures`,
);
if (result.inputs < inputs && result.failures.length === 0)
  console.error(`stopped after ${seconds} s, before ${inputs} inputs were done`);
process.exitCode = result.failures.length > 0 || result.inputs < inputs ? 1 : 0;
