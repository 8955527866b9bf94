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
const qDataLength = 43;
/** From one word of a Q codeword to the next: one row down and one word to the right. */
const qStepBytes = rowBytes + 2;
const qCodedBytes = qOffset - codedOffset;

/** Reflected form of (x^16+x^15+x^2+1)(x^16+x^2+x+1). */
const edcPolynomial = 0xd8018001;

let edcTable: Int32Array | undefined;
/** Eight tables of 256: the remainder of a byte that 0 to 7 zero bytes follow. */
function makeEdcTable(): Int32Array {
  const table = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ edcPolynomial : remainder >>> 1;
    table[byte] = remainder;
  }
  for (let i = 256; i < table.length; i++) {
    const shorter = table[i - 256]!;
    table[i] = (shorter >>> 8) ^ table[shorter & 0xff]!;
  }
  return table;
}

/** The EDC of `bytes` from `start` to before `end`: 32 bits, stored least significant byte first. */
export function errorDetectionCode(bytes: Uint8Array, start: number, end: number): number {
  edcTable ??= makeEdcTable();
  const table = edcTable;
  let remainder = 0;
  let i = start;
  for (; i + 8 <= end; i += 8) {
    remainder ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    remainder =
      table[0x700 | (remainder & 0xff)]! ^
      table[0x600 | ((remainder >>> 8) & 0xff)]! ^
      table[0x500 | ((remainder >>> 16) & 0xff)]! ^
      table[0x400 | (remainder >>> 24)]! ^
      table[0x300 | bytes[i + 4]!]! ^
      table[0x200 | bytes[i + 5]!]! ^
      table[0x100 | bytes[i + 6]!]! ^
      table[bytes[i + 7]!]!;
  }
  for (; i < end; i++) remainder = (remainder >>> 8) ^ table[(remainder ^ bytes[i]!) & 0xff]!;
  return remainder >>> 0;
}

/**
 * Both codes have the roots 1 and alpha of GF(2^8) modulo x^8+x^4+x^3+x^2+1: in a whole codeword the sum of the bytes
 * is zero, and so is their value as a polynomial at alpha. Four codewords are summed at once, one in each byte of a
 * 32-bit number.
 */
const lanes = new Int32Array(2);
const plainSum = 0;
const sumAtAlpha = 1;

const timesAlpha = (four: number): number => ((four & 0x7f7f7f7f) << 1) ^ Math.imul((four >>> 7) & 0x01010101, 0x1d);

let overAlphaPlusOne: Uint8Array | undefined;
function makeOverAlphaPlusOne(): Uint8Array {
  const table = new Uint8Array(256);
  for (let x = 0; x < 256; x++) table[(timesAlpha(x) ^ x) & 0xff] = x;
  return table;
}

/**
 * Sums the codewords of the two words at `a` and the two at `b` into `lanes`: `length` words, `step` bytes apart,
 * going on `wrap` bytes earlier from `end`.
 */
function sumFour(
  sector: Uint8Array,
  a: number,
  b: number,
  length: number,
  step: number,
  end: number,
  wrap: number,
): void {
  let sum = 0;
  let weighted = 0;
  let low = a;
  let high = b;
  for (let i = 0; i < length; i++) {
    const four = sector[low]! | (sector[low + 1]! << 8) | (sector[high]! << 16) | (sector[high + 1]! << 24);
    sum ^= four;
    weighted = timesAlpha(weighted) ^ four;
    low += step;
    high += step;
    if (low >= end) low -= wrap;
    if (high >= end) high -= wrap;
  }
  lanes[plainSum] = sum;
  lanes[sumAtAlpha] = weighted;
}

/** Sums over `rows` rows of the four columns from `column`. */
function sumColumns(sector: Uint8Array, offset: number, column: number, rows: number): void {
  const at = offset + codedOffset + column;
  sumFour(sector, at, at + 2, rows, rowBytes, Number.MAX_SAFE_INTEGER, 0);
}

/** Sums over the data of the two diagonals from row `row`, and of the two that begin half the rows below. */
function sumDiagonals(sector: Uint8Array, offset: number, row: number): void {
  const at = offset + codedOffset + row * rowBytes;
  const end = offset + qOffset;
  sumFour(sector, at, at + (qWords / 2) * rowBytes, qDataLength, qStepBytes, end, qCodedBytes);
}

