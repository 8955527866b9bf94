/** DVDs: one range of blocks, read-only or writable at random. */
import { discStatus, mode1DataBytes, sessionState, subChannelControl, trackDataMode } from '../../../mmc/index.js';
import { addressOutOfRange } from '../refusal.js';
import type { BlockSource } from './block-source.js';
import { type BlockMedium, blockLengthBytes, type LogicalTrack, type MediumInCommon, profile } from './medium.js';
import type { Recorder, Work, WriteRequest } from './recorder.js';
import { memoryStore, type RecordingStore } from './recording-store.js';

/** Blocks that can be written. */
export interface WritableSource extends BlockSource {
  /** Takes `count` blocks of `from`, from `offset` on. The caller stays within `blockCount`. */
  write(block: number, count: number, from: Uint8Array, offset: number): void;
  /** What was written is safe once this returns. */
  flush?(): void;
}

/** Number of the profile that a DVD of this class has. */
export type DvdProfile = typeof profile.dvdRom | typeof profile.dvdRam;

/** A DVD-ROM over any source of 2048-byte blocks, or a DVD-RAM over a writable one. */
export class Dvd implements BlockMedium {
  readonly kind = 'dvd';
  readonly completeSessions = 1;
  readonly profile: DvdProfile;
  readonly blockCount: number;
  readonly recorder: Recorder | undefined;
  readonly #source: BlockSource;

  /** Throws RangeError for a source with blocks of another length, or none. */
  constructor(source: BlockSource | WritableSource) {
    if (source.blockLengthBytes !== mode1DataBytes)
      throw new RangeError(`the blocks of a DVD have ${mode1DataBytes} bytes, not ${source.blockLengthBytes}`);
    if (source.blockCount < 1) throw new RangeError('a DVD has at least one block');
    this.#source = source;
    this.recorder = 'write' in source ? randomRecorder(source) : undefined;
    this.profile = this.recorder ? profile.dvdRam : profile.dvdRom;
    this.blockCount = source.blockCount;
  }

  /** All of it is one data track. */
  get logicalTracks(): readonly LogicalTrack[] {
    return [
      {
        number: 1,
        sessionNumber: 1,
        trackMode: subChannelControl.dataTrack,
        dataMode: trackDataMode.mode1,
        startAddress: 0,
        sizeBlocks: this.blockCount,
        ...(this.recorder ? {} : { lastRecordedAddress: this.blockCount - 1 }),
      },
    ];
  }

  get discInformation(): MediumInCommon['discInformation'] {
    return {
      erasable: this.recorder !== undefined,
      stateOfLastSession: sessionState.complete,
      discStatus: this.recorder ? discStatus.other : discStatus.finalized,
      numberOfFirstTrackOnDisc: 1,
      numberOfSessionsLsb: 1,
      firstTrackNumberInLastSessionLsb: 1,
      lastTrackNumberInLastSessionLsb: 1,
      opcTables: [],
    };
  }

  readUserData(logicalBlockAddress: number, count: number, into: Uint8Array, offset: number): void {
    this.#source.read(logicalBlockAddress, count, into, offset);
  }

  close(): void {
    this.#source.close?.();
  }
}

const noWork: Work = { durationMs: 0, told: 'operation' };

/** Writes any block at any time. */
function randomRecorder(source: WritableSource): Recorder {
  return {
    blockBytes: () => blockLengthBytes,
    write({ logicalBlockAddress, count, data }: WriteRequest) {
      if (logicalBlockAddress < 0 || logicalBlockAddress + count > source.blockCount) throw addressOutOfRange();
      source.write(logicalBlockAddress, count, data, 0);
    },
    synchronizeCache() {
      source.flush?.();
      return noWork;
    },
  };
}

/** Blocks of one side of a DVD-RAM of 4.7 GB. */
const dvdRamBlocks = 2_295_104;

/** An empty DVD-RAM in memory, which takes only as much of it as is written to. */
export function dvdRamInMemory(blockCount = dvdRamBlocks): Dvd {
  return new Dvd(storeSource(memoryStore(), blockLengthBytes, blockCount));
}

/** The first `blockCount` blocks of a store. */
function storeSource(store: RecordingStore, blockLengthBytes: number, blockCount: number): WritableSource {
  return {
    blockLengthBytes,
    blockCount,
    read: (block, count, into, offset) => store.read(block * blockLengthBytes, count * blockLengthBytes, into, offset),
    write: (block, count, from, offset) =>
      store.write(block * blockLengthBytes, count * blockLengthBytes, from, offset),
    flush: () => store.commit(store.state),
    close: () => store.close(),
  };
}
