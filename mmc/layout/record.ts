/** Records: fields one after the other, as a table of the standard lists them. */
import { type BitField, Boolean as BooleanField, Layout, Structure } from 'buffer-layout';
import { Bits } from './bits.js';
import { FieldError, LayoutError, ShortDataError } from './errors.js';
import type { AnyField, Codec, Field, RecordInput, RecordValue } from './field.js';
import { checkUnsigned, plainWidth } from './leaves.js';
import { VariableLayout } from './variable.js';

/** One named value at a fixed place. A class, so that all have one shape: the loops over them are on every path. */
class Row {
  readonly key: string;
  /** First byte, and the byte after the last. */
  readonly at: number;
  readonly end: number;
  readonly isOptional: boolean;
  readonly leaf: Layout<any>;
  /** Bytes of a `leaf` that is read and written here, as nearly all are; 0 where it has to do that itself. */
  readonly width: number;
  readonly bits: number;
  /** For bits of a word: their place in it; `mask` is 0 for a whole field. */
  readonly shift: number;
  readonly mask: number;
  readonly isFlag: boolean;

  constructor(field: Layout<any>, at: number, isOptional: boolean, bit?: BitField) {
    this.key = (bit ?? field).property!;
    this.at = at;
    this.end = at + field.span;
    this.isOptional = isOptional;
    this.leaf = field instanceof Bits ? field.word : field;
    this.width = plainWidth(this.leaf);
    this.bits = bit ? bit.bits : 8 * field.span;
    this.shift = bit ? bit.start : 0;
    this.mask = bit ? 2 ** bit.bits - 1 : 0;
    this.isFlag = bit instanceof BooleanField;
  }
}

/** Above so many members, V8 turns an object that gets them one by one into a slow dictionary. */
const quickMembers = 16;

