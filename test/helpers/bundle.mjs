import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/**
 * One file of JavaScript from a TypeScript entry (a path from the project's root) and all that it imports. `format`
 * is `esm`, or `iife`, which also runs where there are no modules; `name` is the global that then has the exports.
 */
export async function bundle(entry, format, name) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  // For `node` modules of Node.js stay imports; for `browser` they cannot be resolved and stop the bundle.
  const platform = format === 'esm' ? 'node' : 'browser';
  const build = await rolldown({ input: entry, cwd: root, platform, logLevel: 'silent' });
  try {
    const { output } = await build.generate({ format, name });
    return output[0].code;
  } finally {
    await build.close();
  }
}
