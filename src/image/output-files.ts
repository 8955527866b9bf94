/** The files of an image while it is being written: under other names until all of it is there. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { ImageError } from '../virtual/index.js';

/** A file that grows. */
export interface OutputFile {
  write(bytes: Uint8Array): void;
}

/** @internal */
export class OutputFiles {
  readonly #open = new Map<string, number>();
  readonly #overwrites: boolean;

  constructor(overwrites: boolean) {
    this.#overwrites = overwrites;
  }

  /** Begins a file. Throws ImageError where there is one of that name that may not be replaced. */
  create(path: string): OutputFile {
    if (!this.#overwrites && existsSync(path)) throw new ImageError(path, undefined, 'there is such a file already');
    const descriptor = openSync(partOf(path), 'w');
    this.#open.set(path, descriptor);
    return {
      write(bytes) {
        for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
      },
    };
  }

  /** All of it is there: the files get their names, in the order in which they were begun. */
  commit(): readonly string[] {
    for (const descriptor of this.#open.values()) {
      fsyncSync(descriptor);
      closeSync(descriptor);
    }
    const paths = [...this.#open.keys()];
    for (const path of paths) renameSync(partOf(path), path);
    this.#open.clear();
    return paths;
  }

  /** Takes away what was begun. Nothing happens after `commit`. */
  discard(): void {
    for (const [path, descriptor] of this.#open) {
      closeSync(descriptor);
      rmSync(partOf(path), { force: true });
    }
    this.#open.clear();
  }
}

const partOf = (path: string): string => `${path}.part`;
