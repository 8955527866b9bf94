/** Shapes of text: tables, hex dumps, trees of decoded values. Everything is a list of lines. */
import { hex } from '../../mmc/index.js';

/** Lines are not made longer than this where it can be helped. */
export const lineWidth = 80;

const digits = (value: number | bigint, length = 2): string => value.toString(16).toUpperCase().padStart(length, '0');

/** `24h`: a number as the standards print it. */
export const hexNumber = (value: number | bigint, length = 2): string => `${digits(value, length)}h`;

/** `0x00024800`: a number as C headers print it. */
export const cNumber = (value: number, length = 8): string => `0x${digits(value >>> 0, length)}`;

const toIndent = (indent: number): string => ' '.repeat(indent);

/** Puts every line further right. */
export function indented(lines: readonly string[], indent = 2): string[] {
  return lines.map((line) => (line ? toIndent(indent) + line : line));
}

/** Breaks text between words so that it fits `width` columns. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return line ? [...lines, line] : lines;
}

/** Columns as wide as their widest cell, two blanks between them; nothing behind the last one. */
export function table(
  rows: readonly (readonly string[])[],
  paint?: (cell: string, column: number, row: number) => string,
): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  return rows.map((row, r) =>
    row
      .map((cell, i) => {
        const padded = i === row.length - 1 ? cell : cell.padEnd(widths[i]!);
        return paint ? paint(padded, i, r) : padded;
      })
      .join('  ')
      .trimEnd(),
  );
}

const bytesPerLine = 16;

/**
 * Offset, sixteen bytes, and their ASCII. At most `maximumBytes` are shown, and how many more of `totalBytes` there
 * are.
 */
export function hexDump(
  all: Uint8Array,
  { maximumBytes = all.length, totalBytes = all.length }: { maximumBytes?: number; totalBytes?: number } = {},
): string[] {
  const bytes = all.subarray(0, maximumBytes);
  const lines: string[] = [];
  const offsetDigits = Math.max(4, digits(Math.max(0, bytes.length - 1)).length);
  for (let at = 0; at < bytes.length; at += bytesPerLine) {
    const part = bytes.subarray(at, at + bytesPerLine);
    const text = Array.from(part, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${digits(at, offsetDigits)}  ${hex(part).padEnd(3 * bytesPerLine - 1)}  |${text}|`);
  }
  if (bytes.length < totalBytes) lines.push(`… ${totalBytes - bytes.length} more`);
  return lines;
}

export type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

const inlineBytes = 16;

/** A value on one line, or undefined for one that needs more. */
function inline(value: unknown): string | undefined {
  if (value === undefined) return '(not in the answer)';
  if (typeof value === 'number' || typeof value === 'bigint')
    return value < 10 ? `${value}` : `${value} (${hexNumber(value, 1)})`;
  if (typeof value === 'boolean') return `${value}`;
  if (typeof value === 'string') return `"${value}"`;
  if (value instanceof Uint8Array) {
    if (value.length === 0) return '(none)';
    return value.length <= inlineBytes ? hex(value) : undefined;
  }
  if (Array.isArray(value) && value.length === 0) return '(none)';
  return undefined;
}

/** The list as a table, one row an element, where its elements are alike, flat, and short enough. */
function elementTable(elements: readonly unknown[]): string[] | undefined {
  if (!elements.every(isMembers)) return undefined;
  const keys = Object.keys(elements[0]!);
  const rows = elements.map((element) => keys.map((key) => inline(element[key])));
  const areAlike = elements.every((element) => Object.keys(element).join() === keys.join());
  if (!areAlike || rows.some((row) => row.includes(undefined))) return undefined;
  const lines = table([keys, ...(rows as string[][])]);
  return lines.every((line) => line.length <= lineWidth - 2) ? lines : undefined;
}

function block(value: unknown): string[] {
  const line = inline(value);
  if (line !== undefined) return [line];
  if (value instanceof Uint8Array) return hexDump(value);
  if (!Array.isArray(value)) return tree(value as Members);
  return elementTable(value) ?? value.flatMap((element) => listItem(block(element)));
}

const listItem = (lines: readonly string[]): string[] => lines.map((line, i) => (i === 0 ? '- ' : '  ') + line);

/** A decoded record: one member a line, what does not fit beside its name below it. */
export function tree(members: Members): string[] {
  const entries = Object.entries(members);
  const width = Math.max(0, ...entries.filter(([, value]) => inline(value) !== undefined).map(([name]) => name.length));
  return entries.flatMap(([name, value]) => {
    const line = inline(value);
    return line === undefined ? [name, ...indented(block(value))] : [`${name.padEnd(width)}  ${line}`];
  });
}

/** A decoded value in one run of text, without what is zero: `currentProfile 8, features [featureCode 263, current]`. */
export function compact(value: unknown): string {
  if (value instanceof Uint8Array) return hex(value);
  if (Array.isArray(value)) return `[${value.map(compact).join('; ')}]`;
  if (!isMembers(value)) return `${value}`;
  return Object.entries(value)
    .filter(([, member]) => member !== undefined && member !== 0 && member !== 0n && member !== false && member !== '')
    .map(([name, member]) => memberText(name, member))
    .join(', ');
}

/** `logicalBlockAddress 16`, `streaming`, `pageCode 3Fh`: codes are hexadecimal, a flag is its name. */
export function memberText(name: string, value: unknown): string {
  if (value === true) return name;
  const isCode = typeof value === 'number' && /(Status|Code)$/.test(name);
  return `${name} ${isCode ? hexNumber(value) : compact(value)}`;
}
