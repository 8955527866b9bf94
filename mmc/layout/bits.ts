import { BitStructure, type UInt } from 'buffer-layout';
import { LayoutError } from './errors.js';
import type { BitGroup, Field } from './field.js';
import { u8 } from './leaves.js';

/** A one-bit field that decodes to a boolean. */
export const flag = 'flag';

type BitWidths = Readonly<Record<string, number | typeof flag>>;
type BitsValue<W extends BitWidths> = {
  -readonly [K in keyof W as K extends `_${string}` ? never : K]: W[K] extends typeof flag ? boolean : number;
};

/** @internal */
export class Bits extends BitStructure {}

/**
 * The bits of one byte (or of `word`), most significant first, as the standard's tables print them. Keys that
 * start with `_` are reserved. The names become members of the record around the group.
 *
 * @example bits({ _: 3, dpo: flag, fua: flag, _1: 3 })
 */
export function bits<const W extends BitWidths>(
  widths: W,
  word: Field<number, undefined> = u8(),
): BitGroup<BitsValue<W>> {
  const group = new Bits(word as unknown as UInt, true);
  let used = 0;
  for (const [key, width] of Object.entries(widths)) {
    const isReserved = key.startsWith('_');
    used += width === flag ? 1 : width;
    if (width === flag && !isReserved) group.addBoolean(key);
    else group.addField(width === flag ? 1 : width, isReserved ? undefined : key);
  }
  if (used !== 8 * group.span)
    throw new LayoutError(`bits {${Object.keys(widths).join()}}: ${used} of ${8 * group.span} bits are declared`);
  return group as unknown as BitGroup<BitsValue<W>>;
}
