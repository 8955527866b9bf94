// Other people's programs and disc images, theirs and ours: node test/images/run.mjs [PART OF A NAME...]
// Needs Linux, a C compiler, and the Debian packages bchunk, ccd2iso, cdparanoia, cdrdao, cuetools, libcdio-utils,
// mame-tools, mednafen, vcdimager and xorriso. The last line is `N passed, N failed`.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const load = (path) => runnerImport(here(path), { configFile: false, root: here('../..'), logLevel: 'error' });
const { cases } = (await load('cases.ts')).module;
const { runCases } = (await load('../programs/cases.ts')).module;
const { Workshop } = (await load('workshop.ts')).module;

await runCases(cases, { wanted: process.argv.slice(2), sideBySide: 2, open: async () => new Workshop() });
