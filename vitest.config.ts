import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // The examples of the docs import the package by its name.
    alias: [
      { find: /^discwire$/, replacement: here('src/index.ts') },
      { find: /^discwire\/mmc$/, replacement: here('mmc/index.ts') },
      { find: /^discwire\/(\w+)$/, replacement: here('src/$1/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/lab/**', 'test/types/**'],
    // Some start processes or make all pages of the docs: where the machine is busy that takes its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // No module of ours keeps state that a test could leave behind, and loading them all for each file takes a minute.
    isolate: false,
  },
});
