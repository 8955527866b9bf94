/** Telling what a raw CD sector is. */
import { mode1Sector, mode2Form1Sector, type SectorFormat, sectorFormat, submode } from './sector.js';
import { repaired } from './sector-correction.js';
import { areSubHeadersSame, hasSync, modeOf } from './sector-faults.js';

/**
 * Whether the data sector at `offset` is scrambled, as it is on the disc and in what drives return when they read it
 * as audio. A header cannot be taken for a scrambled one: scrambling sets the top bit of the seconds.
 */
export function isSectorScrambled(sector: Uint8Array, offset = 0): boolean {
  if (!hasSync(sector, offset)) return false;
  const second = sector[offset + mode1Sector.header + 1]!;
  // It changes only the block indicator of the mode byte.
  return (second & 0x80) !== 0 && modeOf(sector, offset) <= 2;
}

/**
 * What the raw sector at `offset` is. A sector without a sync is CD-DA. Mode 2 has a form where the two copies of the
 * sub-header agree, or where they can be corrected to a form 1 whose codes are right; else it is formless. Undefined
 * for a sync with a mode that there is not: the sector is scrambled, or its header damaged.
 */
export function sectorFormatOf(sector: Uint8Array, offset = 0): SectorFormat | undefined {
  if (!hasSync(sector, offset)) return sectorFormat.cdDa;
  if (isSectorScrambled(sector, offset)) return undefined;
  const mode = modeOf(sector, offset);
  if (mode === 0) return sectorFormat.mode0;
  if (mode === 1) return sectorFormat.mode1;
  return mode === 2 ? mode2FormatOf(sector, offset) : undefined;
}

function mode2FormatOf(sector: Uint8Array, offset: number): SectorFormat {
  if (areSubHeadersSame(sector, offset)) {
    const isForm2 = (sector[offset + mode2Form1Sector.subHeader + 2]! & submode.form2) !== 0;
    return isForm2 ? sectorFormat.mode2Form2 : sectorFormat.mode2Form1;
  }
  return repaired(sector, offset, sectorFormat.mode2Form1) ? sectorFormat.mode2Form1 : sectorFormat.mode2Formless;
}
