// npm run docs:commands, npm run docs:ioctls: writes docs/commands or docs/ioctls from the declarations and data.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// Without a target `await using` would stay, which Node.js 20 does not know.
const { module } = await runnerImport(here('write-pages.ts'), {
  configFile: false,
  root: here('../..'),
  logLevel: 'error',
  oxc: { target: 'es2022' },
});
await module.writePages(process.argv[2]);
