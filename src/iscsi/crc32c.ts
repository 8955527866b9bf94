/**
 * CRC32C, the checksum of iSCSI's digests: polynomial 1EDC6F41h, reflected. Tables are used eight bytes at a time, as
 * the slicing algorithm of Kounavis and Berry has it.
 */
const polynomial = 0x82f63b78;
const slices = 8;
/** `tables[256 * n + b]`: what byte `b` does to the checksum when `n` bytes follow it. */
const tables = makeTables();

function makeTables(): Int32Array {
  const made = new Int32Array(256 * slices);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? polynomial : 0);
    made[byte] = crc;
  }
  for (let i = 256; i < made.length; i++) {
    const before = made[i - 256]!;
    made[i] = (before >>> 8) ^ made[before & 0xff]!;
  }
  return made;
}

/** The state before the first byte. */
export const crc32cStart = 0xffffffff | 0;

/** The state after the bytes from `start` to `end`, given the state before them. */
export function crc32cUpdate(state: number, bytes: Uint8Array, start = 0, end = bytes.length): number {
  const t = tables;
  let crc = state;
  let at = start;
  for (const last = end - slices; at <= last; at += slices) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc =
      t[1792 + (crc & 0xff)]! ^
      t[1536 + ((crc >>> 8) & 0xff)]! ^
      t[1280 + ((crc >>> 16) & 0xff)]! ^
      t[1024 + (crc >>> 24)]! ^
      t[768 + bytes[at + 4]!]! ^
      t[512 + bytes[at + 5]!]! ^
      t[256 + bytes[at + 6]!]! ^
      t[bytes[at + 7]!]!;
  }
  for (; at < end; at++) crc = (crc >>> 8) ^ t[(crc ^ bytes[at]!) & 0xff]!;
  return crc;
}

/** The checksum from the state after the last byte. */
export const crc32cEnd = (state: number): number => ~state >>> 0;

/** The checksum of `bytes`. On the wire it goes least significant byte first. */
export const crc32c = (bytes: Uint8Array): number => crc32cEnd(crc32cUpdate(crc32cStart, bytes));

/** Writes a checksum as digests have it. */
export function writeDigest(to: Uint8Array, offset: number, digest: number): void {
  to[offset] = digest;
  to[offset + 1] = digest >>> 8;
  to[offset + 2] = digest >>> 16;
  to[offset + 3] = digest >>> 24;
}

/** Reads a digest. */
export const readDigest = (from: Uint8Array, offset: number): number =>
  (from[offset]! | (from[offset + 1]! << 8) | (from[offset + 2]! << 16) | (from[offset + 3]! << 24)) >>> 0;
