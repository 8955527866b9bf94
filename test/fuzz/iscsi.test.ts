/** The short form; `FUZZ_SESSIONS=20000 npx vitest run test/fuzz/iscsi.test.ts` is a long one. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from './inputs.js';
import { fuzzInitiator, fuzzTarget } from './iscsi.js';

const sessions = Number(process.env['FUZZ_SESSIONS'] ?? 200);
/** Another one each time, so that many runs see much; a failure prints it. FUZZ_SEED repeats a run. */
const seed = Number(process.env['FUZZ_SEED'] ?? 1 + Math.floor(Math.random() * 0x7fff_fffe));
const timeoutMs = Math.max(60_000, 500 * sessions);

const unhandled: unknown[] = [];
const keep = (error: unknown) => void unhandled.push(error);
beforeAll(() => void process.on('uncaughtException', keep).on('unhandledRejection', keep));
afterAll(() => void process.off('uncaughtException', keep).off('unhandledRejection', keep));

test(`the target stands changed sessions of initiators (seed ${seed})`, { timeout: timeoutMs }, async () => {
  expect(await fuzzTarget(new Random(seed), sessions)).toEqual([]);
  expect(unhandled).toEqual([]);
});

test(`the initiator stands changed answers of a target (seed ${seed})`, { timeout: timeoutMs }, async () => {
  expect(await fuzzInitiator(new Random(seed), sessions)).toEqual([]);
  expect(unhandled).toEqual([]);
});
