/** The short form of the fuzz run; `npm run fuzz` is the long one. */
import { expect, test } from 'vitest';
import * as mmc from '../../mmc/index.js';
import { decoders, functionDecoders, typedErrors } from './decoders.js';
import { describeFailure, fuzz } from './fuzz.js';
import { makeInput, Random } from './inputs.js';

const inputs = 30_000;
/** Another one each time, so that many runs see much; a failure prints it. FUZZ_SEED repeats a run. */
const seed = Number(process.env['FUZZ_SEED'] ?? 1 + Math.floor(Math.random() * 0x7fff_fffe));

test(`every decoder ends in a value or a typed error (seed ${seed})`, () => {
  const { counts, failures, inputs: done } = fuzz(decoders, { seed, inputs });
  expect(failures.map((failure) => describeFailure(failure, seed))).toEqual([]);
  expect(done).toBe(inputs);
  expect(counts.filter(({ values, errors }) => values + errors === 0)).toEqual([]);
});

test('every command, codec and decoding function of the package takes part', () => {
  const names = new Set(decoders.map(({ name }) => name));
  expect(names.size).toBe(decoders.length);
  for (const command of mmc.mmcCommands) expect(names).toContain(`${command.id}, CDB`);
  const functions = Object.keys(mmc).filter((name) => /^(decode|parse)[A-Z]/.test(name));
  expect(functions.filter((name) => !(name in functionDecoders))).toEqual([]);
});

test('a decoder that throws something else, or writes into its input, is caught', () => {
  const thrower = {
    name: 'thrower',
    samples: [],
    decode: (bytes: Uint8Array) => {
      if (bytes.length > 3) throw new TypeError('bytes.foo is not a function');
    },
  };
  const writer = { name: 'writer', samples: [], decode: (bytes: Uint8Array) => bytes.fill(1) };
  for (const decoder of [thrower, writer]) {
    const { failures } = fuzz([decoder], { seed: 1, inputs: 1000 });
    expect(failures).toHaveLength(10);
    expect(describeFailure(failures[0]!, 1)).toMatch(
      /^seed 1, (thrower|writer): (Type)?Error: .*\n[\s\S]* {2}input ([0-9A-F]{2} ?)+$/,
    );
  }
});

test('typed errors are the ones that users can tell apart', () => {
  expect(typedErrors.map((type) => type.name)).toEqual(['FieldError', 'ShortDataError']);
});

test('the same seed makes the same inputs', () => {
  const samples = [mmc.parseHex('12 00 00 00 24 00'), mmc.parseHex('28 00 00 00 00 10 00 00 01 00')];
  const [a, b] = [new Random(7), new Random(7)];
  for (let i = 0; i < 200; i++) expect(makeInput(a, samples)).toEqual(makeInput(b, samples));
});
