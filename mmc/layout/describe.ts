/** The rows of a layout, for tables in docs, the CLI, property tests, and the names that a field pointer resolves to. */
import { Boolean as BooleanField, IntBE, type Layout, type Structure } from 'buffer-layout';
import { Bits } from './bits.js';
import type { Codec } from './field.js';
import { Ascii } from './leaves.js';
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
  readonly kind: 'unsigned' | 'signed' | 'flag' | 'ascii' | 'bytes' | 'list';
}

function kindOf(layout: Layout<any>): FieldInfo['kind'] {
  if (layout instanceof VariableLayout) return 'list';
  if (layout instanceof IntBE) return 'signed';
  if (layout instanceof Ascii) return 'ascii';
  return layout.property !== undefined && layout.span <= 6 && !('length' in layout) ? 'unsigned' : 'bytes';
}

/** The rows of a record, in order, reserved ones included. */
export function fieldsOf(codec: Codec<any, any>): readonly FieldInfo[] {
  const rows: FieldInfo[] = [];
  let byte = 0;
  for (const field of (codec as unknown as Structure).fields) {
    const byteLength = field.span < 0 ? undefined : field.span;
    if (field instanceof Bits) {
      for (const bit of field.fields) {
        const kind = bit instanceof BooleanField ? 'flag' : 'unsigned';
        rows.push({ name: bit.property, byte, byteLength, bit: bit.start, bitLength: bit.bits, kind });
      }
    } else rows.push({ name: field.property, byte, byteLength, kind: kindOf(field) });
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
