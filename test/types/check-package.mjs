/**
 * Checks the package as its users get it: packs it, lints the tarball (publint, are-the-types-wrong), then compiles a
 * consumer project against it with `skipLibCheck: false` and runs what came out. Needs no network.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const bin = (name) => join(root, 'node_modules/.bin', name);
const work = mkdtempSync(join(tmpdir(), 'discwire-package-'));
const run = (command, args, cwd = root) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

try {
  // `npm test` has just built dist; packing must not build it a second time.
  const [{ filename, files }] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', work]),
  );
  const tarball = join(work, filename);
  console.log(`packed ${files.length} files`);

  run(bin('publint'), ['run', tarball, '--strict']);
  run(bin('attw'), [tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-color']);
  console.log('publint and attw find nothing');

  const consumer = join(work, 'consumer');
  cpSync(join(here, 'consumer'), consumer, { recursive: true });
  const modules = join(consumer, 'node_modules');
  mkdirSync(modules);
  run('tar', ['-xzf', tarball, '-C', modules]);
  run('mv', [join(modules, 'package'), join(modules, 'discwire')]);
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  mkdirSync(join(modules, '@types'));
  symlinkSync(join(root, 'node_modules/@types/node'), join(modules, '@types/node'));
  symlinkSync(join(root, 'node_modules/undici-types'), join(modules, 'undici-types'));
  writeFileSync(join(consumer, 'package.json'), '{ "type": "module", "private": true }\n');
  run(bin('tsc'), ['-p', consumer], consumer);
  console.log(run('node', [join(consumer, 'out/consumer.js')], consumer).trim());
} catch (error) {
  // The tools print what is wrong on standard output, which execFileSync keeps in the error.
  if (error.stdout) console.error(error.stdout);
  console.error(error.stdout ? `test/types: ${error.message.split('\n')[0]}` : error);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
