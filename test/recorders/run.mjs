// Other people's recording programs against the virtual drive: node test/recorders/run.mjs [PART OF A NAME...]
// Needs Linux, a C compiler, and the Debian packages that .ci/run installs. The last line is `N passed, N failed`.
// RECORDERS_LOG=FILE keeps every command and what the programs say.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const load = (path) => runnerImport(here(path), { configFile: false, root: here('../..'), logLevel: 'error' });
const { cases } = (await load('cases.ts')).module;
const { Bench, versionOf } = (await load('harness.ts')).module;

const wanted = process.argv.slice(2);
const chosen = cases.filter(({ name }) => !wanted.length || wanted.some((part) => name.includes(part)));
console.log([...new Set(chosen.flatMap(({ programs }) => programs))].map(versionOf).join('\n'));
let failed = 0;

async function runOne({ name, medium, check }) {
  const began = performance.now();
  const bench = await Bench.open(medium);
  try {
    await check(bench);
    console.log(`passed  ${name} (${medium}, ${((performance.now() - began) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name} (${medium}): ${error.message}`);
    console.log(bench.refusals.map((line) => `        ${line}`).join('\n'));
  } finally {
    await bench[Symbol.asyncDispose]();
  }
}

// Programs spend most of their time asleep, so several of them run side by side.
const waiting = [...chosen];
const sideBySide = process.env['RECORDERS_LOG'] ? 1 : 8;
await Promise.all(
  Array.from({ length: sideBySide }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await runOne(next);
  }),
);
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
