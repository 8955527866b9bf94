/** Correcting raw CD sectors with their P and Q parity. */
import {
  isPParityRight,
  isQParityRight,
  pCodewords,
  pLength,
  placeInP,
  placeInQ,
  qCodewords,
  qLength,
} from './edc-ecc.js';
import {
  mode1Sector,
  mode2Form1Sector,
  rawSectorBytes,
  type SectorFormat,
  sectorFormat,
  withoutHeader,
  writeForm1Codes,
  writeMode1Codes,
  writeSync,
} from './sector.js';
import { isEdcRight, sectorFault, sectorFaults } from './sector-faults.js';

/** Passes over P or Q, after which a sector that still has faults is given up. */
const maximumPasses = 12;

let workingSector: Uint8Array | undefined;
let logarithms: Uint8Array | undefined;
/** Logarithms to the base alpha in GF(2^8) modulo x^8+x^4+x^3+x^2+1; that of 0 does not exist. */
function makeLogarithms(): Uint8Array {
  const table = new Uint8Array(256);
  for (let power = 1, exponent = 0; exponent < 255; exponent++) {
    table[power] = exponent;
    power = (power << 1) ^ (power & 0x80 ? 0x11d : 0);
  }
  return table;
}

/**
 * Corrects the mode 1 or mode 2 form 1 sector at `offset` in place and returns how many bytes it changed, 0 for a
 * sector that was right. One wrong byte in every P or every Q codeword can be corrected, and more where the two work
 * together. Undefined: there is more damage than the parity mends, or the format has none; the sector is then left
 * as it was. The sync is restored too. The header of form 1 is covered by no code and stays as it is, right or wrong.
 * Allocates nothing.
 */
export function correctSector(sector: Uint8Array, offset: number, format: SectorFormat): number | undefined {
  const faults = sectorFaults(sector, offset, format);
  if (faults === 0 || (faults === sectorFault.header && format === sectorFormat.mode2Form1)) return 0;
  const work = repaired(sector, offset, format);
  if (work === undefined) return undefined;
  let changed = 0;
  for (let i = 0; i < rawSectorBytes; i++) {
    if (sector[offset + i] === work[i]) continue;
    sector[offset + i] = work[i]!;
    changed++;
  }
  return changed;
}

/** @internal The corrected sector, in an array that the next call uses again. */
export function repaired(sector: Uint8Array, offset: number, format: SectorFormat): Uint8Array | undefined {
  if (format !== sectorFormat.mode1 && format !== sectorFormat.mode2Form1) return undefined;
  workingSector ??= new Uint8Array(rawSectorBytes);
  // Two wrong bytes can look like one elsewhere: what one order of passes makes worse, the other may still mend.
  for (const startsWithP of [true, false]) {
    for (let i = 0; i < rawSectorBytes; i++) workingSector[i] = sector[offset + i]!;
    writeSync(workingSector, 0);
    if (
      format === sectorFormat.mode1 ? repairMode1(workingSector, startsWithP) : repairForm1(workingSector, startsWithP)
    )
      return workingSector;
  }
  return undefined;
}

function repairMode1(work: Uint8Array, startsWithP: boolean): boolean {
  // Where the EDC is right, the parity is the only thing damaged.
  if (!isEdcRight(work, 0, mode1Sector.edc)) correctCodewords(work, mode1Sector.header, startsWithP);
  if (!isEdcRight(work, 0, mode1Sector.edc)) return false;
  writeMode1Codes(work, 0);
  return sectorFaults(work, 0, sectorFormat.mode1) === 0;
}

function repairForm1(work: Uint8Array, startsWithP: boolean): boolean {
  const { subHeader, edc } = mode2Form1Sector;
  if (!isEdcRight(work, subHeader, edc)) withoutHeader(work, 0, startsWithP ? correctForm1PFirst : correctForm1QFirst);
  if (!isEdcRight(work, subHeader, edc)) return false;
  writeForm1Codes(work, 0);
  return (sectorFaults(work, 0, sectorFormat.mode2Form1) & ~sectorFault.header) === 0;
}

const correctForm1PFirst = (work: Uint8Array): void => correctCodewords(work, mode2Form1Sector.subHeader, true);
const correctForm1QFirst = (work: Uint8Array): void => correctCodewords(work, mode2Form1Sector.subHeader, false);

/** Corrects bytes from `first` on, P and Q in turn, until both are right or two passes changed nothing. */
function correctCodewords(work: Uint8Array, first: number, startsWithP: boolean): void {
  let idle = 0;
  for (let pass = 0; pass < maximumPasses && idle < 2; pass++) {
    const isP = (pass % 2 === 0) === startsWithP;
    const changed = isP
      ? correctEach(work, first, pCodewords, pLength, placeInP)
      : correctEach(work, first, qCodewords, qLength, placeInQ);
    if (isPParityRight(work) && isQParityRight(work)) return;
    idle = changed ? 0 : idle + 1;
  }
}

/** Corrects one wrong byte in each codeword; says whether there was any. */
function correctEach(
  work: Uint8Array,
  first: number,
  codewords: number,
  length: number,
  place: (codeword: number, i: number) => number,
): boolean {
  logarithms ??= makeLogarithms();
  let changed = false;
  for (let codeword = 0; codeword < codewords; codeword++) {
    let sum = 0;
    let weighted = 0;
    for (let i = 0; i < length; i++) {
      const byte = work[place(codeword, i)]!;
      sum ^= byte;
      weighted = (weighted << 1) ^ (weighted & 0x80 ? 0x11d : 0) ^ byte;
    }
    // One wrong byte adds its error to the sum, and to the other sum its error times alpha to its place from the end.
    if (sum === 0 || weighted === 0) continue;
    const fromEnd = (logarithms[weighted]! - logarithms[sum]! + 255) % 255;
    if (fromEnd >= length) continue;
    const at = place(codeword, length - 1 - fromEnd);
    if (at < first) continue;
    work[at]! ^= sum;
    changed = true;
  }
  return changed;
}
