/** Scrambling of CD data sectors (ECMA-130, annex B): on the disc, all but the sync is summed with a fixed sequence. */

const first = 12;
const wholeSector = 2352;

let sequence: Uint8Array | undefined;
/** A shift register of 15 bits, x^15+x+1, that begins with 1 and gives the least significant bit first. */
function makeSequence(): Uint8Array {
  const bytes = new Uint8Array(wholeSector - first);
  let register = 1;
  for (let i = 0; i < 8 * bytes.length; i++) {
    bytes[i >> 3]! |= (register & 1) << (i & 7);
    register = (register >> 1) | (((register ^ (register >> 1)) & 1) << 14);
  }
  return bytes;
}

/** Scrambles the sector at `offset` in place, or undoes it: twice gives the sector again. */
export function scrambleSector(sector: Uint8Array, offset = 0): void {
  sequence ??= makeSequence();
  const bytes = sequence;
  const start = offset + first;
  for (let i = 0; i < bytes.length; i++) sector[start + i]! ^= bytes[i]!;
}
