/** Cases for programs that are not ours: run some of them, and count. */
import { versionsOf } from './version.js';

/** One thing that programs have to manage. Fails by throwing. */
export interface ProgramCase<Bench> {
  readonly name: string;
  /** What it runs: printed with their versions. */
  readonly programs: readonly string[];
  check(bench: Bench): Promise<void>;
}

interface Options<Case, Bench> {
  /** The cases with one of these in their names; all where there is none. */
  readonly wanted: readonly string[];
  readonly sideBySide: number;
  open(chosen: Case): Promise<Bench>;
  /** Asked after a case that has passed. */
  afterwards?(chosen: Case, bench: Bench): Promise<void>;
  /** What helps to find out why a case failed. */
  traces?(bench: Bench): readonly string[];
}

/**
 * Runs cases, each on a bench of its own. Prints first the programs with their versions, and last `N passed, N failed`.
 * Sets the exit status of the process.
 */
export async function runCases<Case extends ProgramCase<Bench>, Bench extends AsyncDisposable>(
  cases: readonly Case[],
  { wanted, sideBySide, open, afterwards, traces }: Options<Case, Bench>,
): Promise<void> {
  const chosen = cases.filter(({ name }) => !wanted.length || wanted.some((part) => name.includes(part)));
  const versions = versionsOf([...new Set(chosen.flatMap(({ programs }) => programs))]);
  for (const [program, version] of Object.entries(versions)) console.log(`${program} ${version}`);
  let failed = 0;
  const runOne = async (one: Case) => {
    const began = performance.now();
    const bench = await open(one);
    const label = 'medium' in one ? `${one.name} (${one.medium})` : one.name;
    try {
      await one.check(bench);
      await afterwards?.(one, bench);
      console.log(`passed  ${label} ${((performance.now() - began) / 1000).toFixed(1)} s`);
    } catch (error) {
      failed++;
      console.log(`FAILED  ${label}: ${(error as Error).message}`);
      for (const line of traces?.(bench) ?? []) console.log(`        ${line}`);
    } finally {
      await bench[Symbol.asyncDispose]();
    }
  };
  // Programs spend most of their time asleep, so several of them run side by side.
  const waiting = [...chosen];
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await runOne(next);
    }),
  );
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}
