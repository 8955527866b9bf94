/** cdrdao: discs at once, by cue sheet and raw. */

import type { Bench, Case } from './bench.js';
import { paranoia } from './cdrskin.js';
import { audioOf, dataOf, mustContain, mustEqual, waveOf } from './contents.js';

const isrc = 'GBAYE6700149';
const catalog = '4988006116269';

const audioToc = `CD_DA
CATALOG "${catalog}"
CD_TEXT {
  LANGUAGE_MAP { 0 : EN }
  LANGUAGE 0 { TITLE "Joyful Nights" PERFORMER "United Cat Orchestra" }
}
TRACK AUDIO
COPY
ISRC "${isrc}"
CD_TEXT { LANGUAGE 0 { TITLE "Song of Joy" PERFORMER "Felix and The Purrs" } }
FILE "first.wav" 0
TRACK AUDIO
CD_TEXT { LANGUAGE 0 { TITLE "Humpty Dumpty" PERFORMER "Catwalk Beauties" } }
PREGAP 0:2:0
FILE "second.wav" 0
INDEX 0:4:0
`;

const mixedToc = `CD_ROM
TRACK MODE1
DATAFILE "data.iso"
ZERO MODE1 0:2:0
TRACK AUDIO
PREGAP 0:2:0
FILE "first.wav" 0
`;

/** 10h: with CD-TEXT. */
const drivers = ['generic-mmc:0x10', 'generic-mmc-raw:0x10'] as const;

const write = (bench: Bench, driver: string, toc: string) =>
  bench.mustRun(
    'cdrdao',
    'write',
    '--device',
    'DEVICE',
    '--driver',
    driver,
    '-n',
    '-v',
    '2',
    bench.file('disc.toc', toc),
  );

export const cdrdaoCases: readonly Case[] = drivers.flatMap((driver): readonly Case[] => [
  {
    name: `cdrdao writes audio with CD-TEXT, ISRC and catalog number (${driver})`,
    medium: 'cd-r',
    programs: ['cdrdao', 'cdparanoia', 'cd-info'],
    async check(bench) {
      const first = audioOf(400, 31);
      const second = audioOf(500, 32);
      bench.file('first.wav', waveOf(first));
      bench.file('second.wav', waveOf(second));
      await write(bench, driver, audioToc);
      await bench.reload();
      // Pauses belong to the track before, for who reads by the table of contents.
      mustEqual('track 1', await paranoia(bench, 1), Buffer.concat([first, Buffer.alloc(150 * 2352)]));
      mustEqual('track 2', await paranoia(bench, 2), second);
      const info = await bench.mustRun('cd-info', '-C', 'DEVICE', '--no-device-info');
      mustContain(info, 'Joyful Nights', 'Song of Joy', 'Catwalk Beauties');
      await bench.mustRun(
        'cdrdao',
        'read-cd',
        '--device',
        'DEVICE',
        '--driver',
        'generic-mmc',
        '--datafile',
        'all.bin',
        'all.toc',
      );
      mustContain(
        bench.read('all.toc').toString('latin1'),
        `CATALOG "${catalog}"`,
        `ISRC "${isrc}"`,
        'INDEX 00:04:00',
        'Humpty Dumpty',
      );
      mustEqual('the disc', bench.read('all.bin').swap16(), Buffer.concat([first, Buffer.alloc(150 * 2352), second]));
    },
  },
  {
    name: `cdrdao writes data and audio (${driver})`,
    medium: 'cd-r',
    programs: ['cdrdao', 'cdparanoia'],
    async check(bench) {
      const data = dataOf(600, 33);
      const first = audioOf(400, 34);
      bench.file('data.iso', data);
      bench.file('first.wav', waveOf(first));
      await write(bench, driver, mixedToc);
      await bench.reload();
      mustEqual('track 1', await bench.readBlocks(0, 600), data);
      mustEqual('track 2', await paranoia(bench, 2), first);
    },
  },
]);
