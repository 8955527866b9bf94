/**
 * Leaves: integers, byte strings and text over plain `Uint8Array`.
 *
 * The leaves of `buffer-layout` call `Buffer` methods, which a browser does not have, and let NaN and fractions
 * through on encode; these are drop-in subclasses that do neither.
 */
import { Blob, Int, IntBE, Layout, UInt, UIntBE } from 'buffer-layout';
import { FieldError } from './errors.js';
import type { Field } from './field.js';

const nameOf = (layout: Layout<any>): string => layout.property ?? '(reserved)';

const powersOfTwo = Float64Array.from({ length: 65 }, (_, bits) => 2 ** bits);

/** @internal Throws unless `value` is an integer of `bits` bits, at most 64. */
export function checkUnsigned(value: number, bits: number, field: string): void {
  if (!Number.isInteger(value) || value < 0 || value >= powersOfTwo[bits]!)
    throw new FieldError(field, `${value} does not fit ${bits} bits (0 to ${2 ** bits - 1})`);
}

class UnsignedBE extends UIntBE {
  override decode(bytes: Uint8Array, offset = 0): number {
    let value = bytes[offset]!;
    for (let i = 1; i < this.span; i++) value = value * 256 + bytes[offset + i]!;
    return value;
  }
  override encode(value: number, bytes: Uint8Array, offset = 0): number {
    checkUnsigned(value, 8 * this.span, nameOf(this));
    let rest = value;
    for (let i = this.span - 1; i >= 0; i--) {
      bytes[offset + i] = rest;
      rest = Math.floor(rest / 256);
    }
    return this.span;
  }
}

// The widths that nearly every field has get straight-line code: decoding is on the path of every command.
class U8 extends UnsignedBE {
  override decode(bytes: Uint8Array, offset = 0): number {
    return bytes[offset]!;
  }
  override encode(value: number, bytes: Uint8Array, offset = 0): number {
    checkUnsigned(value, 8, nameOf(this));
    bytes[offset] = value;
    return 1;
  }
}
class U16BE extends UnsignedBE {
  override decode(bytes: Uint8Array, offset = 0): number {
    return (bytes[offset]! << 8) | bytes[offset + 1]!;
  }
  override encode(value: number, bytes: Uint8Array, offset = 0): number {
    checkUnsigned(value, 16, nameOf(this));
    bytes[offset] = value >>> 8;
    bytes[offset + 1] = value;
    return 2;
  }
}
class U32BE extends UnsignedBE {
  override decode(bytes: Uint8Array, offset = 0): number {
    return ((bytes[offset]! << 24) | (bytes[offset + 1]! << 16) | (bytes[offset + 2]! << 8) | bytes[offset + 3]!) >>> 0;
  }
  override encode(value: number, bytes: Uint8Array, offset = 0): number {
    checkUnsigned(value, 32, nameOf(this));
    bytes[offset] = value >>> 24;
    bytes[offset + 1] = value >>> 16;
    bytes[offset + 2] = value >>> 8;
    bytes[offset + 3] = value;
    return 4;
  }
}

class UnsignedLE extends UInt {
  override decode(bytes: Uint8Array, offset = 0): number {
    let value = 0;
    for (let i = this.span - 1; i >= 0; i--) value = value * 256 + bytes[offset + i]!;
    return value;
  }
  override encode(value: number, bytes: Uint8Array, offset = 0): number {
    checkUnsigned(value, 8 * this.span, nameOf(this));
    let rest = value;
    for (let i = 0; i < this.span; i++) {
      bytes[offset + i] = rest;
      rest = Math.floor(rest / 256);
    }
    return this.span;
  }
}

/** @internal Bytes of an unsigned number of up to 32 bits with the most significant first; 0 for anything else. */
export const plainWidth = (layout: Layout<any>): number =>
  layout instanceof UnsignedBE && layout.span <= 4 ? layout.span : 0;

function checkSigned32(value: number, layout: Layout<any>): void {
  if ((value | 0) !== value)
    throw new FieldError(nameOf(layout), `${value} does not fit 32 bits signed (${-(2 ** 31)} to ${2 ** 31 - 1})`);
}
class I32BE extends IntBE {
  override decode(bytes: Uint8Array, offset = 0): number {
    return (bytes[offset]! << 24) | (bytes[offset + 1]! << 16) | (bytes[offset + 2]! << 8) | bytes[offset + 3]!;
  }
  override encode(value: number, bytes: Uint8Array, offset = 0): number {
    checkSigned32(value, this);
    for (let i = 0; i < 4; i++) bytes[offset + i] = value >>> (24 - 8 * i);
    return 4;
  }
}
class I32LE extends Int {
  override decode(bytes: Uint8Array, offset = 0): number {
    return bytes[offset]! | (bytes[offset + 1]! << 8) | (bytes[offset + 2]! << 16) | (bytes[offset + 3]! << 24);
  }
  override encode(value: number, bytes: Uint8Array, offset = 0): number {
    checkSigned32(value, this);
    for (let i = 0; i < 4; i++) bytes[offset + i] = value >>> (8 * i);
    return 4;
  }
}

