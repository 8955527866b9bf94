/** Checks that are counted. */
import { execFile } from 'node:child_process';

let passed = 0;
let failed = 0;

/** Runs one check; it fails when it throws. */
export async function check(name, body) {
  try {
    await body();
    passed++;
    console.log(`ok      ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}\n${error instanceof Error ? error.stack : error}`);
  }
}

/** Counts the cases of a program that ends with `N passed, N failed`, and prints those that failed. */
export function addCounts(name, { code, out }) {
  const counts = /(\d+) passed, (\d+) failed\s*$/.exec(out);
  if (!counts || (code !== 0 && counts[2] === '0')) {
    failed++;
    console.log(`FAILED  ${name}: it ended with ${code}\n${out}`);
    return;
  }
  passed += Number(counts[1]);
  failed += Number(counts[2]);
  console.log(`${counts[2] === '0' ? 'ok    ' : 'FAILED'}  ${name}: ${counts[0].trim()}`);
  for (const line of out.split('\n')) if (/^(?:FAILED|known)/.test(line)) console.log(`        ${line}`);
}

/** Ends the run. */
export function summarize() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

/** Runs a program; never rejects. `out` is what it printed, both ways. */
export function run(program, words, options = {}) {
  return new Promise((resolve) => {
    const child = execFile(
      program,
      words.map(String),
      { timeout: 60_000, maxBuffer: 2 ** 28, encoding: 'utf8', ...options },
      (error, stdout, stderr) => {
        const text = (part) => (typeof part === 'string' ? part : part.toString('latin1'));
        resolve({ code: error ? (error.code ?? error.signal) : 0, out: text(stdout) + text(stderr), stdout });
      },
    );
    child.stdin.end();
  });
}

/** The output of a program that has to succeed. */
export async function succeed(program, words, options) {
  const { code, out } = await run(program, words, options);
  if (code !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${code}:\n${out}`);
  return out;
}
