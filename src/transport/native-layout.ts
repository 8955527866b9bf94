import { type Codec, fieldsOf, type Value } from '../../mmc/layout/index.js';

/** Byte offset of each named field of a native structure. */
export type Offsets<L> = { readonly [K in keyof Value<L>]: number };

/**
 * Where the fields of a native structure are. The commands' path packs structures through these instead of the codec:
 * a header is written for every command, and most of it never changes.
 */
export function offsetsOf<C extends Codec<any, any>>(codec: C): Offsets<C> {
  const named = fieldsOf(codec).filter((field) => field.name !== undefined);
  return Object.fromEntries(named.map((field) => [field.name, field.byte])) as Offsets<C>;
}
