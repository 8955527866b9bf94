/** The program in docs/win32.md is `win32-example.ts`, and runs. */
import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

afterEach(() => vi.restoreAllMocks());

test('the program at the top of docs/win32.md reads a table of contents', async () => {
  expect(read('../../docs/win32.md')).toContain(`\`\`\`ts\n${read('win32-example.ts')}\`\`\`\n`);
  const lines: unknown[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
  await import('./win32-example.js');
  expect(lines).toEqual(['36 bytes, tracks 1 to 3']);
});