class U64 extends Layout<bigint> {
  constructor(
    property: string | undefined,
    private readonly littleEndian: boolean,
  ) {
    super(8, property);
  }
  override decode(bytes: Uint8Array, offset = 0): bigint {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(offset, this.littleEndian);
  }
  override encode(value: bigint, bytes: Uint8Array, offset = 0): number {
    if (typeof value !== 'bigint' || value < 0n || value >= 1n << 64n)
      throw new FieldError(nameOf(this), `${value} is not a bigint of 64 bits (0n to ${(1n << 64n) - 1n}n)`);
    new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).setBigUint64(offset, value, this.littleEndian);
    return 8;
  }
}

class Bytes extends Blob {
  override decode(bytes: Uint8Array, offset = 0): Uint8Array {
    return bytes.subarray(offset, offset + this.span);
  }
  override encode(value: Uint8Array, bytes: Uint8Array, offset = 0): number {
    if (value.length !== this.span)
      throw new FieldError(nameOf(this), `${value.length} bytes were given, the field has ${this.span}`);
    bytes.set(value, offset);
    return this.span;
  }
}

/** @internal Text from bytes, without the padding at its end. */
export function decodeAscii(bytes: Uint8Array, start: number, end: number): string {
  let last = end;
  // Drives pad with spaces as SPC says, and some with NUL, which it does not.
  while (last > start && (bytes[last - 1] === 0x20 || bytes[last - 1] === 0)) last--;
  let text = '';
  for (let i = start; i < last; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}

/** @internal Throws when a character does not fit one byte. */
export function encodeAscii(value: string, bytes: Uint8Array, offset: number, field: string): void {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code > 0xff) throw new FieldError(field, `"${value}" has a character that is not one byte`);
    bytes[offset + i] = code;
  }
}

/** @internal ASCII padded with spaces. */
export class Ascii extends Layout<string> {
  override decode(bytes: Uint8Array, offset = 0): string {
    return decodeAscii(bytes, offset, offset + this.span);
  }
  override encode(value: string, bytes: Uint8Array, offset = 0): number {
    if (value.length > this.span)
      throw new FieldError(nameOf(this), `"${value}" is longer than the field's ${this.span} characters`);
    bytes.fill(0x20, offset, offset + this.span);
    encodeAscii(value, bytes, offset, nameOf(this));
    return this.span;
  }
}

type Named<T, P extends string | undefined> = Field<T, P>;
const as = <T, P extends string | undefined>(layout: Layout<T>): Named<T, P> => layout as unknown as Named<T, P>;

/** Unsigned, 8 bits. */
export const u8 = <const P extends string | undefined = undefined>(property?: P): Field<number, P> =>
  as(new U8(1, property));
/** Unsigned, 16 bits, most significant byte first. */
export const u16be = <const P extends string | undefined = undefined>(property?: P): Field<number, P> =>
  as(new U16BE(2, property));
/** Unsigned, 24 bits, most significant byte first. */
export const u24be = <const P extends string | undefined = undefined>(property?: P): Field<number, P> =>
  as(new UnsignedBE(3, property));
/** Unsigned, 32 bits, most significant byte first. */
export const u32be = <const P extends string | undefined = undefined>(property?: P): Field<number, P> =>
  as(new U32BE(4, property));
/** Signed, 32 bits, most significant byte first: an address that may lie before sector 0. */
export const i32be = <const P extends string | undefined = undefined>(property?: P): Field<number, P> =>
  as(new I32BE(4, property));
/** Unsigned, 48 bits, most significant byte first. */
export const u48be = <const P extends string | undefined = undefined>(property?: P): Field<number, P> =>
  as(new UnsignedBE(6, property));
/** Unsigned, 64 bits, most significant byte first, as a bigint. */
export const u64be = <const P extends string | undefined = undefined>(property?: P): Field<bigint, P> =>
  as(new U64(property, false));
/** Unsigned, 16 bits, least significant byte first: operating-system structures. */
export const u16le = <const P extends string | undefined = undefined>(property?: P): Field<number, P> =>
  as(new UnsignedLE(2, property));
/** Unsigned, 32 bits, least significant byte first. */
export const u32le = <const P extends string | undefined = undefined>(property?: P): Field<number, P> =>
  as(new UnsignedLE(4, property));
/** Signed, 32 bits, least significant byte first. */
export const i32le = <const P extends string | undefined = undefined>(property?: P): Field<number, P> =>
  as(new I32LE(4, property));
/** Unsigned, 64 bits, least significant byte first, as a bigint. */
export const u64le = <const P extends string | undefined = undefined>(property?: P): Field<bigint, P> =>
  as(new U64(property, true));
/** A byte string of fixed length. Decoding gives a view, not a copy. */
export const bytes = <const P extends string | undefined = undefined>(
  length: number,
  property?: P,
): Field<Uint8Array, P> => as(new Bytes(length, property));
/** Text of fixed length, padded with spaces; the padding is not part of the value. */
export const ascii = <const P extends string | undefined = undefined>(length: number, property?: P): Field<string, P> =>
  as(new Ascii(length, property));
/** Bytes that have no meaning: written as zero, not read. */
export const reserved = (length: number): Field<Uint8Array, undefined> => as(new Bytes(length, undefined));
