import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  cdTextPacks,
  completeMode1Sector,
  completeSector,
  decodeCdText,
  deinterleaveRwPack,
  sectorFormat,
} from '../../../mmc/index.js';
import { type CompactDisc, ImageError, type Medium, openCcd, openRaw, openToc } from '../../../src/virtual/index.js';
import { fixture } from '../../mmc/disc/fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'discwire-'));
afterAll(() => rmSync(folder, { recursive: true }));
let prefix = 0;
beforeEach(() => {
  prefix++;
});
const path = (name: string) => join(folder, `${prefix}${name}`);
const write = (name: string, content: Uint8Array | string) => writeFileSync(path(name), content);

/** Sectors of `size` bytes, sector n full of the byte n. */
const sectors = (count: number, size: number, first = 0): Uint8Array =>
  Uint8Array.from({ length: count * size }, (_, i) => first + Math.floor(i / size));

function mode1Sectors(count: number): Uint8Array {
  const image = sectors(count, 2352);
  for (let i = 0; i < count; i++) completeMode1Sector(image, i * 2352, i);
  return image;
}

const places = ({ tracks }: CompactDisc) => tracks.map(({ pauseStart, start, end }) => [pauseStart, start, end]);

function bytesAt(disc: Medium, offset: number, ...lbas: number[]): number[] {
  const sector = new Uint8Array(2352);
  return lbas.map((lba) => {
    if (disc.kind === 'cd') disc.readRaw(lba, 1, sector, 0);
    return sector[offset]!;
  });
}

function errorOf(open: () => Medium): { line: number | undefined; message: string } {
  try {
    open().close();
  } catch (error) {
    expect(error).toBeInstanceOf(ImageError);
    return error as ImageError;
  }
  throw new Error('it was accepted');
}

