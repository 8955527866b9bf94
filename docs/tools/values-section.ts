/** Tables of the constants that name the values of fields. */
import * as mmc from '../../mmc/index.js';
import { type Codec, fieldsOf } from '../../mmc/index.js';
import { blocks, hexNumber, table } from './markdown.js';
import { type Declared, declared } from './source.js';

const exported: Readonly<Record<string, unknown>> = mmc;

/** All names in a layout, those of list elements included. */
export function fieldNames(codec: Codec<any, any>): string[] {
  return fieldsOf(codec).flatMap((row) => [
    ...(row.name === undefined ? [] : [row.name]),
    ...(row.element ? fieldNames(row.element) : []),
  ]);
}

/** The fields whose values a constant names: those in the first sentence of its docstring. */
function fieldsNamed({ doc }: Declared): string[] {
  const sentence = /^(?:Values|Bits) of [^.]*/.exec(doc)?.[0] ?? '';
  return [...sentence.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
}

function isFor(constant: Declared, files: ReadonlySet<string>, names: ReadonlySet<string>): boolean {
  return files.has(constant.file) && fieldsNamed(constant).some((name) => names.has(name));
}

/** The values of a constant, with its docstring. */
export function constantTable({ name, doc }: Declared, values: Readonly<Record<string, number>>): string {
  const digits = Math.max(...Object.values(values)) > 0xff ? 4 : 2;
  const rows = Object.entries(values).map(([key, value]) => [hexNumber(value, digits), `\`${name}.${key}\``]);
  return blocks(doc, table(['Value', 'Name'], rows));
}

const constantTableOf = (constant: Declared): string =>
  constantTable(constant, exported[constant.name] as Readonly<Record<string, number>>);

/** The constants of `files` for fields of `layouts`. */
export function valuesTables(files: ReadonlySet<string>, layouts: readonly Codec<any, any>[]): string[] {
  const names = new Set(layouts.flatMap(fieldNames));
  return [...declared().values()].filter((constant) => isFor(constant, files, names)).map(constantTableOf);
}
