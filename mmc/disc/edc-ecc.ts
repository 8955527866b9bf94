/**
 * Error detection and correction codes of CD data sectors (ECMA-130, clauses 14.4 to 14.6 and annex A), over whole
 * raw sectors of 2352 bytes. Nothing is allocated: `sector` starts at `offset` of an array of the caller's.
 */

/** Bytes 12 to 2351 are coded as 43 columns of 16-bit words: 24 rows of data, then two of P, then two of Q parity. */
const codedOffset = 12;
const rowBytes = 86;
const dataRows = 24;
const pOffset = codedOffset + rowBytes * dataRows;
const qOffset = pOffset + 2 * rowBytes;
const qWords = 26;
const qLength = 43;
/** From one word of a Q codeword to the next: one row down and one word to the right. */
const qStepBytes = rowBytes + 2;

/** Reflected form of (x^16+x^15+x^2+1)(x^16+x^2+x+1). */
const edcPolynomial = 0xd8018001;

const edcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ edcPolynomial : remainder >>> 1;
  return remainder;
});

/** GF(2^8) modulo x^8+x^4+x^3+x^2+1: multiplication by its generator, and division by the generator plus one. */
const timesAlpha = Uint8Array.from({ length: 256 }, (_, x) => (x << 1) ^ (x & 0x80 ? 0x11d : 0));
const overAlphaPlusOne = new Uint8Array(256);
for (let x = 0; x < 256; x++) overAlphaPlusOne[timesAlpha[x]! ^ x] = x;

/** The EDC of `bytes` from `start` to before `end`: 32 bits, stored least significant byte first. */
export function errorDetectionCode(bytes: Uint8Array, start: number, end: number): number {
  let remainder = 0;
  for (let i = start; i < end; i++) remainder = (remainder >>> 8) ^ edcTable[(remainder ^ bytes[i]!) & 0xff]!;
  return remainder >>> 0;
}

/**
 * Writes the P and Q parity (276 bytes from byte 2076) over bytes 12 to 2075 as they stand. In mode 2 form 1 the
 * header counts as zero: the caller clears it before and restores it after.
 */
export function writeParity(sector: Uint8Array, offset = 0): void {
  const coded = offset + codedOffset;
  for (let column = 0; column < rowBytes; column++) {
    let sum = 0;
    let weighted = 0;
    let at = coded + column;
    for (let row = 0; row < dataRows; row++, at += rowBytes) {
      const byte = sector[at]!;
      sum ^= byte;
      weighted = timesAlpha[weighted]! ^ byte;
    }
    const first = firstParity(sum, weighted);
    sector[offset + pOffset + column] = first;
    sector[offset + pOffset + rowBytes + column] = first ^ sum;
  }
  const end = offset + qOffset;
  for (let word = 0; word < 2 * qWords; word++) {
    let sum = 0;
    let weighted = 0;
    let at = coded + (word >> 1) * rowBytes + (word & 1);
    for (let i = 0; i < qLength; i++) {
      const byte = sector[at]!;
      sum ^= byte;
      weighted = timesAlpha[weighted]! ^ byte;
      at += qStepBytes;
      if (at >= end) at -= end - coded;
    }
    const first = firstParity(sum, weighted);
    sector[end + word] = first;
    sector[end + 2 * qWords + word] = first ^ sum;
  }
}

/** The codes' roots are 1 and alpha; `weighted` is the data as a polynomial, evaluated at alpha. */
function firstParity(sum: number, weighted: number): number {
  return overAlphaPlusOne[timesAlpha[timesAlpha[weighted]!]! ^ sum]!;
}