/** Where the four columns begin that are summed last: 86 is no multiple of four, so two are done twice. */
const lastColumns = rowBytes - 4;

/**
 * Writes the P and Q parity (276 bytes from byte 2076) over bytes 12 to 2075 as they stand. In mode 2 form 1 the
 * header counts as zero: the caller clears it before and restores it after.
 */
export function writeParity(sector: Uint8Array, offset = 0): void {
  for (let group = 0; group < rowBytes; group += 4) {
    const column = Math.min(group, lastColumns);
    sumColumns(sector, offset, column, dataRows);
    const at = offset + pOffset + column;
    writeTwoWords(sector, at, at + 2, rowBytes);
  }
  for (let row = 0; row < qWords / 2; row++) {
    sumDiagonals(sector, offset, row);
    const at = offset + qOffset + 2 * row;
    writeTwoWords(sector, at, at + qWords, 2 * qWords);
  }
}

/** Writes the parity of the four codewords in `lanes`: two bytes at `a` and two at `b`, and `stride` bytes later. */
function writeTwoWords(sector: Uint8Array, a: number, b: number, stride: number): void {
  overAlphaPlusOne ??= makeOverAlphaPlusOne();
  const divide = overAlphaPlusOne;
  const sum = lanes[plainSum]!;
  const rest = timesAlpha(timesAlpha(lanes[sumAtAlpha]!)) ^ sum;
  const first =
    divide[rest & 0xff]! |
    (divide[(rest >>> 8) & 0xff]! << 8) |
    (divide[(rest >>> 16) & 0xff]! << 16) |
    (divide[rest >>> 24]! << 24);
  const second = first ^ sum;
  sector[a] = first;
  sector[a + 1] = first >>> 8;
  sector[b] = first >>> 16;
  sector[b + 1] = first >>> 24;
  sector[a + stride] = second;
  sector[a + stride + 1] = second >>> 8;
  sector[b + stride] = second >>> 16;
  sector[b + stride + 1] = second >>> 24;
}

/** Whether every P codeword is whole. In mode 2 form 1 with the header cleared, as for `writeParity`. */
export function isPParityRight(sector: Uint8Array, offset = 0): boolean {
  for (let group = 0; group < rowBytes; group += 4) {
    sumColumns(sector, offset, Math.min(group, lastColumns), dataRows + 2);
    if ((lanes[plainSum]! | lanes[sumAtAlpha]!) !== 0) return false;
  }
  return true;
}

/** Whether every Q codeword is whole. In mode 2 form 1 with the header cleared, as for `writeParity`. */
export function isQParityRight(sector: Uint8Array, offset = 0): boolean {
  for (let row = 0; row < qWords / 2; row++) {
    sumDiagonals(sector, offset, row);
    const at = offset + qOffset + 2 * row;
    const first = fourAt(sector, at);
    const second = fourAt(sector, at + 2 * qWords);
    if ((lanes[plainSum]! ^ first ^ second) !== 0) return false;
    if ((timesAlpha(timesAlpha(lanes[sumAtAlpha]!) ^ first) ^ second) !== 0) return false;
  }
  return true;
}

/** The words at `at` and half of the Q words later. */
function fourAt(sector: Uint8Array, at: number): number {
  const high = at + qWords;
  return sector[at]! | (sector[at + 1]! << 8) | (sector[high]! << 16) | (sector[high + 1]! << 24);
}

/** @internal P codewords: one for each byte of a row. */
export const pCodewords = rowBytes;
/** @internal Bytes of a P codeword. */
export const pLength = dataRows + 2;
/** @internal Q codewords: two for each row. */
export const qCodewords = 2 * qWords;
/** @internal Bytes of a Q codeword. */
export const qLength = qDataLength + 2;

/** @internal Place in the sector of byte `i` of P codeword `codeword`. */
export const placeInP = (codeword: number, i: number): number => codedOffset + codeword + rowBytes * i;

/** @internal Place in the sector of byte `i` of Q codeword `codeword`. */
export function placeInQ(codeword: number, i: number): number {
  if (i >= qDataLength) return qOffset + (i - qDataLength) * qCodewords + codeword;
  return codedOffset + (((codeword >> 1) * rowBytes + i * qStepBytes) % qCodedBytes) + (codeword & 1);
}
