/** What other programs make of our images, and we of theirs. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { cdTextPacks, encodeCdText, formatMsf, msfOfLba, toBytes } from '../../mmc/index.js';
import { bytesSource, CompactDisc, iso9660 } from '../../src/virtual/index.js';
import type { ProgramCase } from '../programs/cases.js';
import { audioOf, mustContain, noise } from '../recorders/contents.js';
import { emulatorCases } from './emulators.js';
import { driveCases } from './in-the-drive.js';
import { mustBe, sectorsOf, type Workshop } from './workshop.js';

type Case = ProgramCase<Workshop>;

const volume = iso9660('WORKSHOP', [{ name: 'NOISE.BIN', contents: noise(600_000, 1) }]);
const audio = [audioOf(700, 2), audioOf(600, 3)] as const;
const isrcs = ['GBAYE6700149', 'USRC17607839'] as const;
const catalog = '4988006116269';

const texts = toBytes(cdTextPacks, {
  packs: encodeCdText([
    {
      blockNumber: 0,
      characterCode: 0,
      languageCode: 9,
      copyrightFlags: 0,
      firstTrackNumber: 1,
      lastTrackNumber: 2,
      disc: { title: 'Workshop', performer: 'Noise' },
      tracks: new Map([
        [1, { title: 'Up', performer: 'Noise' }],
        [2, { title: 'Down', performer: 'Noise' }],
      ]),
    },
  ]),
});

const audioDisc = (withTexts: boolean): CompactDisc =>
  new CompactDisc({
    mediaCatalogNumber: catalog,
    cdTextPacks: withTexts ? texts : undefined,
    tracks: [
      { type: 'audio', source: bytesSource(audio[0], 2352), isrc: isrcs[0], copyPermitted: true },
      { type: 'audio', source: bytesSource(audio[1], 2352), isrc: isrcs[1], pauseBlocksInSource: 150, indexes: [200] },
    ],
  });

const mixedDisc = (): CompactDisc =>
  new CompactDisc({
    mediaCatalogNumber: catalog,
    tracks: [
      { type: 'mode1', source: bytesSource(volume, 2048), postgapBlocks: 150 },
      { type: 'audio', source: bytesSource(audio[0], 2352), pregapBlocks: 150 },
    ],
  });

/** `1: 00:02:00 000000 audio` of cd-info's list, lead-out included. */
const trackLines = (output: string): string[] =>
  [...output.matchAll(/^ *(\d+): (\d\d:\d\d:\d\d) +(\d+) (\S+)/gm)].map(
    ([, number, time, lsn, type]) => `${Number(number)} ${time} ${Number(lsn)} ${type}`,
  );

const linesOf = (disc: CompactDisc): string[] => [
  ...disc.tracks.map(
    ({ number, start, isData, type }) =>
      `${number} ${formatMsf(msfOfLba(start))} ${start} ${isData ? (type === 'mode1' ? 'data' : 'XA') : 'audio'}`,
  ),
  `170 ${formatMsf(msfOfLba(disc.blockCount))} ${disc.blockCount} leadout`,
];

const cdInfo = (workshop: Workshop, ...source: string[]) =>
  workshop.mustRun('cd-info', '--no-header', '--no-cddb', ...source);

async function withVideoCd(workshop: Workshop): Promise<void> {
  const make = fileURLToPath(new URL('../mmc/disc/fixtures/make-tiny-mpeg.mjs', import.meta.url));
  execFileSync(process.execPath, [make], { cwd: workshop.folder });
  workshop.file('note.txt', 'a file of our own\n'.repeat(300));
  await workshop.mustRun('vcdimager', '-t', 'vcd2', '-l', 'DISCWIRE', '--add-file=note.txt,NOTE.TXT', 'tiny.mpg');
}

/** What cdrdao says of a TOC file: addresses of each track, its codes and flags. */
function cdrdaoTracks(output: string) {
  return output
    .split(/^TRACK +/m)
    .slice(1)
    .map((text) => {
      const at = (name: string) => [...text.matchAll(new RegExp(`${name} +\\d\\d:\\d\\d:\\d\\d\\( *(\\d+)\\)`, 'g'))];
      const indexes = [...text.matchAll(/INDEX +\d+ \d\d:\d\d:\d\d\( *(\d+)\)/g)].map(([, lba]) => Number(lba));
      const start = Number(at('START')[0]![1]);
      return {
        pause: Number(at('PREGAP')[0]?.[1] ?? 0),
        start,
        end: Number(at('END')[0]![1]),
        indexes: indexes.map((lba) => lba - start),
        isrc: /ISRC ([A-Z0-9 ]+)$/m.exec(text)?.[1]?.replaceAll(' ', ''),
        isCopyPermitted: text.includes(' COPY PERMITTED'),
        isPreEmphasis: !text.includes('NO PRE-EMPHASIS') && text.includes('PRE-EMPHASIS'),
      };
    });
}

