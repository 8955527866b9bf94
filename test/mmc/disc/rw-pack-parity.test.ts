import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctRwPack, isRwPackRight, rwPack, rwPackBytes, writeRwPackParity } from '../../../mmc/index.js';
import { fixture } from './fixture.js';

const right = fixture('reedsolo-rw-packs.bin');
const libedc = fixture('libedc-rw-packs.bin');
const packsOf = (bytes: Uint8Array) =>
  Array.from({ length: bytes.length / rwPackBytes }, (_, i) => bytes.slice(i * rwPackBytes, (i + 1) * rwPackBytes));
/** Here libedc has other parities than reedsolo, and the code is linear: it is libedc that is wrong. */
const wrongInLibedc = [1, 7, 9, 10, 15, 20, 23, 27, 31, 34, 37, 41, 46, 47];

function withoutParity(pack: Uint8Array): Uint8Array {
  const bare = pack.slice();
  bare.fill(0, rwPack.qParity, rwPack.data);
  bare.fill(0, rwPack.pParity);
  return bare;
}

describe('the parity of packs of R to W', () => {
  it('is that of reedsolo', () => {
    for (const pack of packsOf(right)) {
      const made = withoutParity(pack);
      writeRwPackParity(made, 0);
      expect(made).toEqual(pack);
      expect(isRwPackRight(pack, 0)).toBe(true);
    }
  });

  it('is that of libedc, but for the packs that it gets wrong', () => {
    const wrong = packsOf(libedc).flatMap((pack, i) => (isRwPackRight(pack, 0) ? [] : [i]));
    expect(wrong).toEqual(wrongInLibedc);
    for (const i of packsOf(libedc).keys())
      if (!wrong.includes(i)) expect(packsOf(libedc)[i]).toEqual(packsOf(right)[i]);
  });

  it('is written over what is there, at an offset, and leaves P and Q alone', () => {
    const [pack] = packsOf(right);
    const bytes = new Uint8Array(rwPackBytes + 2).fill(0xa5);
    bytes.set(
      withoutParity(pack!).map((symbol) => symbol | 0x80),
      1,
    );
    bytes[1 + rwPack.qParity]! |= 0x15;
    writeRwPackParity(bytes, 1);
    expect(bytes).toEqual(Uint8Array.of(0xa5, ...pack!.map((symbol) => symbol | 0x80), 0xa5));
    expect(isRwPackRight(bytes, 1)).toBe(true);
  });

  it('of nothing is nothing', () => {
    expect(isRwPackRight(new Uint8Array(rwPackBytes), 0)).toBe(true);
    expect(correctRwPack(new Uint8Array(rwPackBytes), 0)).toBe(0);
  });
});

const symbols = fc.array(fc.nat(63), { minLength: rwPackBytes, maxLength: rwPackBytes });
const damage = (count: number) =>
  fc.uniqueArray(fc.record({ at: fc.nat(rwPackBytes - 1), error: fc.integer({ min: 1, max: 63 }) }), {
    minLength: count,
    maxLength: count,
    selector: ({ at }) => at,
  });

describe('packs of R to W with wrong symbols', () => {
  it.each([0, 1, 2])('are corrected: %i', (count) => {
    fc.assert(
      fc.property(symbols, damage(count), (data, errors) => {
        const pack = Uint8Array.from(data);
        writeRwPackParity(pack, 0);
        const damaged = Uint8Array.of(0xff, ...pack, 0xff);
        for (const { at, error } of errors) damaged[1 + at]! ^= error;
        expect(isRwPackRight(damaged, 1)).toBe(count === 0);
        expect(correctRwPack(damaged, 1)).toBe(count);
        expect(damaged).toEqual(Uint8Array.of(0xff, ...pack, 0xff));
      }),
    );
  });

  it('are corrected wherever one symbol is wrong, and however', () => {
    const [pack] = packsOf(right);
    for (let at = 0; at < rwPackBytes; at++)
      for (let error = 1; error < 64; error++) {
        const damaged = pack!.slice();
        damaged[at]! ^= error;
        expect(correctRwPack(damaged, 0)).toBe(1);
        expect(damaged).toEqual(pack);
      }
  });

  it('are left as they are where the solution for two lies outside of the pack', () => {
    const [pack] = packsOf(right);
    const outcomes = { left: 0, corrected: 0 };
    // Behind Q's codeword, so that P's alone tells. For some of them one of the two locators comes out as 0.
    for (let second = 1; second < 64; second++)
      for (let third = 1; third < 64; third++) {
        const damaged = pack!.slice();
        damaged[16]! ^= 1;
        damaged[19]! ^= second;
        damaged[17]! ^= third;
        const before = damaged.slice();
        const isCorrected = correctRwPack(damaged, 0) !== undefined;
        outcomes[isCorrected ? 'corrected' : 'left']++;
        if (isCorrected ? !isRwPackRight(damaged, 0) : damaged.some((symbol, i) => symbol !== before[i]))
          expect.unreachable(`errors 1, ${second}, ${third}`);
      }
    expect(outcomes.left).toBeGreaterThan(0);
    expect(outcomes.corrected).toBeGreaterThan(0);
  });

  it('are left as they are where there are more than two, unless they look like a right one', () => {
    fc.assert(
      fc.property(symbols, damage(3), (data, errors) => {
        const pack = Uint8Array.from(data);
        writeRwPackParity(pack, 0);
        for (const { at, error } of errors) pack[at]! ^= error;
        const before = pack.slice();
        const corrected = correctRwPack(pack, 0);
        if (corrected === undefined) expect(pack).toEqual(before);
        else expect(isRwPackRight(pack, 0)).toBe(true);
      }),
    );
  });
});
