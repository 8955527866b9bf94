/** growisofs of dvd+rw-tools. */

import type { Case } from './bench.js';
import { dataOf, mustContain } from './contents.js';
import { blocksEqual } from './dvd-checks.js';

const quiet = ['-use-the-force-luke=tty', '-use-the-force-luke=notray'];
const blocks = 1000;
const programs = ['growisofs'];

/** Burns an image and reads it back. */
const burns = (medium: string, name: string, ...options: readonly string[]): Case => ({
  name: `growisofs ${name}`,
  medium,
  programs,
  async check(bench) {
    const data = dataOf(blocks);
    const path = bench.file('image.iso', data);
    await bench.mustRun('growisofs', ...quiet, ...options, '-Z', `DEVICE=${path}`);
    await bench.reload();
    await blocksEqual(bench, 0, data);
  },
});

export const growisofsCases: readonly Case[] = [
  burns('dvd+rw', 'formats and writes an image'),
  burns('dvd-r', 'writes an image incrementally'),
  burns('dvd-r', 'writes an image at once', '-use-the-force-luke=dao:1000', '-dvd-compat'),
  burns('dvd-rw', 'writes an image incrementally'),
  burns('dvd+r', 'writes an image and leaves the disc open'),
  burns('dvd+r', 'writes an image and closes the disc', '-dvd-compat'),
  burns('dvd+r-dl', 'splits the layers', '-dvd-compat'),
  {
    name: 'growisofs refuses to waste a second layer',
    medium: 'dvd-r-dl',
    programs,
    async check(bench) {
      const path = bench.file('image.iso', dataOf(blocks));
      const { output } = await bench.run('growisofs', ...quiet, '-Z', `DEVICE=${path}`);
      mustContain(output, 'use single layer media for this recording');
    },
  },
  burns('bd-r', 'writes an image'),
  burns('bd-r', 'writes an image without spare areas', '-use-the-force-luke=spare:none'),
  burns('bd-re', 'formats and writes an image'),
  burns('bd-r-dl', 'writes an image'),
  burns('bd-re-dl', 'formats and writes an image'),
];
