import { parseHex } from '../../mmc/index.js';
import { UsageError } from './failure.js';

/** Bytes of an argument in hexadecimal. Throws UsageError that names the argument. */
export function bytesArgument(text: string, what: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = parseHex(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`${what}: ${error.message}; bytes are two digits each, e.g. 28 00 0A`);
  }
  if (bytes.length === 0) throw new UsageError(`${what}: there are no bytes; they are two digits each, e.g. 28 00 0A`);
  return bytes;
}
