/** Sub-channels of a disc: made up from where everything lies, or read where an image has them. */
import {
  interleaveSubChannels,
  leadOutTrack,
  type QPosition,
  rawSubChannelBytes,
  subChannelQBytes,
  writeIsrcQ,
  writeMediaCatalogNumberQ,
  writePositionQ,
  writeRawSubChannels,
} from '../../../mmc/index.js';
import type { BlockSource } from './block-source.js';
import type { CdMedium } from './medium.js';

/** One in so many sectors has the catalog number in its channel Q, and another one the ISRC. */
const catalogPeriod = 100;
const catalogNumberPhase = 24;
const isrcPhase = 74;

// Nothing in here waits, so these serve all discs.
const q = new Uint8Array(subChannelQBytes);
const position: QPosition = { control: 0, trackNumber: 0, index: 0, relativeAddress: 0, logicalBlockAddress: 0 };

/** What P and Q say at an address of a disc; R to W are zero. Writes 96 raw bytes. */
export function makeSubChannels(
  disc: Pick<CdMedium, 'locate' | 'mediaCatalogNumber' | 'tracks'>,
  logicalBlockAddress: number,
  into: Uint8Array,
  offset: number,
): void {
  disc.locate(logicalBlockAddress, position);
  const { trackNumber, control, index, relativeAddress } = position;
  const phase = logicalBlockAddress % catalogPeriod;
  const { mediaCatalogNumber } = disc;
  const isrc =
    trackNumber === leadOutTrack ? undefined : disc.tracks.find(({ number }) => number === trackNumber)?.isrc;
  if (phase === catalogNumberPhase && mediaCatalogNumber)
    writeMediaCatalogNumberQ(q, 0, control, mediaCatalogNumber, logicalBlockAddress);
  else if (phase === isrcPhase && isrc) writeIsrcQ(q, 0, control, isrc, logicalBlockAddress);
  else writePositionQ(q, 0, position);
  // Channel P marks the pause, and the first sector of a track.
  writeRawSubChannels(into, offset, q, 0, index === 0 || relativeAddress === 0);
}

/** Raw sub-channels from a source that has the eight channels one after the other, 12 bytes each. */
export function interleaved(source: BlockSource): BlockSource {
  const channels = new Uint8Array(rawSubChannelBytes);
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
