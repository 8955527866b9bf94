// Other people's programs and disc images, theirs and ours: node test/images/run.mjs [PART OF A NAME...]
// Needs Linux, a C compiler, and the Debian packages bchunk, cdparanoia, cdrdao, cuetools, libcdio-utils, vcdimager and
// xorriso. The last line is `N passed, N failed`.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const load = (path) => runnerImport(here(path), { configFile: false, root: here('../..'), logLevel: 'error' });
const { cases } = (await load('cases.ts')).module;
const { Workshop } = (await load('workshop.ts')).module;

const wanted = process.argv.slice(2);
const chosen = cases.filter(({ name }) => !wanted.length || wanted.some((part) => name.includes(part)));
let failed = 0;
for (const { name, check } of chosen) {
  const workshop = new Workshop();
  try {
    await check(workshop);
    console.log(`passed  ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}: ${error.message}`);
  } finally {
    workshop.close();
  }
}
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
