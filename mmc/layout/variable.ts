/** Fields whose length depends on the data: lists, and whatever is left. */
import { Layout } from 'buffer-layout';
import { FieldError, LayoutError } from './errors.js';
import type { AnyField, Codec, Field, Input, Simplify, Value } from './field.js';
import { decodeAscii, encodeAscii } from './leaves.js';
import type { RecordLayout } from './record.js';

interface VariableOptions {
  readonly byteLengthField?: string | undefined;
  readonly countField?: string | undefined;
  readonly padTo?: number | undefined;
  readonly padAfter?: number | undefined;
}

/**
 * @internal A layout that takes what lies between two offsets. The record around it decides where it ends: at the
 * end of the data, where a length field says, or after what the field named `counterField` counts.
 */
export abstract class VariableLayout<T> extends Layout<T> {
  /** Name of a field of the same record that holds this field's length, in bytes or in elements. */
  readonly counterField: string | undefined;
  /** Whether that field counts elements, not bytes. */
  readonly countsElements: boolean;
  /** Written out to a multiple of so many bytes. */
  readonly padTo: number;
  readonly #padAfter: number;
  readonly #padding: number;
  readonly kind: 'list' | 'bytes' | 'ascii' = 'list';
  /** What the elements of a list are made with, where that is the same for all. */
  readonly element: Layout<unknown> | undefined;
  /** Name of the member of an element that says what the element is made with, where elements differ. */
  readonly tag: string | undefined;
  constructor(property: string, options: VariableOptions, padding = 0) {
    super(-1, property);
    this.counterField = options.byteLengthField ?? options.countField;
    this.countsElements = options.countField !== undefined;
    this.padTo = options.padTo ?? 1;
    this.#padAfter = options.padAfter ?? 0;
    this.#padding = padding;
  }
  abstract decodeRange(bytes: Uint8Array, start: number, end: number): T;
  protected abstract contentSizeOf(value: T): number;
  protected abstract encodeContent(value: T, bytes: Uint8Array, offset: number): void;
  /** Bytes that a counter of `counted` stands for. */
  bytesOfCounter(counted: number): number {
    return counted;
  }
  /** What the counter says of `value`. */
  counterOf(value: T): number {
    return this.contentSizeOf(value);
  }
  sizeOf(value: T): number {
    const before = this.#padAfter;
    return Math.ceil((before + this.contentSizeOf(value)) / this.padTo) * this.padTo - before;
  }
  override decode(bytes: Uint8Array, offset = 0): T {
    return this.decodeRange(bytes, offset, bytes.length);
  }
  override encode(value: T, bytes: Uint8Array, offset = 0): number {
    const end = offset + this.sizeOf(value);
    bytes.fill(this.#padding, offset, end);
    this.encodeContent(value, bytes, offset);
    return end - offset;
  }
}

/** Elements of one fixed length. */
class ListLayout extends VariableLayout<unknown[]> {
  constructor(
    override readonly element: Layout<unknown>,
    property: string,
    options: VariableOptions,
  ) {
    super(property, options);
  }
  override decodeRange(bytes: Uint8Array, start: number, end: number): unknown[] {
    const { span } = this.element;
    const elements: unknown[] = [];
    for (let at = start; at + span <= end; at += span) elements.push(this.element.decode(bytes, at));
    return elements;
  }
  override bytesOfCounter(counted: number): number {
    return this.countsElements ? counted * this.element.span : counted;
  }
  override counterOf(value: readonly unknown[]): number {
    return this.countsElements ? value.length : value.length * this.element.span;
  }
  protected override contentSizeOf(value: readonly unknown[]): number {
    return value.length * this.element.span;
  }
  protected override encodeContent(value: readonly unknown[], bytes: Uint8Array, offset: number): void {
    let at = offset;
    for (const element of value) at += this.element.encode(element, bytes, at);
  }
}

/** Records that each give their own length. */
class RecordListLayout extends VariableLayout<unknown[]> {
  constructor(
    override readonly element: RecordLayout,
    property: string,
    options: VariableOptions,
  ) {
    super(property, options);
    if (!element.announcesSpan || options.countField !== undefined)
      throw new LayoutError(`${property}: elements without a fixed length need a remainingLength() and no countField`);
  }
  override decodeRange(bytes: Uint8Array, start: number, end: number): unknown[] {
    const elements: unknown[] = [];
    const whole = bytes.subarray(0, end);
    for (let at = start; ; ) {
      const span = this.element.announcedSpan(whole, at);
      // An element that is cut off is left out; announcedLength() of the record around it says that bytes are missing.
      if (span === undefined || at + span > end || span < this.element.requiredSpan) return elements;
      elements.push(this.element.decode(whole.subarray(at, at + span)));
      at += span;
    }
  }
  protected override contentSizeOf(value: readonly unknown[]): number {
    return value.reduce((sum: number, element) => sum + this.element.sizeOf(element), 0);
  }
  protected override encodeContent(value: readonly unknown[], bytes: Uint8Array, offset: number): void {
    let at = offset;
    for (const element of value) at += this.element.encode(element, bytes, at);
  }
}

class RemainingBytes extends VariableLayout<Uint8Array> {
  override readonly kind = 'bytes';
  override decodeRange(bytes: Uint8Array, start: number, end: number): Uint8Array {
    return bytes.subarray(start, Math.max(start, end));
  }
  protected override contentSizeOf(value: Uint8Array): number {
    return value.length;
  }
  protected override encodeContent(value: Uint8Array, bytes: Uint8Array, offset: number): void {
    bytes.set(value, offset);
  }
}

class RemainingAscii extends VariableLayout<string> {
  override readonly kind = 'ascii';
  constructor(property: string, options: VariableOptions) {
    super(property, options, 0x20);
  }
  override decodeRange(bytes: Uint8Array, start: number, end: number): string {
    return decodeAscii(bytes, start, end).trimStart();
  }
  protected override contentSizeOf(value: string): number {
    return value.length;
  }
  protected override encodeContent(value: string, bytes: Uint8Array, offset: number): void {
    encodeAscii(value, bytes, offset, this.property!);
  }
}

class TaggedListLayout extends VariableLayout<any[]> {
  constructor(
    property: string,
    options: VariableOptions,
    override readonly tag: string,
    readonly known: ReadonlyMap<number, RecordLayout>,
    readonly unknown: RecordLayout,
  ) {
    super(property, options);
  }
  override decodeRange(bytes: Uint8Array, start: number, end: number): any[] {
    const items: any[] = [];
    const whole = end === bytes.length ? bytes : bytes.subarray(0, end);
    for (let at = start; ; ) {
      const span = this.unknown.announcedSpan(whole, at);
      // An item that is cut off is left out; announcedLength() of the record around it says that bytes are missing.
      if (span === undefined || at + span > end) return items;
      const item = whole.subarray(at, at + span);
      const known = this.known.get(this.unknown.decode(item)[this.tag]);
      // A drive of an older standard may answer shorter than today's layout requires: then it stays bytes.
      const codec = known && item.length >= known.requiredSpan ? known : this.unknown;
      const value = codec.decode(item);
      // A drive of a newer one may answer longer. What is behind must not get lost when the item is sent back.
      const excess = codec.excessOf(item);
      items.push(excess ? { ...value, excess } : value);
      at += span;
    }
  }
  #codecFor(item: any): RecordLayout {
    const known = this.known.get(item[this.tag]);
    return known && !this.unknown.isOpaque(item) ? known : this.unknown;
  }
  protected override contentSizeOf(value: readonly any[]): number {
    return value.reduce((sum: number, item) => sum + this.#sizeOfItem(item), 0);
  }
  #sizeOfItem(item: any): number {
    return this.#codecFor(item).sizeOf(item) + (item.excess?.length ?? 0);
  }
  protected override encodeContent(value: readonly any[], bytes: Uint8Array, offset: number): void {
    let at = offset;
    for (const item of value) {
      if (item[this.tag] === undefined) throw new FieldError(`${this.property}.${this.tag}`, 'is missing');
      const codec = this.#codecFor(item);
      const size = this.#sizeOfItem(item);
      codec.encode(item.excess ? codec.withLength(item, size) : item, bytes, at);
      if (item.excess) bytes.set(item.excess, at + size - item.excess.length);
      at += size;
    }
  }
}

