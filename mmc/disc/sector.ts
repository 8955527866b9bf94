/** Raw CD sectors: where their parts lie, and building them in place. */
import { readBcdMsf, writeBcdMsf } from './bcd-msf.js';
import { errorDetectionCode, writeParity } from './edc-ecc.js';
import { framesOfLba, lbaOfFrames } from './msf.js';

/** Bytes of a raw sector, audio or data. */
export const rawSectorBytes = 2352;
/** Bytes of user data in a mode 1 sector. */
export const mode1DataBytes = 2048;

/** Offsets in a mode 1 sector. */
export const mode1Sector = {
  sync: 0,
  header: 12,
  userData: 16,
  edc: 2064,
  zero: 2068,
  parity: 2076,
} as const;

/** Offsets in a mode 2 sector, whose user data fills it. A mode 0 sector has zeros there. */
export const mode2Sector = { sync: 0, header: 12, userData: 16 } as const;

/** Offsets in a mode 2 form 1 sector (CD-ROM XA). */
export const mode2Form1Sector = { sync: 0, header: 12, subHeader: 16, userData: 24, edc: 2072, parity: 2076 } as const;

/** Offsets in a mode 2 form 2 sector (CD-ROM XA). */
export const mode2Form2Sector = { sync: 0, header: 12, subHeader: 16, userData: 24, edc: 2348 } as const;

/** What a raw sector is. The numbers are those of `cdSectorType`, which has none for mode 0. */
export const sectorFormat = {
  cdDa: 1,
  mode1: 2,
  mode2Formless: 3,
  mode2Form1: 4,
  mode2Form2: 5,
  mode0: 6,
} as const;
/** One of {@link sectorFormat}. */
export type SectorFormat = (typeof sectorFormat)[keyof typeof sectorFormat];

/** Bits of the submode, the third byte of a sub-header. */
export const submode = {
  endOfRecord: 0x01,
  video: 0x02,
  audio: 0x04,
  data: 0x08,
  trigger: 0x10,
  form2: 0x20,
  realTime: 0x40,
  endOfFile: 0x80,
} as const;

/** Sub-header of a mode 2 form 1 or form 2 sector. */
export interface SubHeader {
  readonly fileNumber: number;
  readonly channelNumber: number;
  /** Bits of {@link submode}. */
  readonly submode: number;
  readonly codingInformation: number;
}

/** Writes both copies of the sub-header into the sector at `offset`. */
export function writeSubHeader(sector: Uint8Array, offset: number, subHeader: SubHeader): void {
  const at = offset + mode2Form1Sector.subHeader;
  sector[at] = subHeader.fileNumber;
  sector[at + 1] = subHeader.channelNumber;
  sector[at + 2] = subHeader.submode;
  sector[at + 3] = subHeader.codingInformation;
  sector.copyWithin(at + 4, at, at + 4);
}

/** The sub-header, from its first copy. */
export function readSubHeader(sector: Uint8Array, offset = 0): SubHeader {
  const at = offset + mode2Form1Sector.subHeader;
  return {
    fileNumber: sector[at]!,
    channelNumber: sector[at + 1]!,
    submode: sector[at + 2]!,
    codingInformation: sector[at + 3]!,
  };
}

/** The address in the header of the data sector at `offset`; undefined where those bytes are no time. */
export function sectorAddress(sector: Uint8Array, offset = 0): number | undefined {
  const frames = readBcdMsf(sector, offset + mode1Sector.header);
  return frames === undefined ? undefined : lbaOfFrames(frames);
}

/**
 * Completes the sector at `offset` around the user data (for form 1 and form 2 also the sub-header) that stands
 * there: sync, header with the address, EDC and parity as the format has them. In form 1 and form 2 the first copy of
 * the sub-header counts, with its form bit set to match. A mode 0 sector gets its zeros; CD-DA is left alone.
 */
