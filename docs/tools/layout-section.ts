/** Parameter data: a table for what is always there, and one for the elements of each list. */
import { type Codec, type FieldInfo, fieldsOf } from '../../mmc/index.js';
import { byteTable, fieldRemark } from './byte-table.js';
import { exportNameOf } from './example.js';
import { blocks, code } from './markdown.js';
import { declared } from './source.js';

/** Layouts that a page has shown already. */
export type Shown = Set<Codec<any, any>>;

function elementSection(row: FieldInfo, shown: Shown): string | undefined {
  if (!row.element) return undefined;
  const fields = fieldsOf(row.element);
  if (fields.length === 1 && fields[0]!.name === undefined) return undefined;
  const length = row.element.span > 0 ? `, ${row.element.span} bytes` : '';
  const name = exportNameOf(row.element);
  const first = `One of ${code(row.name!)}${length}${name ? `, ${code(name)}` : ''}`;
  if (shown.has(row.element)) return `${first}, as above.`;
  const doc = name && declared().get(name)?.doc;
  return blocks(`${first}:${doc ? ` ${doc}` : ''}`, layoutTables(row.element, shown));
}

/** The tables of a layout, and of the elements of its lists where the page does not have them yet. */
export function layoutTables(codec: Codec<any, any>, shown: Shown = new Set()): string {
  const rows = fieldsOf(codec);
  const nested = rows.find(({ kind }) => kind === 'record');
  if (nested) throw new Error(`${nested.name} is a record in a record: docs/tools cannot print it yet`);
  shown.add(codec);
  const table = byteTable(codec, { remark: (row) => fieldRemark(codec, row) });
  return blocks(table, ...rows.map((row) => elementSection(row, shown)));
}