const asCdrdao = ({ tracks }: CompactDisc) =>
  tracks.map(({ pauseStart, start, end, indexes, isrc, control }) => ({
    pause: start - pauseStart,
    start,
    end,
    indexes,
    isrc,
    isCopyPermitted: (control & 2) !== 0,
    isPreEmphasis: (control & 1) !== 0,
  }));

/** Everything the grammar of cdrdao has for audio. */
const richToc = `CD_DA
CATALOG "1234567890123"
CD_TEXT { LANGUAGE_MAP { 0 : EN } LANGUAGE 0 { TITLE "Rich \\"quoted\\"" PERFORMER "Somebody" } }
TRACK AUDIO // the first
COPY
ISRC "DEXXX9800001"
CD_TEXT { LANGUAGE 0 { TITLE "One" PERFORMER "Somebody" } }
SILENCE 0:5:0
TRACK AUDIO
NO COPY
PRE_EMPHASIS
CD_TEXT { LANGUAGE 0 { TITLE "Two" PERFORMER "Somebody" } }
PREGAP 0:2:0
FILE "a.raw" 0:0:10 0:4:0
SILENCE 0:1:0
INDEX 0:2:0
INDEX 0:3:0
TRACK AUDIO
CD_TEXT { LANGUAGE 0 { TITLE "Three" PERFORMER "Somebody" } }
AUDIOFILE "a.raw" 0
START 0:0:33
`;

