/** Where the parts of each sector lie in the answer to READ CD. */
import {
  cdC2ErrorInformation,
  cdHeaderCodes,
  mode2Form1Sector,
  rawSectorBytes,
  readCd,
  readCdMsf,
} from '../../../mmc/index.js';
import type { FaultContext } from './fault-context.js';

const c2Bytes = [0, 294, 296] as const;
const subChannelBytes: Readonly<Record<number, number>> = { 0: 0, 1: 96, 2: 16, 4: 96 };
const headerAt = 12;
const modeAt = 15;
const subHeaderAt = 16;

/** Sectors as READ CD gives them, one after the other. */
export interface SectorView {
  readonly count: number;
  readonly sectorBytes: number;
  /** Bytes of the main channel in each, and where they begin in a whole sector. */
  readonly mainBytes: number;
  readonly mainStart: number;
  readonly c2Bytes: number;
  readonly subChannelBytes: number;
}

/** Undefined: the command is not READ CD, or did not give whole sectors. */
export function sectorView(context: FaultContext, transferredBytes: number): SectorView | undefined {
  const { command, fields, extent, unit } = context;
  const medium = unit.readyMedium;
  if ((command !== readCd && command !== readCdMsf) || medium?.kind !== 'cd' || !extent?.count) return undefined;
  const sectorBytes = transferredBytes / extent.count;
  if (!Number.isInteger(sectorBytes) || sectorBytes === 0) return undefined;
  const c2 = c2Bytes[fields['c2ErrorInformation'] as 0 | 1 | 2] ?? 0;
  const subChannel = subChannelBytes[fields['subChannelSelection'] as number] ?? 0;
  const mainBytes = sectorBytes - c2 - subChannel;
  if (mainBytes < 0) return undefined;
  const mainStart = mainBytes === rawSectorBytes ? 0 : startOfMain(context, mainBytes);
  return { count: extent.count, sectorBytes, mainBytes, mainStart, c2Bytes: c2, subChannelBytes: subChannel };
}

const sector = new Uint8Array(rawSectorBytes);

function startOfMain({ fields, extent, unit }: FaultContext, mainBytes: number): number {
  if (fields['sync']) return 0;
  const codes = fields['headerCodes'] as number;
  if ((codes & cdHeaderCodes.header) !== 0) return headerAt;
  const medium = unit.readyMedium;
  if (medium?.kind === 'cd') medium.readRaw(extent!.first, 1, sector, 0);
  // User data of a sector of mode 2 begins behind the sub-header, unless that is selected or there is none.
  const hasSubHeader = sector[modeAt] === 2 && (codes & cdHeaderCodes.subHeader) === 0 && mainBytes !== 2336;
  return hasSubHeader ? mode2Form1Sector.userData : subHeaderAt;
}

/** C2 pointers come in the order of the bytes, the first one in bit 7. The block error byte is the OR of all of them. */
export function pointToByte(data: Uint8Array, c2Start: number, selection: number, byteInSector: number): void {
  const bit = 0x80 >> (byteInSector & 7);
  const pointersAt = c2Start + (selection === cdC2ErrorInformation.pointerBitsAndBlockErrorByte ? 2 : 0);
  data[pointersAt + (byteInSector >> 3)]! |= bit;
  if (pointersAt > c2Start) data[c2Start]! |= bit;
}
