/** The raw P to W of a sector, one bit of each channel in a byte, and the eight channels one after the other. */

/** Bytes of each channel in one sector. */
const channelBytes = 12;
/** Where a channel stands when the eight are one after the other, and from the top which bit of a raw byte it is. */
export const subChannel = { p: 0, q: 1, r: 2, s: 3, t: 4, u: 5, v: 6, w: 7 } as const;

/**
 * Takes the 96 raw bytes at `rawOffset` apart into 12 bytes of P, 12 of Q, and so on to W: 96 bytes at `offset` of
 * `into`, which has to be another array or place.
 */
export function deinterleaveSubChannels(raw: Uint8Array, rawOffset: number, into: Uint8Array, offset: number): void {
  for (let i = 0; i < channelBytes; i++) transpose(raw, rawOffset + 8 * i, 1, into, offset + i, channelBytes);
}

/** Puts the eight channels of 12 bytes at `channelsOffset` together as 96 raw bytes at `offset` of another array. */
export function interleaveSubChannels(
  channels: Uint8Array,
  channelsOffset: number,
  into: Uint8Array,
  offset: number,
): void {
  for (let i = 0; i < channelBytes; i++) transpose(channels, channelsOffset + i, channelBytes, into, offset + 8 * i, 1);
}

/** Takes one channel out of the 96 raw bytes at `rawOffset`: 12 bytes at `offset` of another array. */
export function extractSubChannel(
  raw: Uint8Array,
  rawOffset: number,
  channel: number,
  into: Uint8Array,
  offset: number,
): void {
  const shift = 7 - channel;
  for (let i = 0; i < channelBytes; i++) {
    let byte = 0;
    for (let at = rawOffset + 8 * i; at < rawOffset + 8 * i + 8; at++) byte = (byte << 1) | ((raw[at]! >> shift) & 1);
    into[offset + i] = byte;
  }
}

/** Turns eight bytes of eight bits on their diagonal: first the halves, then quarters, then neighbours change places. */
function transpose(
  from: Uint8Array,
  at: number,
  step: number,
  into: Uint8Array,
  intoAt: number,
  intoStep: number,
): void {
  let high = (from[at]! << 24) | (from[at + step]! << 16) | (from[at + 2 * step]! << 8) | from[at + 3 * step]!;
  let low =
    (from[at + 4 * step]! << 24) | (from[at + 5 * step]! << 16) | (from[at + 6 * step]! << 8) | from[at + 7 * step]!;
  const halves = (high & 0xf0f0f0f0) | ((low >>> 4) & 0x0f0f0f0f) | 0;
  low = ((high << 4) & 0xf0f0f0f0) | (low & 0x0f0f0f0f);
  high = halves;
  let change = (high ^ (high >>> 14)) & 0x0000cccc;
  high ^= change ^ (change << 14);
  change = (low ^ (low >>> 14)) & 0x0000cccc;
  low ^= change ^ (change << 14);
  change = (high ^ (high >>> 7)) & 0x00aa00aa;
  high ^= change ^ (change << 7);
  change = (low ^ (low >>> 7)) & 0x00aa00aa;
  low ^= change ^ (change << 7);
  for (let i = 0; i < 4; i++) {
    into[intoAt + i * intoStep] = high >>> (24 - 8 * i);
    into[intoAt + (4 + i) * intoStep] = low >>> (24 - 8 * i);
  }
}
