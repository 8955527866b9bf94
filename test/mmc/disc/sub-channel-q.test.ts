import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeSubChannelQ,
  hex,
  isSubChannelQRight,
  lbaOfMsf,
  leadOutTrack,
  maximumLba,
  minimumLba,
  parseHex,
  type QPosition,
  readPositionQ,
  writeIsrcQ,
  writeLeadInQ,
  writeMediaCatalogNumberQ,
  writePositionQ,
} from '../../../mmc/index.js';

// Sub-channels of pressed discs, from the logs in DiscImageCreator's sources and the tests of a viewer for them.
describe('channel Q of pressed discs', () => {
  it('tells a position in a track', () => {
    const q = parseHex('41 01 01 00 00 01 00 00 02 01 92 42');
    expect(isSubChannelQRight(q)).toBe(true);
    expect(decodeSubChannelQ(q)).toEqual({
      kind: 'position',
      control: 4,
      trackNumber: 1,
      index: 1,
      relativeAddress: 1,
      logicalBlockAddress: 1,
    });
  });

  it('counts down to index 1 in a pause', () => {
    const q = parseHex('FF 41 37 00 00 00 00 00 31 46 73 BC 02');
    expect(isSubChannelQRight(q, 1)).toBe(true);
    expect(decodeSubChannelQ(q, 1)).toMatchObject({ kind: 'position', trackNumber: 37, index: 0, relativeAddress: -1 });
  });

  it('tells a catalog number', () => {
    const q = parseHex('42 00 00 00 00 00 00 00 00 74 6D 7C');
    expect(isSubChannelQRight(q)).toBe(true);
    expect(decodeSubChannelQ(q)).toEqual({
      kind: 'mediaCatalogNumber',
      control: 4,
      mediaCatalogNumber: '0000000000000',
      absoluteFrame: 74,
    });
  });
});

describe('what is written is read again', () => {
  const q = new Uint8Array(14);
  const address = fc.integer({ min: minimumLba, max: maximumLba });

  it('a position', () => {
    const position = fc.record({
      control: fc.nat(15),
      trackNumber: fc.oneof(fc.integer({ min: 1, max: 99 }), fc.constant(leadOutTrack)),
      index: fc.nat(99),
      relativeAddress: fc.nat(449_999),
      logicalBlockAddress: address,
    });
    fc.assert(
      fc.property(position, (value) => {
        const relativeAddress = value.index === 0 ? -1 - value.relativeAddress : value.relativeAddress;
        writePositionQ(q, 1, { ...value, relativeAddress });
        expect(isSubChannelQRight(q, 1)).toBe(true);
        expect(decodeSubChannelQ(q, 1)).toEqual({ kind: 'position', ...value, relativeAddress });
      }),
    );
  });

  it('a catalog number', () => {
    fc.assert(
      fc.property(fc.nat(15), fc.stringMatching(/^[0-9]{13}$/), address, (control, mediaCatalogNumber, lba) => {
        writeMediaCatalogNumberQ(q, 1, control, mediaCatalogNumber, lba);
        expect(isSubChannelQRight(q, 1)).toBe(true);
        expect(decodeSubChannelQ(q, 1)).toMatchObject({ kind: 'mediaCatalogNumber', control, mediaCatalogNumber });
      }),
    );
  });

  it('an ISRC', () => {
    fc.assert(
      fc.property(fc.nat(15), fc.stringMatching(/^[0-9A-Z]{5}[0-9]{7}$/), address, (control, isrc, lba) => {
        writeIsrcQ(q, 1, control, isrc, lba);
        expect(isSubChannelQRight(q, 1)).toBe(true);
        expect(decodeSubChannelQ(q, 1)).toMatchObject({ kind: 'isrc', control, isrc });
      }),
    );
  });

  it('an entry of the lead-in', () => {
    const byte = fc.nat(255);
    const entry = fc.record({
      control: fc.nat(15),
      adr: fc.constantFrom(1, 5),
      point: byte,
      minute: byte,
      second: byte,
      frame: byte,
      zero: byte,
      pMinute: byte,
      pSecond: byte,
      pFrame: byte,
    });
    fc.assert(
      fc.property(entry, (value) => {
        writeLeadInQ(q, 1, value);
        expect(isSubChannelQRight(q, 1)).toBe(true);
        expect(decodeSubChannelQ(q, 1)).toEqual({ kind: 'leadIn', ...value });
      }),
    );
  });
});

describe('channel Q in the lead-in', () => {
  it('points to the lead-out, byte for byte', () => {
    const q = new Uint8Array(12).fill(0xa5);
    writeLeadInQ(q, 0, {
      control: 4,
      adr: 1,
      point: 0xa2,
      minute: 0x97,
      second: 0x10,
      frame: 0x22,
      zero: 0,
      pMinute: 0x74,
      pSecond: 0x12,
      pFrame: 0x03,
    });
    expect(hex(q.subarray(0, 10))).toBe('41 00 A2 97 10 22 00 74 12 03');
    // The CRC as Python's binascii.crc_hqx computes it, inverted.
    expect(hex(q.subarray(10))).toBe('69 20');
  });
});

describe('what makes no sense is a value', () => {
  const position: QPosition = {
    control: 1,
    trackNumber: 2,
    index: 3,
    relativeAddress: 4,
    logicalBlockAddress: lbaOfMsf({ minute: 0, second: 2, frame: 5 }),
  };

  it.each([
    ['a mode that there is not', '44 01 02 03 04 05 06 07 08 09 00 00'],
    ['a track number that is not decimal', '41 0A 01 00 00 01 00 00 02 01 00 00'],
    ['an index that is not decimal', '41 01 A1 00 00 01 00 00 02 01 00 00'],
    ['a relative time with 60 seconds', '41 01 01 00 60 01 00 00 02 01 00 00'],
    ['an absolute time with frame 75', '41 01 01 00 00 01 00 00 02 75 00 00'],
    ['a catalog number with a digit above 9', '02 49 88 00 61 16 2A 90 00 01 00 00'],
    ['an ISRC with a character that is none', '03 FF FF FF FC 12 34 56 70 01 00 00'],
  ])('%s', (_, text) => {
    const q = parseHex(text);
    expect(decodeSubChannelQ(q)).toEqual({ kind: 'unknown', control: q[0]! >> 4, adr: q[0]! & 15, bytes: q });
    const untouched = { ...position };
    expect(readPositionQ(q, 0, untouched)).toBe(false);
    expect(untouched).toEqual(position);
  });

  it('any twelve bytes give a value', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (q) => {
        expect(decodeSubChannelQ(q).control).toBe(q[0]! >> 4);
      }),
    );
  });
});

describe('what cannot be written is refused', () => {
  const q = new Uint8Array(12);

  it.each(['123', '12345678901234', '123456789012X'])('the catalog number %s', (number) => {
    expect(() => writeMediaCatalogNumberQ(q, 0, 0, number, 0)).toThrow(
      /mediaCatalogNumber: .* is not 13 decimal digits/,
    );
  });

  it.each(['GBAYE670014', 'gbaye6700149', 'GBAYE67001490', 'GBAYEX700149'])('the ISRC %s', (isrc) => {
    expect(() => writeIsrcQ(q, 0, 0, isrc, 0)).toThrow(/isrc: .* is not five letters or digits and seven digits/);
  });
});
