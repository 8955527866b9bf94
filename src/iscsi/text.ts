/** Text of login and text PDUs: `key=value` pairs, each ended by a zero byte. */

/** Pairs in the order they came; a key may come more than once. */
export type Pairs = readonly (readonly [key: string, value: string])[];

const decoder = new TextDecoder('utf-8');
const encoder = new TextEncoder();

/** Text that cannot be taken apart. */
export class TextError extends Error {
  override readonly name = 'TextError';
}

/** Takes text apart. Throws TextError for a pair without `=` and for a last pair that does not end. */
export function decodeText(bytes: Uint8Array): Pairs {
  if (bytes.length === 0) return [];
  const text = decoder.decode(bytes);
  if (!text.endsWith('\0')) throw new TextError('the text does not end with a zero byte');
  const pairs: [string, string][] = [];
  for (const pair of text.split('\0')) {
    // Some initiators pad with zero bytes inside of the data segment.
    if (pair === '') continue;
    const at = pair.indexOf('=');
    if (at < 1) throw new TextError(`"${printable(pair)}" is no pair of key and value`);
    pairs.push([pair.slice(0, at), pair.slice(at + 1)]);
  }
  return pairs;
}

/** Puts text together. */
export function encodeText(pairs: Pairs): Uint8Array {
  return encoder.encode(pairs.map(([key, value]) => `${key}=${value}\0`).join(''));
}

/** What of a stranger's text may go into a message. */
export const printable = (text: string): string => text.replace(/[^ -~]/g, '?').slice(0, 64);

/** The bytes of a value such as CHAP_R: `0x` and hexadecimal, or `0b` and base 64. Undefined: it is neither. */
export function decodeBinary(value: string): Uint8Array | undefined {
  if (/^0x(?:[0-9a-f]{2})*$/i.test(value)) return Uint8Array.from(Buffer.from(value.slice(2), 'hex'));
  // An odd number of digits lacks the zero in front.
  if (/^0x[0-9a-f]+$/i.test(value)) return Uint8Array.from(Buffer.from(`0${value.slice(2)}`, 'hex'));
  if (/^0b[A-Za-z0-9+/]*={0,2}$/.test(value)) return Uint8Array.from(Buffer.from(value.slice(2), 'base64'));
  return undefined;
}

/** A binary value as `0x` and hexadecimal. */
export const encodeBinary = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString('hex')}`;
