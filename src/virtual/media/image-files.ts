/** The files that a sheet names: opened once each, and all closed where something goes wrong. */
import { dirname, resolve } from 'node:path';
import { type BlockSource, ImageFile, readSmallFile } from './block-source.js';
import { ImageError } from './image-error.js';
import { findWaveData } from './wave.js';

/** The part of a file that holds sectors. */
export interface Contents {
  readonly file: ImageFile;
  readonly startByte: number;
  readonly lengthBytes: number;
}

/** Bytes of a file, or zeros where there is none. */
export interface Piece {
  readonly lengthBytes: number;
  readonly file?: ImageFile;
  readonly startByte?: number;
  /** What would lie there in the file, or behind it, is zero. */
  readonly endByte?: number;
  /** Two bytes each change places: audio that is big-endian. */
  readonly isSwapped?: boolean;
}

/** @internal */
export class ImageFiles {
  readonly #sheetPath: string;
  readonly #opened = new Map<string, Contents>();

  constructor(sheetPath: string) {
    this.#sheetPath = sheetPath;
  }

  /** Opens a file that the sheet names, beside the sheet unless the name says where. Throws ImageError with the line. */
  open(name: string, isWave: boolean, line: number): Contents {
    const path = this.#pathOf(name);
    const key = `${isWave} ${path}`;
    const before = this.#opened.get(key);
    if (before) return before;
    let file: ImageFile | undefined;
    try {
      file = new ImageFile(path);
      const contents = { file, ...(isWave ? findWaveData(file) : { startByte: 0, lengthBytes: file.sizeBytes }) };
      this.#opened.set(key, contents);
      return contents;
    } catch (error) {
      file?.close();
      throw this.#error(path, line, error);
    }
  }

  /** What `parse` makes of all of a file. Throws ImageError with the line, also for what `parse` throws. */
  parsed<T>(name: string, mostBytes: number, line: number, parse: (bytes: Uint8Array) => T): T {
    const path = this.#pathOf(name);
    try {
      return parse(readSmallFile(path, mostBytes));
    } catch (error) {
      throw this.#error(path, line, error);
    }
  }

  #pathOf(name: string): string {
    return resolve(dirname(this.#sheetPath), name);
  }

  #error(path: string, line: number, error: unknown): ImageError {
    const { code, message } = error as NodeJS.ErrnoException;
    const problem = error instanceof ImageError ? error.problem : code === 'ENOENT' ? 'there is no such file' : message;
    return new ImageError(this.#sheetPath, line, `${path}: ${problem}`, { cause: error });
  }

  close(): void {
    for (const { file } of this.#opened.values()) file.close();
  }
}

/** Makes a disc of files that `open` opens. They are closed if it does not come to one. */
export function withFiles<T>(sheetPath: string, open: (files: ImageFiles) => T): T {
  const files = new ImageFiles(sheetPath);
  try {
    return open(files);
  } catch (error) {
    files.close();
    throw error;
  }
}

/** Blocks over pieces that lie one after the other; what is missing of the last one is zero. */
export function piecesSource(pieces: readonly Piece[], blockLengthBytes: number): BlockSource {
  const starts: number[] = [];
  let total = 0;
  for (const { lengthBytes } of pieces) {
    starts.push(total);
    total += lengthBytes;
  }
  return {
    blockLengthBytes,
    blockCount: Math.ceil(total / blockLengthBytes),
    read(block, count, into, offset) {
      const start = block * blockLengthBytes;
      const end = start + count * blockLengthBytes;
      let at = start;
      for (let i = 0; i < pieces.length && at < end; i++) {
        const pieceEnd = starts[i]! + pieces[i]!.lengthBytes;
        if (at >= pieceEnd) continue;
        const run = Math.min(end, pieceEnd) - at;
        readPiece(pieces[i]!, at - starts[i]!, run, into, offset + at - start);
        at += run;
      }
      into.fill(0, offset + at - start, offset + end - start);
    },
    close() {
      for (const { file } of pieces) file?.close();
    },
  };
}

function readPiece(piece: Piece, from: number, length: number, into: Uint8Array, offset: number): void {
  const { file, startByte = 0, endByte = Number.POSITIVE_INFINITY, isSwapped } = piece;
  const start = startByte + from;
  const there = file ? Math.max(0, Math.min(length, endByte - start)) : 0;
  file?.read(start, there, into, offset);
  into.fill(0, offset + there, offset + length);
  if (isSwapped) swapBytes(into, offset, length);
}

function swapBytes(into: Uint8Array, offset: number, length: number): void {
  for (let i = offset; i + 1 < offset + length; i += 2) {
    const first = into[i]!;
    into[i] = into[i + 1]!;
    into[i + 1] = first;
  }
}

/** Blocks of audio that are big-endian in `source`. */
export const swappedBlocks = (source: BlockSource): BlockSource => ({
  ...source,
  read(block, count, into, offset) {
    source.read(block, count, into, offset);
    swapBytes(into, offset, count * source.blockLengthBytes);
  },
});

/** Blocks that are read at a time to take a part out of each. */
const chunkBlocks = 32;

/** A part of every block: the sectors of 2448 bytes that have their sub-channels with them. */
export function partOfBlocks(source: BlockSource, from: number, lengthBytes: number): BlockSource {
  const whole = source.blockLengthBytes;
  const chunk = new Uint8Array(chunkBlocks * whole);
  return {
    blockLengthBytes: lengthBytes,
    blockCount: source.blockCount,
    read(block, count, into, offset) {
      for (let done = 0; done < count; done += chunkBlocks) {
        const run = Math.min(chunkBlocks, count - done);
        source.read(block + done, run, chunk, 0);
        for (let i = 0; i < run; i++) {
          const at = i * whole + from;
          into.set(chunk.subarray(at, at + lengthBytes), offset + (done + i) * lengthBytes);
        }
      }
    },
    close: () => source.close?.(),
  };
}
