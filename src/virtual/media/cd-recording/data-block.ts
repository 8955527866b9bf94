/** From the blocks that an initiator sends to sectors, for the data block types of mode page 05h and for cue sheets. */
import {
  completeSector,
  dataBlockBytes,
  mode1Sector,
  mode2Form1Sector,
  rawSectorBytes,
  rawSubChannelBytes,
  type SectorFormat,
  sectorFormat,
  subChannelControl,
  submode,
} from '../../../../mmc/index.js';
import { illegalModeForTrack } from '../../refusal.js';
import type { WriteParameters } from '../recorder.js';
import type { SubChannelForm } from './sent-sub-channels.js';
import type { RecordedMode } from './state.js';

/** What of a sector a block is. */
export interface SectorPart {
  readonly mode: RecordedMode;
  /** Bytes of the block. */
  readonly length: number;
  /** Where in the sector they go. */
  readonly at: number;
  /** What the drive completes it to; undefined: the block is the sector. */
  readonly format?: SectorFormat | ((sectors: Uint8Array, sector: number) => SectorFormat);
}

interface DataBlock extends SectorPart {
  /** The sub-header is that of the mode page. */
  readonly hasSubHeaderOfPage?: boolean;
  /** What follows each block. */
  readonly subChannels?: SubChannelForm;
}

const { userData } = mode1Sector;
const { subHeader, userData: formData } = mode2Form1Sector;

/** The form that the sub-header of a sector tells. */
export const formOf = (sectors: Uint8Array, sector: number): SectorFormat =>
  (sectors[sector + subHeader + 2]! & submode.form2) !== 0 ? sectorFormat.mode2Form2 : sectorFormat.mode2Form1;

/** By data block type. Type 1, with P and Q, is for writing raw. */
const dataBlocks: Readonly<Record<number, Omit<DataBlock, 'length'>>> = {
  0: { mode: 'audio', at: 0 },
  2: { mode: 'audio', at: 0, subChannels: 'packed' },
  3: { mode: 'audio', at: 0, subChannels: 'raw' },
  8: { mode: 'mode1', at: userData, format: sectorFormat.mode1 },
  9: { mode: 'mode2Formless', at: userData, format: sectorFormat.mode2Formless },
  10: { mode: 'xa', at: formData, format: sectorFormat.mode2Form1, hasSubHeaderOfPage: true },
  11: { mode: 'xa', at: subHeader, format: sectorFormat.mode2Form1 },
  12: { mode: 'xa', at: formData, format: sectorFormat.mode2Form2, hasSubHeaderOfPage: true },
  13: { mode: 'xa', at: subHeader, format: formOf },
};

/** The blocks that a track of the page's mode consists of. Throws a Refusal where block type and mode do not fit. */
export function dataBlockOf(parameters: WriteParameters, logicalBlockAddress: number): DataBlock {
  const block = dataBlocks[parameters.dataBlockType];
  const isData = (parameters.trackMode & subChannelControl.dataTrack) !== 0;
  if (!block || isData !== (block.mode !== 'audio')) throw illegalModeForTrack(logicalBlockAddress);
  const length = dataBlockBytes[parameters.dataBlockType]!;
  return { ...block, length: block.subChannels ? rawSectorBytes : length };
}

/** Bytes of a block with what follows it. */
export const pageBlockBytes = ({ length, subChannels }: DataBlock): number =>
  length + (subChannels ? rawSubChannelBytes : 0);

/** Whole sectors from blocks, of which there is one every `strideBytes`. */
export function sectorsOfBlocks(
  part: SectorPart,
  logicalBlockAddress: number,
  count: number,
  data: Uint8Array,
  strideBytes: number,
  prepare?: (sectors: Uint8Array, sector: number) => void,
): Uint8Array {
  const { length, format } = part;
  if (length === rawSectorBytes && strideBytes === rawSectorBytes && format === undefined) return data;
  const sectors = new Uint8Array(count * rawSectorBytes);
  for (let i = 0; i < count; i++) {
    const sector = i * rawSectorBytes;
    sectors.set(data.subarray(i * strideBytes, i * strideBytes + length), sector + part.at);
    prepare?.(sectors, sector);
    if (format === undefined) continue;
    completeSector(
      sectors,
      sector,
      typeof format === 'function' ? format(sectors, sector) : format,
      logicalBlockAddress + i,
    );
  }
  return sectors;
}

/** As `sectorsOfBlocks`, for the blocks that mode page 05h tells of. */
export function sectorsOfPage(
  block: DataBlock,
  parameters: WriteParameters,
  logicalBlockAddress: number,
  count: number,
  data: Uint8Array,
): Uint8Array {
  const { subHeaderByte0, subHeaderByte1, subHeaderByte2, subHeaderByte3 } = parameters;
  const bytes = [subHeaderByte0, subHeaderByte1, subHeaderByte2, subHeaderByte3];
  const prepare = block.hasSubHeaderOfPage
    ? (sectors: Uint8Array, sector: number) => sectors.set(bytes, sector + subHeader)
    : undefined;
  return sectorsOfBlocks(block, logicalBlockAddress, count, data, pageBlockBytes(block), prepare);
}

const formatOfZeros: Readonly<Record<RecordedMode, SectorFormat>> = {
  audio: sectorFormat.cdDa,
  mode1: sectorFormat.mode1,
  mode2Formless: sectorFormat.mode2Formless,
  xa: sectorFormat.mode2Form1,
};

/** Makes the sector at `offset`, which is all zero, one of user data that is all zero. */
export function completeZeros(
  mode: RecordedMode,
  sectors: Uint8Array,
  offset: number,
  logicalBlockAddress: number,
): void {
  completeSector(sectors, offset, formatOfZeros[mode], logicalBlockAddress);
}

/** Sectors of zeros. */
export function zeroSectors(mode: RecordedMode, logicalBlockAddress: number, count: number): Uint8Array {
  const sectors = new Uint8Array(count * rawSectorBytes);
  for (let i = 0; i < count; i++) completeZeros(mode, sectors, i * rawSectorBytes, logicalBlockAddress + i);
  return sectors;
}
