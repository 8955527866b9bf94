/** DVDs: one range of blocks, read-only or writable. */
import { mode1DataBytes } from '../../../mmc/index.js';
import type { BlockSource } from './block-source.js';

/** Blocks that can be written. */
export interface WritableSource extends BlockSource {
  /** Takes `count` blocks of `from`, from `offset` on. The caller stays within `blockCount`. */
  write(block: number, count: number, from: Uint8Array, offset: number): void;
}

/** Number of the profile that a DVD of this package has. */
export type DvdProfile = 0x10 | 0x12;
const dvdRom = 0x10;
const dvdRam = 0x12;

/** A DVD-ROM over any source of 2048-byte blocks, or a DVD-RAM over a writable one. */
export class Dvd {
  readonly kind = 'dvd';
  readonly profile: DvdProfile;
  readonly blockCount: number;
  readonly #source: BlockSource;
  readonly #writable: WritableSource | undefined;

  /** Throws RangeError for a source with blocks of another length, or none. */
  constructor(source: BlockSource | WritableSource) {
    if (source.blockLengthBytes !== mode1DataBytes)
      throw new RangeError(`the blocks of a DVD have ${mode1DataBytes} bytes, not ${source.blockLengthBytes}`);
    if (source.blockCount < 1) throw new RangeError('a DVD has at least one block');
    this.#source = source;
    this.#writable = 'write' in source ? source : undefined;
    this.profile = this.#writable ? dvdRam : dvdRom;
    this.blockCount = source.blockCount;
  }

  get isWritable(): boolean {
    return this.#writable !== undefined;
  }

  readUserData(logicalBlockAddress: number, count: number, into: Uint8Array, offset: number): void {
    this.#source.read(logicalBlockAddress, count, into, offset);
  }

  /** Only where `isWritable`. */
  writeUserData(logicalBlockAddress: number, count: number, from: Uint8Array, offset: number): void {
    this.#writable!.write(logicalBlockAddress, count, from, offset);
  }

  close(): void {
    this.#source.close?.();
  }
}

/** Blocks of one side of a DVD-RAM of 4.7 GB. */
const dvdRamBlocks = 2_295_104;
/** Memory is taken in pieces of one ECC block. */
const blocksPerPiece = 16;

/** An empty DVD-RAM in memory, which takes only as much of it as is written to. */
export function dvdRamInMemory(blockCount = dvdRamBlocks): Dvd {
  return new Dvd(sparseSource(blockCount));
}

function sparseSource(blockCount: number): WritableSource {
  const blockLengthBytes = mode1DataBytes;
  const pieces = new Map<number, Uint8Array>();
  /** Calls `use` for every stretch of blocks that lies in one piece. */
  function eachPiece(block: number, count: number, use: (piece: number, inPiece: number, run: number) => void): void {
    for (let at = block; at < block + count; ) {
      const inPiece = at % blocksPerPiece;
      const run = Math.min(blocksPerPiece - inPiece, block + count - at);
      use((at - inPiece) / blocksPerPiece, inPiece * blockLengthBytes, run * blockLengthBytes);
      at += run;
    }
  }
  return {
    blockLengthBytes,
    blockCount,
    read(block, count, into, offset) {
      let to = offset;
      eachPiece(block, count, (number, start, length) => {
        const piece = pieces.get(number);
        if (piece) into.set(piece.subarray(start, start + length), to);
        else into.fill(0, to, to + length);
        to += length;
      });
    },
    write(block, count, from, offset) {
      let at = offset;
      eachPiece(block, count, (number, start, length) => {
        let piece = pieces.get(number);
        if (!piece) {
          piece = new Uint8Array(blocksPerPiece * blockLengthBytes);
          pieces.set(number, piece);
        }
        piece.set(from.subarray(at, at + length), start);
        at += length;
      });
    },
  };
}
