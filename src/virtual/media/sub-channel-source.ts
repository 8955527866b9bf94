/** Sub-channels of a disc: made up from where everything lies, or read where an image has them. */
import {
  deinterleaveSubChannels,
  extractSubChannel,
  interleaveSubChannels,
  isSubChannelQRight,
  leadOutTrack,
  type QPosition,
  rawSubChannelBytes,
  subChannel,
  subChannelQBytes,
  writeIsrcQ,
  writeMediaCatalogNumberQ,
  writePositionQ,
  writeRawSubChannels,
} from '../../../mmc/index.js';
import type { BlockSource } from './block-source.js';
import { partOfBlocks } from './image-files.js';
import type { CdMedium } from './medium.js';

/** One in so many sectors has the catalog number in its channel Q, and another one the ISRC. */
const catalogPeriod = 100;
const catalogNumberPhase = 24;
const isrcPhase = 74;

// Nothing in here waits, so these serve all discs.
const q = new Uint8Array(subChannelQBytes);
const channels = new Uint8Array(rawSubChannelBytes);
const position: QPosition = { control: 0, trackNumber: 0, index: 0, relativeAddress: 0, logicalBlockAddress: 0 };

/** What P and Q say at an address of a disc; R to W are zero. Writes 96 raw bytes. */
export function makeSubChannels(
  disc: Pick<CdMedium, 'locate' | 'mediaCatalogNumber' | 'tracks'>,
  logicalBlockAddress: number,
  into: Uint8Array,
  offset: number,
): void {
  const phase = logicalBlockAddress % catalogPeriod;
  // An index begins with a sector that says so.
  const mayTellCode = (phase === catalogNumberPhase || phase === isrcPhase) && !beginsIndex(disc, logicalBlockAddress);
  disc.locate(logicalBlockAddress, position);
  const { trackNumber, control, index, relativeAddress } = position;
  const { mediaCatalogNumber } = disc;
  const isrc =
    trackNumber === leadOutTrack ? undefined : disc.tracks.find(({ number }) => number === trackNumber)?.isrc;
  if (mayTellCode && phase === catalogNumberPhase && mediaCatalogNumber)
    writeMediaCatalogNumberQ(q, 0, control, mediaCatalogNumber, logicalBlockAddress);
  else if (mayTellCode && phase === isrcPhase && isrc) writeIsrcQ(q, 0, control, isrc, logicalBlockAddress);
  else writePositionQ(q, 0, position);
  // Channel P marks the pause, and the first sector of a track.
  writeRawSubChannels(into, offset, q, 0, index === 0 || relativeAddress === 0);
}

function beginsIndex(disc: Pick<CdMedium, 'locate'>, logicalBlockAddress: number): boolean {
  disc.locate(logicalBlockAddress, position);
  const { trackNumber, index } = position;
  disc.locate(logicalBlockAddress - 1, position);
  return position.trackNumber !== trackNumber || position.index !== index;
}

/** Raw sub-channels from a source that has the eight channels one after the other, 12 bytes each. */
export function interleaved(source: BlockSource): BlockSource {
  return {
    ...source,
    read(block, count, into, offset) {
      for (let i = 0; i < count; i++) {
        source.read(block + i, 1, channels, 0);
        interleaveSubChannels(channels, 0, into, offset + i * rawSubChannelBytes);
      }
    },
  };
}

/** How an image keeps sub-channels: as READ CD returns them, channel after channel, or without P and Q. */
export type SubChannelOrder = 'interleaved' | 'channelAfterChannel' | 'rToW';

/** Sectors at the beginning of which the order of the sub-channels is told. */
const sniffedBlocks = 32;

/** How sub-channels are kept, by which way channel Q has its CRC. Without any that is right it is R to W alone. */
export function subChannelOrder(source: BlockSource): SubChannelOrder {
  const block = new Uint8Array(rawSubChannelBytes);
  for (let i = 0; i < Math.min(sniffedBlocks, source.blockCount); i++) {
    source.read(i, 1, block, 0);
    if (isSubChannelQRight(block, subChannelQBytes)) return 'channelAfterChannel';
    extractSubChannel(block, 0, subChannel.q, q, 0);
    if (isSubChannelQRight(q)) return 'interleaved';
  }
  return 'rToW';
}

/** What a track is made from where each block has 96 bytes of sub-channels behind what there is of the sector. */
export function withSubChannels(source: BlockSource): {
  source: BlockSource;
  subChannels: BlockSource;
  hasOnlyRToW: boolean;
} {
  const sectorBytes = source.blockLengthBytes - rawSubChannelBytes;
  const kept = partOfBlocks(source, sectorBytes, rawSubChannelBytes);
  const order = subChannelOrder(kept);
  return {
    source: partOfBlocks(source, 0, sectorBytes),
    subChannels: order === 'channelAfterChannel' ? interleaved(kept) : kept,
    hasOnlyRToW: order === 'rToW',
  };
}

/** Takes 96 raw bytes apart into the eight channels, in place. */
export function takeApart(into: Uint8Array, offset: number): void {
  channels.set(into.subarray(offset, offset + rawSubChannelBytes));
  deinterleaveSubChannels(channels, 0, into, offset);
}
