import { openSync, writeSync } from 'node:fs';
import koffi from 'koffi';

const libc = koffi.load(null);
const pipe = libc.func('pipe', 'int', ['void *']);
const readv = libc.func('readv', 'intptr_t', ['int', 'void *', 'int']);

/** A stretch of memory, known to native code by its address only. */
export interface Stretch {
  readonly address: bigint;
  readonly length: number;
}

/**
 * A native call of the very kind SG_IO is: blocks a thread of libuv's pool until the test lets it go on, then writes
 * through addresses it was given at the start.
 */
export class BlockingWriter {
  readonly #readEnd: number;
  readonly #writeEnd: number;
  #vectors = new Uint8Array(0);

  constructor() {
    const ends = new Int32Array(new ArrayBuffer(8));
    if (pipe(new Uint8Array(ends.buffer)) !== 0) throw new Error('there is no pipe');
    [this.#readEnd, this.#writeEnd] = ends as unknown as [number, number];
  }

  /** Starts the call that will fill `stretches`, one after the other. */
  start(stretches: readonly Stretch[], finished: (bytes: number) => void): void {
    const vectors = new BigUint64Array(new ArrayBuffer(16 * stretches.length));
    for (const [index, { address, length }] of stretches.entries()) {
      vectors[2 * index] = address;
      vectors[2 * index + 1] = BigInt(length);
    }
    this.#vectors = new Uint8Array(vectors.buffer);
    readv.async(this.#readEnd, this.#vectors, stretches.length, (error: unknown, bytes: number) => {
      if (error) throw error;
      finished(bytes);
    });
  }

  /** Lets the call write `bytes`; up to 4096 arrive in one piece. */
  feed(bytes: Uint8Array): void {
    writeSync(this.#writeEnd, bytes);
  }

  /** A file descriptor that a transport may own and close. */
  static spareDescriptor(): number {
    return openSync('/dev/null', 'r+');
  }
}

/** What lies at `address` now. */
export function memoryAt({ address, length }: Stretch): Uint8Array {
  return Uint8Array.from(koffi.decode(address, 'uint8_t', length) as number[]);
}
