/** xorriso, which is libburn with an ISO 9660 file system on top. */
import { join } from 'node:path';
import type { Bench, Case } from './bench.js';
import { dataOf, mustContain, mustEqual } from './contents.js';

const programs = ['xorriso'];

/** Files of a tree, by their paths in it. */
type Tree = Readonly<Record<string, Buffer>>;

const first: Tree = { '/first/a': dataOf(300, 11), '/first/b': dataOf(17, 12) };
const second: Tree = { '/second/c': dataOf(200, 13).subarray(0, 200 * 2048 - 5) };

/** Writes a tree to a folder and returns what xorriso has to be told to take it. */
function mappings(bench: Bench, tree: Tree): string[] {
  return Object.entries(tree).flatMap(([path, content], i) => {
    const file = bench.file(`source-${content.length}-${i}`, content);
    return ['-map', file, path];
  });
}

/** Throws unless xorriso extracts just these trees from the disc, and finds all checksums right. */
async function holds(bench: Bench, ...trees: readonly Tree[]): Promise<void> {
  await bench.reload();
  const target = join(bench.folder, 'extracted');
  const output = await bench.mustRun(
    'xorriso',
    ...['-md5', 'on', '-indev', 'DEVICE', '-check_md5_r', 'SORRY', '/', '--', '-check_media', '--'],
    ...['-osirrox', 'on', '-extract', '/', target],
  );
  mustContain(output, 'File contents and their MD5 checksums match.', ', + good', ', + md5_match');
  if (/, - |md5_mismatch/.test(output)) throw new Error(`not all of it is good:\n${output}`);
  for (const tree of trees)
    for (const [path, content] of Object.entries(tree)) mustEqual(path, bench.read(join('extracted', path)), content);
}

/** A session, another one, and once more from the start where the medium allows it. */
const sessions = (medium: string, isRewritable: boolean): Case => ({
  name: `xorriso writes a session, appends one${isRewritable ? ', blanks, and writes again' : ''}`,
  medium,
  programs,
  async check(bench) {
    const options = ['-md5', 'on', '-dev', 'DEVICE'];
    await bench.mustRun('xorriso', ...options, '-blank', 'as_needed', ...mappings(bench, first), '-commit');
    await holds(bench, first);
    await bench.reload();
    await bench.mustRun('xorriso', ...options, ...mappings(bench, second), '-commit');
    await holds(bench, first, second);
    if (!isRewritable) return;
    await bench.reload();
    await bench.mustRun('xorriso', '-md5', 'on', '-outdev', 'DEVICE', '-blank', 'all');
    await bench.mustRun('xorriso', '-md5', 'on', '-outdev', 'DEVICE', ...mappings(bench, second), '-commit');
    await holds(bench, second);
  },
});

export const xorrisoCases: readonly Case[] = [
  sessions('dvd-r', false),
  sessions('dvd-rw', true),
  sessions('dvd+r', false),
  sessions('dvd+rw', true),
  sessions('dvd-ram', true),
  sessions('bd-r', false),
  sessions('bd-re', true),
];
