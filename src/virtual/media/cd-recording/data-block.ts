/** From the blocks that an initiator sends to sectors, for the data block types of mode page 05h. */
import {
  completeSector,
  dataBlockBytes,
  mode1Sector,
  mode2Form1Sector,
  rawSectorBytes,
  type SectorFormat,
  sectorFormat,
  subChannelControl,
  submode,
} from '../../../../mmc/index.js';
import { illegalModeForTrack } from '../../refusal.js';
import type { WriteParameters } from '../recorder.js';
import type { RecordedMode } from './state.js';

interface DataBlock {
  readonly mode: RecordedMode;
  /** Bytes of a block. */
  readonly length: number;
  /** Where in the sector the block goes. */
  readonly at: number;
  /** What the drive completes it to; undefined: the block is the sector, or the sub-header says. */
  readonly format?: SectorFormat;
  /** The sub-header is that of the mode page. */
  readonly hasSubHeaderOfPage?: boolean;
}

const { userData } = mode1Sector;
const { subHeader, userData: formData } = mode2Form1Sector;

/** By data block type. Types 1 to 3 have sub-channels and are for writing raw. */
const dataBlocks: Readonly<Record<number, Omit<DataBlock, 'length'>>> = {
  0: { mode: 'audio', at: 0 },
  8: { mode: 'mode1', at: userData, format: sectorFormat.mode1 },
  9: { mode: 'mode2Formless', at: userData, format: sectorFormat.mode2Formless },
  10: { mode: 'xa', at: formData, format: sectorFormat.mode2Form1, hasSubHeaderOfPage: true },
  11: { mode: 'xa', at: subHeader, format: sectorFormat.mode2Form1 },
  12: { mode: 'xa', at: formData, format: sectorFormat.mode2Form2, hasSubHeaderOfPage: true },
  13: { mode: 'xa', at: subHeader },
};

/** The blocks that a track of the page's mode consists of. Throws a Refusal where block type and mode do not fit. */
export function dataBlockOf(parameters: WriteParameters, logicalBlockAddress: number): DataBlock {
  const block = dataBlocks[parameters.dataBlockType];
  const isData = (parameters.trackMode & subChannelControl.dataTrack) !== 0;
  if (!block || isData !== (block.mode !== 'audio')) throw illegalModeForTrack(logicalBlockAddress);
  return { ...block, length: dataBlockBytes[parameters.dataBlockType]! };
}

/** Whole sectors from `count` blocks. */
export function sectorsOfBlocks(
  block: DataBlock,
  parameters: WriteParameters,
  logicalBlockAddress: number,
  count: number,
  data: Uint8Array,
): Uint8Array {
  if (block.length === rawSectorBytes) return data;
  const sectors = new Uint8Array(count * rawSectorBytes);
  for (let i = 0; i < count; i++) {
    const sector = i * rawSectorBytes;
    const from = i * block.length;
    sectors.set(data.subarray(from, from + block.length), sector + block.at);
    if (block.hasSubHeaderOfPage) writeSubHeaderOfPage(sectors, sector, parameters);
    completeSector(sectors, sector, block.format ?? formOf(sectors, sector), logicalBlockAddress + i);
  }
  return sectors;
}

function writeSubHeaderOfPage(sectors: Uint8Array, sector: number, parameters: WriteParameters): void {
  const { subHeaderByte0, subHeaderByte1, subHeaderByte2, subHeaderByte3 } = parameters;
  sectors.set([subHeaderByte0, subHeaderByte1, subHeaderByte2, subHeaderByte3], sector + subHeader);
}

/** The form that the sub-header of a sector tells. */
const formOf = (sectors: Uint8Array, sector: number): SectorFormat =>
  (sectors[sector + subHeader + 2]! & submode.form2) !== 0 ? sectorFormat.mode2Form2 : sectorFormat.mode2Form1;
