/** Where a medium that can be written keeps what is written, and its state. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { readFully } from './block-source.js';

/** Bytes by position, and a state of JSON values that is committed with them. */
export interface RecordingStore {
  /** The state as it was committed last; undefined: never. */
  readonly state: unknown;
  /** Reads `length` bytes at `position`; what was never written is zero. */
  read(position: number, length: number, into: Uint8Array, offset: number): void;
  write(position: number, length: number, from: Uint8Array, offset: number): void;
  /** Everything that was written before is safe when this returns, and so is `state`: both, or neither. */
  commit(state: unknown): void;
  /** Forgets all bytes. Commit first what makes them unneeded. */
  discard(): void;
  /** Closing twice is no error. Commits nothing. */
  close(): void;
}

/** Memory is taken in pieces of this many bytes. */
const pieceBytes = 32_768;

/** A store in memory, which takes only as much of it as is written to. */
export function memoryStore(): RecordingStore {
  const pieces = new Map<number, Uint8Array>();
  let state: unknown;
  /** Calls `use` for every stretch of bytes that lies in one piece. */
  function eachPiece(position: number, length: number, use: (piece: number, inPiece: number, run: number) => void) {
    for (let at = position; at < position + length; ) {
      const inPiece = at % pieceBytes;
      const run = Math.min(pieceBytes - inPiece, position + length - at);
      use((at - inPiece) / pieceBytes, inPiece, run);
      at += run;
    }
  }
  return {
    get state() {
      return state;
    },
    read(position, length, into, offset) {
      let to = offset;
      eachPiece(position, length, (number, start, run) => {
        const piece = pieces.get(number);
        if (piece) into.set(piece.subarray(start, start + run), to);
        else into.fill(0, to, to + run);
        to += run;
      });
    },
    write(position, length, from, offset) {
      let at = offset;
      eachPiece(position, length, (number, start, run) => {
        let piece = pieces.get(number);
        if (!piece) {
          piece = new Uint8Array(pieceBytes);
          pieces.set(number, piece);
        }
        piece.set(from.subarray(at, at + run), start);
        at += run;
      });
    },
    commit(next) {
      state = structuredClone(next);
    },
    discard: () => pieces.clear(),
    close: () => {},
  };
}

/** What stands beside the file of the state and holds the bytes. */
export const dataPathOf = (path: string): string => `${path}.data`;

/**
 * A store on disk: the state in `path`, as JSON, the bytes in a sparse file beside it. A program that is killed leaves
 * the state that was committed last. Throws the system's error for what cannot be opened, and Error for a state that is
 * no JSON.
 */
export function fileStore(path: string): RecordingStore {
  let state: unknown = existsSync(path) ? parseState(path) : undefined;
  let descriptor: number | undefined = openSync(dataPathOf(path), existsSync(dataPathOf(path)) ? 'r+' : 'w+');
  const file = (): number => {
    if (descriptor === undefined) throw new Error(`${path} is closed`);
    return descriptor;
  };
  return {
    get state() {
      return state;
    },
    read(position, length, into, offset) {
      const done = readFully(file(), position, length, into, offset);
      into.fill(0, offset + done, offset + length);
    },
    write(position, length, from, offset) {
      for (let done = 0; done < length; )
        done += writeSync(file(), from, offset + done, length - done, position + done);
    },
    commit(next) {
      fsyncSync(file());
      replaceFile(path, `${JSON.stringify(next, undefined, 2)}\n`);
      state = structuredClone(next);
    },
    discard: () => ftruncateSync(file(), 0),
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

function parseState(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Error(`${path} does not hold the state of a recording: ${error.message}`, { cause: error });
  }
}

/** The file has its old contents or its new ones, whatever happens in between. */
function replaceFile(path: string, text: string): void {
  const part = `${path}.part`;
  const descriptor = openSync(part, 'w');
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(part, path);
  // Windows has nothing like it for a folder, and needs it less.
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