describe('a TOC file', () => {
  const open = (toc: string) => {
    write('a.toc', toc.replaceAll('FILE "', `FILE "${prefix}`));
    return openToc(path('a.toc'));
  };

  it('with parts of files and silence: all lie one after the other, and audio has its bytes in order', () => {
    write(
      'a.raw',
      Uint8Array.from({ length: 20 * 2352 }, (_, i) => (i & 1 ? 0xee : Math.floor(i / 2352))),
    );
    const disc = open(`CD_DA // texts below
CATALOG "1234567890123"
CD_TEXT { LANGUAGE_MAP { 0 : EN } LANGUAGE 0 { TITLE "A \\"b\\" \\351" DISC_ID "XY12345" GENRE { 0, 3, 88, 0 } } }
TRACK AUDIO
NO COPY PRE_EMPHASIS FOUR_CHANNEL_AUDIO
ISRC "DEXXX9800001"
CD_TEXT { LANGUAGE 0 { TITLE "One" } }
PREGAP 00:00:02
FILE "a.raw" 0 00:00:05
SILENCE 1176
FILE "a.raw" #2352 588 588
INDEX 00:00:03
TRACK AUDIO
COPY
AUDIOFILE "a.raw" SWAP 00:00:10
START 00:00:01
`);
    expect(places(disc)).toEqual([
      [0, 2, 10],
      [10, 11, 20],
    ]);
    expect(disc.tracks.map(({ control, indexes, isrc }) => [control, indexes, isrc])).toEqual([
      [9, [3], 'DEXXX9800001'],
      [2, [], undefined],
    ]);
    // Sector n of the file has n where the more significant byte is.
    expect(bytesAt(disc, 1, 0, 1, 2, 6, 7, 8, 9)).toEqual([0, 0, 0, 4, 0, 0, 2]);
    expect(bytesAt(disc, 0, 2, 9, 10, 19)).toEqual([0xee, 0xee, 10, 19]);
    const [block] = decodeCdText(cdTextPacks.decode(disc.cdTextPacks!).packs).blocks;
    expect(block).toMatchObject({ disc: { title: 'A "b" \u00e9' }, discId: 'XY12345', genre: { code: 3, text: 'X' } });
    expect(disc.mediaCatalogNumber).toBe('1234567890123');
    disc.close();
  });

  it.each([
    ['MODE1', 2048, 'mode1', 16],
    ['MODE1_RAW', 2352, 'mode1', 16],
    ['MODE2', 2336, 'mode2Formless', 16],
    ['MODE2_RAW', 2352, 'mode2Xa', 16],
    ['MODE2_FORM1', 2048, 'mode2Form1', 24],
    ['MODE2_FORM2', 2324, 'mode2Form2', 24],
    ['MODE2_FORM_MIX', 2336, 'mode2Xa', 16],
  ])('with a track of %s takes blocks of %d bytes', (mode, size, type, offset) => {
    write('a.bin', sectors(6, size, 1));
    const disc = open(`CD_ROM_XA\nTRACK ${mode}\nDATAFILE "a.bin"\nZERO ${mode} 00:00:04\n`);
    expect(disc.tracks[0]).toMatchObject({ type, end: 10 });
    expect(bytesAt(disc, offset, 0, 5)).toEqual([1, 6]);
    expect(disc.sessions[0]!.discType).toBe(0x20);
    disc.close();
  });

  it('with sub-channels R to W: P and Q are made up', () => {
    write('a.bin', sectors(8, 2448, 1));
    const disc = open('CD_DA\nTRACK AUDIO RW_RAW\nFILE "a.bin" 0\n');
    const got = new Uint8Array(96);
    disc.readSubChannels(3, got, 0);
    expect(got.every((byte) => (byte & 0x3f) === 4)).toBe(true);
    expect(got.some((byte) => (byte & 0x40) !== 0)).toBe(true);
    expect(bytesAt(disc, 0, 0, 7)).toEqual([1, 8]);
    disc.close();
  });

  it('with packs of R to W: they get parity and are interleaved', () => {
    const packs = fixture('reedsolo-rw-packs.bin');
    const blocks = sectors(12, 2448, 1);
    for (let i = 0; i < 12; i++) blocks.set(packs.subarray(96 * i, 96 * (i + 1)), 2448 * i + 2352);
    // Parity is made anew.
    for (let at = 0; at < 12 * 96; at += 24) blocks[2448 * Math.floor(at / 96) + 2352 + (at % 96) + 23] = 0;
    write('a.bin', blocks);
    const disc = open('CD_DA\nTRACK AUDIO RW\nDATAFILE "a.bin"\n');
    const raw = new Uint8Array(12 * 96);
    // Whatever comes first.
    for (const i of [7, 3, 0, 1, 2, 4, 5, 6, 8, 9, 10, 11]) disc.readSubChannels(i, raw, 96 * i);
    const got = new Uint8Array(24);
    for (let at = 0; at + 168 < raw.length; at += 24) {
      deinterleaveRwPack(raw, at, got, 0);
      expect(got).toEqual(packs.subarray(at, at + 24));
    }
    disc.close();
  });

  it.each(['RW', 'RW_RAW'])('with sub-channels (%s) has audio big-endian, and sub-channels as they are', (mode) => {
    const blocks = new Uint8Array(4 * 2448);
    for (let i = 0; i < 4; i++) blocks.set([1, 2, 3, 4], 2448 * i);
    if (mode === 'RW_RAW') blocks.set([5, 6], 2448 + 2352);
    write('a.bin', blocks);
    for (const file of ['DATAFILE "a.bin"', 'FILE "a.bin" 0']) {
      const disc = open(`CD_DA\nTRACK AUDIO ${mode}\n${file}\n`);
      expect([0, 1, 2, 3].map((at) => bytesAt(disc, at, 1)[0])).toEqual([2, 1, 4, 3]);
      const raw = new Uint8Array(96);
      disc.readSubChannels(1, raw, 0);
      expect([...raw.subarray(0, 2)].map((byte) => byte & 0x3f)).toEqual(mode === 'RW_RAW' ? [5, 6] : [0, 0]);
      disc.close();
    }
  });

  it('with user data and sub-channels has them behind it', () => {
    write('a.bin', sectors(8, 2048 + 96, 1));
    const disc = open('CD_ROM\nTRACK MODE1 RW_RAW\nDATAFILE "a.bin"\n');
    expect(bytesAt(disc, 16, 0, 7)).toEqual([1, 8]);
    const raw = new Uint8Array(96);
    disc.readSubChannels(7, raw, 0);
    expect(raw.every((byte) => (byte & 0x3f) === 8)).toBe(true);
    disc.close();
  });

  it.each<[string, string, number, string]>([
    ['nothing in it', 'CD_DA\n', 2, 'there is no TRACK'],
    ['an unknown keyword', 'CD_DA\nTRACK AUDIO\nWOBBLE\n', 3, 'WOBBLE is not supported'],
    ['an unknown mode', 'CD_DA\nTRACK MODE7\n', 2, 'track mode MODE7 is not supported'],
    ['a file that is not there', 'CD_DA\nTRACK AUDIO\nFILE "no.raw" 0\n', 3, 'no.raw: there is no such file'],
    ['a file that is too short', 'CD_DA\nTRACK AUDIO\n\nFILE "a.raw" 0 00:00:05\n', 4, 'and 11760 are needed'],
    ['a track without data', 'CD_DA\nTRACK AUDIO\nTRACK AUDIO\nFILE "a.raw" 0\n', 2, 'track 1 has no data'],
    ['a time that is none', 'CD_DA\nTRACK AUDIO\nSILENCE 0:61:0\n', 3, '0:61:0 where a time'],
    ['a block without an end', 'CD_DA\nCD_TEXT {\nLANGUAGE 0 {\n', 4, 'a CD_TEXT block has no end'],
    ['an ISRC that is none', 'CD_DA\nTRACK AUDIO\nISRC "1"\n', 3, 'ISRC takes five capitals'],
    [
      'a quote without an end',
      'CD_DA\nTRACK AUDIO\nFILE "a.raw 0\nISRC "DEXXX9800001"\n',
      3,
      'takes a string in quotes',
    ],
    ['an offset that is none', 'CD_DA\nTRACK AUDIO\nFILE "a.raw" #-5 0\n', 3, '# where a length'],
    [
      'indexes that go back',
      'CD_DA\nTRACK AUDIO\nFILE "a.raw" 0\nINDEX 0:0:1\nINDEX 0:0:1\n',
      2,
      'which does not go up',
    ],
    ['an index behind the end', 'CD_DA\nTRACK AUDIO\nFILE "a.raw" 0\nINDEX 0:0:2\n', 2, 'and there are 2 sectors'],
    ['audio in a data track', 'CD_ROM\nTRACK MODE1\nFILE "a.raw" 0\n', 3, 'FILE in a track of MODE1'],
    ['two catalog numbers', 'CD_DA\nCATALOG "0000000000001"\nCATALOG "0000000000001"\n', 3, 'a second CATALOG'],
    ['a text that is none', 'CD_DA\nCD_TEXT { LANGUAGE 0 {\nTILTE "a" } }\n', 3, 'TILTE is not known'],
    ['a byte that is none', 'CD_DA\nCD_TEXT { LANGUAGE 0 {\nGENRE { 0, 256 } } }\n', 3, '256 where a byte'],
    ['a pregap that is all there is', 'CD_DA\nTRACK AUDIO\nPREGAP 00:02:00\n', 2, 'track 1: there is nothing in it'],
  ])('with %s is refused with file and line', (_what, toc, line, message) => {
    write('a.raw', sectors(2, 2352));
    const error = errorOf(() => open(toc));
    expect([error.line, error.message]).toEqual([line, expect.stringContaining(message)]);
  });
});

