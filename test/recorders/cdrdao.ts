/** cdrdao: discs at once, by cue sheet and raw. */
import {
  cdSubChannelSelection,
  interleaveRwPack,
  readCd,
  rwPack,
  rwPackBytes,
  writeRwPackParity,
} from '../../mmc/index.js';
import type { Bench, Case } from './bench.js';
import { paranoia } from './cdrskin.js';
import { audioOf, dataOf, mustContain, mustEqual, noise, waveOf } from './contents.js';

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

const graphicsToc = `CD_DA
TRACK AUDIO RW
DATAFILE "graphics.bin"
`;
const graphicsBlocks = 400;

/** Four packs for each sector, with their parity. */
function packsOf(sectors: number): Buffer {
  const packs = noise(96 * sectors, 36).map((byte) => byte & 0x3f);
  for (let at = 0; at < packs.length; at += rwPackBytes) writeRwPackParity(packs, at);
  return Buffer.from(packs);
}

/** Sectors, audio as cdrdao has it in files that are not WAVE: big-endian; each with 96 bytes behind it. */
function withSubChannels(samples: Buffer, subChannels: Uint8Array): Buffer {
  const sectors = Buffer.from(samples).swap16();
  return Buffer.concat(
    Array.from({ length: samples.length / 2352 }, (_, i) => [
      sectors.subarray(i * 2352, (i + 1) * 2352),
      subChannels.subarray(i * 96, (i + 1) * 96),
    ]).flat(),
  );
}

/** What READ CD gives us, sector after sector. */
function readSectors(
  { device }: Bench,
  start: number,
  count: number,
  selection: { readonly userData?: boolean; readonly subChannelSelection?: number },
): Uint8Array {
  return Buffer.concat(
    Array.from({ length: count }, (_, i) =>
      device.sendSync(readCd, {
        startingLogicalBlockAddress: start + i,
        transferLengthBlocks: 1,
        ...selection,
      }),
    ),
  );
}

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

/** Reads the disc to `all.bin` and `all.toc`. */
const readAll = (bench: Bench, ...options: readonly string[]) =>
  bench.mustRun(
    'cdrdao',
    'read-cd',
    '--device',
    'DEVICE',
    '--driver',
    'generic-mmc',
    ...options,
    '--datafile',
    'all.bin',
    'all.toc',
  );

export const cdrdaoCases: readonly Case[] = drivers.flatMap((driver): readonly Case[] => [
  {
    name: `cdrdao writes audio with CD-TEXT, ISRC and catalog number, and reads the disc (${driver})`,
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
      await readAll(bench);
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
  {
    name: `cdrdao writes packs of R to W, and reads them (${driver})`,
    medium: 'cd-r',
    programs: ['cdrdao'],
    async check(bench) {
      const samples = audioOf(graphicsBlocks, 35);
      const packs = packsOf(graphicsBlocks);
      const bare = packs.map((symbol, i) => {
        const at = i % rwPackBytes;
        return at >= rwPack.pParity || (at >= rwPack.qParity && at < rwPack.data) ? 0 : symbol;
      });
      bench.file('graphics.bin', withSubChannels(samples, bare));
      await write(bench, driver, graphicsToc);
      bench.reload();
      mustEqual('track 1', readSectors(bench, 0, graphicsBlocks, { userData: true }), samples);
      const interleaved = new Uint8Array(packs.length + 192);
      for (let at = 0; at < packs.length; at += rwPackBytes) interleaveRwPack(packs, at, interleaved, at);
      const raw = readSectors(bench, 0, graphicsBlocks, { subChannelSelection: cdSubChannelSelection.raw }).map(
        (byte) => byte & 0x3f,
      );
      mustEqual('raw sub-channels', raw, interleaved.subarray(0, packs.length));
      const read = readSectors(bench, 0, graphicsBlocks, { subChannelSelection: cdSubChannelSelection.correctedRw });
      mustEqual('packs, two sectors late', read.subarray(2 * 96), packs.subarray(0, -2 * 96));
      await readAll(bench, '--read-subchan', 'rw');
      mustContain(bench.read('all.toc').toString('latin1'), 'TRACK AUDIO RW\n');
      mustEqual('what cdrdao reads', bench.read('all.bin'), withSubChannels(samples, read));
    },
  },
]);
