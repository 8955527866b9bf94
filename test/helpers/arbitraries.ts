/** Values for any declared layout, made from its rows: a new command is tested without a line written for it. */
import fc from 'fast-check';
import { type Codec, type FieldInfo, fieldsOf } from '../../mmc/index.js';

/** Bits of an integer field. */
export const widthOf = (row: FieldInfo): number => row.bitLength ?? 8 * row.byteLength!;

// Padding is not part of a value, so text that begins or ends with a blank does not come back.
const text = (maxLength: number) =>
  fc
    .string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength })
    .map((s) => s.trim());
const byteString = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength });

/** A value that the field can hold. */
export function fieldValue(row: FieldInfo): fc.Arbitrary<unknown> {
  const { byteLength } = row;
  switch (row.kind) {
    case 'flag':
      return fc.boolean();
    case 'unsigned':
      if (widthOf(row) === 64) return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
      return fc.oneof(fc.constantFrom(0, 2 ** widthOf(row) - 1), fc.integer({ min: 0, max: 2 ** widthOf(row) - 1 }));
    case 'signed':
      return fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    case 'ascii':
      return text(byteLength ?? 20);
    case 'bytes':
      return byteLength === undefined ? byteString(0, 20) : byteString(byteLength, byteLength);
    case 'record':
      throw new Error(`${row.name}: records in records are not generated`);
    case 'list':
      return row.element ? fc.array(codecValue(row.element), { maxLength: 4 }) : fc.constant([]);
  }
}

/** Fields that a caller may give: not the reserved ones, and not what encoding fills in. */
export const givenFields = (codec: Codec<any, any>): readonly FieldInfo[] =>
  fieldsOf(codec).filter((row) => row.name !== undefined && !row.isComputed);

/** A value of a codec with all of its fields but those that encoding fills in. */
export function codecValue(codec: Codec<any, any>): fc.Arbitrary<any> {
  const rows = fieldsOf(codec);
  if (rows.length === 1 && rows[0]!.name === undefined) return fieldValue(rows[0]!);
  return fc.record(Object.fromEntries(givenFields(codec).map((row) => [row.name, fieldValue(row)])));
}

/** A value just too large for an integer field of a CDB. */
export const tooLarge = (row: FieldInfo): number => (row.kind === 'signed' ? 2 ** 31 : 2 ** widthOf(row));
