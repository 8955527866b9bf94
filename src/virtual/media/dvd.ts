/** DVD-ROM, BD-ROM and a plain DVD-RAM: one range of blocks, read-only or writable at random. */
import { discStatus, mode1DataBytes, sessionState, subChannelControl, trackDataMode } from '../../../mmc/index.js';
import { addressOutOfRange } from '../refusal.js';
import type { BlockSource } from './block-source.js';
import type { DiscStructures } from './disc-structure.js';
import { bdRomStructures } from './dvd-bd/bd-structures.js';
import { dvdRamStructures, dvdRomStructures } from './dvd-bd/dvd-structures.js';
import { stock } from './dvd-bd/stock.js';
import { type BlockMedium, blockLengthBytes, type LogicalTrack, type MediumInCommon, profile } from './medium.js';
import { noWork, type Recorder, type WriteRequest } from './recorder.js';
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
  readonly discStructures: DiscStructures;
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
    this.discStructures = new Map(
      this.recorder ? dvdRamStructures(stock['dvd-ram'], source.blockCount) : dvdRomStructures(source.blockCount),
    );
  }

  get logicalTracks(): readonly LogicalTrack[] {
    return oneTrack(this.blockCount, this.recorder === undefined);
  }

  get discInformation(): MediumInCommon['discInformation'] {
    return {
      ...finishedDisc,
      erasable: this.recorder !== undefined,
      discStatus: this.recorder ? discStatus.other : discStatus.finalized,
    };
  }

  readUserData(logicalBlockAddress: number, count: number, into: Uint8Array, offset: number): void {
    this.#source.read(logicalBlockAddress, count, into, offset);
  }

  close(): void {
    this.#source.close?.();
  }
}

/** All of it is one data track. */
const oneTrack = (blockCount: number, isReadOnly: boolean): readonly LogicalTrack[] => [
  {
    number: 1,
    sessionNumber: 1,
    trackMode: subChannelControl.dataTrack,
    dataMode: trackDataMode.mode1,
    startAddress: 0,
    sizeBlocks: blockCount,
    ...(isReadOnly ? { lastRecordedAddress: blockCount - 1 } : {}),
  },
];

const finishedDisc: MediumInCommon['discInformation'] = {
  stateOfLastSession: sessionState.complete,
  discStatus: discStatus.finalized,
  numberOfFirstTrackOnDisc: 1,
  numberOfSessionsLsb: 1,
  firstTrackNumberInLastSessionLsb: 1,
  lastTrackNumberInLastSessionLsb: 1,
  uru: true,
  opcTables: [],
};

/** A BD-ROM over any source of 2048-byte blocks; the caller sees to their length. */
export function bdRom(source: BlockSource): BlockMedium {
  const { blockCount } = source;
  return {
    kind: 'bd',
    profile: profile.bdRom,
    blockCount,
    completeSessions: 1,
    logicalTracks: oneTrack(blockCount, true),
    discInformation: finishedDisc,
    discStructures: new Map(bdRomStructures(blockCount, Math.ceil(blockCount / stock['bd-r'].capacityBlocks))),
    recorder: undefined,
    readUserData: (logicalBlockAddress, count, into, offset) => source.read(logicalBlockAddress, count, into, offset),
    close: () => source.close?.(),
  };
}

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

/** An empty DVD-RAM in memory, which takes only as much of it as is written to. */
export function dvdRamInMemory(blockCount: number = stock['dvd-ram'].capacityBlocks): Dvd {
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
