/** Whole sectors of a track, from what its source has of each. */
import {
  cdSectorType,
  completeSector,
  mode1DataBytes,
  mode1Sector,
  mode2Form1Sector,
  mode2Sector,
  rawSectorBytes,
  type SectorFormat,
  sectorFormat,
  sectorFormatOf,
  submode,
  writeSubHeader,
} from '../../../mmc/index.js';
import type { Track, TrackType } from './compact-disc.js';

/** How a block becomes a sector: where it stands in it, and what is made around it. */
interface Packing {
  readonly blockOffset: number;
  readonly format: SectorFormat;
  /** Of the sub-header, where a block has none. */
  readonly submode?: number;
}

const { mode1, mode2Formless, mode2Form1, mode2Form2 } = sectorFormat;
/** Sub-header and all that follows: only sync and header are made. */
const fromSubHeader: Packing = { blockOffset: mode2Sector.userData, format: mode2Formless };

const packings: Readonly<Record<TrackType, Readonly<Record<number, Packing>>>> = {
  audio: {},
  mode1: { 2048: { blockOffset: mode1Sector.userData, format: mode1 } },
  mode2Formless: { 2336: fromSubHeader },
  mode2Form1: {
    2048: { blockOffset: mode2Form1Sector.userData, format: mode2Form1, submode: submode.data },
    2336: fromSubHeader,
  },
  mode2Form2: {
    2324: { blockOffset: mode2Form1Sector.userData, format: mode2Form2, submode: submode.form2 },
    2336: fromSubHeader,
  },
  mode2Xa: { 2336: fromSubHeader },
};

/** What the sectors of a gap are, where nothing was recorded. */
const gapPackings: Readonly<Record<TrackType, Packing | undefined>> = {
  audio: undefined,
  mode1: packings.mode1[mode1DataBytes],
  mode2Formless: fromSubHeader,
  mode2Form1: packings.mode2Form1[mode1DataBytes],
  mode2Form2: packings.mode2Form2[2324],
  mode2Xa: packings.mode2Form1[mode1DataBytes],
};

/** What all sectors of a track are; undefined: each says it itself. */
const uniformTypes: Readonly<Record<TrackType, number | undefined>> = {
  audio: cdSectorType.cdDa,
  mode1: cdSectorType.mode1,
  mode2Formless: cdSectorType.mode2Formless,
  mode2Form1: cdSectorType.mode2Form1,
  mode2Form2: cdSectorType.mode2Form2,
  mode2Xa: undefined,
};

// Nothing in here waits, so this serves all discs.
const sector = new Uint8Array(rawSectorBytes);

interface Run {
  readonly count: number;
  readonly isRecorded: boolean;
}

/** Sectors from an address on that are all in the track's source, or all in a gap of the same track. */
export function runOf(track: Track, logicalBlockAddress: number, count: number): Run {
  const sourceEnd = track.sourceStart + track.source.blockCount;
  if (logicalBlockAddress < track.sourceStart)
    return { count: Math.min(count, track.sourceStart - logicalBlockAddress), isRecorded: false };
  if (logicalBlockAddress < sourceEnd)
    return { count: Math.min(count, sourceEnd - logicalBlockAddress), isRecorded: true };
  return { count: Math.min(count, track.end - logicalBlockAddress), isRecorded: false };
}

/** Writes `run.count` whole sectors of a track, 2352 bytes each. */
export function readSectors(
  track: Track,
  logicalBlockAddress: number,
  { count, isRecorded }: Run,
  into: Uint8Array,
  offset: number,
): void {
  const { source, sourceStart, type } = track;
  if (isRecorded && source.blockLengthBytes === rawSectorBytes)
    source.read(logicalBlockAddress - sourceStart, count, into, offset);
  else if (isRecorded) {
    const { blockLengthBytes } = source;
    // The blocks go to the end of the room, from where they are taken one by one without running into each other.
    const blocks = offset + count * (rawSectorBytes - blockLengthBytes);
    source.read(logicalBlockAddress - sourceStart, count, into, blocks);
    const packing = packings[type][blockLengthBytes]!;
    for (let i = 0; i < count; i++) {
      const at = offset + i * rawSectorBytes;
      const block = blocks + i * blockLengthBytes;
      into.copyWithin(at + packing.blockOffset, block, block + blockLengthBytes);
      complete(packing, into, at, logicalBlockAddress + i);
    }
  } else {
    into.fill(0, offset, offset + count * rawSectorBytes);
    const packing = gapPackings[type];
    if (packing)
      for (let i = 0; i < count; i++) complete(packing, into, offset + i * rawSectorBytes, logicalBlockAddress + i);
  }
}

function complete(packing: Packing, into: Uint8Array, at: number, logicalBlockAddress: number): void {
  if (packing.submode !== undefined)
    writeSubHeader(into, at, { fileNumber: 0, channelNumber: 0, submode: packing.submode, codingInformation: 0 });
  completeSector(into, at, packing.format, logicalBlockAddress);
}

/** What a sector of a track is: one of `cdSectorType`. */
export function sectorTypeOf(track: Track, logicalBlockAddress: number): number {
  const uniform = uniformTypes[track.type];
  if (uniform !== undefined) return uniform;
  readSectors(track, logicalBlockAddress, runOf(track, logicalBlockAddress, 1), sector, 0);
  const format = sectorFormatOf(sector);
  // In a data track a sector without a sync, or with a mode that there is not, is data nevertheless.
  return format === mode2Form1 || format === mode2Form2 || format === mode1 ? format : mode2Formless;
}

/** Whether all sectors of a track are of one type, whatever they hold. */
export const isUniform = ({ type }: Track): boolean => uniformTypes[type] !== undefined;

/** Where 2048 bytes of user data stand in a sector of a track that has them. */
export const userDataOffset = ({ type }: Track): number =>
  type === 'mode1' ? mode1Sector.userData : mode2Form1Sector.userData;
