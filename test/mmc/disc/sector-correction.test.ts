import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctSector, rawSectorBytes, sectorFormat, sectorFormatOf } from '../../../mmc/index.js';
import { sectorsOf } from './fixture.js';

const { mode0, mode1, mode2Formless, mode2Form1, mode2Form2 } = sectorFormat;
const [, mode1Whole, formless, form1Whole, form2] = sectorsOf('libedc-sectors.bin') as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
const error = fc.integer({ min: 1, max: 255 });

/** Much faster than toEqual() on arrays of this size. */
const areSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

function damaged(whole: Uint8Array, errors: Iterable<readonly [at: number, error: number]>): Uint8Array {
  const sector = whole.slice();
  for (const [at, change] of errors) sector[at]! ^= change;
  return sector;
}

describe.each([
  { name: 'mode 1', format: mode1, whole: mode1Whole, coded: 12 },
  { name: 'form 1', format: mode2Form1, whole: form1Whole, coded: 16 },
])('in a $name sector', ({ format, whole, coded }) => {
  it('any single damaged byte is corrected', () => {
    for (let at = 0; at < rawSectorBytes; at++) {
      if (at >= 12 && at < coded) continue;
      const sector = damaged(whole, [[at, 1 + (at % 255)]]);
      expect(correctSector(sector, 0, format), `byte ${at}`).toBe(1);
      expect(areSame(sector, whole), `byte ${at}`).toBe(true);
    }
  });

  it('one wrong byte in every P codeword is corrected: a row of 86', () => {
    fc.assert(
      fc.property(fc.array(error, { minLength: 86, maxLength: 86 }), fc.integer({ min: 1, max: 25 }), (errors, row) => {
        const sector = damaged(
          whole,
          errors.map((change, column) => [12 + 86 * row + column, change]),
        );
        expect(correctSector(sector, 0, format)).toBe(86);
        expect(areSame(sector, whole)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('one wrong byte in every Q codeword is corrected: a column of 26 words', () => {
    fc.assert(
      fc.property(
        fc.array(error, { minLength: 52, maxLength: 52 }),
        fc.integer({ min: 2, max: 42 }),
        (errors, word) => {
          const sector = damaged(
            whole,
            errors.map((change, i) => [12 + 86 * (i >> 1) + 2 * word + (i & 1), change]),
          );
          expect(correctSector(sector, 0, format)).toBe(52);
          expect(areSame(sector, whole)).toBe(true);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('P and Q together correct what neither can alone', () => {
    // Three errors: two share a P codeword, two share a Q codeword.
    const word = (row: number, column: number): number => 12 + 86 * row + 2 * column;
    const errors = [word(5, 7), word(9, 7), word(6, 8)].map((at) => [at, 0x3c] as const);
    const sector = damaged(whole, errors);
    expect(correctSector(sector, 0, format)).toBe(3);
    expect(areSame(sector, whole)).toBe(true);
  });

  it('a burst of 100 bytes is corrected', () => {
    const start = 700;
    const sector = damaged(
      whole,
      Array.from({ length: 100 }, (_, i) => [start + i, 0xff] as const),
    );
    expect(correctSector(sector, 0, format)).toBe(100);
    expect(areSame(sector, whole)).toBe(true);
  });

  it('parity that is lost altogether is written anew', () => {
    const sector = whole.slice();
    sector.fill(0x5a, 2076);
    expect(correctSector(sector, 0, format)).toBeGreaterThan(200);
    expect(areSame(sector, whole)).toBe(true);
  });

  it('too much damage is reported and the sector left as it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 800, maxLength: 800 }), (noise) => {
        const sector = whole.slice();
        sector.set(noise, 100);
        const before = sector.slice();
        expect(correctSector(sector, 0, format)).toBeUndefined();
        expect(areSame(sector, before)).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  it('whatever is damaged, the outcome is the whole sector or the damaged one', () => {
    const somewhere = fc.tuple(fc.integer({ min: coded, max: rawSectorBytes - 1 }), error);
    fc.assert(
      fc.property(fc.array(somewhere, { minLength: 1, maxLength: 40 }), (errors) => {
        const sector = damaged(whole, errors);
        const before = sector.slice();
        const outcome = correctSector(sector, 0, format);
        expect(areSame(sector, outcome === undefined ? before : whole)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('only the sector at the offset is touched', () => {
    const three = new Uint8Array(3 * rawSectorBytes).fill(0xa5);
    three.set(damaged(whole, [[1234, 0x80]]), rawSectorBytes);
    expect(correctSector(three, rawSectorBytes, format)).toBe(1);
    expect(areSame(three.subarray(rawSectorBytes, 2 * rawSectorBytes), whole)).toBe(true);
    expect(three.subarray(0, rawSectorBytes).every((byte) => byte === 0xa5)).toBe(true);
    expect(three.subarray(2 * rawSectorBytes).every((byte) => byte === 0xa5)).toBe(true);
  });
});

describe('what the parity does not cover', () => {
  it('the header of form 1 stays as it is, and the data is corrected all the same', () => {
    const sector = damaged(form1Whole, [
      [13, 0xf0],
      [1000, 0x01],
    ]);
    expect(correctSector(sector, 0, mode2Form1)).toBe(1);
    expect(sector).toEqual(damaged(form1Whole, [[13, 0xf0]]));
    expect(correctSector(sector, 0, mode2Form1)).toBe(0);
  });

  it.each([
    ['mode 0', new Uint8Array(rawSectorBytes).fill(1), mode0],
    ['formless mode 2', damaged(formless, [[15, 1]]), mode2Formless],
    ['form 2', damaged(form2, [[1000, 1]]), mode2Form2],
  ])('%s cannot be corrected', (_, sector, format) => {
    const before = sector.slice();
    expect(correctSector(sector, 0, format)).toBeUndefined();
    expect(areSame(sector, before)).toBe(true);
  });

  it('a formless sector is not made a form 1 by trying', () => {
    const before = formless.slice();
    expect(sectorFormatOf(formless)).toBe(mode2Formless);
    expect(formless).toEqual(before);
  });
});
