// Records again what other people's programs send, print and decode: node test/stand-in/regenerate.mjs [NAME...]
// Needs Linux, a C compiler, and the Debian packages that scenarios.ts names. The scenario `kernel` boots test/lab's
// guest and needs what the lab needs.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const load = (path) => runnerImport(here(path), { configFile: false, root: here('../..'), logLevel: 'error' });
const { scenarios } = (await load('scenarios.ts')).module;
const { record } = (await load('run.ts')).module;

const names = process.argv.slice(2);
const unknown = names.filter((name) => !scenarios.some((scenario) => scenario.name === name));
if (unknown.length)
  throw new Error(`no scenario ${unknown.join(', ')}; there are ${scenarios.map(({ name }) => name).join(', ')}`);
for (const scenario of scenarios.filter(({ name }) => !names.length || names.includes(name))) {
  const folder = mkdtempSync(join(tmpdir(), 'discwire-stand-in-'));
  try {
    if (scenario.kind === 'kernel') execFileSync('bash', [here('boot-kernel'), folder], { stdio: 'inherit' });
    await record(scenario, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
