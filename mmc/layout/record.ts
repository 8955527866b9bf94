/** Records: fields one after the other, as a table of the standard lists them. */
import { Boolean as BooleanField, Layout, Structure } from 'buffer-layout';
import { Bits } from './bits.js';
import { FieldError, LayoutError, ShortDataError } from './errors.js';
import type { AnyField, Codec, Field, RecordInput, RecordValue } from './field.js';
import { checkUnsigned } from './leaves.js';
import { VariableLayout } from './variable.js';

/** One named value at a fixed place. */
interface Row {
  readonly key: string;
  /** First byte, and the byte after the last. */
  readonly at: number;
  readonly end: number;
  readonly leaf: Layout<any>;
  /** For bits of a word: their place in it; `mask` is 0 for a whole field. */
  readonly shift: number;
  readonly mask: number;
  readonly bits: number;
  readonly isFlag: boolean;
  readonly isOptional: boolean;
}

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

/** @internal See {@link record}. */
export class RecordLayout extends Structure {
  readonly #rows: Row[] = [];
  readonly #variable: VariableLayout<any>[] = [];
  readonly #names = new Set<string>();
  readonly #template: object;
  readonly #length: (Row & { readonly bias: number; readonly limits: boolean }) | undefined;
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
      const place = { at, end: at + field.span, isOptional: requiredSpan !== undefined };
      if (field instanceof Bits) {
        for (const bit of field.fields) {
          if (bit.property === undefined) continue;
          const mask = 2 ** bit.bits - 1;
          const isFlag = bit instanceof BooleanField;
          this.#rows.push({
            ...place,
            key: bit.property,
            leaf: field.word,
            shift: bit.start,
            mask,
            bits: bit.bits,
            isFlag,
          });
        }
      } else if (field.property !== undefined) {
        const row = { ...place, key: field.property, leaf: field, shift: 0, mask: 0, bits: 0, isFlag: false };
        this.#rows.push(row);
        const options = lengthOptions.get(field);
        if (options) this.#length = { ...row, bias: options.bias ?? 0, limits: options.limits ?? true };
      }
      at += field.span;
    }
    this.#fixedSpan = at;
    this.#ends.push(at);
    this.requiredSpan = requiredSpan ?? at;
    if (requiredSpan !== undefined) this.span = -1;
    for (const { key } of this.#rows) this.#addName(key);
    for (const field of this.#variable) {
      this.#addName(field.property!);
      if (field.counterField !== undefined && !this.#names.has(field.counterField))
        throw new LayoutError(`${field.property}: there is no field ${field.counterField} for its length`);
    }
    // An object that gets its members one by one by computed key turns into a slow dictionary in V8 after about
    // sixteen of them; a clone of an object made by JSON.parse stays fast.
    this.#template = JSON.parse(
      JSON.stringify(Object.fromEntries(this.#rows.map((r) => [r.key, r.isFlag ? false : 0]))),
    );
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
    return name !== undefined && (name === this.#length?.key || this.#variable.some((f) => f.counterField === name));
  }

  /** Whether older, shorter data may end before `field`, one of this record's. */
  mayEndBefore(field: Layout<any>): boolean {
    return tailStarts.has(field);
  }

  /** Length that the data gives itself, counted from `offset`, or undefined where the length field is cut off. */
  announcedSpan(bytes: Uint8Array, offset = 0): number | undefined {
    const length = this.#length;
    if (length === undefined || bytes.length - offset < length.end) return undefined;
    return Math.max(length.end, length.leaf.decode(bytes, offset + length.at) + length.end + length.bias);
  }

  /** What `bytes` have behind the last field, where all fields have their place. */
  excessOf(bytes: Uint8Array): Uint8Array | undefined {
    return this.#variable.length === 0 && bytes.length > this.#fixedSpan ? bytes.subarray(this.#fixedSpan) : undefined;
  }

  /** `value` with the length that a record of `size` bytes announces, unless it has one. */
  withLength(value: any, size: number): any {
    const length = this.#length;
    if (length === undefined || value[length.key] !== undefined) return value;
    return { ...value, [length.key]: size - length.end - length.bias };
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
    const value: Record<string, unknown> = { ...this.#template };
    for (const row of this.#rows) {
      if (row.isOptional && row.end > end) {
        value[row.key] = undefined;
        continue;
      }
      const raw = row.leaf.decode(bytes, offset + row.at);
      if (row.mask === 0) value[row.key] = raw;
      else {
        const field = (raw >>> row.shift) & row.mask;
        value[row.key] = row.isFlag ? field !== 0 : field;
      }
    }
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
    if (length && value[length.key] === undefined && length.end <= end)
      length.leaf.encode(Math.max(0, end - length.end - length.bias), bytes, offset + length.at);
    return end;
  }

  /** Writes the fixed fields that `value` has and leaves all other bits as they are. */
  patch(value: any, bytes: Uint8Array, offset = 0): void {
    for (const row of this.#rows) {
      const given = value[row.key];
      if (given !== undefined) this.#encodeRow(row, given, bytes, offset + row.at);
    }
  }

  #encodeRow(row: Row, given: any, bytes: Uint8Array, at: number): void {
    if (row.mask === 0) {
      row.leaf.encode(given, bytes, at);
      return;
    }
    const field = Number(given);
    checkUnsigned(field, row.bits, row.key);
    const word = row.leaf.decode(bytes, at);
    row.leaf.encode(((word & ~(row.mask << row.shift)) | (field << row.shift)) >>> 0, bytes, at);
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
