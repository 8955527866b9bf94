/** Where the contents of a medium come from. */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { ImageError } from './image-error.js';

/** Blocks of one length, read synchronously, straight into somebody's buffer. */
export interface BlockSource {
  readonly blockLengthBytes: number;
  readonly blockCount: number;
  /** Writes `count` blocks from block `block` on to `into` at `offset`. The caller stays within `blockCount`. */
  read(block: number, count: number, into: Uint8Array, offset: number): void;
  /** Frees what it holds open. Closing twice is no error. */
  close?(): void;
}

/** Blocks that stand in memory; what is missing of the last one reads as zero. */
export function bytesSource(bytes: Uint8Array, blockLengthBytes: number): BlockSource {
  return {
    blockLengthBytes,
    blockCount: Math.ceil(bytes.length / blockLengthBytes),
    read(block, count, into, offset) {
      const start = block * blockLengthBytes;
      const end = Math.min(bytes.length, start + count * blockLengthBytes);
      into.set(bytes.subarray(start, end), offset);
      into.fill(0, offset + end - start, offset + count * blockLengthBytes);
    },
  };
}

/** @internal Reads up to the end of a file, however many calls that takes. Returns the number of bytes. */
export function readFully(
  descriptor: number,
  position: number,
  length: number,
  into: Uint8Array,
  offset: number,
): number {
  let done = 0;
  while (done < length) {
    const got = readSync(descriptor, into, offset + done, length - done, position + done);
    if (got === 0) break;
    done += got;
  }
  return done;
}

/** Opening a pipe must not wait for somebody who writes into it. Windows has none of these. */
const readingFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** A file, open for reading. Several sources may read from one. */
export class ImageFile {
  readonly sizeBytes: number;
  #descriptor: number | undefined;

  /** Throws the system's error where it cannot be opened, and {@link ImageError} for what is not a file. */
  constructor(readonly path: string) {
    this.#descriptor = openSync(path, readingFlags);
    const stats = fstatSync(this.#descriptor);
    this.sizeBytes = stats.size;
    if (stats.isFile()) return;
    this.close();
    throw new ImageError(path, undefined, `it is ${kindOf(stats)}, not a file`);
  }

  /**
   * Reads `length` bytes at `position`; bytes behind the end of the file are zero. Throws {@link ImageError} where the
   * end is not any more where it was.
   */
  read(position: number, length: number, into: Uint8Array, offset: number): void {
    if (this.#descriptor === undefined) throw new Error(`${this.path} is closed`);
    const done = readFully(this.#descriptor, position, length, into, offset);
    if (position + done < Math.min(position + length, this.sizeBytes))
      throw new ImageError(
        this.path,
        undefined,
        `it has been cut to ${Math.max(position + done, 0)} bytes or less since it was opened; it had ${this.sizeBytes}`,
      );
    into.fill(0, offset + done, offset + length);
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a pipe';
  return stats.isBlockDevice() || stats.isCharacterDevice() ? 'a device' : 'something else';
}

/** All of a file that is not large. Throws as {@link ImageFile} does, and {@link ImageError} where it has more bytes. */
export function readSmallFile(path: string, mostBytes: number): Uint8Array {
  const file = new ImageFile(path);
  try {
    if (file.sizeBytes > mostBytes)
      throw new ImageError(path, undefined, `it has ${file.sizeBytes} bytes, and more than ${mostBytes} make no sense`);
    const bytes = new Uint8Array(file.sizeBytes);
    file.read(0, bytes.length, bytes, 0);
    return bytes;
  } finally {
    file.close();
  }
}

/**
 * Blocks of a file, from byte `startByte` on. What would lie at `endByte` or behind it is zero. Closing the source
 * closes the file.
 */
export function fileSource(
  file: ImageFile,
  startByte: number,
  blockLengthBytes: number,
  blockCount: number,
  endByte = file.sizeBytes,
): BlockSource {
  return {
    blockLengthBytes,
    blockCount,
    read(block, count, into, offset) {
      const start = startByte + block * blockLengthBytes;
      const length = count * blockLengthBytes;
      const there = Math.max(0, Math.min(length, endByte - start));
      file.read(start, there, into, offset);
      into.fill(0, offset + there, offset + length);
    },
    close: () => file.close(),
  };
}
