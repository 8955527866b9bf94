import { describe, expect, test } from 'vitest';
import { cdSectorType, readCd, readCdMaximumSectorBytes, readCdSectorBytes } from '../../../mmc/index.js';

/** The drive refuses the selection. */
const no = undefined;
const types = [1, 2, 3, 4, 5] as const;

/** The selection of a CDB with this byte 9, where main channel and C2 are chosen. */
const selection = (byte9: number, expectedSectorType = 0, subChannelSelection = 0) =>
  readCd.decodeCdb(Uint8Array.of(0xbe, expectedSectorType << 2, 0, 0, 0, 0, 0, 0, 1, byte9, subChannelSelection, 0));

/**
 * Byte 9, then the bytes of a CD-DA, mode 1, mode 2 formless, mode 2 form 1 and mode 2 form 2 sector: the sizes of the
 * parts in libmirage and Pioneer's command manuals, and the rule that they have to be neighbours.
 */
const table: readonly (readonly [number, ...(number | undefined)[]])[] = [
  [0x00, 0, 0, 0, 0, 0],
  [0x08, 2352, 288, 0, 280, 0],
  [0x10, 2352, 2048, 2336, 2048, 2328],
  [0x18, 2352, 2336, 2336, 2328, 2328],
  [0x20, 2352, 4, 4, 4, 4],
  [0x28, 2352, no, no, no, no],
  [0x30, 2352, 2052, 2340, no, no],
  [0x38, 2352, 2340, 2340, no, no],
  [0x40, 2352, 0, 0, 8, 8],
  [0x48, 2352, no, no, no, no],
  [0x50, 2352, 2048, 2336, 2056, 2336],
  [0x58, 2352, 2336, 2336, 2336, 2336],
  [0x60, 2352, 4, 4, 12, 12],
  [0x68, 2352, no, no, no, no],
  [0x70, 2352, 2052, 2340, 2060, 2340],
  [0x78, 2352, 2340, 2340, 2340, 2340],
  [0x80, 2352, 12, 12, 12, 12],
  [0x88, 2352, no, no, no, no],
  [0x90, 2352, no, no, no, no],
  [0x98, 2352, no, no, no, no],
  [0xa0, 2352, 16, 16, 16, 16],
  [0xa8, 2352, no, no, no, no],
  [0xb0, 2352, 2064, 2352, no, no],
  [0xb8, 2352, 2352, 2352, no, no],
  [0xc0, 2352, 12, 12, no, no],
  [0xc8, 2352, no, no, no, no],
  [0xd0, 2352, no, no, no, no],
  [0xd8, 2352, no, no, no, no],
  [0xe0, 2352, 16, 16, 24, 24],
  [0xe8, 2352, no, no, no, no],
  [0xf0, 2352, 2064, 2352, 2072, 2352],
  [0xf8, 2352, 2352, 2352, 2352, 2352],
];

test.each(table.map(([byte9, ...lengths]) => ({ byte9, lengths })))('byte 9 = $byte9', ({ byte9, lengths }) => {
  expect(types.map((type) => readCdSectorBytes(selection(byte9), type))).toEqual(lengths);
});

test('the table has every main channel selection', () => {
  expect(table.map(([byte9]) => byte9)).toEqual(Array.from({ length: 32 }, (_, i) => i << 3));
});

describe('beside the main channel', () => {
  test.each<[number, number, number]>([
    // Sizes that rippers use, by byte 9 and byte 10.
    [0xf8, 0, 2352],
    [0xfa, 0, 2646],
    [0xfc, 0, 2648],
    [0xf8, 1, 2448],
    [0xf8, 2, 2368],
    [0xf8, 4, 2448],
    [0xfa, 1, 2742],
    [0xfc, 1, 2744],
    [0x00, 1, 96],
    [0x02, 2, 310],
    [0x00, 0, 0],
  ])('%i and %i give %i bytes', (byte9, byte10, length) => {
    expect(readCdSectorBytes(selection(byte9, 0, byte10), cdSectorType.cdDa)).toBe(length);
  });

  test.each([3, 5, 6, 7])('sub-channel selection %i is reserved', (subChannel) => {
    expect(readCdSectorBytes(selection(0xf8, 0, subChannel), cdSectorType.cdDa)).toBeUndefined();
  });

  test('C2 error information 3 is reserved', () => {
    expect(readCdSectorBytes(selection(0xfe), cdSectorType.cdDa)).toBeUndefined();
  });
});

test.each([0, 6, 7, -1, 99])('there is no sector of type %i', (type) => {
  expect(readCdSectorBytes(selection(0xf8), type)).toBeUndefined();
});

describe('the room to provide', () => {
  test('is what the expected type gives', () => {
    for (const [byte9, ...lengths] of table) {
      for (const [i, type] of types.entries()) {
        const length = lengths[i];
        if (length !== undefined) expect(readCdMaximumSectorBytes(selection(byte9, type))).toBe(length);
      }
    }
  });

  test('is the most that comes where any type is expected', () => {
    // User data: 2352 bytes when the sector turns out to be audio.
    expect(readCdMaximumSectorBytes(selection(0x10))).toBe(2352);
    expect(readCdMaximumSectorBytes(selection(0xfa, 0, 1))).toBe(2742);
    for (const [byte9, ...lengths] of table)
      for (const length of lengths)
        expect(readCdMaximumSectorBytes(selection(byte9))).toBeGreaterThanOrEqual(length ?? 0);
  });

  test('holds whatever a drive sends that accepts what it should refuse', () => {
    expect(readCdMaximumSectorBytes(selection(0x90, cdSectorType.mode1))).toBe(2352 + 296 + 96);
    expect(readCdMaximumSectorBytes(selection(0xf8, 7))).toBe(2352 + 296 + 96);
  });

  test('is what READ CD transfers for each sector', () => {
    const cdb = readCd.encodeCdb({
      expectedSectorType: cdSectorType.cdDa,
      startingLogicalBlockAddress: -150,
      transferLengthBlocks: 0xffffff,
      userData: true,
      c2ErrorInformation: 1,
      subChannelSelection: 1,
    });
    const { transfer } = readCd;
    if (transfer.direction !== 'in' || !('byteLength' in transfer)) expect.unreachable();
    expect(transfer.byteLength(readCd.decodeCdb(cdb), 2048)).toBe(0xffffff * (2352 + 294 + 96));
  });
});
