/**
 * The two Reed-Solomon codes of a pack of sub-channels R to W, over GF(2^6) modulo x^6+x+1: Q parity over the first
 * four symbols, with the roots 1 and alpha, and P parity over all 24, with the roots 1 to alpha^3. Codes and field as in
 * cdrkit's libedc and redumper-extract-rw. Nothing is allocated, and bits 7 and 6 (P and Q) are left alone.
 */
import { rwPack, rwPackBytes } from './rw-pack.js';

const qCodeword = { length: rwPack.data, parity: rwPack.qParity } as const;
const pCodeword = { length: rwPackBytes, parity: rwPack.pParity } as const;
const symbolMask = 0x3f;
/** Powers of alpha before they repeat. */
const order = 63;

interface Field {
  /** Powers of alpha, twice over: the sum of two logarithms is an index. */
  readonly powers: Uint8Array;
  /** That of 0 does not exist. */
  readonly logarithms: Uint8Array;
  /** Coefficients of the generator polynomials behind the first, which is 1, from the highest power down. */
  readonly generators: { readonly q: Uint8Array; readonly p: Uint8Array };
}

let made: Field | undefined;
const field = (): Field => {
  made ??= makeField();
  return made;
};

function makeField(): Field {
  const powers = new Uint8Array(2 * order);
  const logarithms = new Uint8Array(order + 1);
  for (let power = 1, exponent = 0; exponent < order; exponent++) {
    powers[exponent] = power;
    powers[exponent + order] = power;
    logarithms[power] = exponent;
    power = (power << 1) ^ (power & 0x20 ? 0x43 : 0);
  }
  const times = (a: number, b: number) => (a && b ? powers[logarithms[a]! + logarithms[b]!]! : 0);
  const generator = (roots: number): Uint8Array => {
    let polynomial = Uint8Array.of(1);
    for (let root = 0; root < roots; root++)
      polynomial = Uint8Array.from(
        { length: root + 2 },
        (_, i) => (polynomial[i] ?? 0) ^ times(polynomial[i - 1] ?? 0, powers[root]!),
      );
    return polynomial.slice(1);
  };
  return { powers, logarithms, generators: { q: generator(2), p: generator(4) } };
}

function product(a: number, b: number): number {
  const { powers, logarithms } = field();
  return a && b ? powers[logarithms[a]! + logarithms[b]!]! : 0;
}

function quotient(a: number, b: number): number {
  const { powers, logarithms } = field();
  return a ? powers[logarithms[a]! + order - logarithms[b]!]! : 0;
}

/** Writes Q and P parity into the pack of 24 bytes at `offset`. */
export function writeRwPackParity(pack: Uint8Array, offset: number): void {
  const { generators } = field();
  writeParity(pack, offset, qCodeword, generators.q);
  writeParity(pack, offset, pCodeword, generators.p);
}

function writeParity(
  pack: Uint8Array,
  offset: number,
  { length, parity }: { readonly length: number; readonly parity: number },
  generator: Uint8Array,
): void {
  const count = length - parity;
  const at = offset + parity;
  for (let i = 0; i < count; i++) pack[at + i]! &= ~symbolMask;
  for (let i = 0; i < parity; i++) {
    const feedback = (pack[offset + i]! ^ pack[at]!) & symbolMask;
    for (let j = 0; j < count; j++) {
      const next = j + 1 < count ? pack[at + j + 1]! : 0;
      pack[at + j] = (pack[at + j]! & ~symbolMask) | ((next & symbolMask) ^ product(feedback, generator[j]!));
    }
  }
}

/** The value of the codeword's polynomial at a power of alpha: zero for all roots of a codeword that is right. */
function syndrome(pack: Uint8Array, offset: number, length: number, exponent: number): number {
  const root = field().powers[exponent]!;
  let sum = 0;
  for (let i = offset; i < offset + length; i++) sum = product(sum, root) ^ (pack[i]! & symbolMask);
  return sum;
}

const isQRight = (pack: Uint8Array, offset: number): boolean =>
  syndrome(pack, offset, qCodeword.length, 0) === 0 && syndrome(pack, offset, qCodeword.length, 1) === 0;

/** Whether both parities of the pack of 24 bytes at `offset` are right. Those of a pack that is all zero are. */
export function isRwPackRight(pack: Uint8Array, offset: number): boolean {
  for (let root = 0; root < 4; root++) if (syndrome(pack, offset, pCodeword.length, root) !== 0) return false;
  return isQRight(pack, offset);
}

/**
 * Corrects up to two wrong symbols of the pack of 24 bytes at `offset` in place, and returns how many there were.
 * Undefined: there is more damage than the parity mends; the pack is then left as it was.
 */
export function correctRwPack(pack: Uint8Array, offset: number): number | undefined {
  const length = rwPackBytes;
  const s0 = syndrome(pack, offset, length, 0);
  const s1 = syndrome(pack, offset, length, 1);
  const s2 = syndrome(pack, offset, length, 2);
  const s3 = syndrome(pack, offset, length, 3);
  if ((s0 | s1 | s2 | s3) === 0) return isQRight(pack, offset) ? 0 : undefined;
  // Of one wrong symbol the syndromes are a geometric sequence.
  const determinant = product(s1, s1) ^ product(s0, s2);
  if (determinant === 0) {
    const isOne = s0 !== 0 && s1 !== 0 && product(s1, s3) === product(s2, s2);
    return isOne && mend(pack, offset, quotient(s1, s0), s0, 0, 0) ? 1 : undefined;
  }
  const sum = quotient(product(s0, s3) ^ product(s1, s2), determinant);
  const both = quotient(product(s1, s3) ^ product(s2, s2), determinant);
  const first = rootOf(sum, both);
  const second = first ^ sum;
  // No locator is 0, and two are not the same: with such solutions more symbols than two are wrong.
  if (first === 0 || second === 0 || sum === 0) return undefined;
  const error = quotient(s1 ^ product(s0, second), sum);
  return mend(pack, offset, first, error, second, s0 ^ error) ? 2 : undefined;
}

/** A locator of which x^2 + `sum` x + `both` is zero; 0: no symbol of a pack has it. */
function rootOf(sum: number, both: number): number {
  const { powers } = field();
  for (let exponent = 0; exponent < rwPackBytes; exponent++) {
    const locator = powers[exponent]!;
    if ((product(locator ^ sum, locator) ^ both) === 0) return locator;
  }
  return 0;
}

/** Changes the symbols at two locators, and none where that makes no right pack. The second may be 0: there is one. */
function mend(pack: Uint8Array, offset: number, x1: number, e1: number, x2: number, e2: number): boolean {
  const { logarithms } = field();
  const first = rwPackBytes - 1 - logarithms[x1]!;
  const second = x2 === 0 ? first : rwPackBytes - 1 - logarithms[x2]!;
  if (first < 0 || second < 0) return false;
  pack[offset + first]! ^= e1;
  pack[offset + second]! ^= e2;
  if (isQRight(pack, offset)) return true;
  pack[offset + second]! ^= e2;
  pack[offset + first]! ^= e1;
  return false;
}
