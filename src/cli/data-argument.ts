/** Files and numbers of the command line. */
import { readFile, writeFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import { parseHex } from '../../mmc/index.js';
import { UsageError } from './failure.js';

/** Data-out: hexadecimal bytes, or the contents of a file (`./12` for a file whose name is hexadecimal). */
export async function dataArgument(text: string, option: string): Promise<Uint8Array> {
  try {
    return parseHex(text);
  } catch (notHex) {
    if (!(notHex instanceof SyntaxError)) throw notHex;
    try {
      return await readFile(text);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const why = code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`;
      throw new UsageError(`${option} ${text}: not hexadecimal, and ${why}`);
    }
  }
}

/** Writes data-in to a file. Throws UsageError where it cannot. */
export async function saveData(file: string, data: Uint8Array): Promise<void> {
  try {
    await writeFile(file, data);
  } catch (error) {
    throw new UsageError(`--save ${file}: the file cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

const largest = 0xffff_ffff;

/** A count: decimal, `0x10` or `10h`. Undefined for what is not a number from 0 to FFFFFFFFh. */
export function parseCount(text: string): number | undefined {
  const match = /^(?:0x([0-9a-f]+)|([0-9a-f]+)h|(\d+))$/i.exec(text);
  if (!match) return undefined;
  const value = match[3] ? Number(match[3]) : Number.parseInt((match[1] ?? match[2])!, 16);
  return value <= largest ? value : undefined;
}

/** For commander: the value of an option that is a count of bytes. */
export function countOption(text: string): number {
  const value = parseCount(text);
  if (value === undefined) throw new InvalidArgumentError('It is a number of bytes: 36, 0x24 or 24h.');
  return value;
}

/** For commander: the value of an option that is a time. */
export function timeoutOption(text: string): number {
  const value = parseCount(text);
  if (!value) throw new InvalidArgumentError('It is a time in milliseconds, more than 0.');
  return value;
}
