/** Bytes beside the table of the standard that explains them. */
import { type Codec, type FieldInfo, fieldsOf, hex } from '../../mmc/index.js';
import type { Style } from './style.js';
import { hexNumber, table } from './text.js';

/** One row of a layout with what stands there. */
export interface ByteRow extends FieldInfo {
  /** A number or a boolean; bytes where the field is neither. */
  readonly value: number | boolean | Uint8Array;
  /** A reserved field that is not zero. */
  readonly isStray: boolean;
}

const longestNumber = 6;

function valueAt(row: FieldInfo, bytes: Uint8Array): ByteRow['value'] {
  const part = bytes.subarray(row.byte, row.byteLength === undefined ? undefined : row.byte + row.byteLength);
  const isNumber = row.bitLength !== undefined || row.kind === 'unsigned' || row.kind === 'signed';
  if (!isNumber || part.length > longestNumber) return part;
  const word = part.reduce((sum, byte) => sum * 256 + byte, 0);
  if (row.bit === undefined || row.bitLength === undefined)
    return row.kind === 'signed' && word >= 2 ** (8 * part.length - 1) ? word - 2 ** (8 * part.length) : word;
  const value = Math.floor(word / 2 ** row.bit) % 2 ** row.bitLength;
  return row.kind === 'flag' ? value !== 0 : value;
}

const isZero = (value: ByteRow['value']): boolean =>
  value instanceof Uint8Array ? value.every((byte) => byte === 0) : Number(value) === 0;

/** The rows of `codec` that `bytes` is long enough for. */
export function byteRows(codec: Codec<any, any>, bytes: Uint8Array): ByteRow[] {
  return fieldsOf(codec)
    .filter((row) => row.byte + (row.byteLength ?? 1) <= bytes.length)
    .map((row) => {
      const value = valueAt(row, bytes);
      return { ...row, value, isStray: row.name === undefined && !isZero(value) };
    });
}

/** `1`, `2-5`, `18-`. */
function place({ byte, byteLength }: FieldInfo): string {
  if (byteLength === undefined) return `${byte}-`;
  return byteLength === 1 ? `${byte}` : `${byte}-${byte + byteLength - 1}`;
}

function bitsOf({ bit, bitLength }: FieldInfo): string {
  if (bit === undefined || bitLength === undefined) return '';
  return bitLength === 1 ? `${bit}` : `${bit + bitLength - 1}-${bit}`;
}

/** Codes, which nobody reads as decimal numbers. */
const codes: ReadonlySet<string | undefined> = new Set([
  'operationCode',
  'control',
  'responseCode',
  'senseKey',
  'asc',
  'ascq',
]);

function valueText(row: ByteRow): string {
  const { value, bitLength, byteLength = 1, name } = row;
  if (value instanceof Uint8Array) return isZero(value) && name === undefined ? '0' : hex(value);
  if (typeof value === 'boolean' || bitLength === 1) return `${Number(value)}`;
  if (codes.has(name)) return hexNumber(value, Math.ceil((bitLength ?? 8) / 4));
  if (name === undefined && value === 0) return '0';
  if (bitLength !== undefined && bitLength <= 4) return `${value} (${value.toString(2).padStart(bitLength, '0')}b)`;
  return value < 0 ? `${value}` : `${value} (${hexNumber(value, Math.ceil((bitLength ?? 8 * byteLength) / 4))})`;
}

/** The table as lines; `remark` is put behind a row. */
export function byteTable(
  rows: readonly ByteRow[],
  style: Style,
  remark: (row: ByteRow) => string | undefined = () => undefined,
): string[] {
  const remarkOf = (row: ByteRow) => remark(row) ?? (row.isStray ? '<- reserved, has to be 0' : '');
  const cells = rows.map((row) => [place(row), bitsOf(row), row.name ?? 'reserved', valueText(row), remarkOf(row)]);
  return table([['byte', 'bits', 'field', 'value', ''], ...cells], (cell, column, line) => {
    const row = rows[line - 1];
    if (!row) return style.faint(cell);
    if (column === 4) return style.bad(cell);
    if (row.name === undefined && !row.isStray) return style.faint(cell);
    return column === 2 ? style.name(cell) : cell;
  });
}

/** The rows as `--json` prints them. */
export function byteRowsJson(rows: readonly ByteRow[]): unknown[] {
  return rows.map(({ name, byte, byteLength, bit, bitLength, value, isStray }) => ({
    field: name,
    byte,
    byteLength,
    bit,
    bitLength,
    value,
    stray: isStray,
  }));
}
