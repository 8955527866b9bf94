/** Fields whose length depends on the data: lists, and whatever is left. */
import { Layout } from 'buffer-layout';
import { FieldError, LayoutError } from './errors.js';
import type { AnyField, Codec, Field, Input, Value } from './field.js';
import type { RecordLayout } from './record.js';

/**
 * @internal A layout that takes what lies between two offsets. The record around it decides where it ends: at the
 * end of the data, where a length field says, or after the bytes that the field named `byteLengthField` counts.
 */
export abstract class VariableLayout<T> extends Layout<T> {
  constructor(
    property: string,
    /** Name of a field of the same record that holds this field's length in bytes. */
    readonly byteLengthField: string | undefined,
  ) {
    super(-1, property);
  }
  abstract decodeRange(bytes: Uint8Array, start: number, end: number): T;
  abstract sizeOf(value: T): number;
  override decode(bytes: Uint8Array, offset = 0): T {
    return this.decodeRange(bytes, offset, bytes.length);
  }
}

class ListLayout extends VariableLayout<unknown[]> {
  readonly #span: number;
  constructor(
    readonly element: Layout<unknown>,
    property: string,
    byteLengthField: string | undefined,
  ) {
    super(property, byteLengthField);
    this.#span = element.span;
    if (this.#span <= 0) throw new LayoutError(`${property}: the elements of a list have one fixed length`);
  }
  override decodeRange(bytes: Uint8Array, start: number, end: number): unknown[] {
    const elements: unknown[] = [];
    for (let at = start; at + this.#span <= end; at += this.#span) elements.push(this.element.decode(bytes, at));
    return elements;
  }
  override sizeOf(value: readonly unknown[]): number {
    return value.length * this.#span;
  }
  override encode(value: readonly unknown[], bytes: Uint8Array, offset = 0): number {
    let at = offset;
    for (const element of value) at += this.element.encode(element, bytes, at);
    return at - offset;
  }
}

class RemainingBytes extends VariableLayout<Uint8Array> {
  override decodeRange(bytes: Uint8Array, start: number, end: number): Uint8Array {
    return bytes.subarray(start, Math.max(start, end));
  }
  override sizeOf(value: Uint8Array): number {
    return value.length;
  }
  override encode(value: Uint8Array, bytes: Uint8Array, offset = 0): number {
    bytes.set(value, offset);
    return value.length;
  }
}

class TaggedListLayout extends VariableLayout<any[]> {
  constructor(
    property: string,
    byteLengthField: string | undefined,
    readonly tag: string,
    readonly known: ReadonlyMap<number, RecordLayout>,
    readonly unknown: RecordLayout,
  ) {
    super(property, byteLengthField);
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
      items.push((known && item.length >= known.requiredSpan ? known : this.unknown).decode(item));
      at += span;
    }
  }
  #codecFor(item: any): RecordLayout {
    const known = this.known.get(item[this.tag]);
    return known && !this.unknown.isOpaque(item) ? known : this.unknown;
  }
  override sizeOf(value: readonly any[]): number {
    return value.reduce((sum: number, item) => sum + this.#codecFor(item).sizeOf(item), 0);
  }
  override encode(value: readonly any[], bytes: Uint8Array, offset = 0): number {
    let at = offset;
    for (const item of value) {
      if (item[this.tag] === undefined) throw new FieldError(`${this.property}.${this.tag}`, 'is missing');
      at += this.#codecFor(item).encode(item, bytes, at);
    }
    return at - offset;
  }
}

interface LengthOption {
  /** Name of a field of the same record that holds the length in bytes; filled in on encode. */
  readonly byteLengthField?: string;
}

/** As many elements as fit in what is left of the record. A cut-off element is left out. */
export function list<E extends AnyField, const P extends string>(
  element: E,
  property: P,
  options: LengthOption = {},
): Field<Value<E>[], P, readonly Input<E>[]> {
  return new ListLayout(element as unknown as Layout, property, options.byteLengthField) as unknown as Field<
    Value<E>[],
    P,
    readonly Input<E>[]
  >;
}

/** The bytes that are left. */
export function remainingBytes<const P extends string>(property: P, options: LengthOption = {}): Field<Uint8Array, P> {
  return new RemainingBytes(property, options.byteLengthField) as unknown as Field<Uint8Array, P>;
}

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
): Field<H[], P, readonly Partial<H>[]> {
  return new TaggedListLayout(
    property,
    spec.byteLengthField,
    spec.tag,
    spec.known as unknown as ReadonlyMap<number, RecordLayout>,
    spec.unknown as unknown as RecordLayout,
  ) as unknown as Field<H[], P, readonly Partial<H>[]>;
}
