import { hex } from '../../mmc/index.js';

/** The same value with bytes as hexadecimal text, bigints as decimal text, and null for what there is not. */
function plain(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return hex(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
  return value;
}

/** JSON of anything that mmc decodes: bytes as `"28 00"`, bigints as `"123"`, undefined as null. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(plain(value), undefined, indent);
}
