/** dvd+rw-format, dvd+rw-mediainfo and dvd+rw-booktype. */

import type { Case } from './bench.js';
import { dataOf, mustContain } from './contents.js';
import { blocksEqual } from './dvd-checks.js';

const blocks = 320;

/** Formats or blanks, has dvd+rw-mediainfo say what there is then, and writes to it. */
const formats = (medium: string, options: readonly string[], ...expected: readonly (string | RegExp)[]): Case => ({
  name: `dvd+rw-format ${options.join(' ')}`,
  medium,
  programs: ['dvd+rw-format', 'dvd+rw-mediainfo', 'growisofs'],
  async check(bench) {
    await bench.mustRun('dvd+rw-format', ...options, 'DEVICE');
    await bench.reload();
    mustContain(await bench.mustRun('dvd+rw-mediainfo', 'DEVICE'), ...expected);
    if (medium === 'dvd-ram') return;
    const data = dataOf(blocks, 31);
    const growisofs = ['-use-the-force-luke=tty', '-use-the-force-luke=notray'];
    await bench.mustRun('growisofs', ...growisofs, '-Z', `DEVICE=${bench.file('image.iso', data)}`);
    await bench.reload();
    await blocksEqual(bench, 0, data);
  },
});

/** What dvd+rw-mediainfo makes of a medium that nobody has touched. */
const describes = (medium: string, ...expected: readonly (string | RegExp)[]): Case => ({
  name: 'dvd+rw-mediainfo describes a new disc',
  medium,
  programs: ['dvd+rw-mediainfo'],
  async check(bench) {
    mustContain(await bench.mustRun('dvd+rw-mediainfo', 'DEVICE'), ...expected);
  },
});

/** The book type, as dvd+rw-booktype reads it. */
const hasBook = (medium: string, expected: string): Case => ({
  name: 'dvd+rw-booktype reads the book type',
  medium,
  programs: ['dvd+rw-booktype'],
  async check(bench) {
    mustContain(await bench.mustRun('dvd+rw-booktype', '-inq', '-media', 'DEVICE'), expected);
  },
});

const blank = /Disc status: +blank[\s\S]+State of Last Session: empty/;
const complete = /Disc status: +complete[\s\S]+State of Last Session: complete/;
const nextAt0 = /Track State: +invisible incremental[\s\S]+Next Writable Address: 0\*2KB/;
const withSpare = /formatted:\t\t11826176\*2048[\s\S]+READ CAPACITY: +11826176\*2048/;

export const dvdRwToolsCases: readonly Case[] = [
  hasBook('dvd+r', 'a1h: DVD+R specification [revision 1]'),
  hasBook('dvd+rw', '92h: DVD+RW specification [revision 2]'),
  hasBook('dvd+r-dl', 'e1h: DVD+R DL specification [revision 1]'),
  describes('dvd-r', '11h, DVD-R Sequential', 'MCC 03RG20', '25h, DVD-R book', blank, /Free Blocks: +2298496/),
  describes('dvd-r-dl', '15h, DVD-R Dual Layer', 'MKM 03RD30', '26h, DVD-R book', blank, /Free Blocks: +4171712/),
  describes('dvd-rw', '14h, DVD-RW Sequential', '32h, DVD-RW book', blank, nextAt0, /unformatted:\t\t2298496/),
  describes('dvd+r', '1Bh, DVD+R', 'MCC/004', blank, /Free Blocks: +2295104/, 'ROM Compatibility LBA'),
  describes('dvd+r-dl', '2Bh, DVD+R Double Layer', 'MKM/003', /L0 Data Zone Capacity: 2086912\*2KB, can still be set/),
  describes('dvd+rw', '1Ah, DVD+RW', 'MKM/A02', blank, /unformatted:\t\t2295104[\s\S]+26h\(0\):\t\t2295104/),
  describes('dvd-ram', '12h, DVD-RAM', '12800/12800=100.0% free', 'Persistent Write Protection is off', '01h(800)'),
  describes('bd-r', '41h, BD-R SRM', 'VERBAT/IMe', blank, /32h\(0\):\t\t5796864/, /Free Blocks: +12219392/),
  describes('bd-r-dl', '41h, BD-R SRM', 'VERBAT/IMf', blank, /Free Blocks: +24438784/),
  describes('bd-re', '43h, BD-RE', 'VERBAT/IM0', blank, /31h\(0\):\t\t12219392/),
  describes('bd-re-dl', '43h, BD-RE', 'VERBAT/IM1', blank, /31h\(0\):\t\t24438784/),
  formats('dvd-rw', ['-force'], '13h, DVD-RW Restricted Overwrite', 'State of Last Session: incomplete', nextAt0),
  formats('dvd-rw', ['-force=full'], '13h, DVD-RW Restricted Overwrite', complete, /READ CAPACITY: +2298496/),
  formats('dvd-rw', ['-blank'], '14h, DVD-RW Sequential', blank, /Track State: +blank/),
  formats('dvd-rw', ['-blank=full'], '14h, DVD-RW Sequential', blank, nextAt0),
  formats('dvd+rw', ['-force'], complete, /BG Format Status: +(complete|suspended)/),
  formats('dvd-ram', ['-force'], /formatted:\t\t2295104/),
  formats('dvd-ram', ['-ssa=max'], '58400/58400=100.0% free', /formatted:\t\t2236704[\s\S]+READ CAPACITY: +2236704/),
  formats('bd-re', ['-force'], '12288/12288=100.0% free', complete, withSpare),
  formats('bd-re', ['-ssa=none'], complete, /READ CAPACITY: +12219392/),
  formats('bd-re', ['-ssa=max'], '200704/200704=100.0% free', /READ CAPACITY: +5796864/),
];
