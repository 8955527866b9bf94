import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deinterleaveSubChannels,
  extractSubChannel,
  hex,
  interleaveSubChannels,
  parseHex,
  subChannel,
  writeRawSubChannels,
} from '../../../mmc/index.js';

const raw96 = fc.uint8Array({ minLength: 96, maxLength: 96 });

/** Bit by bit, as the standard says it. */
function channelOf(raw: Uint8Array, channel: number): Uint8Array {
  const bytes = new Uint8Array(12);
  raw.forEach((symbol, i) => {
    if (symbol & (0x80 >> channel)) bytes[i >> 3]! |= 0x80 >> (i & 7);
  });
  return bytes;
}

describe('raw P to W', () => {
  it('is taken apart into P, Q, R to W, one after the other', () => {
    fc.assert(
      fc.property(raw96, (raw) => {
        const channels = new Uint8Array(98).fill(0xa5);
        deinterleaveSubChannels(raw, 0, channels, 1);
        for (const channel of Object.values(subChannel))
          expect(channels.subarray(1 + 12 * channel, 13 + 12 * channel)).toEqual(channelOf(raw, channel));
        expect([channels[0], channels[97]]).toEqual([0xa5, 0xa5]);
      }),
    );
  });

  it('is put together again', () => {
    fc.assert(
      fc.property(raw96, (raw) => {
        const channels = new Uint8Array(96);
        const again = new Uint8Array(98).fill(0xa5);
        deinterleaveSubChannels(raw, 0, channels, 0);
        interleaveSubChannels(channels, 0, again, 1);
        expect(again.subarray(1, 97)).toEqual(raw);
        expect([again[0], again[97]]).toEqual([0xa5, 0xa5]);
      }),
    );
  });

  it('gives a single channel too', () => {
    fc.assert(
      fc.property(raw96, fc.nat(7), (raw, channel) => {
        const bytes = new Uint8Array(14).fill(0xa5);
        extractSubChannel(raw, 0, channel, bytes, 1);
        expect(bytes.subarray(1, 13)).toEqual(channelOf(raw, channel));
        expect([bytes[0], bytes[13]]).toEqual([0xa5, 0xa5]);
      }),
    );
  });

  it('gives the Q that was written into it', () => {
    const q = parseHex('41 01 01 00 00 00 00 00 02 00 28 32');
    const raw = new Uint8Array(100);
    writeRawSubChannels(raw, 4, q, 0, true);
    const bytes = new Uint8Array(12);
    extractSubChannel(raw, 4, subChannel.q, bytes, 0);
    expect(hex(bytes)).toBe(hex(q));
    extractSubChannel(raw, 4, subChannel.p, bytes, 0);
    expect(bytes.every((byte) => byte === 0xff)).toBe(true);
  });
});
