/**
 * Runs the conformance suite on any drive, without a test runner: `node run.js <name> <result file>`. Prints each case
 * and `N passed, N failed`; the result file gets the cases and what the drive told, as JSON.
 */
import { writeFileSync } from 'node:fs';
import { openTransport } from '../../src/index.js';
import { conformanceCases } from './conformance.js';
import { type Observations, observe } from './observations.js';

/** What the result file holds. */
export interface ConformanceResult {
  readonly name: string;
  readonly platform: string;
  /** In order; `error` where the case failed. */
  readonly cases: readonly { readonly name: string; readonly error?: string }[];
  readonly observations: Observations;
}

const caseTimeoutMs = 120_000;

/** Rejects when `running` takes too long. A native call that blocks the thread is for the caller's time limit. */
async function withTimeLimit(running: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${caseTimeoutMs / 1000} s`)), caseTimeoutMs);
  });
  await Promise.race([running, limit]).finally(() => clearTimeout(timer));
}

const [name, resultFile] = process.argv.slice(2);
if (!name || !resultFile) throw new Error('usage: node run.js <name> <result file>');
const open = () => openTransport(name);

const cases: { name: string; error?: string }[] = [];
for (const each of conformanceCases(open)) {
  try {
    await withTimeLimit(each.run());
    cases.push({ name: each.name });
    console.log(`ok      ${each.name}`);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    cases.push({ name: each.name, error: text });
    console.log(`FAILED  ${each.name}\n${text}`);
  }
}

await using transport = await open();
const observations = await observe(transport);
const result: ConformanceResult = { name, platform: process.platform, cases, observations };
writeFileSync(resultFile, JSON.stringify(result, undefined, 2));
const failed = cases.filter(({ error }) => error !== undefined).length;
console.log(`${cases.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
