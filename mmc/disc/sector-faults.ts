/** Whether the parts of a raw CD sector are what its format makes them. */
import { errorDetectionCode, isPParityRight, isQParityRight } from './edc-ecc.js';
import {
  mode1Sector,
  mode2Form1Sector,
  mode2Form2Sector,
  mode2Sector,
  rawSectorBytes,
  type SectorFormat,
  sectorAddress,
  sectorFormat,
  submode,
  withoutHeader,
} from './sector.js';

/** Bits of what {@link sectorFaults} gives. */
export const sectorFault = {
  /** No sync. */
  sync: 0x01,
  /** The header holds no time, or another mode. */
  header: 0x02,
  /** The two copies of the sub-header differ, or name the other form. */
  subHeader: 0x04,
  /** What has to be zero is not: the data of mode 0, the gap behind the EDC of mode 1. */
  zero: 0x08,
  edc: 0x10,
  pParity: 0x20,
  qParity: 0x40,
} as const;

/** Bits 7 to 5 of the mode byte are the block indicator of packet writing. */
const modeBits = 0x1f;

/** Whether a sync is at `offset`: a data sector begins there, scrambled or not. */
export function hasSync(sector: Uint8Array, offset = 0): boolean {
  if (sector[offset] !== 0 || sector[offset + 11] !== 0) return false;
  for (let i = 1; i < 11; i++) if (sector[offset + i] !== 0xff) return false;
  return true;
}

/** @internal The mode in the header, without the block indicator. */
export const modeOf = (sector: Uint8Array, offset: number): number =>
  sector[offset + mode1Sector.header + 3]! & modeBits;

/**
 * What is wrong with the sector at `offset`, taken as one of `format`: the sum of bits of {@link sectorFault}, 0 for
 * nothing. The EDC of form 2 may be zero, which stands for none. CD-DA has nothing to be wrong.
 */
export function sectorFaults(sector: Uint8Array, offset: number, format: SectorFormat): number {
  switch (format) {
    case sectorFormat.mode0:
      return (
        headFaults(sector, offset, 0) |
        (isZero(sector, offset + mode2Sector.userData, offset + rawSectorBytes) ? 0 : sectorFault.zero)
      );
    case sectorFormat.mode1:
      return mode1Faults(sector, offset);
    case sectorFormat.mode2Formless:
      return headFaults(sector, offset, 2);
    case sectorFormat.mode2Form1:
      return form1Faults(sector, offset);
    case sectorFormat.mode2Form2:
      return form2Faults(sector, offset);
    default:
      return 0;
  }
}

function mode1Faults(sector: Uint8Array, offset: number): number {
  const { edc, zero, parity } = mode1Sector;
  return (
    headFaults(sector, offset, 1) |
    (isZero(sector, offset + zero, offset + parity) ? 0 : sectorFault.zero) |
    (isEdcRight(sector, offset, offset + edc) ? 0 : sectorFault.edc) |
    parityFaults(sector, offset)
  );
}

function form1Faults(sector: Uint8Array, offset: number): number {
  const { subHeader, edc } = mode2Form1Sector;
  return (
    headFaults(sector, offset, 2) |
    subHeaderFaults(sector, offset, 0) |
    (isEdcRight(sector, offset + subHeader, offset + edc) ? 0 : sectorFault.edc) |
    withoutHeader(sector, offset, parityFaults)
  );
}

function form2Faults(sector: Uint8Array, offset: number): number {
  const { subHeader, edc } = mode2Form2Sector;
  const hasEdc = !isZero(sector, offset + edc, offset + rawSectorBytes);
  return (
    headFaults(sector, offset, 2) |
    subHeaderFaults(sector, offset, submode.form2) |
    (hasEdc && !isEdcRight(sector, offset + subHeader, offset + edc) ? sectorFault.edc : 0)
  );
}

function headFaults(sector: Uint8Array, offset: number, mode: number): number {
  const isHeader = modeOf(sector, offset) === mode && sectorAddress(sector, offset) !== undefined;
  return (hasSync(sector, offset) ? 0 : sectorFault.sync) | (isHeader ? 0 : sectorFault.header);
}

function subHeaderFaults(sector: Uint8Array, offset: number, form: number): number {
  const isForm = (sector[offset + mode2Form1Sector.subHeader + 2]! & submode.form2) === form;
  return isForm && areSubHeadersSame(sector, offset) ? 0 : sectorFault.subHeader;
}

/** @internal Whether the two copies of the sub-header agree. */
export function areSubHeadersSame(sector: Uint8Array, offset: number): boolean {
  const at = offset + mode2Form1Sector.subHeader;
  for (let i = at; i < at + 4; i++) if (sector[i] !== sector[i + 4]) return false;
  return true;
}

function parityFaults(sector: Uint8Array, offset: number): number {
  return (
    (isPParityRight(sector, offset) ? 0 : sectorFault.pParity) |
    (isQParityRight(sector, offset) ? 0 : sectorFault.qParity)
  );
}

/** @internal Whether the four bytes at `end` are the EDC of those from `start` to there. */
export function isEdcRight(sector: Uint8Array, start: number, end: number): boolean {
  const stored = sector[end]! | (sector[end + 1]! << 8) | (sector[end + 2]! << 16) | (sector[end + 3]! << 24);
  return stored >>> 0 === errorDetectionCode(sector, start, end);
}

function isZero(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== 0) return false;
  return true;
}
