/** The text of a sheet, and what is made of lines that may be missing. */
import { readFileSync } from 'node:fs';

/** The text in a file: UTF-8, or ISO 8859-1 where it is not that. */
export function readSheetText(path: string): string {
  const bytes = readFileSync(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** The members that have a value. */
export function unlessUndefined<T extends object>(
  values: {
    readonly [K in keyof T]: T[K] | undefined;
  },
): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
