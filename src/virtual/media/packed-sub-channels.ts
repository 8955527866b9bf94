/** Sub-channels R to W as packs: 24 symbols each, one after the other, which lie spread over three sectors on a disc. */
import {
  correctRwPack,
  deinterleaveRwPack,
  interleaveRwPack,
  rawSubChannelBytes,
  rwPackBytes,
  writeRwPackParity,
} from '../../../mmc/index.js';
import type { BlockSource } from './block-source.js';
import { firstPauseBlocks } from './disc-placement.js';
import { partOfBlocks } from './image-files.js';
import type { CdMedium } from './medium.js';

/** Sectors over which the packs that begin in one are spread. */
const spreadSectors = 3;
const rToWBits = 0x3f;
/** Whole sectors by which a drive gives packs out late: by then their last symbols have gone by. */
export const packDelaySectors = spreadSectors - 1;

// Commands run one after the other, so this serves all discs.
const window = new Uint8Array(spreadSectors * rawSubChannelBytes);

/**
 * Writes the four packs that end in a sector, or before it, and after those of the sector before: 96 bytes, corrected
 * where that can be done. `isNext`: the call before was for the sector before on the same disc.
 */
export function readPacks(
  disc: Pick<CdMedium, 'readSubChannels'>,
  logicalBlockAddress: number,
  into: Uint8Array,
  offset: number,
  isNext: boolean,
): void {
  if (isNext) window.copyWithin(0, rawSubChannelBytes);
  for (let i = isNext ? packDelaySectors : 0; i < spreadSectors; i++) {
    const address = logicalBlockAddress + i - packDelaySectors;
    const at = i * rawSubChannelBytes;
    // The lead-in has packs of another kind.
    if (address < -firstPauseBlocks) window.fill(0, at, at + rawSubChannelBytes);
    else disc.readSubChannels(address, window, at);
  }
  for (let at = 0; at < rawSubChannelBytes; at += rwPackBytes) {
    deinterleaveRwPack(window, at, into, offset + at);
    correctRwPack(into, offset + at);
  }
}

/** Makes raw sub-channels of packs, sector after sector, with their parity. */
export class PackInterleaver {
  /** What the packs of the sectors before have left for this one and the following. */
  readonly #window = new Uint8Array(spreadSectors * rawSubChannelBytes);
  readonly #pack = new Uint8Array(rwPackBytes);

  /** Takes a sector's four packs, P and Q in bits 7 and 6, and writes 96 raw bytes. */
  next(packs: Uint8Array, packsOffset: number, into: Uint8Array, offset: number): void {
    const spread = this.#window;
    for (let at = 0; at < rawSubChannelBytes; at += rwPackBytes) {
      this.#pack.set(packs.subarray(packsOffset + at, packsOffset + at + rwPackBytes));
      writeRwPackParity(this.#pack, 0);
      interleaveRwPack(this.#pack, 0, spread, at);
    }
    for (let i = 0; i < rawSubChannelBytes; i++) into[offset + i] = (packs[packsOffset + i]! & ~rToWBits) | spread[i]!;
    spread.copyWithin(0, rawSubChannelBytes);
    spread.fill(0, packDelaySectors * rawSubChannelBytes);
  }
}

/** Raw sub-channels R to W from a source that has four packs for each sector. */
function interleavedPacks(source: BlockSource): BlockSource {
  const packs = new Uint8Array(rawSubChannelBytes);
  return {
    ...source,
    read(block, count, into, offset) {
      const interleaver = new PackInterleaver();
      // The sectors before only leave their rest to the first one, which is then written over them.
      for (let i = Math.max(-packDelaySectors, -block); i < count; i++) {
        source.read(block + i, 1, packs, 0);
        interleaver.next(packs, 0, into, offset + Math.max(0, i) * rawSubChannelBytes);
      }
    },
  };
}

/** What a track is made from where each block has four packs behind what there is of the sector. */
export function withPacks(source: BlockSource) {
  const sectorBytes = source.blockLengthBytes - rawSubChannelBytes;
  return {
    source: partOfBlocks(source, 0, sectorBytes),
    subChannels: interleavedPacks(partOfBlocks(source, sectorBytes, rawSubChannelBytes)),
    hasOnlyRToW: true,
  };
}
