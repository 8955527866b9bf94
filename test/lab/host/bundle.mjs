/**
 * What the guest starts, as few files, into `bundled` under the names that they have in `dist`: `bundle.mjs APP`. An emulated
 * processor takes seconds to load some hundred modules, and a minute under Wine.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { argv } from 'node:process';
import { rolldown } from 'rolldown';

const app = argv[2];
if (!app) throw new Error('usage: bundle.mjs APP');
const scripts = readdirSync(join(app, 'dist/test/lab/scripts')).filter((file) => file.endsWith('.js'));
const names = [
  'src/cli/main',
  'test/conformance/run',
  ...scripts.map((file) => `test/lab/scripts/${basename(file, '.js')}`),
];
const input = Object.fromEntries(names.map((name) => [name, join(app, 'dist', `${name}.js`)]));
// Native code is found in the folder of its package.
const external = [/^koffi$/, /^@koromix\//];
const build = await rolldown({ input, cwd: app, platform: 'node', external, logLevel: 'silent' });
await build.write({ dir: join(app, 'bundled'), format: 'esm', entryFileNames: '[name].js' });
await build.close();
