/** The text of a sheet, and what is made of lines that may be missing. */
import { readSmallFile } from './block-source.js';
import { ImageError } from './image-error.js';

/** Much more than a sheet with 99 tracks and texts in eight languages takes. */
const mostBytes = 4 * 1024 * 1024;

/**
 * The text in a file, its lines separated by a line feed: UTF-8, UTF-16 where it begins with the mark of that, or ISO
 * 8859-1 where it is neither. Throws {@link ImageError} for what is no text.
 */
export function readSheetText(path: string): string {
  const text = decode(readSmallFile(path, mostBytes)).replace(/\r\n?/g, '\n');
  const zero = text.indexOf('\0');
  if (zero >= 0) throw new ImageError(path, lineAt(text, zero), 'there is a NUL character: it is no text');
  return text;
}

function decode(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** The members that have a value. */
export function unlessUndefined<T extends object>(
  values: {
    readonly [K in keyof T]: T[K] | undefined;
  },
): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
