/**
 * One command on one drive, in a process of its own: `attempt.js <name> <CDB as hex> [none|in|out] [bytes] [timeoutMs]`.
 * Prints an {@link Attempt} as JSON; the exit status is 0 whatever came of it.
 */
import { hex, parseHex } from '../../../mmc/index.js';
import { openTransport } from '../../../src/index.js';
import { type Direction, TransportError } from '../../../src/transport/index.js';

/** What came of it: an answer, or a TransportError. */
export interface Attempt {
  readonly answer?: {
    readonly status: number;
    readonly sense: string;
    readonly transferredBytes: number;
    readonly data: string;
  };
  readonly error?: { readonly kind: string; readonly message: string; readonly native: string | undefined };
}

async function attempt(name: string, cdb: string, direction: Direction, bytes: number, timeoutMs: number) {
  try {
    await using transport = await openTransport(name);
    const data = new Uint8Array(bytes);
    const completion = await transport.execute({ cdb: parseHex(cdb), direction, data, timeoutMs });
    const { status, sense, transferredBytes } = completion;
    return { answer: { status, sense: hex(sense), transferredBytes, data: hex(data.subarray(0, transferredBytes)) } };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    return { error: { kind: error.kind, message: error.message, native: error.native?.name } };
  }
}

const [name = '', cdb = '', direction = 'none', bytes = '0', timeoutMs = '60000'] = process.argv.slice(2);
const result: Attempt = await attempt(name, cdb, direction as Direction, Number(bytes), Number(timeoutMs));
console.log(JSON.stringify(result));
