import { record, remainingBytes, remainingLength, reserved, u16be } from '../../layout/index.js';

/** What every disc structure begins with. QEMU counts these four bytes as well, for some formats. */
export const discStructureHeader = [remainingLength(u16be('dataLength')), reserved(2)] as const;

/** A disc structure whose contents are not declared. */
export const discStructure = record([...discStructureHeader, remainingBytes('data')]);

const dvdNames: Readonly<Record<number, string>> = {
  0: 'physical format information',
  1: 'copyright information',
  2: 'disc key (CSS) or album identifier (CPPM)',
  3: 'burst cutting area',
  4: 'disc manufacturing information',
  5: 'copyright management information',
  6: 'media identifier (CPRM)',
  7: 'media key block (CPRM)',
  8: 'DVD-RAM disc definition structure',
  9: 'DVD-RAM medium status',
  10: 'DVD-RAM spare area information',
  11: 'DVD-RAM recording type',
  12: 'RMD in last border-out',
  13: 'RMD from a border-out',
  14: 'pre-recorded information in lead-in',
  15: 'unique disc identifier',
  16: 'physical format information of control data zone',
  17: 'ADIP information',
  18: 'HD DVD copyright protection information',
  21: 'HD DVD AACS copyright data section',
  25: 'HD DVD-R medium status',
  26: 'HD DVD-R last recorded RMD',
  32: 'layer boundary information',
  33: 'shifted middle area start address',
  34: 'jump interval size',
  35: 'manual layer jump address',
  36: 'remapping information',
  48: 'disc control block',
  49: 'MTA ECC block',
};

const bdNames: Readonly<Record<number, string>> = {
  0: 'disc information',
  3: 'burst cutting area',
  8: 'disc definition structure',
  9: 'cartridge status',
  10: 'spare area information',
  18: 'raw defect list',
  48: 'physical access control',
};

const anyMediumNames: Readonly<Record<number, string>> = {
  128: 'AACS volume identifier',
  129: 'AACS media serial number',
  130: 'AACS media identifier',
  131: 'AACS media key block',
  132: 'AACS data keys',
  133: 'AACS LBA extents',
  134: 'AACS media key block of CPRM',
  144: 'recognized format layers',
  192: 'write protection status',
  255: 'disc structure list',
};

/**
 * The name of a disc structure, or its number where it has none. Formats 06h, 07h, 0Dh, 12h, 15h, 1Ah, 24h, 30h, 31h
 * and 86h of DVD, and 12h of BD, are known by name but not confirmed in detail. Names from Aaru and libburn.
 */
export function discStructureName(mediaType: number, formatCode: number): string {
  const ofMedium = mediaType === 0 ? dvdNames : mediaType === 1 ? bdNames : {};
  return (
    anyMediumNames[formatCode] ??
    ofMedium[formatCode] ??
    `format ${formatCode.toString(16).toUpperCase().padStart(2, '0')}h`
  );
}