export function completeSector(
  sector: Uint8Array,
  offset: number,
  format: SectorFormat,
  logicalBlockAddress: number,
): void {
  if (format === sectorFormat.mode1) completeMode1Sector(sector, offset, logicalBlockAddress);
  else if (format === sectorFormat.mode2Form1) completeMode2Form1Sector(sector, offset, logicalBlockAddress);
  else if (format === sectorFormat.mode2Form2) completeMode2Form2Sector(sector, offset, logicalBlockAddress);
  else if (format === sectorFormat.mode2Formless) writeSyncAndHeader(sector, offset, logicalBlockAddress, 2);
  else if (format === sectorFormat.mode0) {
    writeSyncAndHeader(sector, offset, logicalBlockAddress, 0);
    sector.fill(0, offset + mode2Sector.userData, offset + rawSectorBytes);
  }
}

/**
 * Completes the mode 1 sector at `offset`, whose user data stands there already (from `offset + 16`): sync, header
 * with the address, EDC, zeros and P and Q parity. Allocates nothing.
 */
export function completeMode1Sector(sector: Uint8Array, offset: number, logicalBlockAddress: number): void {
  writeSyncAndHeader(sector, offset, logicalBlockAddress, 1);
  writeMode1Codes(sector, offset);
}

/** @internal EDC, zeros and parity over what stands in the sector. */
export function writeMode1Codes(sector: Uint8Array, offset: number): void {
  writeEdc(sector, offset + mode1Sector.edc, errorDetectionCode(sector, offset, offset + mode1Sector.edc));
  sector.fill(0, offset + mode1Sector.zero, offset + mode1Sector.parity);
  writeParity(sector, offset);
}

function completeMode2Form1Sector(sector: Uint8Array, offset: number, logicalBlockAddress: number): void {
  completeSubHeader(sector, offset, 0);
  writeSyncAndHeader(sector, offset, logicalBlockAddress, 2);
  writeForm1Codes(sector, offset);
}

/** @internal EDC and parity over what stands in the sector. */
export function writeForm1Codes(sector: Uint8Array, offset: number): void {
  const { subHeader, edc } = mode2Form1Sector;
  writeEdc(sector, offset + edc, errorDetectionCode(sector, offset + subHeader, offset + edc));
  withoutHeader(sector, offset, writeParity);
}

function completeMode2Form2Sector(sector: Uint8Array, offset: number, logicalBlockAddress: number): void {
  const { subHeader, edc } = mode2Form2Sector;
  completeSubHeader(sector, offset, submode.form2);
  writeSyncAndHeader(sector, offset, logicalBlockAddress, 2);
  writeEdc(sector, offset + edc, errorDetectionCode(sector, offset + subHeader, offset + edc));
}

/** @internal What `use` gives when the header counts as zero, as it does for the parity of form 1. */
export function withoutHeader<T>(
  sector: Uint8Array,
  offset: number,
  use: (sector: Uint8Array, offset: number) => T,
): T {
  const at = offset + mode2Form1Sector.header;
  const minute = sector[at]!;
  const second = sector[at + 1]!;
  const frame = sector[at + 2]!;
  const mode = sector[at + 3]!;
  sector.fill(0, at, at + 4);
  const result = use(sector, offset);
  sector[at] = minute;
  sector[at + 1] = second;
  sector[at + 2] = frame;
  sector[at + 3] = mode;
  return result;
}

function completeSubHeader(sector: Uint8Array, offset: number, form: number): void {
  const at = offset + mode2Form1Sector.subHeader;
  sector[at + 2] = (sector[at + 2]! & ~submode.form2) | form;
  sector.copyWithin(at + 4, at, at + 4);
}

function writeEdc(sector: Uint8Array, at: number, code: number): void {
  for (let i = 0; i < 4; i++) sector[at + i] = code >>> (8 * i);
}

function writeSyncAndHeader(sector: Uint8Array, offset: number, logicalBlockAddress: number, mode: number): void {
  writeSync(sector, offset);
  writeBcdMsf(sector, offset + mode1Sector.header, framesOfLba(logicalBlockAddress));
  sector[offset + mode1Sector.header + 3] = mode;
}

/** @internal */
export function writeSync(sector: Uint8Array, offset: number): void {
  sector[offset] = 0;
  sector.fill(0xff, offset + 1, offset + 11);
  sector[offset + 11] = 0;
}
