/** Raw CD sectors: where their parts lie, and building mode 1 sectors in place. */
import { writeBcdMsf } from './bcd-msf.js';
import { errorDetectionCode, writeParity } from './edc-ecc.js';
import { framesOfLba } from './msf.js';

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

/**
 * Completes the mode 1 sector at `offset`, whose user data stands there already (from `offset + 16`): sync, header
 * with the address, EDC, zeros and P and Q parity. Allocates nothing.
 */
export function completeMode1Sector(sector: Uint8Array, offset: number, logicalBlockAddress: number): void {
  writeSync(sector, offset);
  writeBcdMsf(sector, offset + mode1Sector.header, framesOfLba(logicalBlockAddress));
  sector[offset + mode1Sector.header + 3] = 1;
  const code = errorDetectionCode(sector, offset, offset + mode1Sector.edc);
  for (let i = 0; i < 4; i++) sector[offset + mode1Sector.edc + i] = code >>> (8 * i);
  sector.fill(0, offset + mode1Sector.zero, offset + mode1Sector.parity);
  writeParity(sector, offset);
}

function writeSync(sector: Uint8Array, offset: number): void {
  sector[offset] = 0;
  sector.fill(0xff, offset + 1, offset + 11);
  sector[offset + 11] = 0;
}
