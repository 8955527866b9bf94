/** Logical unit numbers as the eight bytes that SAM makes of them. */

/** The highest number of the flat address space, which is what there are bytes for here. */
export const maximumLun = 0x3fff;

/** Up to 255 by the peripheral device method, above that by the flat space method. */
export function encodeLun(lun: number, into = new Uint8Array(8), offset = 0): Uint8Array {
  into.fill(0, offset, offset + 8);
  into[offset] = lun > 0xff ? 0x40 | (lun >> 8) : 0;
  into[offset + 1] = lun;
  return into;
}

/** The number in a single-level address; undefined for addresses of other kinds. */
export function decodeLun(bytes: Uint8Array, offset = 0): number | undefined {
  for (let i = 2; i < 8; i++) if (bytes[offset + i] !== 0) return undefined;
  const method = bytes[offset]! >> 6;
  if (method === 0) return bytes[offset] === 0 ? bytes[offset + 1]! : undefined;
  if (method === 1) return ((bytes[offset]! & 0x3f) << 8) | bytes[offset + 1]!;
  return undefined;
}
