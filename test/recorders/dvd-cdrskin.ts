/** cdrskin on DVD and BD. */

import type { Case } from './bench.js';
import { dataOf, mustContain } from './contents.js';
import { blocksEqual } from './dvd-checks.js';

const programs = ['cdrskin'];
const blocks = 640;

/** Writes an image, after `options` have made the medium ready for it, and looks at the disc then. */
const writes = (medium: string, name: string, options: readonly string[], expected: string | RegExp): Case => ({
  name: `cdrskin ${name}`,
  medium,
  programs,
  async check(bench) {
    const data = dataOf(blocks, 21);
    const path = bench.file('image.iso', data);
    await bench.mustRun('cdrskin', 'dev=DEVICE', '-v', ...options, path);
    await bench.reload();
    await blocksEqual(bench, 0, data);
    mustContain(await bench.mustRun('cdrskin', 'dev=DEVICE', '-minfo'), expected);
  },
});

/** Two tracks in two sessions, the second of which is the last. */
const appends = (medium: string, expected: string | RegExp): Case => ({
  name: 'cdrskin appends a session and closes the disc',
  medium,
  programs,
  async check(bench) {
    const first = dataOf(100, 22);
    const second = dataOf(333, 23);
    await bench.mustRun('cdrskin', 'dev=DEVICE', '-v', '-multi', bench.file('first.iso', first));
    await bench.reload();
    const output = await bench.mustRun('cdrskin', 'dev=DEVICE', '-msinfo');
    const next = Number(/^\d+,(\d+)$/m.exec(output)?.[1]);
    await bench.mustRun('cdrskin', 'dev=DEVICE', '-v', bench.file('second.iso', second));
    await bench.reload();
    await blocksEqual(bench, 0, first);
    await blocksEqual(bench, next, second);
    mustContain(await bench.mustRun('cdrskin', 'dev=DEVICE', '-minfo'), expected);
  },
});

/** Prepares the medium, and has to find it as `expected` then. */
const prepares = (medium: string, type: string, expected: string | RegExp): Case => ({
  name: `cdrskin blank=${type}`,
  medium,
  programs,
  async check(bench) {
    await bench.mustRun('cdrskin', 'dev=DEVICE', '-v', `blank=${type}`);
    await bench.reload();
    mustContain(await bench.mustRun('cdrskin', 'dev=DEVICE', '-minfo'), expected);
    const data = dataOf(blocks, 24);
    await bench.mustRun('cdrskin', 'dev=DEVICE', '-v', bench.file('image.iso', data));
    await bench.reload();
    await blocksEqual(bench, 0, data);
  },
});

const complete = 'disk status:              complete';
const incomplete = 'disk status:              incomplete/appendable';
const anything = /Mounted media type/;

export const dvdCdrskinCases: readonly Case[] = [
  writes('dvd-r', 'writes at once', ['-dao'], complete),
  writes('dvd-r', 'writes a track of a size given before', ['-tao', 'tsize=640s', '-multi'], incomplete),
  {
    name: 'cdrskin writes for a test',
    medium: 'dvd-r',
    programs,
    async check(bench) {
      await bench.mustRun('cdrskin', 'dev=DEVICE', '-v', '-multi', '-dummy', bench.file('image.iso', dataOf(blocks)));
      await bench.reload();
      mustContain(await bench.mustRun('cdrskin', 'dev=DEVICE', '-minfo'), 'disk status:              empty');
    },
  },
  writes('dvd-r-dl', 'writes an image', [], anything),
  writes('dvd+r-dl', 'writes an image', [], complete),
  writes('bd-r-dl', 'writes an image', ['-multi'], incomplete),
  appends('dvd-r', complete),
  appends('dvd-rw', complete),
  appends('dvd+r', complete),
  appends('bd-r', complete),
  prepares('dvd-rw', 'format_overwrite', /DVD-RW restricted overwrite/i),
  prepares('dvd-rw', 'format_overwrite_full', /DVD-RW restricted overwrite/i),
  prepares('dvd-rw', 'deformat_sequential', /DVD-RW sequential recording/i),
  prepares('dvd-rw', 'deformat_sequential_quickest', /DVD-RW sequential recording/i),
  prepares('dvd+rw', 'format_if_needed', anything),
  prepares('dvd-ram', 'format_defectmgt', anything),
  prepares('dvd-ram', 'format_defectmgt_max', anything),
  prepares('bd-r', 'format_defectmgt', anything),
  prepares('bd-r-dl', 'format_defectmgt_max', anything),
  prepares('bd-re', 'format_defectmgt', anything),
  prepares('bd-re', 'format_by_index_4', anything),
  prepares('bd-re-dl', 'format_defectmgt_min', anything),
];
