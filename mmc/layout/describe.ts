/** The rows of a layout, for tables in docs, the CLI, property tests, and the names that a field pointer resolves to. */
import { Blob, Boolean as BooleanField, Int, IntBE, type Layout } from 'buffer-layout';
import { Bits } from './bits.js';
import type { Codec } from './field.js';
import { Ascii } from './leaves.js';
import { RecordLayout } from './record.js';
import { VariableLayout } from './variable.js';

/** One row of a table of the standard. */
export interface FieldInfo {
  /** Undefined: reserved. */
  readonly name: string | undefined;
  /** Offset of the first byte. */
  readonly byte: number;
  /** Bytes of the field, or of the word its bits belong to; undefined: it depends on the data. */
  readonly byteLength: number | undefined;
  /** Lowest bit of its byte or word, and how many there are; only for single bits. */
  readonly bit?: number;
  readonly bitLength?: number;
  /** An `unsigned` of 8 bytes has a bigint as its value. */
  readonly kind: 'unsigned' | 'signed' | 'flag' | 'ascii' | 'bytes' | 'list' | 'record';
  /** True for a length or count that is filled in on encode when it is left out. */
  readonly isComputed?: boolean;
  /** True where older, shorter data may end before this field. */
  readonly mayBeAbsent?: boolean;
  /** For a list whose elements are all of one kind. */
  readonly element?: Codec<any, any>;
  /** For a list of elements that differ: the member that says what an element is. */
  readonly tag?: string;
  /** For a field of variable length: the field that gives it. */
  readonly counterField?: string;
  /** True where that is a number of elements, not of bytes. */
  readonly countsElements?: boolean;
  /** For a field of variable length that is filled up to a multiple of so many bytes. */
  readonly padTo?: number;
}

function kindOf(layout: Layout<any>): FieldInfo['kind'] {
  if (layout instanceof VariableLayout) return layout.kind;
  if (layout instanceof RecordLayout) return 'record';
  if (layout instanceof Ascii) return 'ascii';
  if (layout instanceof Blob) return 'bytes';
  return layout instanceof IntBE || layout instanceof Int ? 'signed' : 'unsigned';
}

function variablePart(field: VariableLayout<any>): Partial<FieldInfo> {
  const { element, tag, counterField, countsElements, padTo } = field;
  return {
    ...(element && { element: element as unknown as Codec<any> }),
    ...(tag !== undefined && { tag }),
    ...(counterField !== undefined && { counterField }),
    ...(countsElements && { countsElements }),
    ...(padTo > 1 && { padTo }),
  };
}

/** The rows of a record, in order, reserved ones included; a codec that is no record is one row. */
export function fieldsOf(codec: Codec<any, any>): readonly FieldInfo[] {
  const record = codec as unknown as Layout<unknown>;
  if (!(record instanceof RecordLayout))
    return [{ name: codec.property, byte: 0, byteLength: codec.span, kind: kindOf(record) }];
  const rows: FieldInfo[] = [];
  let byte = 0;
  for (const field of record.fields) {
    const byteLength = field.span < 0 ? undefined : field.span;
    const absence = record.mayEndBefore(field) ? { mayBeAbsent: true } : {};
    if (field instanceof Bits) {
      for (const bit of field.fields) {
        const kind = bit instanceof BooleanField ? 'flag' : 'unsigned';
        rows.push({ name: bit.property, byte, byteLength, bit: bit.start, bitLength: bit.bits, kind, ...absence });
      }
    } else {
      rows.push({
        name: field.property,
        byte,
        byteLength,
        kind: kindOf(field),
        ...(record.isComputed(field.property) && { isComputed: true }),
        ...absence,
        ...(field instanceof VariableLayout && variablePart(field)),
      });
    }
    byte += byteLength ?? 0;
  }
  return rows;
}

/** The row that byte `byte` (and bit `bit`, 7 the most significant, where given) belongs to. */
export function fieldAt(codec: Codec<any, any>, byte: number, bit?: number): FieldInfo | undefined {
  const candidates = fieldsOf(codec).filter(
    (row) => byte >= row.byte && byte < row.byte + (row.byteLength ?? Number.POSITIVE_INFINITY),
  );
  if (bit === undefined || candidates.length < 2)
    return candidates.find((row) => row.name !== undefined) ?? candidates[0];
  return candidates.find((row) => {
    const bitInWord = 8 * (row.byte + row.byteLength! - 1 - byte) + bit;
    return row.bit === undefined || (bitInWord >= row.bit && bitInWord < row.bit + row.bitLength!);
  });
}

/**
 * First byte and most significant bit of a field, as a field pointer wants them; a field of whole bytes has no bit.
 * Throws where the layout has no such field.
 */
export function placeOfField(layout: Codec<any, any>, name: string): { byte: number; bit: number | undefined } {
  const row = fieldsOf(layout).find((field) => field.name === name);
  if (!row) throw new Error(`the layout has no field ${name}`);
  if (row.bit === undefined) return { byte: row.byte, bit: undefined };
  const top = row.bit + row.bitLength! - 1;
  return { byte: row.byte + row.byteLength! - 1 - (top >> 3), bit: top & 7 };
}