function readWord(bytes: Uint8Array, at: number, width: number): number {
  if (width === 1) return bytes[at]!;
  if (width === 2) return (bytes[at]! << 8) | bytes[at + 1]!;
  if (width === 3) return (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

function writeWord(bytes: Uint8Array, at: number, width: number, word: number): void {
  let rest = word;
  for (let i = at + width - 1; i >= at; i--) {
    bytes[i] = rest;
    rest >>>= 8;
  }
}

function read(row: Row, bytes: Uint8Array, offset: number): unknown {
  const at = offset + row.at;
  const word = row.width === 0 ? row.leaf.decode(bytes, at) : readWord(bytes, at, row.width);
  if (row.mask === 0) return word;
  const field = (word >>> row.shift) & row.mask;
  return row.isFlag ? field !== 0 : field;
}

/** `word` with `field` in the bits of `row`. */
const insertBits = (word: number, { mask, shift }: Row, field: number): number =>
  ((word & ~(mask << shift)) | (field << shift)) >>> 0;

/** Fields with which a response may end early: the first one of each piece that newer standards added. */
const tailStarts = new WeakSet<object>();
const lengthOptions = new WeakMap<object, LengthOptions>();

/**
 * A field of the tail that older, shorter responses lack: it decodes to `undefined` where the data, or the length
 * that the data announces, ends before it. All fields after it are optional as well. On encode it is written when it
 * or something behind it has a value; reserved fields after it belong to it.
 */
export function optional<T, P extends string | undefined, I, S = never>(
  field: Field<T, P, I> & { readonly spliced?: S },
): Optional<Field<T, P, I> & { readonly spliced?: S }> {
  tailStarts.add(field);
  return field as any;
}

/** Several {@link optional} fields that a standard added in one piece: on encode all of them are written, or none. */
export function optionalTail<const F extends readonly AnyField[]>(
  ...fields: F
): { -readonly [I in keyof F]: Optional<F[I]> } {
  tailStarts.add(fields[0]!);
  return fields as any;
}

type Optional<L> =
  L extends Field<infer T, infer P, infer I>
    ? Field<T | undefined, P, I | undefined> &
        (L extends { readonly spliced?: infer S }
          ? { readonly spliced?: [S] extends [never] ? never : { [K in keyof S]: S[K] | undefined } }
          : {})
    : never;

interface LengthOptions {
  /** Added to the count, for the few that do not start counting behind themselves. */
  readonly bias?: number;
  /** False: drives are known to announce too little, so on decode the end of the data counts, not this. */
  readonly limits?: boolean;
}

/**
 * A length field that counts the bytes after itself up to the end of the record, as nearly all of SCSI's do. On decode it ends the record's lists and optional tail; on
 * encode it is computed, unless the caller gives a value (a drive that lies can be modelled).
 */
export function remainingLength<F extends Field<number, string>>(field: F, options: LengthOptions = {}): F {
  lengthOptions.set(field, options);
  return field;
}

/** The bits of a record's fixed part that belong to a field: all but the reserved ones. Optional fields count. */
export const definedBits = (layout: Codec<any>): Uint8Array => (layout as unknown as RecordLayout).definedBits.slice();

/** @internal See {@link record}. */
export class RecordLayout extends Structure {
  readonly #rows: Row[] = [];
  readonly #variable: VariableLayout<any>[] = [];
  readonly #names = new Set<string>();
  readonly #rowOf = new Map<string, Row>();
  readonly #template: object | undefined;
  readonly #length: { readonly row: Row; readonly bias: number; readonly limits: boolean } | undefined;
  /** Where the fixed part may end, ascending. */
  readonly #ends: number[] = [];
  /** Bytes of all fields before the variable ones. */
  readonly #fixedSpan: number;
  /** Bytes that must be there. */
  readonly requiredSpan: number;

  constructor(fields: readonly Layout<any>[], property: string | undefined) {
    super(fields, property);
    let at = 0;
    let requiredSpan: number | undefined;
    for (const field of fields) {
      if (field instanceof VariableLayout) {
        this.#variable.push(field);
        continue;
      }
      if (this.#variable.length > 0)
        throw new LayoutError(`${field.property ?? 'a reserved field'} follows a field of variable length`);
      if (field.span < 0) throw new LayoutError(`${field.property}: a record of variable length stands in a record`);
      if (tailStarts.has(field)) {
        requiredSpan ??= at;
        this.#ends.push(at);
      }
      const isOptional = requiredSpan !== undefined;
      if (field instanceof Bits) {
        for (const bit of field.fields)
          if (bit.property !== undefined) this.#rows.push(new Row(field, at, isOptional, bit));
      } else if (field.property !== undefined) {
        const row = new Row(field, at, isOptional);
        this.#rows.push(row);
        const options = lengthOptions.get(field);
        if (options) this.#length = { row, bias: options.bias ?? 0, limits: options.limits ?? true };
      }
      at += field.span;
    }
    this.#fixedSpan = at;
    this.#ends.push(at);
    this.requiredSpan = requiredSpan ?? at;
    if (requiredSpan !== undefined) this.span = -1;
    for (const row of this.#rows) {
      this.#addName(row.key);
      this.#rowOf.set(row.key, row);
    }
    for (const field of this.#variable) {
      this.#addName(field.property!);
      if (field.counterField !== undefined && !this.#names.has(field.counterField))
        throw new LayoutError(`${field.property}: there is no field ${field.counterField} for its length`);
    }
    // A clone of an object made by JSON.parse never is a dictionary, but slower to make than a small empty object.
    if (this.#rows.length > quickMembers) {
      const members = this.#rows.map((row) => [row.key, row.isFlag ? false : 0]);
      this.#template = JSON.parse(JSON.stringify(Object.fromEntries(members)));
    }
  }

  #addName(name: string): void {
    if (this.#names.has(name)) throw new LayoutError(`the name ${name} stands twice in one record`);
    this.#names.add(name);
  }

  #definedBits: Uint8Array | undefined;
  /** Bits of the fixed part that are not reserved, as a mask. */
  get definedBits(): Uint8Array {
    this.#definedBits ??= this.maskOf(this.#names);
    return this.#definedBits;
  }

  /** Bits of the fixed part that belong to the fields `names`, as a mask. */
  maskOf(names: ReadonlySet<string>): Uint8Array {
    const mask = new Uint8Array(this.#fixedSpan);
    for (const row of this.#rows) {
      if (!names.has(row.key)) continue;
      if (row.mask === 0) mask.fill(0xff, row.at, row.end);
      else row.leaf.encode((row.leaf.decode(mask, row.at) | (row.mask << row.shift)) >>> 0, mask, row.at);
    }
    return mask;
  }

  /** Throws when `value` has a member that the record does not have: a misspelt field must not become a zero. */
  checkNames(value: object): void {
    for (const name of Object.keys(value)) {
      if (!this.#names.has(name))
        throw new FieldError(name, `there is no such field; there are ${[...this.#names].join(', ')}`);
    }
  }

  /** Whether records of this kind give their own length. */
  get announcesSpan(): boolean {
    return this.#length !== undefined;
  }

  /** Whether the field `name` is filled in on encode when it is left out: a length, or the counter of a list. */
  isComputed(name: string | undefined): boolean {
    return (
      name !== undefined && (name === this.#length?.row.key || this.#variable.some((f) => f.counterField === name))
    );
  }

  /** Whether older, shorter data may end before `field`, one of this record's. */
  mayEndBefore(field: Layout<any>): boolean {
    return tailStarts.has(field);
  }

  /** Length that the data gives itself, counted from `offset`, or undefined where the length field is cut off. */
  announcedSpan(bytes: Uint8Array, offset = 0): number | undefined {
    const length = this.#length;
    if (length === undefined || bytes.length - offset < length.row.end) return undefined;
    return Math.max(
      length.row.end,
      length.row.leaf.decode(bytes, offset + length.row.at) + length.row.end + length.bias,
    );
  }

  /** What `bytes` have behind the last field, where all fields have their place. */
  excessOf(bytes: Uint8Array): Uint8Array | undefined {
    return this.#variable.length === 0 && bytes.length > this.#fixedSpan ? bytes.subarray(this.#fixedSpan) : undefined;
  }

  /** `value` with the length that a record of `size` bytes announces, unless it has one. */
  withLength(value: any, size: number): any {
    const length = this.#length;
    if (length === undefined || value[length.row.key] !== undefined) return value;
    return { ...value, [length.row.key]: size - length.row.end - length.bias };
  }

  /** Whether `item` is the value of a record that keeps unknown contents as bytes. */
  isOpaque(item: object): boolean {
    const last = this.#variable.at(-1);
    return last !== undefined && Object.hasOwn(item, last.property!);
  }

  override decode(bytes: Uint8Array, offset = 0): any {
    const available = bytes.length - offset;
    if (available < this.requiredSpan) throw new ShortDataError(this.requiredSpan, available);
    const announced = this.#length?.limits ? this.announcedSpan(bytes, offset) : undefined;
    const end = Math.min(available, announced ?? available);
    const value: Record<string, unknown> = this.#template === undefined ? {} : { ...this.#template };
    for (const row of this.#rows)
      value[row.key] = row.isOptional && row.end > end ? undefined : read(row, bytes, offset);
    let at = this.#fixedSpan;
    for (const field of this.#variable) {
      if (end < this.#fixedSpan && tailStarts.has(field)) {
        value[field.property!] = undefined;
        continue;
      }
      const counted = field.counterField === undefined ? undefined : ((value[field.counterField] as number) ?? 0);
      const stop = counted === undefined ? end : Math.min(end, at + field.bytesOfCounter(counted));
      value[field.property!] = field.decodeRange(bytes, offset + at, offset + Math.max(at, stop));
      at = Math.max(at, stop);
    }
    return value;
  }

  /** Bytes that `value` takes when encoded. */
  sizeOf(value: any): number {
    let size = this.#fixedEnd(value);
    for (const field of this.#variable) {
      const content = value[field.property!];
      if (content !== undefined) size += field.sizeOf(content);
    }
    return size;
  }

  /** Where the fixed part of `value` ends: with the piece of the tail that its last given field belongs to. */
  #fixedEnd(value: any): number {
    if (this.#variable.some((field) => value[field.property!] !== undefined)) return this.#fixedSpan;
    let given = this.requiredSpan;
    for (const row of this.#rows) if (row.end > given && value[row.key] !== undefined) given = row.end;
    return this.#ends.find((end) => end >= given)!;
  }

  override encode(value: any, bytes: Uint8Array, offset = 0): number {
    let end = this.#fixedEnd(value);
    bytes.fill(0, offset, offset + end);
    this.patch(value, bytes, offset);
    for (const field of this.#variable) {
      const content = value[field.property!];
      if (content === undefined) continue;
      const length = field.encode(content, bytes, offset + end);
      end += length;
      const counter = this.#rows.find((row) => row.key === field.counterField);
      if (counter && value[counter.key] === undefined)
        this.#encodeRow(counter, field.counterOf(content), bytes, offset + counter.at);
    }
    const length = this.#length;
    if (length && value[length.row.key] === undefined && length.row.end <= end)
      length.row.leaf.encode(Math.max(0, end - length.row.end - length.bias), bytes, offset + length.row.at);
    return end;
  }

  /** As {@link patch}, but every member of `value` has to be one of the record: a misspelt one must not be lost. */
  patchNamed(value: any, bytes: Uint8Array): void {
    for (const name in value) {
      const row = this.#rowOf.get(name);
      if (row === undefined) this.checkNames(value);
      else if (value[name] !== undefined) this.#encodeRow(row, value[name], bytes, row.at);
    }
  }

  /** Writes the fixed fields that `value` has and leaves all other bits as they are. */
  patch(value: any, bytes: Uint8Array, offset = 0): void {
    for (const row of this.#rows) {
      const given = value[row.key];
      if (given !== undefined) this.#encodeRow(row, given, bytes, offset + row.at);
    }
  }

  #encodeRow(row: Row, given: any, bytes: Uint8Array, at: number): void {
    if (row.width === 0 && row.mask === 0) {
      row.leaf.encode(given, bytes, at);
      return;
    }
    const field = row.mask === 0 ? given : Number(given);
    checkUnsigned(field, row.bits, row.key);
    if (row.width === 0) {
      const word = row.leaf.decode(bytes, at);
      row.leaf.encode(insertBits(word, row, field), bytes, at);
    } else if (row.mask === 0) writeWord(bytes, at, row.width, field);
    else writeWord(bytes, at, row.width, insertBits(readWord(bytes, at, row.width), row, field));
  }
}

/**
 * A record: `fields` one after the other. Bit groups are spliced into it (`{dpo, fua, logicalBlockAddress}`, never
 * `{byte1: {dpo, fua}}`), reserved bits and bytes are left out of the value and written as zero.
 *
 * Decoding throws {@link ShortDataError} when the fields that are not {@link optional} are not all there. Encoding
 * throws {@link FieldError} for a value that does not fit; what is left out is encoded as zero.
 */
export function record<const F extends readonly AnyField[], const P extends string | undefined = undefined>(
  fields: F,
  property?: P,
): Field<RecordValue<F>, P, RecordInput<F>> {
  return new RecordLayout(fields as unknown as readonly Layout<any>[], property) as unknown as Field<
    RecordValue<F>,
    P,
    RecordInput<F>
  >;
}

/** Encodes `value` into an array of its own. */
export function toBytes<T, I>(codec: Codec<T, I>, value: I): Uint8Array {
  const layout = codec as unknown as Layout<I>;
  const bytes = new Uint8Array(layout instanceof RecordLayout ? layout.sizeOf(value) : layout.span);
  layout.encode(value, bytes);
  return bytes;
}

/**
 * The length that a response gives itself, its header included: more than `bytes.length` means that the allocation
 * length cut it off. Undefined where the layout has no such field, or the data ends before it.
 */
export function announcedLength(codec: Codec<any, any>, bytes: Uint8Array): number | undefined {
  return codec instanceof RecordLayout ? codec.announcedSpan(bytes) : undefined;
}
