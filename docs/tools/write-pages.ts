/** Writes a folder of pages anew. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ioctlPages } from './ioctls/pages.js';
import { commandPages } from './pages.js';
import { root } from './source.js';

const makers = { commands: commandPages, ioctls: ioctlPages } as const;

/** Writes the pages of docs/commands or docs/ioctls, and removes what is none of them. */
export async function writePages(name: keyof typeof makers): Promise<void> {
  const folder = join(root, 'docs', name);
  const pages = await makers[name]();
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) if (!pages.has(file)) rmSync(join(folder, file));
  for (const [file, text] of pages) writeFileSync(join(folder, file), text);
  console.log(`${pages.size} pages in docs/${name}`);
}
