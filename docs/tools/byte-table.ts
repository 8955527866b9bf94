/**
 * Layouts as T10 prints them, a row a byte and a column a bit. In HTML, because a Markdown table cannot have a field
 * in several columns.
 */
import { type Codec, type FieldInfo, fieldsOf, toBytes } from '../../mmc/index.js';
import { blocks } from './markdown.js';

interface Cell {
  readonly text: string;
  readonly columns: number;
}

type Rows = readonly FieldInfo[];

interface TableOptions {
  /** A row for each byte, also where a field has several. */
  readonly everyByte?: boolean;
  /** Behind the name of a field. */
  readonly remark?: (row: FieldInfo) => string | undefined;
}

const longestRowPerByte = 8;
const reserved = '<i>reserved</i>';

const nameOf = (row: FieldInfo): string => (row.name === undefined ? reserved : `<code>${row.name}</code>`);

/** The cells of byte `byte` of a word of single bits, most significant first. */
function bitCells(fields: Rows, byte: number, options: TableOptions): Cell[] {
  return fields.flatMap((row) => {
    const byteFromEnd = row.byte + row.byteLength! - 1 - byte;
    const [low, high] = [row.bit! - 8 * byteFromEnd, row.bit! + row.bitLength! - 1 - 8 * byteFromEnd];
    const columns = Math.min(7, high) - Math.max(0, low) + 1;
    if (columns <= 0) return [];
    const isWhole = columns === row.bitLength;
    const part = isWhole || row.name === undefined ? '' : ` ${bitRange(row, byteFromEnd)}`;
    return [{ text: withRemark(`${nameOf(row)}${part}`, row, options), columns }];
  });
}

/** Which bits of a field stand in a byte, counted within the field. */
function bitRange(row: FieldInfo, byteFromEnd: number): string {
  const low = Math.max(0, 8 * byteFromEnd - row.bit!);
  const high = Math.min(row.bitLength! - 1, 8 * byteFromEnd + 7 - row.bit!);
  return `(${high}:${low})`;
}

function withRemark(text: string, row: FieldInfo, { remark }: TableOptions): string {
  const more = remark?.(row);
  return more ? `${text}, ${more}` : text;
}

const span = (columns: number): string => (columns === 1 ? '' : ` colspan="${columns}"`);

const tableRow = (byte: string, cells: string): string => `<tr><th nowrap>${byte}</th>${cells}</tr>`;

const cellsHtml = (cells: readonly Cell[]): string =>
  cells.map(({ text, columns }) => `<td${span(columns)} align="center">${text}</td>`).join('');

/** A word of single bits: always a row for each byte. */
function bitRows(fields: Rows, options: TableOptions): string[] {
  const { byte, byteLength } = fields[0]!;
  return Array.from({ length: byteLength! }, (_, i) =>
    tableRow(`${byte + i}`, cellsHtml(bitCells(fields, byte + i, options))),
  );
}

function variableRow(row: FieldInfo, rows: Rows, options: TableOptions): string {
  const isFirst = rows.find(({ byteLength }) => byteLength === undefined) === row;
  return tableRow(
    isFirst ? `${row.byte}…` : '…',
    cellsHtml([{ text: withRemark(nameOf(row), row, options), columns: 8 }]),
  );
}

function wholeRows(row: FieldInfo, rows: Rows, options: TableOptions): string[] {
  const { byte, byteLength } = row;
  if (byteLength === undefined) return [variableRow(row, rows, options)];
  const text = withRemark(nameOf(row), row, options);
  if (byteLength === 1) return [tableRow(`${byte}`, cellsHtml([{ text, columns: 8 }]))];
  if (!options.everyByte || byteLength > longestRowPerByte)
    return [tableRow(`${byte}–${byte + byteLength - 1}`, cellsHtml([{ text, columns: 8 }]))];
  const cell = `<td colspan="8" rowspan="${byteLength}" align="center">${text}</td>`;
  return Array.from({ length: byteLength }, (_, i) => tableRow(`${byte + i}`, i === 0 ? cell : ''));
}

/** Fields that begin in the same byte, and so are the bits of one word. */
function words(rows: Rows): FieldInfo[][] {
  const found: FieldInfo[][] = [];
  for (const row of rows) {
    const last = found.at(-1)?.[0];
    if (row.bit !== undefined && last?.bit !== undefined && last.byte === row.byte) found.at(-1)!.push(row);
    else found.push([row]);
  }
  return found;
}

/** Marks the first byte of what shorter data leaves out. */
const mark = (rows: readonly string[]): string[] =>
  rows.map((row, i) => (i === 0 ? row.replace('<th nowrap>', '<th nowrap>* ') : row));

/** The layout as a table. */
export function byteTable(codec: Codec<any, any>, options: TableOptions = {}): string {
  const head = [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => `<th width="80">${bit}</th>`).join('');
  const fields = fieldsOf(codec);
  const rows = words(fields).flatMap((word) => {
    const [first] = word as [FieldInfo];
    const printed = first.bit === undefined ? wholeRows(first, fields, options) : bitRows(word, options);
    return first.mayBeAbsent ? mark(printed) : printed;
  });
  const table = ['<table>', `<tr><th width="70">Byte</th>${head}</tr>`, ...rows, '</table>'].join('\n');
  const legend = fields.some(({ mayBeAbsent }) => mayBeAbsent) ? 'Data may end before a byte with an asterisk.' : '';
  return blocks(table, legend);
}

/** What a length or count that is filled in on encode counts. */
function counted(codec: Codec<any, any>, row: FieldInfo): string {
  const list = fieldsOf(codec).find(({ counterField }) => counterField === row.name);
  if (list) return `${list.countsElements ? 'number' : 'bytes'} of <code>${list.name}</code>`;
  const empty = toBytes(codec, {});
  const from = empty.length - (codec.decode(empty)[row.name!] as number);
  return from === row.byte + row.byteLength! ? 'bytes that follow' : `bytes from byte ${from} on`;
}

const pagesByTag: Readonly<Record<string, string>> = {
  featureCode: '<a href="features.md">features</a>',
  pageCode: '<a href="mode-pages.md">mode pages</a>',
};

function listRemark(row: FieldInfo): string {
  if (row.tag !== undefined) return pagesByTag[row.tag] ?? `told apart by <code>${row.tag}</code>`;
  const [only, ...others] = fieldsOf(row.element!);
  const isPlain = others.length === 0 && only!.name === undefined;
  if (!isPlain) return 'a list, see below';
  return `a list, ${only!.byteLength === 1 ? '1 byte' : `${only!.byteLength} bytes`} each`;
}

const kindRemarks: Readonly<Partial<Record<FieldInfo['kind'], string>>> = {
  ascii: 'text',
  bytes: 'bytes',
  signed: 'signed',
};

const bigintBytes = 8;

function mainRemark(codec: Codec<any, any>, row: FieldInfo): string {
  if (row.isComputed) return counted(codec, row);
  if (row.kind === 'list') return listRemark(row);
  if (row.kind === 'unsigned' && row.byteLength === bigintBytes) return 'a bigint';
  return kindRemarks[row.kind] ?? '';
}

/** What a reader has to know of a field besides its name and place. */
export function fieldRemark(codec: Codec<any, any>, row: FieldInfo): string | undefined {
  if (row.name === undefined) return undefined;
  const parts = [
    mainRemark(codec, row),
    row.padTo === undefined ? '' : `filled up to a multiple of ${row.padTo} bytes`,
  ];
  return parts.filter((part) => part !== '').join(', ') || undefined;
}
