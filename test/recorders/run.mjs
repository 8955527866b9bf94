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
const { runCases } = (await load('../programs/cases.ts')).module;
const { StandInBench } = (await load('harness.ts')).module;
const { mustBeJudged } = (await load('verdicts.ts')).module;

const verdictsPath = here('verdicts.json');
const verdicts = JSON.parse(readFileSync(verdictsPath, 'utf8'));

/** What the judge says of a case must be what it has said before. */
function checkVerdicts(name, medium, actual) {
  const key = `${name}, ${medium}`;
  if (process.env['RECORDERS_VERDICTS'] === 'write') verdicts[key] = actual;
  mustBeJudged(actual, verdicts[key]);
}

await runCases(cases, {
  wanted: process.argv.slice(2),
  sideBySide: process.env['RECORDERS_LOG'] ? 1 : 8,
  open: ({ medium }) => StandInBench.open(medium),
  afterwards: async ({ name, medium }, bench) => checkVerdicts(name, medium, await bench.verdicts()),
  traces: ({ refusals }) => refusals,
});
if (process.env['RECORDERS_VERDICTS'] === 'write')
  writeFileSync(verdictsPath, `${JSON.stringify(Object.fromEntries(Object.entries(verdicts).sort()), undefined, 2)}\n`);
