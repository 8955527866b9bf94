/** Images as nobody should make them: an error that says where and why, or a disc that holds together. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCd } from '../../../mmc/index.js';
import { Device } from '../../../src/device/index.js';
import { saveImage } from '../../../src/image/index.js';
import {
  bytesSource,
  CompactDisc,
  ImageError,
  type Medium,
  openCcd,
  openCue,
  openIso,
  openRaw,
  openToc,
  VirtualDrive,
} from '../../../src/virtual/index.js';
import { parseCueSheet } from '../../../src/virtual/media/cue-sheet.js';
import { readSheetText } from '../../../src/virtual/media/sheet-text.js';
import { waveOf } from '../../recorders/contents.js';

const folder = mkdtempSync(join(tmpdir(), 'discwire-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);

/** Samples of which no sector is zeros. */
const blocks = (count: number, size = 2352): Buffer =>
  Buffer.from(Uint8Array.from({ length: count * size }, (_, i) => 1 + (Math.floor(i / size) % 250)));

const sizes = { 'a.bin': 61 * 2352, 'b.bin': 11 * 2336, 'c.bin': 7 * 2048 } as const;
for (const [name, size] of Object.entries(sizes)) writeFileSync(path(name), blocks(1, size));
writeFileSync(path('d.wav'), waveOf(blocks(9)));

const cue = `CATALOG 4988006116269
TITLE "A disc"
REM SESSION 01
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    FLAGS DCP PRE
    ISRC GBAYE6700149
    INDEX 00 00:00:00
    INDEX 01 00:00:10
  TRACK 02 AUDIO
    TITLE "Second"
    PREGAP 00:00:05
    INDEX 01 00:00:30
    INDEX 02 00:00:40
    INDEX 03 00:00:50
FILE "d.wav" WAVE
  TRACK 03 AUDIO
    INDEX 01 00:00:00
    POSTGAP 00:00:02
REM LEAD-OUT 00:10:00
REM SESSION 02
REM LEAD-IN 00:20:00
REM PREGAP 00:02:00
FILE "b.bin" BINARY
  TRACK 04 MODE2/2336
    INDEX 01 00:00:00
FILE "c.bin" BINARY
  TRACK 05 MODE1/2048
    INDEX 01 00:00:00
`;

const toc = `CD_ROM_XA
CATALOG "1234567890123"
CD_TEXT { LANGUAGE_MAP { 0 : EN } LANGUAGE 0 { TITLE "A \\"b\\" \\351" DISC_ID "XY12345" GENRE { 0, 3, 88, 0 } } }
TRACK AUDIO // the first
NO COPY
PRE_EMPHASIS
ISRC "DEXXX9800001"
CD_TEXT { LANGUAGE 0 { TITLE "One" } }
PREGAP 00:00:02
FILE "a.bin" 0 00:00:05
SILENCE 1176
AUDIOFILE "a.bin" #2352 588 588
INDEX 00:00:03
TRACK AUDIO
COPY
AUDIOFILE "a.bin" SWAP 00:00:10
START 00:00:01
TRACK MODE1
DATAFILE "c.bin"
ZERO MODE1 00:00:04
`;

let ccd = '';
const ccdSectors = 60 + 20 + 15;
beforeAll(async () => {
  await saveImage(
    new CompactDisc({
      mediaCatalogNumber: '4988006116269',
      sessions: [
        {
          tracks: [
            { type: 'audio', source: bytesSource(blocks(60), 2352), isrc: 'GBAYE6700149', pauseBlocksInSource: 10 },
            { type: 'audio', source: bytesSource(blocks(20), 2352), pauseBlocksInSource: 3, indexes: [5, 9] },
          ],
        },
        { tracks: [{ type: 'mode1', source: bytesSource(blocks(15, 2048), 2048), pregapBlocks: 0 }] },
      ],
    }),
    path('m.ccd'),
  );
  ccd = readFileSync(path('m.ccd'), 'latin1').replaceAll('\r\n', '\n');
  expect(ccdSectors * 2352).toBe(readFileSync(path('m.img')).length);
});

