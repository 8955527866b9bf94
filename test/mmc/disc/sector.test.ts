import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  completeMode1Sector,
  errorDetectionCode,
  hex,
  mode1Sector,
  rawSectorBytes,
  writeParity,
} from '../../../mmc/index.js';

const poison = 0xa5;

function sectorOf(logicalBlockAddress: number, userData: (i: number) => number): Uint8Array {
  const sector = new Uint8Array(rawSectorBytes).fill(poison);
  for (let i = 0; i < 2048; i++) sector[mode1Sector.userData + i] = userData(i);
  completeMode1Sector(sector, 0, logicalBlockAddress);
  return sector;
}

describe('a mode 1 sector', () => {
  const sector = sectorOf(0, (i) => i);

  it('begins with sync, its address in BCD, and its mode', () => {
    expect(hex(sector.subarray(0, 16))).toBe('00 FF FF FF FF FF FF FF FF FF FF 00 00 02 00 01');
  });

  // The vectors were computed with the sector reconstruction of ecm (Neill Corlett's Error Code Modeler).
  it('has the EDC and the parity that ecm computes', () => {
    expect(hex(sector.subarray(mode1Sector.edc, mode1Sector.edc + 4))).toBe('27 97 39 E6');
    expect(hex(sector.subarray(mode1Sector.zero, mode1Sector.parity))).toBe('00 00 00 00 00 00 00 00');
    expect(hex(sector.subarray(2076, 2084))).toBe('42 13 C7 94 21 72 D5 86');
    expect(hex(sector.subarray(2248, 2256))).toBe('46 E9 44 86 F1 2A E2 0B');
    expect(sha256(sector)).toBe('f6a94f686e87d4dd2816703689017aa16078564724f033e97eb0faa23cb1adb3');
  });

  it('has its address in the codes: 12:34:56 with no data', () => {
    const empty = sectorOf((12 * 60 + 34) * 75 + 56 - 150, () => 0);
    expect(hex(empty.subarray(12, 16))).toBe('12 34 56 01');
    expect(sha256(empty)).toBe('1ec3969a6d655ecd3a45b31b9f231bee903d6a5f9f61b8ab5531282c52e3066b');
  });

  it('is built where it is asked for and nowhere else', () => {
    const three = new Uint8Array(3 * rawSectorBytes).fill(poison);
    for (let i = 0; i < 2048; i++) three[rawSectorBytes + mode1Sector.userData + i] = i;
    completeMode1Sector(three, rawSectorBytes, 0);
    expect(three.subarray(rawSectorBytes, 2 * rawSectorBytes)).toEqual(sector);
    expect(three.subarray(0, rawSectorBytes).every((byte) => byte === poison)).toBe(true);
    expect(three.subarray(2 * rawSectorBytes).every((byte) => byte === poison)).toBe(true);
  });
});

describe('the codes', () => {
  const arbitrarySector = fc.uint8Array({ minLength: rawSectorBytes, maxLength: rawSectorBytes });

  it('are linear: the parity of a sum is the sum of the parities', () => {
    fc.assert(
      fc.property(arbitrarySector, arbitrarySector, (a, b) => {
        const sum = a.map((byte, i) => byte ^ b[i]!);
        for (const sector of [a, b, sum]) writeParity(sector);
        expect(sum).toEqual(a.map((byte, i) => byte ^ b[i]!));
      }),
      { numRuns: 20 },
    );
  });

  it('show any change of one byte in the EDC and in four bytes of parity or more', () => {
    fc.assert(
      fc.property(fc.nat(2047), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const before = sectorOf(16, (i) => i * 7);
        const after = sectorOf(16, (i) => (i * 7) ^ (i === at ? change : 0));
        expect(errorDetectionCode(after, 0, mode1Sector.edc)).not.toBe(errorDetectionCode(before, 0, mode1Sector.edc));
        const differing = after
          .subarray(mode1Sector.parity)
          .filter((byte, i) => byte !== before[mode1Sector.parity + i]);
        expect(differing.length).toBeGreaterThanOrEqual(4);
      }),
      { numRuns: 50 },
    );
  });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