describe('a CloneCD image', () => {
  const entry = (i: number, point: string, time: string, control = 4) =>
    `[Entry ${i}]\nSession=1\nPoint=${point}\nADR=0x01\nControl=0x0${control}\nTrackNo=0\n${time}\n`;
  const sheet = [
    '[CloneCD]\nVersion=3\n[Disc]\nTocEntries=5\nSessions=1\nDataTracksScrambled=0\nCATALOG=4988006116269\n',
    '[CDText]\nEntries=1\nEntry 0=80 00 00 00 41 4c 42 55 4d 00 53 4f 4e 47 31 00\n',
    '[Session 1]\nPreGapMode=1\nPreGapSubC=0\n',
    entry(0, '0xa0', 'PMin=1\nPSec=32\nPFrame=0'),
    entry(1, '0xa1', 'PMin=2\nPSec=0\nPFrame=0'),
    entry(2, '0xa2', 'PMin=0\nPSec=2\nPFrame=40'),
    entry(3, '0x01', 'PMin=0\nPSec=2\nPFrame=0'),
    entry(4, '0x02', 'PMin=0\nPSec=2\nPFrame=15', 0),
    '[TRACK 1]\nMODE=1\nINDEX 1=0\n[TRACK 2]\nMODE=0\nISRC=GBAYE6700149\nINDEX 0=10\nINDEX 1=15\nINDEX 2=20\n',
  ].join('');
  const image = () => {
    const bytes = sectors(40, 2352);
    bytes.set(mode1Sectors(10));
    return bytes;
  };

  it('is a disc: tracks, pauses, indexes, codes, texts and sub-channels', () => {
    write('a.ccd', sheet.replaceAll('\n', '\r\n'));
    write('a.IMG', image());
    write('a.sub', sectors(40, 96));
    const disc = openCcd(path('a.ccd'));
    expect(places(disc)).toEqual([
      [0, 0, 10],
      [10, 15, 40],
    ]);
    expect(disc.tracks[1]).toMatchObject({ indexes: [5], isrc: 'GBAYE6700149', control: 0 });
    expect(disc.sessions[0]!.discType).toBe(0x20);
    // The CRC that the file leaves out.
    expect([...disc.cdTextPacks!.subarray(16)]).toEqual([0x41, 0xd2]);
    expect(bytesAt(disc, 16, 0, 9, 10, 39)).toEqual([0, 9, 10, 39]);
    const channels = new Uint8Array(96);
    disc.readSubChannels(39, channels, 0);
    // 39 is 00100111b in every byte of every channel.
    expect([...channels.subarray(0, 8)]).toEqual([0, 0, 0xff, 0, 0, 0xff, 0xff, 0xff]);
    disc.close();
  });

  it.each<[string, (text: string) => string, number, number, number | undefined, string]>([
    ['no sheet of CloneCD', (text) => text.slice(1), 40, 40, 1, 'is no section and no value'],
    ['a number that is none', (text) => text.replace('PFrame=40', 'PFrame=x'), 40, 40, 40, 'PFRAME takes a number'],
    ['no lead-out', (text) => text.replace('0xa2', '0xb2'), 40, 40, 14, 'has no track, or no lead-out'],
    ['an image that is cut', (text) => text, 39, 40, undefined, 'it has 91728 bytes, and 40 sectors of 2352 are 94080'],
    [
      'sub-channels that are cut',
      (text) => text,
      40,
      39,
      undefined,
      'it has 3744 bytes, and 40 sectors of 96 are 3840',
    ],
    ['an image that is too long', (text) => text, 41, 40, undefined, 'it has 96432 bytes, and 40 sectors of 2352'],
    ['a track twice', (text) => text.replace('[Entry 4]', '[Entry 3]'), 40, 40, 50, 'a second [ENTRY 3]'],
    [
      'a count that is wrong',
      (text) => text.replace('ries=5', 'ries=6'),
      40,
      40,
      4,
      'TOCENTRIES is 6, and there are 5',
    ],
    [
      'a track left out',
      (text) => text.replaceAll('0x02', '0x03'),
      40,
      40,
      23,
      'the last track of session 1 is 3, not 2',
    ],
    ['a key twice', (text) => text.replace('PSec=32', 'PMin=32'), 40, 40, 21, 'a second PMIN in [ENTRY 0]'],
    ['a time that is none', (text) => text.replace('PFrame=15', 'PFrame=75'), 40, 40, 50, '0:2:75 is no time'],
    [
      'a track of another mode of Q',
      (text) => text.replace(/ADR=0x01(?=[^[]*15)/, 'ADR=5'),
      40,
      40,
      50,
      'ADR 5 of point 2',
    ],
    [
      'sessions from 2 on',
      (text) => text.replaceAll('Session=1', 'Session=2'),
      40,
      40,
      14,
      'session 2 where 1 is next',
    ],
    ['an address that is another', (text) => text.replace('=15\n', '=15\nPLBA=16\n'), 40, 40, 50, 'PLBA is 16'],
    [
      'a place that is another',
      (text) => text.replace('INDEX 1=15', 'INDEX 1=16'),
      40,
      40,
      50,
      'track 2 begins 16 sectors',
    ],
    ['an index left out', (text) => text.replace('INDEX 2', 'INDEX 3'), 40, 40, 62, 'INDEX 2 of track 2 is missing'],
    ['a pause behind its track', (text) => text.replace('INDEX 0=10', 'INDEX 0=16'), 40, 40, 62, 'is behind INDEX 1'],
    ['an index behind the end', (text) => text.replace('2=20', '2=40'), 40, 40, 50, 'track 2: index 2 begins at 25'],
    [
      'a track that there is not',
      (text) => text.replace('[TRACK 2]', '[TRACK 3]'),
      40,
      40,
      62,
      'no [Entry] for [TRACK 3]',
    ],
    ['an unknown key', (text) => text.replace('INDEX 0', 'INDEX O'), 40, 40, 65, 'INDEX O is not known'],
    ['an ISRC that is none', (text) => text.replace('GBAYE', 'GBA'), 40, 40, 64, 'ISRC takes'],
    ['a catalog number that is none', (text) => text.replace('498800', '4988'), 40, 40, 7, 'CATALOG takes'],
    ['scrambled sectors', (text) => text.replace('bled=0', 'bled=1'), 40, 40, 6, 'scrambled are not supported'],
    ['texts left out', (text) => text.replace('Entries=1', 'Entries=2'), 40, 40, 8, 'Entries is 2, and there are 1'],
    ['no image', (text) => text, 0, 0, undefined, 'a.img: there is no such file'],
    [
      'texts that are none',
      (text) => text.replace('80 00 00', '80 xx 00'),
      40,
      40,
      10,
      'a pack of CD-TEXT has 16 or 18',
    ],
  ])('with %s is refused', (_what, change, imageBlocks, channelBlocks, line, message) => {
    write('a.ccd', change(sheet));
    if (imageBlocks > 0) write('a.img', Buffer.concat([image(), mode1Sectors(1)]).subarray(0, imageBlocks * 2352));
    if (channelBlocks > 0) write('a.sub', sectors(channelBlocks, 96));
    const error = errorOf(() => openCcd(path('a.ccd')));
    expect([error.line, error.message]).toEqual([line, expect.stringContaining(message)]);
  });
});

describe('an image without a sheet', () => {
  const withChannels = (image: Uint8Array) => {
    const both = new Uint8Array((image.length / 2352) * 2448);
    for (let i = 0; i < image.length / 2352; i++) both.set(image.subarray(i * 2352, (i + 1) * 2352), i * 2448);
    return both;
  };
  const mode2 = () => {
    const image = sectors(9, 2352);
    for (let i = 0; i < 9; i++) completeSector(image, i * 2352, sectorFormat.mode2Form2, i);
    return image;
  };

  it.each<[string, () => Uint8Array, string]>([
    ['mode 1, 2352 bytes', () => mode1Sectors(9), 'mode1'],
    ['mode 1, 2448 bytes', () => withChannels(mode1Sectors(9)), 'mode1'],
    ['mode 2, 2352 bytes', mode2, 'mode2Xa'],
    ['audio', () => sectors(9, 2352), 'audio'],
  ])('is told by its syncs and its size: %s', (_what, make, type) => {
    write('a.bin', make());
    const disc = openRaw(path('a.bin')) as CompactDisc;
    expect(disc.tracks).toMatchObject([{ type, start: 0, end: 9 }]);
    expect(bytesAt(disc, 1000, 0, 8)).toEqual([0, 8]);
    disc.close();
  });

  it('may be blocks of 2048 bytes', () => {
    const image = sectors(20, 2048);
    image.set(new TextEncoder().encode('\x01CD001'), 16 * 2048);
    write('a.img', image);
    const disc = openRaw(path('a.img')) as CompactDisc;
    expect(disc.tracks).toMatchObject([{ type: 'mode1', end: 20 }]);
    disc.close();
  });

  it.each([0, 1, 2351, 5000])('of %d bytes is refused', (size) => {
    write('a.bin', new Uint8Array(size));
    expect(errorOf(() => openRaw(path('a.bin'))).message).toContain(`its ${size} bytes are no whole number of sectors`);
  });

  it('is never changed', () => {
    const image = mode1Sectors(9);
    write('a.bin', image);
    const disc = openRaw(path('a.bin'));
    disc.readUserData(0, 9, new Uint8Array(9 * 2048), 0);
    disc.close();
    const sum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(sum(readFileSync(path('a.bin')))).toBe(sum(image));
  });
});
