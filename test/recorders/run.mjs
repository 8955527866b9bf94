// Other people's recording programs against the virtual drive: node test/recorders/run.mjs [PART OF A NAME...]
// Needs Linux, a C compiler, and the Debian packages that .ci/run installs. The last line is `N passed, N failed`.
// RECORDERS_LOG=FILE keeps every command and what the programs say. What the judge has to say of them must be what
// verdicts.json has; RECORDERS_VERDICTS=write writes it there.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const load = (path) => runnerImport(here(path), { configFile: false, root: here('../..'), logLevel: 'error' });
const { cases } = (await load('cases.ts')).module;
const { versionsOf } = (await load('bench.ts')).module;
const { StandInBench } = (await load('harness.ts')).module;
const { mustBeJudged } = (await load('verdicts.ts')).module;

const wanted = process.argv.slice(2);
const chosen = cases.filter(({ name }) => !wanted.length || wanted.some((part) => name.includes(part)));
const versions = versionsOf([...new Set(chosen.flatMap(({ programs }) => programs))]);
console.log(
  Object.entries(versions)
    .map((each) => each.join(' '))
    .join('\n'),
);
const verdictsPath = here('verdicts.json');
const verdicts = JSON.parse(readFileSync(verdictsPath, 'utf8'));
let failed = 0;

/** What the judge says of a case must be what it has said before. */
function checkVerdicts(name, medium, actual) {
  const key = `${name}, ${medium}`;
  if (process.env['RECORDERS_VERDICTS'] === 'write') verdicts[key] = actual;
  mustBeJudged(actual, verdicts[key]);
}

async function runOne({ name, medium, check }) {
  const began = performance.now();
  const bench = await StandInBench.open(medium);
  try {
    await check(bench);
    checkVerdicts(name, medium, await bench.verdicts());
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
if (process.env['RECORDERS_VERDICTS'] === 'write')
  writeFileSync(verdictsPath, `${JSON.stringify(Object.fromEntries(Object.entries(verdicts).sort()), undefined, 2)}\n`);
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
