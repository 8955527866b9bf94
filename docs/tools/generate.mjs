// npm run docs:commands: writes docs/commands from the declarations in mmc/.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// Without a target `await using` would stay, which Node.js 20 does not know.
await runnerImport(here('write-pages.ts'), {
  configFile: false,
  root: here('../..'),
  logLevel: 'error',
  oxc: { target: 'es2022' },
});
