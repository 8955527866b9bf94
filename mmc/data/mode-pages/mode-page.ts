import {
  type AnyField,
  bits,
  type Codec,
  flag,
  type RecordInput,
  type RecordValue,
  record,
  remainingBytes,
  remainingLength,
  u8,
} from '../../layout/index.js';

const header = [bits({ ps: flag, spf: flag, pageCode: 6 }), remainingLength(u8('pageLength'))] as const;
type Header = typeof header;

/** A mode page: its code, its name, and its layout, header included. */
export interface ModePage<T = any, I = any> {
  readonly code: number;
  readonly name: string;
  readonly layout: Codec<T, I>;
}

/** Declares a mode page; `fields` are those behind its two-byte header. */
export function defineModePage<const F extends readonly AnyField[]>(
  code: number,
  name: string,
  fields: F,
): ModePage<RecordValue<[...Header, ...F]>, RecordInput<[...Header, ...F]>> {
  return { code, name, layout: record([...header, ...fields]) as Codec<any> };
}

/** A page whose contents are not declared. Sub-pages (`spf`) have another header; multimedia devices have none. */
export const opaqueModePage = record([...header, remainingBytes('data')]);
