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
  u16be,
} from '../../layout/index.js';

const header = [
  u16be('featureCode'),
  bits({ _: 2, version: 4, persistent: flag, current: flag }),
  remainingLength(u8('additionalLength')),
] as const;
type Header = typeof header;

/** A feature of MMC: its number, its name, and the layout of its descriptor, header included. */
export interface Feature<T = any, I = any> {
  readonly code: number;
  readonly name: string;
  readonly layout: Codec<T, I>;
}

/** Declares a feature; `fields` are those behind the four bytes that all descriptors begin with. */
export function defineFeature<const F extends readonly AnyField[]>(
  code: number,
  name: string,
  fields: F,
): Feature<RecordValue<[...Header, ...F]>, RecordInput<[...Header, ...F]>> {
  return { code, name, layout: record([...header, ...fields]) as Codec<any> };
}

/** A descriptor whose contents are not declared. */
export const opaqueFeature = record([...header, remainingBytes('data')]);
