/** docs/ioctls is what declarations and reference table say, and what it says to try can be tried. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ioctlPages } from '../../docs/tools/ioctls/pages.js';
import { root } from '../../docs/tools/source.js';
import { openTransport } from '../../src/index.js';
import { runCli } from '../src/cli/run-cli.js';
import { referenceCodes } from '../src/ioctl/rows/reference.js';

const folder = join(root, 'docs/ioctls');
const remedy = 'run `npm run docs:ioctls`';
const onDisk = new Map(
  readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const),
);

const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!.toLowerCase().replaceAll(' ', '-'));

function isThere(page: string, link: string): boolean {
  const [file, anchor] = link.split('#');
  const path = join(folder, file === '' ? page : file!);
  return existsSync(path) && (anchor === undefined || anchorsOf(readFileSync(path, 'utf8')).includes(anchor));
}

describe('docs/ioctls', () => {
  let pages: ReadonlyMap<string, string>;
  beforeAll(async () => {
    pages = await ioctlPages();
  });

  test('has a page for every name, the index, and no others', () => {
    expect([...onDisk.keys()], remedy).toEqual([...pages.keys()].sort());
    expect(onDisk.size).toBe(referenceCodes.length + 1);
  });

  test.each([...onDisk.keys()])('%s says what declarations and table say', (name) => {
    expect(onDisk.get(name), `${name} differs: ${remedy}`).toBe(pages.get(name));
  });

  test('links only to what is there', () => {
    const missing = [...onDisk].flatMap(([page, text]) =>
      [...text.matchAll(/\]\(([^)]+)\)|href="([^"]+)"/g)]
        .map(([, markdown, html]) => (markdown ?? html)!)
        .filter((link) => !isThere(page, link))
        .map((link) => `${page}: ${link}`),
    );
    expect(missing).toEqual([]);
  });
});

const commandLines = [...onDisk].flatMap(([page, text]) =>
  [...text.matchAll(/^discwire (.+)$/gm)].map(([, words]) => [page, words!] as const),
);

describe('what a page says to try', () => {
  test('is there on nearly every page', () => {
    expect(commandLines.length).toBeGreaterThan(100);
  });

  test.each(commandLines)('%s: discwire %s', async (_, words) => {
    const argv = [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => (quoted ?? plain)!);
    const { code, out } = await runCli([...argv, '--retry', 'none'], { openTransport });
    expect([0, 1]).toContain(code);
    expect(out).toMatch(/^IOCTL_.*=> STATUS_/s);
  });
});