interface LengthOption {
  /** Name of a field of the same record that holds the length in bytes; filled in on encode. */
  readonly byteLengthField?: string;
}
interface PaddingOption {
  /** Written out to a multiple of so many bytes, which the length of the record counts. */
  readonly padTo?: number;
  /** Bytes of what is padded that come before this field; 0 where not given. */
  readonly padAfter?: number;
}

/**
 * As many elements as fit in what is left of the record. A cut-off element is left out. Elements have one fixed
 * length, or are records that give their own with a `remainingLength()`.
 */
export function list<E extends AnyField, const P extends string>(
  element: E,
  property: P,
  options: LengthOption &
    PaddingOption & {
      /** Name of a field of the same record that counts the elements; filled in on encode. */
      readonly countField?: string;
    } = {},
): Field<Value<E>[], P, readonly Input<E>[]> {
  const layout =
    element.span > 0
      ? new ListLayout(element as unknown as Layout, property, options)
      : new RecordListLayout(element as unknown as RecordLayout, property, options);
  return layout as unknown as Field<Value<E>[], P, readonly Input<E>[]>;
}

/** The bytes that are left. */
export function remainingBytes<const P extends string>(property: P, options: LengthOption = {}): Field<Uint8Array, P> {
  return new RemainingBytes(property, options) as unknown as Field<Uint8Array, P>;
}

