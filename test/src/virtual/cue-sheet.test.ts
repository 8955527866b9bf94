import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cdTextPacks, completeMode1Sector, decodeCdText, deinterleaveSubChannels } from '../../../mmc/index.js';
import { type CompactDisc, ImageError, openCue } from '../../../src/virtual/index.js';

const folder = mkdtempSync(join(tmpdir(), 'discwire-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Sectors of `size` bytes, sector n full of the byte n. */
const sectors = (count: number, size: number, first = 0): Uint8Array =>
  Uint8Array.from({ length: count * size }, (_, i) => first + Math.floor(i / size));

function wave(samples: Uint8Array, change: { samplesPerSecond?: number; id?: string } = {}): Uint8Array {
  const bytes = new Uint8Array(56 + samples.length);
  const view = new DataView(bytes.buffer);
  const text = (at: number, id: string) => bytes.set(new TextEncoder().encode(id), at);
  text(0, change.id ?? 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 2, true);
  view.setUint32(24, change.samplesPerSecond ?? 44_100, true);
  view.setUint16(34, 16, true);
  // A chunk that nobody knows, of odd length and so padded.
  text(36, 'LIST');
  view.setUint32(40, 3, true);
  text(48, 'data');
  view.setUint32(52, samples.length, true);
  bytes.set(samples, 56);
  return bytes;
}

/** Writes files and a sheet into a folder of their own and opens the sheet. */
let opened = 0;
function open(sheet: string, files: Record<string, Uint8Array> = {}): CompactDisc {
  const prefix = `${++opened}-`;
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, prefix + name), bytes);
  const path = join(folder, `${prefix}disc.cue`);
  writeFileSync(path, sheet.replace(/FILE "(?!no)/g, `FILE "${prefix}`));
  return openCue(path);
}

function errorOf(sheet: string, files: Record<string, Uint8Array> = {}): { line: number | undefined; message: string } {
  try {
    open(sheet, files).close();
  } catch (error) {
    expect(error).toBeInstanceOf(ImageError);
    const { line, message, path } = error as ImageError;
    expect(message.startsWith(`${path}:${line}: `)).toBe(true);
    return { line, message: message.slice(`${path}:${line}: `.length) };
  }
  throw new Error('the sheet was accepted');
}

const places = ({ tracks }: CompactDisc) => tracks.map(({ pauseStart, start, end }) => [pauseStart, start, end]);

function firstBytes(disc: CompactDisc, ...lbas: number[]): number[] {
  const sector = new Uint8Array(2352);
  return lbas.map((lba) => {
    disc.readRaw(lba, 1, sector, 0);
    return sector[disc.trackAt(lba).isData ? 16 : 0]!;
  });
}

describe('a CUE sheet', () => {
  it('with data and audio in one file: every index is where it says', () => {
    const raw = new Uint8Array(10 * 2352);
    for (let i = 0; i < 10; i++) {
      raw.fill(0x20 + i, i * 2352 + 16, i * 2352 + 2064);
      completeMode1Sector(raw, i * 2352, i);
    }
    const image = new Uint8Array(30 * 2352);
    image.set(raw);
    image.set(sectors(20, 2352, 0x40), 10 * 2352);
    const disc = open(
      `REM made up
CATALOG 4988006116269
FILE "disc.bin" BINARY
  TRACK 01 MODE1/2352
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "with blanks in it"
    FLAGS DCP PRE
    ISRC gbaye6700149
    PREGAP 00:02:00
    INDEX 01 00:00:10
  TRACK 03 AUDIO
    INDEX 00 00:00:20
    INDEX 01 00:00:24
    INDEX 02 00:00:27
`,
      { 'disc.bin': image },
    );
    expect(disc.mediaCatalogNumber).toBe('4988006116269');
    expect(places(disc)).toEqual([
      [0, 0, 10],
      [10, 160, 170],
      [170, 174, 180],
    ]);
    expect(disc.tracks.map(({ control }) => control)).toEqual([4, 3, 0]);
    expect(disc.tracks.map(({ isrc }) => isrc)).toEqual([undefined, 'GBAYE6700149', undefined]);
    expect(disc.tracks[2]!.indexes).toEqual([3]);
    expect(firstBytes(disc, 0, 9, 10, 159, 160, 169, 170, 174, 179)).toEqual([
      0x20, 0x29, 0, 0, 0x40, 0x49, 0x4a, 0x4e, 0x53,
    ]);
    const sector = new Uint8Array(2352);
    disc.readRaw(7, 1, sector, 0);
    expect(sector).toEqual(raw.subarray(7 * 2352, 8 * 2352));
    disc.close();
  });

  it('with sectors of two lengths in one file', () => {
    const image = new Uint8Array(5 * 2048 + 4 * 2352);
    image.set(sectors(5, 2048, 0x10));
    image.set(sectors(4, 2352, 0x30), 5 * 2048);
    const disc = open(`FILE "disc.bin" BINARY\nTRACK 1 MODE1/2048\nINDEX 1 0:00:00\nTRACK 2 AUDIO\nINDEX 1 0:00:05\n`, {
      'disc.bin': image,
    });
    expect(places(disc)).toEqual([
      [0, 0, 5],
      [5, 5, 9],
    ]);
    expect(firstBytes(disc, 0, 4, 5, 8)).toEqual([0x10, 0x14, 0x30, 0x33]);
    disc.close();
  });

  it('with a file for each track, WAVE among them; the last sector is filled up with silence', () => {
    const disc = open(
      `FILE "one.iso" BINARY\r\nTRACK 01 MODE1/2048\r\nINDEX 01 00:00:00\r\nPOSTGAP 00:00:03\r\n` +
        `FILE "two.wav" WAVE\r\nTRACK 02 AUDIO\r\nINDEX 00 00:00:00\r\nINDEX 01 00:00:02\r\n`,
      {
        'one.iso': sectors(4, 2048, 1),
        'two.wav': wave(new Uint8Array(4 * 2352 + 100).fill(9)),
      },
    );
    expect(places(disc)).toEqual([
      [0, 0, 7],
      [7, 9, 12],
    ]);
    const last = new Uint8Array(2352);
    disc.readRaw(11, 1, last, 0);
    expect(last).toEqual(new Uint8Array(2352).fill(9, 0, 100));
    disc.close();
  });
});

describe('a CUE sheet', () => {
  it('with a pause at the end of one file and its track in the next', () => {
    const disc = open(
      `FILE "a.bin" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 00 00:00:08\n` +
        `FILE "b.bin" BINARY\nINDEX 01 00:00:00\nINDEX 02 00:00:03\nFILE "c.bin" BINARY\nINDEX 03 00:00:00\n`,
      { 'a.bin': sectors(10, 2352), 'b.bin': sectors(6, 2352, 0x20), 'c.bin': sectors(2, 2352, 0x40) },
    );
    expect(places(disc)).toEqual([
      [0, 0, 8],
      [8, 10, 18],
    ]);
    expect(disc.tracks[1]!.indexes).toEqual([3, 6]);
    expect(firstBytes(disc, 7, 8, 9, 10, 15, 16, 17)).toEqual([7, 8, 9, 0x20, 0x25, 0x40, 0x41]);
    disc.close();
  });

  it('with audio that has its more significant byte first', () => {
    const disc = open('FILE "a.bin" MOTOROLA\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n', {
      'a.bin': Uint8Array.from({ length: 4 * 2352 }, (_, i) => i & 0xff),
    });
    const sector = new Uint8Array(2352);
    disc.readRaw(0, 1, sector, 0);
    expect([...sector.subarray(0, 6)]).toEqual([1, 0, 3, 2, 5, 4]);
    disc.close();
  });

  it('with sessions: what lies between them is the usual, or as long as it says', () => {
    const sheet = (gap: string) =>
      `REM SESSION 01\nFILE "a.bin" BINARY\nTRACK 04 AUDIO\nINDEX 01 00:00:00\n${gap}REM SESSION 02\n` +
      `FILE "b.bin" BINARY\nTRACK 05 MODE2/2352\nINDEX 01 00:00:00\n`;
    const files = { 'a.bin': sectors(10, 2352), 'b.bin': sectors(6, 2352) };
    const usual = open(sheet(''), files);
    expect(places(usual)).toEqual([
      [0, 0, 10],
      [11_260, 11_410, 11_416],
    ]);
    expect(usual.tracks.map(({ number, sessionNumber, type }) => [number, sessionNumber, type])).toEqual([
      [4, 1, 'audio'],
      [5, 2, 'mode2Xa'],
    ]);
    expect(usual.sessions.map(({ discType }) => discType)).toEqual([0, 0x20]);
    usual.close();
    const other = open(sheet('REM LEAD-OUT 00:01:00\nREM LEAD-IN 00:02:00\nREM PREGAP 00:00:10\n'), files);
    expect(places(other)[1]).toEqual([235, 245, 251]);
    other.close();
  });

  it('with sectors that have their sub-channels, in either order', () => {
    const disc = open('FILE "a.bin" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00\n', { 'a.bin': sectors(40, 2352) });
    const raw = new Uint8Array(40 * 96);
    for (let lba = 0; lba < 40; lba++) disc.readSubChannels(lba, raw, lba * 96);
    disc.close();
    const parts = new Uint8Array(raw.length);
    for (let lba = 0; lba < 40; lba++) deinterleaveSubChannels(raw, lba * 96, parts, lba * 96);
    for (const subChannels of [raw, parts]) {
      const image = new Uint8Array(40 * 2448);
      for (let lba = 0; lba < 40; lba++) {
        image.fill(lba, lba * 2448, lba * 2448 + 2352);
        image.set(subChannels.subarray(lba * 96, lba * 96 + 96), lba * 2448 + 2352);
      }
      const both = open('FILE "a.bin" BINARY\nTRACK 01 MODE1/2448\nINDEX 01 00:00:00\n', { 'a.bin': image });
      const got = new Uint8Array(96);
      both.readSubChannels(39, got, 0);
      expect(got).toEqual(raw.slice(39 * 96));
      expect(firstBytes(both, 0, 31, 32, 39)).toEqual([0, 31, 32, 39]);
      both.close();
    }
  });

  it('with texts: those of its lines, or the packs of a file', () => {
    const lines = open(
      `TITLE "The disc"\nPERFORMER Somebody\nFILE "a.bin" BINARY\nTRACK 01 AUDIO\nTITLE "Caf\u00e9 \u2192"\nINDEX 01 00:00:00\n`,
      { 'a.bin': sectors(10, 2352) },
    );
    const packs = lines.cdTextPacks!;
    const [block] = decodeCdText(cdTextPacks.decode(packs).packs).blocks;
    expect(block).toMatchObject({ disc: { title: 'The disc', performer: 'Somebody' }, languageCode: 9 });
    expect(block!.tracks.get(1)).toEqual({ title: 'Caf\u00e9 ?' });
    lines.close();
    for (const [before, behind] of [
      [[], []],
      [[], [0]],
      [[0, packs.length + 2, 0, 0], []],
    ]) {
      const fromFile = open(`CDTEXTFILE "a.cdt"\nFILE "a.bin" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n`, {
        'a.cdt': Uint8Array.from([...before!, ...packs, ...behind!]),
        'a.bin': sectors(10, 2352),
      });
      expect(fromFile.cdTextPacks).toEqual(packs);
      fromFile.close();
    }
  });
});

describe('a CUE sheet that is wrong', () => {
  const files = { 'a.bin': sectors(10, 2352) };
  const begin = 'FILE "a.bin" BINARY\nTRACK 01 AUDIO\n';

  it.each<[string, string, number, string]>([
    ['nothing in it', 'REM nothing', 1, 'there is no TRACK'],
    ['an unknown command', `${begin}INDEX 01 00:00:00\nWOBBLE 3\n`, 4, 'WOBBLE is not supported'],
    ['a file of an unknown type', 'FILE "a.bin" MP3\n', 1, 'FILE type MP3 is not supported'],
    ['a file without a type', 'FILE "a.bin"\n', 1, 'FILE takes a name and a type'],
    ['a track of an unknown type', 'FILE "a.bin" BINARY\nTRACK 01 MODE3/2352\n', 2, 'TRACK type MODE3/2352'],
    ['a track without a file', 'TRACK 01 AUDIO\n', 1, 'TRACK before FILE'],
    ['a track without a type', 'FILE "a.bin" BINARY\nTRACK 01\n', 2, 'TRACK takes a number and a type'],
    ['a track out of order', `${begin}INDEX 01 00:00:00\nTRACK 03 AUDIO\n`, 4, 'track 3 where 2 is next'],
    ['a session out of order', `${begin}INDEX 01 00:00:00\nREM SESSION 03\n`, 4, 'REM SESSION where session 2 is next'],
    [
      'texts that are not there',
      `CDTEXTFILE "no.cdt"\n${begin}INDEX 01 00:00:00\n`,
      1,
      'no.cdt: there is no such file',
    ],
    ['texts that are none', `CDTEXTFILE "a.bin"\n${begin}INDEX 01 00:00:00\n`, 1, 'are no packs of CD-TEXT'],
    ['data in a WAVE file', 'FILE "a.bin" WAVE\nTRACK 01 MODE1/2048\n', 2, 'a WAVE file holds AUDIO'],
    ['a track without index 1', `${begin}INDEX 00 00:00:00\n`, 2, 'track 1 has no INDEX 01'],
    ['an index without a track', 'FILE "a.bin" BINARY\nINDEX 01 00:00:00\n', 2, 'INDEX before TRACK'],
    ['an index that is left out', `${begin}INDEX 01 00:00:00\nINDEX 03 00:00:02\n`, 4, 'index 3 where 2 is next'],
    ['a time that is none', `${begin}INDEX 01 00:00:75\n`, 3, 'INDEX takes a time'],
    ['a number that is none', `${begin}INDEX one 00:00:00\n`, 3, 'INDEX takes a number'],
    [
      'times that go back',
      `${begin}INDEX 01 00:00:00\nINDEX 02 00:00:05\nINDEX 03 00:00:04\n`,
      5,
      'is not behind that',
    ],
    ['tracks that go back', `${begin}INDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 01 00:00:00\n`, 5, 'is not behind that'],
    [
      'a file whose beginning is in no track',
      `${begin}INDEX 01 00:00:05\n`,
      3,
      'the first index of a file is at 00:00:00',
    ],
    ['a file with nothing in it', `FILE "b.bin" BINARY\n${begin}INDEX 01 00:00:00\n`, 1, 'there is no INDEX in "'],
    [
      'a line that has run into another',
      `${begin}INDEX 01 00:00:00 TRACK 02 AUDIO\n`,
      3,
      '"TRACK" is too much behind INDEX',
    ],
    ['a quote without an end', 'FILE "a.bin BINARY\n', 1, 'a quote has no end'],
    ['two catalog numbers', 'CATALOG 0000000000001\nCATALOG 0000000000002\n', 2, 'a second CATALOG'],
    ['two codes', `${begin}ISRC GBAYE6700149\nISRC GBAYE6700149\n`, 4, 'a second ISRC'],
    ['a session without a track', `${begin}INDEX 01 00:00:00\nREM SESSION 02`, 4, 'there is no TRACK in session 2'],
    [
      'a gap between tracks of one session',
      `${begin}INDEX 01 00:00:00\nREM LEAD-OUT 00:01:00\nTRACK 02 AUDIO\n`,
      5,
      'before a track that begins no session',
    ],
    ['a pregap after its index', `${begin}INDEX 01 00:00:00\nPREGAP 00:02:00\n`, 4, 'PREGAP after INDEX'],
    ['a postgap before its index', `${begin}POSTGAP 00:02:00\n`, 3, 'POSTGAP before INDEX 01'],
    ['an unknown flag', `${begin}FLAGS DCP LOUD\n`, 3, 'flag LOUD is not supported'],
    ['an ISRC that is none', `${begin}ISRC 123\n`, 3, 'ISRC takes five letters'],
    ['a catalog number that is none', 'CATALOG 42\n', 1, 'CATALOG takes 13 digits'],
    [
      'a track behind the end of its file',
      `${begin}INDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 01 00:00:10\n`,
      4,
      'track 2 begins behind the end of',
    ],
    [
      'a track that reaches beyond it',
      `${begin}INDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 01 00:00:20\n`,
      2,
      'track 1, index 1, reaches beyond the end of',
    ],
    [
      'a file that is no whole number of sectors',
      'FILE "a.bin" BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00\n',
      2,
      'which is no whole number of 2048-byte sectors',
    ],
  ])('%s: the message has file and line', (_what, sheet, line, message) => {
    const error = errorOf(sheet, files);
    expect([error.line, error.message]).toEqual([line, expect.stringContaining(message)]);
  });

  it('names a file that is not there', () => {
    expect(errorOf(`${begin}INDEX 01 00:00:00\n`)).toMatchObject({
      line: 1,
      message: expect.stringContaining('a.bin: there is no such file'),
    });
  });

  it('says what is wrong with a WAVE file', () => {
    const sheet = 'REM\nFILE "a.wav" WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n';
    const samples = new Uint8Array(2352);
    const messageOf = (bytes: Uint8Array) => errorOf(sheet, { 'a.wav': bytes });
    expect(messageOf(wave(samples, { id: 'RIFX' }))).toMatchObject({
      line: 2,
      message: expect.stringContaining('it is not a WAVE file'),
    });
    expect(messageOf(wave(samples, { samplesPerSecond: 48_000 })).message).toContain('48000 Hz');
    expect(messageOf(wave(samples).subarray(0, 48)).message).toContain('it has no samples');
  });
});
