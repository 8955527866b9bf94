import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  bytesSource,
  CompactDisc,
  Dvd,
  demoDisc,
  dvdRamInMemory,
  fileSource,
  ImageFile,
  iso9660,
  numberedSource,
  openIso,
  toneSource,
} from '../../../src/virtual/index.js';
import { ModeParameters } from '../../../src/virtual/mode-parameters.js';
import { poison } from './virtual-helpers.js';

const folder = mkdtempSync(join(tmpdir(), 'discwire-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const audio = (blockCount: number) => toneSource({ blockCount, hertz: 441 });

describe('a CompactDisc', () => {
  it('puts its tracks one after the other, pauses and gaps included', () => {
    const disc = new CompactDisc({
      tracks: [
        { type: 'audio', source: audio(100), pauseBlocksInSource: 30 },
        { type: 'audio', source: audio(50), pregapBlocks: 10, pauseBlocksInSource: 5, postgapBlocks: 7 },
        { type: 'mode1', source: numberedSource(40), pregapBlocks: 150 },
      ],
    });
    expect(disc.tracks.map(({ pauseStart, start, end }) => [pauseStart, start, end])).toEqual([
      [0, 30, 100],
      [100, 115, 167],
      [167, 317, 357],
    ]);
    expect(disc.blockCount).toBe(357);
    expect([-150, 0, 99, 100, 166, 167, 356].map((lba) => disc.trackAt(lba).number)).toEqual([1, 1, 1, 2, 2, 3, 3]);
  });

  it('reads across tracks and gaps in one piece', () => {
    const disc = new CompactDisc({
      tracks: [
        { type: 'mode1', source: numberedSource(4), postgapBlocks: 2 },
        { type: 'mode1', source: bytesSource(new Uint8Array(3 * 2352).fill(7), 2352), pregapBlocks: 1 },
      ],
    });
    const piece = new Uint8Array(10 * 2048 + 2).fill(poison);
    disc.readUserData(0, 10, piece, 1);
    const firstOf = (block: number) => piece[1 + 2048 * block + 3];
    expect(Array.from({ length: 10 }, (_, i) => firstOf(i))).toEqual([0, 1, 2, 3, 0, 0, 0, 7, 7, 7]);
    expect([piece[0], piece.at(-1)]).toEqual([poison, poison]);
    for (let block = 0; block < 10; block++) {
      const single = new Uint8Array(2048).fill(poison);
      disc.readUserData(block, 1, single, 0);
      expect(single).toEqual(piece.subarray(1 + 2048 * block, 1 + 2048 * (block + 1)));
    }
  });

  it.each<[string, () => unknown, string]>([
    ['no tracks', () => new CompactDisc({ tracks: [] }), 'a CD has 1 to 99 tracks, not 0'],
    [
      'blocks of another length',
      () => new CompactDisc({ tracks: [{ type: 'audio', source: numberedSource(9) }] }),
      'track 1: its blocks have 2048 bytes, audio has 2352',
    ],
    [
      'a track with nothing but its pause',
      () => new CompactDisc({ tracks: [{ type: 'audio', source: audio(9), pauseBlocksInSource: 9 }] }),
      'track 1: there is nothing in it',
    ],
    [
      'an ISRC that is none',
      () => new CompactDisc({ tracks: [{ type: 'audio', source: audio(9), isrc: 'GB-AYE-67-00149' }] }),
      'track 1: "GB-AYE-67-00149" is not an ISRC',
    ],
    [
      'an ISRC of data',
      () => new CompactDisc({ tracks: [{ type: 'mode1', source: numberedSource(9), isrc: 'GBAYE6700149' }] }),
      'track 1: a data track has no ISRC',
    ],
    [
      'a catalog number that is none',
      () => new CompactDisc({ mediaCatalogNumber: '123', tracks: [{ type: 'audio', source: audio(9) }] }),
      '"123" is not a media catalog number',
    ],
    [
      'more than fits',
      () => new CompactDisc({ tracks: [{ type: 'mode1', source: numberedSource(500_000) }] }),
      'the tracks take 500000 sectors',
    ],
  ])('cannot have %s', (_what, make, message) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
  });
});

describe('a Dvd', () => {
  it('remembers what was written wherever it was written', () => {
    const blocks = 80;
    const pieces = fc.array(
      fc.record({
        at: fc.nat(blocks - 1),
        count: fc.integer({ min: 1, max: 40 }),
        value: fc.integer({ min: 1, max: 255 }),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(pieces, (writes) => {
        const dvd = dvdRamInMemory(blocks);
        const parameters = new ModeParameters().writeParameters;
        const expected = new Uint8Array(blocks * 2048);
        for (const { at, count, value } of writes) {
          const length = Math.min(count, blocks - at);
          const data = new Uint8Array(length * 2048).fill(value);
          dvd.recorder!.write({ logicalBlockAddress: at, count: length, data, parameters });
          expected.fill(value, at * 2048, (at + length) * 2048);
        }
        const found = new Uint8Array(blocks * 2048).fill(poison);
        dvd.readUserData(0, blocks, found, 0);
        expect(Buffer.compare(found, expected)).toBe(0);
      }),
    );
  });

  it('needs blocks of 2048 bytes, and one at least', () => {
    expect(() => new Dvd(audio(10))).toThrow('the blocks of a DVD have 2048 bytes, not 2352');
    expect(() => dvdRamInMemory(0)).toThrow('a DVD has at least one block');
  });
});

describe('sources', () => {
  const image = Uint8Array.from({ length: 5000 }, (_, i) => i & 0xff);

  it('from memory and from a file give the same, with zeros behind the end', () => {
    const file = new ImageFile(fileOf('image.bin', image));
    const sources = [bytesSource(image, 2048), fileSource(file, 0, 2048, 3)];
    const results = sources.map((source) => {
      const into = new Uint8Array(2 * 2048 + 2).fill(poison);
      source.read(1, 2, into, 1);
      return into;
    });
    expect(results[0]).toEqual(results[1]);
    expect(results[0]!.subarray(1, 2953)).toEqual(image.subarray(2048));
    expect(results[0]!.subarray(2953, -1).every((byte) => byte === 0)).toBe(true);
    expect([results[0]![0], results[0]!.at(-1)]).toEqual([poison, poison]);
    file.close();
    file.close();
    expect(() => sources[1]!.read(0, 1, new Uint8Array(2048), 0)).toThrow('is closed');
  });

  it('of a tone are periodic and the same in any order', () => {
    const tone = audio(1000);
    const once = new Uint8Array(30 * 2352);
    tone.read(500, 30, once, 0);
    const again = new Uint8Array(2352);
    tone.read(513, 1, again, 0);
    expect(again).toEqual(once.subarray(13 * 2352, 14 * 2352));
    expect(new Set(once).size).toBeGreaterThan(50);
  });

  it('of numbers repeat the number of the block', () => {
    const into = new Uint8Array(2048);
    numberedSource(100_000).read(70_000, 1, into, 0);
    const view = new DataView(into.buffer);
    for (let at = 0; at < 2048; at += 4) expect(view.getUint32(at)).toBe(70_000);
  });
});

describe('openIso', () => {
  it('makes a CD of what fits on one', () => {
    const medium = openIso(fileOf('small.iso', new Uint8Array(16 * 2048).fill(3)));
    expect([medium.kind, medium.blockCount]).toEqual(['cd', 16]);
    const block = new Uint8Array(2048);
    medium.readUserData(15, 1, block, 0);
    expect(block).toEqual(new Uint8Array(2048).fill(3));
    medium.close();
  });

  it('refuses a folder', () => {
    expect(() => openIso(folder)).toThrow(`${folder}: it is a directory, not a file`);
  });

  it('refuses what is no whole number of blocks', () => {
    expect(() => openIso(fileOf('odd.iso', new Uint8Array(2049)))).toThrow('has 2049 bytes');
    expect(() => openIso(fileOf('none.iso', new Uint8Array(0)))).toThrow('has 0 bytes');
  });
});

describe('iso9660', () => {
  const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

  // isoinfo, isovfy (cdrtools 3.02), iso-info (libcdio 2.1) and xorriso 1.5.4 read the demo disc's file system.
  it('has its descriptors where the standard wants them', () => {
    const volume = iso9660('LABEL', [{ name: 'A.TXT', contents: Uint8Array.of(1, 2, 3) }]);
    expect(volume.length).toBe(22 * 2048);
    expect(text(volume.subarray(16 * 2048, 16 * 2048 + 7))).toBe('\x01CD001\x01');
    expect(text(volume.subarray(17 * 2048, 17 * 2048 + 7))).toBe('\xffCD001\x01');
    expect(text(volume.subarray(16 * 2048 + 40, 16 * 2048 + 72)).trimEnd()).toBe('LABEL');
  });

  it('lists its files in order, and has their contents where it says', () => {
    const contents = Uint8Array.from({ length: 5000 }, (_, i) => i * 3);
    const volume = iso9660('LABEL', [
      { name: 'B.BIN', contents },
      { name: 'A.TXT', contents: Uint8Array.of(1, 2, 3) },
    ]);
    const view = new DataView(volume.buffer);
    const found: Record<string, Uint8Array> = {};
    for (let at = 20 * 2048; volume[at] !== 0; at += volume[at]!) {
      const start = view.getUint32(at + 2, true) * 2048;
      expect(view.getUint32(at + 6) * 2048).toBe(start);
      const name = text(volume.subarray(at + 33, at + 33 + volume[at + 32]!));
      found[name] = volume.subarray(start, start + view.getUint32(at + 10, true));
    }
    expect(Object.keys(found)).toEqual(['\0', '\x01', 'A.TXT;1', 'B.BIN;1']);
    expect(found['B.BIN;1']).toEqual(contents);
  });
});

describe('the demo disc', () => {
  it('is the same every time', () => {
    const [one, other] = [demoDisc(), demoDisc()];
    const sectorsOf = (disc: CompactDisc) => {
      const sectors = new Uint8Array(40 * 2352);
      disc.readRaw(10, 20, sectors, 0);
      disc.readRaw(disc.tracks[1]!.start, 20, sectors, 20 * 2352);
      return sectors;
    };
    expect(sectorsOf(one)).toEqual(sectorsOf(other));
    expect(one.tracks.map(({ isData }) => isData)).toEqual([true, false, false]);
  });
});