/** Text in the bytes that are left, on decode without the blanks and NULs around it. */
export function remainingAscii<const P extends string>(
  property: P,
  options: LengthOption & PaddingOption = {},
): Field<string, P> {
  return new RemainingAscii(property, options) as unknown as Field<string, P>;
}

/** An item of a tagged list: it has the bytes of its body only when no codec is known for its tag. */
export type TaggedItem<H> = Simplify<
  { [K in keyof H as H[K] extends Uint8Array ? never : K]: H[K] } & {
    [K in keyof H as H[K] extends Uint8Array ? K : never]?: H[K];
  } & Excess
>;

interface Excess {
  /** Bytes behind the fields that the codec of this item has: a newer standard made it longer. */
  readonly excess?: Uint8Array | undefined;
}

/** What an item of a tagged list is encoded from; a value of a declared item has more members than these. */
export type TaggedInput<H> = { [K in keyof H]?: H[K] | undefined } & Excess;

/**
 * Items that carry a tag and a length of their own: feature descriptors, mode pages, sense descriptors.
 *
 * Each item is decoded with the codec its tag selects, and with `unknown` when there is none: an unknown code is a
 * value with its bytes, never an error. `unknown` is a record that begins with the tag and a `remainingLength()`
 * and ends with `remainingBytes()`.
 */
export function taggedList<const P extends string, H>(
  property: P,
  spec: {
    /** Name of the member that selects the codec. */
    readonly tag: keyof H & string;
    readonly known: ReadonlyMap<number, Codec<any, any>>;
    readonly unknown: Codec<H, any>;
  } & LengthOption,
): Field<TaggedItem<H>[], P, readonly TaggedInput<H>[]> {
  return new TaggedListLayout(
    property,
    spec,
    spec.tag,
    spec.known as unknown as ReadonlyMap<number, RecordLayout>,
    spec.unknown as unknown as RecordLayout,
  ) as unknown as Field<TaggedItem<H>[], P, readonly TaggedInput<H>[]>;
}