const place = fc.nat(1_000_000);
const numbers = [
  '',
  '0',
  '1',
  '-1',
  '2',
  '7',
  '75',
  '99',
  '100',
  '255',
  '4294967296',
  '99999999999999999999',
  '1e3',
  '0x',
  '\u00b2',
];
const times = ['99:99:99', '999:59:74', '00:00:75', '-1:00:00', '00:00', '00:00:00:00', '00:00:00'];
const texts = ['\0', '"', '\ufeff', '\u00e9', '\t', '{', '}', '#', ';', '[', ']', '=', '\\', '//', ' x', '../', '\r'];

/** A change to the text of a sheet. */
const change: fc.Arbitrary<(text: string) => string> = fc.oneof(
  onLines(1, (lines, at) => lines.splice(at, 1)),
  onLines(2, (lines, at, other) => lines.splice(other, 0, lines[at]!)),
  onLines(2, (lines, at, other) => {
    [lines[at], lines[other]] = [lines[other]!, lines[at]!];
  }),
  onLines(1, (lines, at) => lines.splice(at, 2, `${lines[at]} ${lines[at + 1] ?? ''}`)),
  onLines(1, (lines, at) => lines.splice(at)),
  onMatch(/\d+/g, fc.constantFrom(...numbers)),
  onMatch(/\d+:\d+:\d+/g, fc.constantFrom(...times)),
  onMatch(/"/g, fc.constantFrom('', "'", '""')),
  onMatch(/\b|$/g, fc.constantFrom(...texts)),
);

function onLines(most: number, edit: (lines: string[], at: number, other: number) => unknown) {
  return fc.tuple(place, most > 1 ? place : fc.constant(0)).map(([at, other]) => (text: string) => {
    const lines = text.split('\n');
    edit(lines, at % lines.length, other % lines.length);
    return lines.join('\n');
  });
}

function onMatch(pattern: RegExp, replacement: fc.Arbitrary<string>) {
  return fc.tuple(place, replacement).map(([at, by]) => (text: string) => {
    const matches = [...text.matchAll(pattern)];
    const match = matches[at % Math.max(1, matches.length)];
    return match ? text.slice(0, match.index) + by + text.slice(match.index + match[0].length) : text;
  });
}

const encodings: readonly ((text: string) => Uint8Array)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(text, 'latin1'),
  (text) => Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`),
  (text) => Buffer.from(text.replaceAll('\n', '\r')),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
];

/** Opens it. An error has to say where and why; a disc, to hold together. Returns whether there is one. */
function opensOrTells(name: string, open: (path: string) => Medium, holds: (disc: CompactDisc) => void): boolean {
  let disc: CompactDisc;
  try {
    disc = open(path(name)) as CompactDisc;
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    const { line, message, path: culprit, problem } = error;
    expect(message).toBe(`${culprit}:${line === undefined ? '' : `${line}:`} ${problem}`);
    expect(problem.length).toBeGreaterThan(10);
    if (culprit === path(name)) {
      const lines = readSheetTextOrNothing(culprit).split('\n').length;
      if (line === undefined) expect(problem).toMatch(/there is no track|^a CD has 1 to 99 tracks/);
      else expect(line >= 1 && line <= lines).toBe(true);
    } else expect([path('m.img'), path('m.sub')]).toContain(culprit);
    return false;
  }
  try {
    holdsTogether(disc);
    holds(disc);
  } finally {
    disc.close();
  }
  return true;
}

function readSheetTextOrNothing(name: string): string {
  return readFileSync(name, 'utf8').replace(/\r\n?/g, '\n');
}

/** Tracks lie one behind the other, indexes in them, and every sector can be read. */
function holdsTogether({ tracks, sessions, blockCount, ...disc }: CompactDisc): void {
  let end = -150;
  for (const [i, track] of tracks.entries()) {
    expect(track.number).toBe(tracks[0]!.number + i);
    expect(track.pauseStart).toBeGreaterThanOrEqual(end);
    expect(track.start).toBeGreaterThanOrEqual(track.pauseStart);
    expect(track.end).toBeGreaterThan(track.start);
    const starts = [0, ...track.indexes, track.end - track.start];
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
    end = track.end;
  }
  expect(blockCount).toBe(end);
  expect(sessions.map(({ leadOutStart }) => leadOutStart)).toEqual(
    sessions.map(({ lastTrackNumber }) => tracks.find(({ number }) => number === lastTrackNumber)!.end),
  );
  expect(disc.mediaCatalogNumber ?? '0000000000000').toMatch(/^\d{13}$/);
}

function readAll(disc: CompactDisc): void {
  for (const { pauseStart, end } of disc.tracks) {
    const sector = new Uint8Array(2448);
    for (let lba = pauseStart; lba < Math.min(end, pauseStart + 100); lba++) {
      disc.readRaw(lba, 1, sector, 0);
      disc.readSubChannels(lba, sector, 2352);
    }
  }
}

const sourceBytes = ({ tracks }: CompactDisc): number =>
  tracks.reduce((sum, { source }) => sum + source.blockCount * source.blockLengthBytes, 0);

describe.each<[string, (path: string) => Medium, () => string, (disc: CompactDisc) => void]>([
  [
    'm.cue',
    openCue,
    () => cue,
    (disc) => {
      // Whatever files the sheet names are on the disc, all of each and nothing twice.
      const { tracks } = parseCueSheet(readSheetText(path('m.cue')), '');
      const files = new Set(tracks.flatMap(({ indexes }) => indexes.map(({ file }) => file)));
      const known: Readonly<Record<string, number>> = { ...sizes, 'd.wav': 9 * 2352 };
      expect(sourceBytes(disc)).toBe([...files].reduce((sum, { name }) => sum + known[basename(name)]!, 0));
    },
  ],
  ['m.toc', openToc, () => toc, () => {}],
  ['m.ccd', openCcd, () => ccd, (disc) => expect(sourceBytes(disc)).toBe(ccdSectors * 2352)],
])('a sheet that somebody has changed, %s', (name, open, original, holds) => {
  const openText = (bytes: Uint8Array) => {
    writeFileSync(path(name), bytes);
    return opensOrTells(name, open, (disc) => {
      holds(disc);
      readAll(disc);
    });
  };

  it('is the disc that it was in every encoding', () => {
    for (const encode of encodings) expect(openText(encode(original()))).toBe(true);
  });

  it('is a disc that holds together, or an error with file, line and reason', { timeout: 120_000 }, () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 2 }),
        fc.constantFrom(...encodings),
        (changes, encode) => {
          accepted += Number(openText(encode(changes.reduce((text, edit) => edit(text), original()))));
        },
      ),
      { seed: 1, numRuns: 800 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});

describe('what is no file', () => {
  const kinds: Readonly<Record<string, (path: string) => void>> = {
    'a directory': (at) => mkdirSync(at),
    'a pipe': (at) => execFileSync('mkfifo', [at]),
    'a link to itself': (at) => symlinkSync(at, at),
  };
  const sheets: Readonly<Record<string, (file: string) => string>> = {
    cue: (file) => `REM\nFILE "${file}" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n`,
    toc: (file) => `CD_DA\nTRACK AUDIO\nFILE "${file}" 0\n`,
  };
  const open: Readonly<Record<string, (path: string) => Medium>> = {
    cue: openCue,
    toc: openToc,
    ccd: openCcd,
    iso: openIso,
    bin: openRaw,
  };
  let made = 0;
  const make = (kind: string, extension: string): string => {
    const at = path(`${++made}.${extension}`);
    kinds[kind]!(at);
    return at;
  };

  it.each(Object.keys(kinds).flatMap((kind) => Object.keys(open).map((extension) => [kind, extension] as const)))(
    '%s in place of a .%s is refused, with its name, and nobody waits',
    (kind, extension) => {
      const at = make(kind, extension);
      const reason = kind === 'a link to itself' ? `ELOOP: too many symbolic links encountered, open '${at}'` : kind;
      expect(() => open[extension]!(at)).toThrow(reason);
      expect(() => open[extension]!(at)).toThrow(at);
    },
  );

  it.each(Object.keys(kinds).flatMap((kind) => Object.keys(sheets).map((extension) => [kind, extension] as const)))(
    '%s in place of a file of a .%s is refused, with the line of the sheet',
    (kind, extension) => {
      const at = make(kind, 'bin');
      writeFileSync(path(`s.${extension}`), sheets[extension]!(at));
      const error = errorOf(() => open[extension]!(path(`s.${extension}`)));
      expect(error).toMatchObject({ path: path(`s.${extension}`), line: extension === 'cue' ? 2 : 3 });
      expect(error.problem).toContain(at);
      expect(error.problem).toContain(kind === 'a link to itself' ? 'ELOOP' : `it is ${kind}, not a file`);
    },
  );

  it.each(Object.keys(kinds))('%s in place of the texts of a CUE sheet is refused', (kind) => {
    const at = make(kind, 'cdt');
    writeFileSync(path('s.cue'), `CDTEXTFILE "${at}"\n${cue}`);
    expect(errorOf(() => openCue(path('s.cue')))).toMatchObject({ line: 1, path: path('s.cue') });
  });

  it.each(['a directory', 'a pipe'])(
    '%s in place of the sub-channels of a .ccd is refused, not passed over',
    (kind) => {
      writeFileSync(path('n.ccd'), ccd);
      writeFileSync(path('n.img'), readFileSync(path('m.img')));
      rmSync(path('n.sub'), { recursive: true, force: true });
      kinds[kind]!(path('n.sub'));
      expect(errorOf(() => openCcd(path('n.ccd')))).toMatchObject({ path: path('n.sub'), line: undefined });
    },
  );
});

describe('a file', () => {
  it.each(['cue', 'toc', 'ccd'])('that is no text is no .%s: the line of the first NUL is told', (extension) => {
    writeFileSync(path(`z.${extension}`), 'REM\n\n\0\n');
    const open = { cue: openCue, toc: openToc, ccd: openCcd }[extension]!;
    expect(errorOf(() => open(path(`z.${extension}`)))).toMatchObject({
      line: 3,
      problem: 'there is a NUL character: it is no text',
    });
    writeFileSync(path(`z.${extension}`), new Uint8Array(5_000_000));
    expect(errorOf(() => open(path(`z.${extension}`))).problem).toContain('it has 5000000 bytes');
  });

  it('with very many chunks before its samples is no WAVE file that is read for long', () => {
    const trap = Buffer.concat([waveOf(Buffer.alloc(0)).subarray(0, 12), Buffer.alloc(8 * 100_000)]);
    writeFileSync(path('t.wav'), trap);
    writeFileSync(path('t.cue'), 'FILE "t.wav" WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n');
    expect(errorOf(() => openCue(path('t.cue')))).toMatchObject({
      line: 1,
      problem: expect.stringContaining('no samples'),
    });
  });

  it.each(['s.iso', 's.bin', 's.cue'])(
    'that is cut while it is open is an error where it is read, and not zeros: %s',
    async (name) => {
      const data = name.endsWith('iso') ? 's.iso' : 's.bin';
      const size = name.endsWith('iso') ? 2048 : 2352;
      writeFileSync(path(data), blocks(100, size));
      writeFileSync(path('s.cue'), 'FILE "s.bin" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n');
      const medium = { 's.iso': openIso, 's.bin': openRaw, 's.cue': openCue }[name]!(path(name));
      truncateSync(path(data), 50 * size + 7);
      const device = new Device(new VirtualDrive({ medium, powerOnUnitAttention: false }).connect());
      const read = (at: number) =>
        device.send(readCd, { startingLogicalBlockAddress: at, transferLengthBlocks: 1, userData: true });
      await expect(read(49)).resolves.toHaveLength(size);
      await expect(read(50)).rejects.toThrow(`${path(data)}: it has been cut to ${50 * size + 7} bytes`);
      medium.close();
    },
  );
});

function errorOf(open: () => Medium): ImageError {
  try {
    open().close();
  } catch (error) {
    expect(error).toBeInstanceOf(ImageError);
    return error as ImageError;
  }
  throw new Error('it was accepted');
}
