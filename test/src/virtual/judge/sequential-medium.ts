import { discStatus, sessionState } from '../../../../mmc/index.js';
import {
  type BlockMedium,
  dvdRamInMemory,
  type Recorder,
  type Work,
  type WriteRequest,
} from '../../../../src/virtual/index.js';
import { profile } from '../../../../src/virtual/media/medium.js';
import { commandSequenceError, Refusal } from '../../../../src/virtual/refusal.js';

const blockCount = 1000;
const invalidAddressForWrite = new Refusal({ senseKey: 5, asc: 0x21, ascq: 0x02 });

interface Setup {
  readonly profile?: number;
  /** Bytes of a block that WRITE brings. */
  readonly blockBytes?: number;
  /** How long closing, blanking and the like take. */
  readonly durationMs?: number;
  /** Writes fail with this, once. */
  readonly failure?: Refusal;
  /** Session at once: nothing is written without a cue sheet. */
  readonly needsCueSheet?: boolean;
  readonly recordedBlocks?: number;
}

/** A medium of one track that is written in sequence: the least that the rules about recording can be shown on. */
export function sequentialMedium(setup: Setup = {}): BlockMedium {
  let nextWritableAddress = setup.recordedBlocks ?? 0;
  let isClosed = false;
  let { failure, needsCueSheet = false } = setup;
  const work: Work = { durationMs: setup.durationMs ?? 0, told: 'operation' };
  const recorder: Recorder = {
    blockBytes: () => setup.blockBytes ?? 2048,
    write({ logicalBlockAddress, count }: WriteRequest) {
      if (failure) {
        const once = failure;
        failure = undefined;
        throw once;
      }
      if (needsCueSheet || isClosed) throw commandSequenceError();
      if (logicalBlockAddress !== nextWritableAddress) throw invalidAddressForWrite;
      nextWritableAddress += count;
    },
    synchronizeCache: () => work,
    closeTrackSession(closeFunction) {
      if (closeFunction > 1 && !isClosed) throw commandSequenceError();
      isClosed = true;
      return work;
    },
    blank() {
      nextWritableAddress = 0;
      isClosed = false;
      return work;
    },
    sendCueSheet() {
      needsCueSheet = false;
    },
    calibratePower: () => work,
  };
  // What a medium tells besides, it tells like a DVD-RAM.
  const medium: Partial<BlockMedium> = {
    profile: setup.profile ?? profile.dvdRSequential,
    recorder,
    get logicalTracks() {
      return [
        {
          number: 1,
          sessionNumber: 1,
          trackMode: 4,
          dataMode: 1,
          startAddress: 0,
          sizeBlocks: blockCount,
          isBlank: nextWritableAddress === 0,
          ...(!isClosed && { nextWritableAddress }),
        },
      ];
    },
    get discInformation() {
      const isEmpty = nextWritableAddress === 0;
      return {
        erasable: true,
        discStatus: isEmpty ? discStatus.empty : isClosed ? discStatus.finalized : discStatus.incomplete,
        stateOfLastSession: isEmpty ? sessionState.empty : isClosed ? sessionState.complete : sessionState.incomplete,
        opcTables: [],
      };
    },
    readUserData: (_lba, count, into, offset) => into.fill(0, offset, offset + 2048 * count),
  };
  return Object.create(dvdRamInMemory(blockCount), Object.getOwnPropertyDescriptors(medium));
}
