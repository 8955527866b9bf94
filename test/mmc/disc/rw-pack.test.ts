import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deinterleaveRwPack, interleaveRwPack, rwPackBytes, rwPackSpread } from '../../../mmc/index.js';
import { fixture } from './fixture.js';

const packs = fixture('libedc-rw-packs.bin');
const raw = fixture('libedc-rw-raw.bin');
const packCount = packs.length / rwPackBytes;

describe('packs of R to W as libedc of cdrkit interleaves them', () => {
  const whole = Array.from({ length: packCount - rwPackSpread + 1 }, (_, i) => i * rwPackBytes);

  it.each(whole)('come out of the sub-channels: the one at byte %i', (at) => {
    const pack = new Uint8Array(rwPackBytes + 2).fill(0xa5);
    deinterleaveRwPack(raw, at, pack, 1);
    expect(pack.subarray(1, rwPackBytes + 1)).toEqual(packs.subarray(at, at + rwPackBytes));
    expect([pack[0], pack.at(-1)]).toEqual([0xa5, 0xa5]);
  });

  it('go into the sub-channels where libedc put them', () => {
    const made = new Uint8Array(raw.length + rwPackSpread * rwPackBytes);
    for (let at = 0; at < packs.length; at += rwPackBytes) interleaveRwPack(packs, at, made, at);
    expect(made.subarray(0, raw.length)).toEqual(raw);
  });
});

describe('packs of R to W', () => {
  const spreadBytes = rwPackSpread * rwPackBytes;

  it('go in and out and leave P, Q and other packs alone', () => {
    const bytes = fc.uint8Array({ minLength: spreadBytes, maxLength: spreadBytes });
    const symbols = fc.array(fc.nat(63), { minLength: rwPackBytes, maxLength: rwPackBytes });
    fc.assert(
      fc.property(bytes, symbols, (before, pack) => {
        const after = before.slice();
        interleaveRwPack(Uint8Array.from(pack), 0, after, 0);
        const out = new Uint8Array(rwPackBytes);
        deinterleaveRwPack(after, 0, out, 0);
        expect([...out]).toEqual(pack);
        expect(after.every((byte, i) => (byte & 0xc0) === (before[i]! & 0xc0))).toBe(true);
        expect(after.filter((byte, i) => byte !== before[i]).length).toBeLessThanOrEqual(rwPackBytes);
      }),
    );
  });
});