export const cases: readonly Case[] = [
  {
    name: 'cd-info finds the tracks, the codes and the texts of a sheet that we save',
    programs: ['cd-info'],
    async check(workshop) {
      const disc = audioDisc(true);
      await workshop.save(disc, 'a.cue');
      const output = await cdInfo(workshop, '--cue-file=a.cue');
      mustBe('tracks', trackLines(output), linesOf(disc));
      mustBe('catalog', /Media Catalog Number \(MCN\): (\d+)/.exec(output)?.[1], catalog);
      mustBe(
        'titles',
        [...output.matchAll(/TITLE: (.*)$/gm)].map(([, title]) => title),
        ['Workshop', 'Up', 'Down'],
      );
    },
  },
  {
    name: 'cd-info finds the tracks of a mixed disc that we save',
    programs: ['cd-info'],
    async check(workshop) {
      const disc = mixedDisc();
      await workshop.save(disc, 'a.cue');
      mustBe('tracks', trackLines(await cdInfo(workshop, '--cue-file=a.cue')), linesOf(disc));
    },
  },
  {
    name: 'cd-read reads the sectors that we save',
    programs: ['cd-read'],
    async check(workshop) {
      const disc = audioDisc(false);
      await workshop.save(disc, 'a.cue');
      await workshop.mustRun('cd-read', '-c', 'a.cue', '-m', 'audio', '-s', '700', '-e', '899', '-o', 'out');
      mustBe('sectors', workshop.read('out'), sectorsOf(disc, 700, 200));
      const mixed = mixedDisc();
      await workshop.save(mixed, 'b.cue');
      await workshop.mustRun('cd-read', '-c', 'b.cue', '-m', 'm1f1', '-s', '16', '-e', '20', '-o', 'data');
      mustBe('blocks', workshop.read('data'), volume.slice(16 * 2048, 21 * 2048));
    },
  },
  {
    name: 'bchunk takes the tracks out of an image that we save, and xorriso finds the file in it',
    programs: ['bchunk', 'xorriso'],
    async check(workshop) {
      await workshop.save(mixedDisc(), 'a.cue');
      await workshop.mustRun('bchunk', 'a.bin', 'a.cue', 'track');
      mustBe('data', workshop.read('track01.iso').subarray(0, volume.length), volume);
      mustBe('audio', workshop.read('track02.cdr').subarray(0, audio[0].length), audio[0]);
      await workshop.save(new CompactDisc({ tracks: [{ type: 'mode1', source: bytesSource(volume, 2048) }] }), 'b.iso');
      const listing = await workshop.mustRun('xorriso', '-indev', 'stdio:b.iso', '-find', '/');
      mustContain(listing, 'NOISE.BIN');
    },
  },
  {
    name: 'cuetools find the break points of a sheet that we save',
    programs: ['cuebreakpoints'],
    async check(workshop) {
      await workshop.save(audioDisc(false), 'a.cue');
      mustBe('break points', (await workshop.mustRun('cuebreakpoints', 'a.cue')).trim(), '0:11.25');
    },
  },
  {
    name: 'cdrdao shows and reads a sheet that we save',
    programs: ['cdrdao'],
    async check(workshop) {
      const disc = mixedDisc();
      await workshop.save(disc, 'a.cue');
      const shown = cdrdaoTracks(await workshop.mustRun('cdrdao', 'show-toc', 'a.cue'));
      mustBe(
        'starts',
        shown.map(({ start, end }) => [start, end]),
        disc.tracks.map(({ start, end }) => [start, end]),
      );
      await workshop.mustRun('cdrdao', 'read-test', 'a.cue');
    },
  },
  {
    name: 'cdrdao and we agree about a TOC file with everything',
    programs: ['cdrdao'],
    async check(workshop) {
      workshop.file('a.raw', noise(400 * 2352, 4));
      workshop.file('a.toc', richToc);
      const disc = workshop.open('a.toc');
      mustBe('tracks', asCdrdao(disc), cdrdaoTracks(await workshop.mustRun('cdrdao', 'show-toc', 'a.toc')));
      disc.close();
    },
  },
  {
    name: 'what cdrdao reads out of the drive is the disc that is in it',
    programs: ['cdrdao'],
    async check(workshop) {
      const disc = audioDisc(true);
      await workshop.runAtDrive(
        disc,
        'cdrdao',
        'read-cd',
        '--device',
        'DEVICE',
        '--driver',
        'generic-mmc',
        '--paranoia-mode',
        '0',
        '--datafile',
        'a.bin',
        '-v',
        '0',
        'a.toc',
      );
      const copy = workshop.open('a.toc');
      // Where a pause begins cdrdao takes from the last sectors of it.
      const facts = ({ tracks }: CompactDisc) =>
        tracks.map(({ start, isrc, control, indexes }) => [start, isrc, control, indexes]);
      mustBe('tracks', facts(copy), facts(disc));
      mustBe('samples', sectorsOf(copy, 0, copy.blockCount), sectorsOf(disc, 0, disc.blockCount));
      mustBe('catalog', copy.mediaCatalogNumber, catalog);
      copy.close();
    },
  },
  {
    name: 'cdrdao finds a mixed disc, from an image, in the drive',
    programs: ['cdrdao'],
    async check(workshop) {
      await workshop.save(mixedDisc(), 'a.ccd');
      const disc = workshop.open('a.ccd');
      await workshop.runAtDrive(
        disc,
        'cdrdao',
        'read-cd',
        '--device',
        'DEVICE',
        '--driver',
        'generic-mmc',
        '--read-raw',
        '--datafile',
        'b.bin',
        '-v',
        '0',
        'b.toc',
      );
      const copy = workshop.open('b.toc');
      mustBe(
        'starts',
        copy.tracks.map(({ number, start, type }) => [number, start, type]),
        disc.tracks.map(({ number, start, type }) => [number, start, type]),
      );
      mustBe('data', sectorsOf(copy, 0, volume.length / 2048), sectorsOf(disc, 0, volume.length / 2048));
      mustBe('audio', sectorsOf(copy, disc.tracks[1]!.start, 700), sectorsOf(disc, disc.tracks[1]!.start, 700));
      copy.close();
      disc.close();
    },
  },
  {
    name: 'cdparanoia rips a track of an image in the drive',
    programs: ['cdparanoia'],
    async check(workshop) {
      await workshop.save(audioDisc(true), 'a.cue');
      const disc = workshop.open('a.cue');
      await workshop.runAtDrive(disc, 'cdparanoia', '-d', 'DEVICE', '-q', '-r', '1', 'out.raw');
      mustBe('samples', workshop.read('out.raw'), Buffer.concat([audio[0], audio[1].subarray(0, 150 * 2352)]));
      disc.close();
    },
  },
  {
    name: 'cd-info finds sessions and texts in the drive',
    programs: ['cd-info'],
    async check(workshop) {
      const extra = new CompactDisc({
        mediaCatalogNumber: catalog,
        cdTextPacks: texts,
        sessions: [
          {
            tracks: [
              { type: 'audio', source: bytesSource(audio[0], 2352) },
              { type: 'audio', source: bytesSource(audio[1], 2352) },
            ],
          },
          { tracks: [{ type: 'mode2Form1', source: bytesSource(volume, 2048) }] },
        ],
      });
      await workshop.save(extra, 'a.ccd');
      const disc = workshop.open('a.ccd');
      const output = await workshop.runAtDrive(disc, 'cd-info', '--no-header', '--no-cddb', '-C', 'DEVICE');
      const starts = trackLines(output).map((line) => line.split(' ').slice(0, 3).join(' '));
      mustBe(
        'tracks',
        starts,
        linesOf(extra).map((line) => line.split(' ').slice(0, 3).join(' ')),
      );
      mustBe(
        'titles',
        [...output.matchAll(/TITLE: (.*)$/gm)].map(([, title]) => title),
        ['Workshop', 'Up', 'Down'],
      );
      if (!output.includes(`last track session begins at ${extra.tracks[2]!.start}`) && !/session/i.test(output))
        throw new Error(output);
      disc.close();
    },
  },
  {
    name: "vcdimager's Video CD goes through our formats byte for byte, and vcd-info finds the same in it",
    programs: ['vcdimager', 'vcd-info', 'cd-info'],
    async check(workshop) {
      await withVideoCd(workshop);
      const disc = workshop.open('videocd.cue');
      await workshop.save(disc, 'b.ccd');
      await workshop.save(workshop.open('b.ccd'), 'c.cue');
      mustBe('sectors', workshop.read('c.bin'), workshop.read('videocd.bin'));
      mustBe('sectors', workshop.read('b.img'), workshop.read('videocd.bin'));
      const about = async (name: string) =>
        (await workshop.mustRun('vcd-info', '-q', `--cue-file=${name}.cue`))
          .replaceAll(`${name}.cue`, 'NAME')
          .split('\n');
      mustBe('vcd-info', await about('c'), await about('videocd'));
      const lines = trackLines(await cdInfo(workshop, '--cue-file=c.cue'));
      mustBe(
        'tracks',
        lines.map((line) => line.split(' ')[2]),
        linesOf(disc).map((line) => line.split(' ')[2]),
      );
      disc.close();
    },
  },
  {
    name: 'vcdimager makes a file that READ(10) of our drive gives as it was',
    programs: ['vcdimager', 'cd-read'],
    async check(workshop) {
      await withVideoCd(workshop);
      const disc = workshop.open('videocd.cue');
      await workshop.mustRun('cd-read', '-c', 'videocd.cue', '-m', 'm2f1', '-s', '16', '-e', '20', '-o', 'out');
      const blocks = Buffer.alloc(5 * 2048);
      disc.readUserData(16, 5, blocks, 0);
      mustBe('blocks', workshop.read('out').subarray(0, blocks.length), blocks);
      disc.close();
    },
  },
  {
    name: 'a disc of xorriso goes through our formats, and bchunk gets it back',
    programs: ['bchunk', 'xorriso'],
    async check(workshop) {
      workshop.file('file', noise(500_000, 9));
      await workshop.mustRun('xorriso', '-as', 'mkisofs', '-o', 'a.iso', '-V', 'THEIRS', 'file');
      await workshop.save(workshop.open('a.iso'), 'b.ccd');
      await workshop.save(workshop.open('b.ccd'), 'c.cue');
      await workshop.mustRun('bchunk', 'c.bin', 'c.cue', 'track');
      mustBe('image', workshop.read('track01.iso'), workshop.read('a.iso'));
      await workshop.save(workshop.open('c.cue'), 'd.iso');
      mustBe('image', workshop.read('d.iso'), workshop.read('a.iso'));
    },
  },
  {
    name: 'toc2cue makes a sheet of a TOC file that is the same disc',
    programs: ['toc2cue'],
    async check(workshop) {
      workshop.file('a.bin', noise(900 * 2352, 11));
      workshop.file(
        'a.toc',
        'CD_DA\nTRACK AUDIO\nISRC "DEXXX9800001"\nFILE "a.bin" 0 0:6:0\nTRACK AUDIO\nCOPY\nFILE "a.bin" 0:6:0 0:6:0\nSTART 0:1:0\nINDEX 0:3:0\n',
      );
      await workshop.mustRun('toc2cue', 'a.toc', 'a.cue');
      const [toc, cue] = [workshop.open('a.toc'), workshop.open('a.cue')];
      // Codes and indexes behind the first it leaves out.
      const places = ({ tracks }: CompactDisc) => tracks.map(({ pauseStart, start, end }) => [pauseStart, start, end]);
      mustBe('places', places(cue), places(toc));
      // In the file of a TOC the more significant byte comes first.
      mustBe('samples', sectorsOf(cue, 500, 10), sectorsOf(toc, 500, 10).swap16());
      toc.close();
      cue.close();
    },
  },
  {
    name: 'cueconvert makes a TOC file of a sheet that we save, with the same tracks',
    programs: ['cueconvert'],
    async check(workshop) {
      const disc = audioDisc(false);
      await workshop.save(disc, 'a.cue');
      await workshop.mustRun('cueconvert', 'a.cue', 'a.toc');
      const isrc = [
        ...workshop
          .read('a.toc')
          .toString()
          .matchAll(/ISRC "(\w+)"/g),
      ].map(([, code]) => code);
      mustBe('codes', isrc, [...isrcs]);
      const copy = workshop.open('a.toc');
      mustBe(
        'starts',
        copy.tracks.map(({ start }) => start),
        disc.tracks.map(({ start }) => start),
      );
      copy.close();
    },
  },
  ...emulatorCases,
  ...driveCases,
];
