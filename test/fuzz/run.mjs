// npm run fuzz -- [--inputs 1000000] [--seconds 600] [--seed 1]: bundles test/fuzz/main.ts and runs it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from '../helpers/bundle.mjs';

const folder = mkdtempSync(join(tmpdir(), 'discwire-fuzz-'));
try {
  const file = join(folder, 'fuzz.mjs');
  writeFileSync(file, await bundle('test/fuzz/main.ts', 'esm'));
  await import(pathToFileURL(file));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
