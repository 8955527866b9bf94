/** The sectors of a CD over a store: each has its place, with its sub-channels behind it. */
import { rawSectorBytes, rawSubChannelBytes } from '../../../../mmc/index.js';
import type { BlockSource } from '../block-source.js';
import type { RecordingStore } from '../recording-store.js';
import { completeZeros } from './data-block.js';
import { pauseBlocks } from './layout.js';
import type { RecordedMode } from './state.js';

/** Bytes that a sector has in the store. */
const recordBytes = rawSectorBytes + rawSubChannelBytes;
/** Sectors that are moved in one go. */
const runLength = 32;

/** The first sector in the store is that of address -150. */
const positionOf = (logicalBlockAddress: number): number => (logicalBlockAddress + pauseBlocks) * recordBytes;

/** Where sectors are recorded. */
export interface SectorSink {
  /** Takes whole sectors of 2352 bytes, one after the other. */
  write(logicalBlockAddress: number, count: number, sectors: Uint8Array, offset: number): void;
  /** Takes raw sub-channels of 96 bytes for each. */
  writeSubChannels(logicalBlockAddress: number, count: number, subChannels: Uint8Array, offset: number): void;
}

/** What a test write records. */
export const noSectors: SectorSink = { write() {}, writeSubChannels() {} };

export class SectorArea implements SectorSink {
  readonly #records = new Uint8Array(runLength * recordBytes);

  constructor(readonly store: RecordingStore) {}

  write(logicalBlockAddress: number, count: number, sectors: Uint8Array, offset: number): void {
    const records = this.#records;
    for (let done = 0; done < count; done += runLength) {
      const run = Math.min(runLength, count - done);
      records.fill(0, 0, run * recordBytes);
      for (let i = 0; i < run; i++) {
        const from = offset + (done + i) * rawSectorBytes;
        records.set(sectors.subarray(from, from + rawSectorBytes), i * recordBytes);
      }
      this.store.write(positionOf(logicalBlockAddress + done), run * recordBytes, records, 0);
    }
  }

  writeSubChannels(logicalBlockAddress: number, count: number, subChannels: Uint8Array, offset: number): void {
    for (let i = 0; i < count; i++) {
      const position = positionOf(logicalBlockAddress + i) + rawSectorBytes;
      this.store.write(position, rawSubChannelBytes, subChannels, offset + i * rawSubChannelBytes);
    }
  }

  /** The sectors from an address on as blocks of 2352 bytes; one that was only formatted is of the mode `formatted`. */
  sectors(start: number, blockCount: number, formatted?: RecordedMode): BlockSource {
    const source = this.#source(start, blockCount, 0, rawSectorBytes);
    if (formatted === undefined) return source;
    return {
      ...source,
      read(block, count, into, offset) {
        source.read(block, count, into, offset);
        for (let i = 0; i < count; i++) {
          const sector = offset + i * rawSectorBytes;
          // Every sector that was written has a sync.
          if (into[sector + 1] === 0) completeZeros(formatted, into, sector, start + block + i);
        }
      },
    };
  }

  /** Their sub-channels as blocks of 96 bytes. */
  subChannels(start: number, blockCount: number): BlockSource {
    return this.#source(start, blockCount, rawSectorBytes, rawSubChannelBytes);
  }

  #source(start: number, blockCount: number, at: number, blockLengthBytes: number): BlockSource {
    const records = this.#records;
    return {
      blockLengthBytes,
      blockCount,
      read: (block, count, into, offset) => {
        for (let done = 0; done < count; done += runLength) {
          const run = Math.min(runLength, count - done);
          this.store.read(positionOf(start + block + done), run * recordBytes, records, 0);
          for (let i = 0; i < run; i++) {
            const from = i * recordBytes + at;
            into.set(records.subarray(from, from + blockLengthBytes), offset + (done + i) * blockLengthBytes);
          }
        }
      },
    };
  }
}
