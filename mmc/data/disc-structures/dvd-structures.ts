/** Disc structures of DVD and HD DVD with a layout of their own. From Aaru, libburn, dvd+rw-tools and wireshark. */
import {
  ascii,
  bits,
  flag,
  list,
  record,
  remainingBytes,
  reserved,
  u8,
  u16be,
  u24be,
  u32be,
} from '../../layout/index.js';
import { discStructureHeader as header } from './disc-structure.js';

/** Format 01h. A bit of the region management information that is 0 is a region that plays, the least first. */
export const copyrightInformation = record([
  ...header,
  u8('copyrightProtectionSystemType'),
  u8('regionManagementInformation'),
  reserved(2),
]);

/** Values of `copyrightProtectionSystemType`. That 3 is AACS with HD DVD content is not confirmed. */
export const copyrightProtectionSystemType = {
  none: 0x00,
  cssOrCppm: 0x01,
  cprm: 0x02,
  aacsHdDvd: 0x03,
  aacs: 0x10,
} as const;

/** Format 05h. */
export const copyrightManagementInformation = record([
  ...header,
  // What the bits say differs between DVD-ROM and recordable discs, and no second source confirms either.
  u8('copyrightManagementInformation'),
  reserved(3),
]);

/**
 * Formats 07h of DVD, 83h and 86h: a pack of a media key block. That format 07h has the number of packs in the same place
 * is not confirmed.
 */
export const mediaKeyBlock = record([header[0], reserved(1), u8('totalPacks'), remainingBytes('mediaKeyBlockPack')]);

/** Format 08h, as DVD-RAM version 2 has it. Sector numbers are physical. */
export const dvdRamDiscDefinition = record([
  ...header,
  u16be('ddsIdentifier'),
  reserved(1),
  bits({ inProcess: flag, _: 5, userCertification: flag, manufacturerCertification: flag }),
  u32be('ddsPdlUpdateCount'),
  u16be('numberOfGroups'),
  u16be('numberOfZones'),
  reserved(69),
  u24be('firstSectorNumberInPrimarySpareArea'),
  reserved(1),
  u24be('lastSectorNumberInPrimarySpareArea'),
  reserved(1),
  u24be('locationOfLogicalSector0'),
  reserved(164),
  list(record([reserved(1), u24be('startLogicalSector')]), 'zones', { countField: 'numberOfZones' }),
]);

/** Format 09h. `out`: the medium has been out of its cartridge. */
export const dvdRamMediumStatus = record([
  ...header,
  bits({ cartridge: flag, out: flag, _: 2, mswi: flag, cwp: flag, pwp: flag, _1: 1 }),
  u8('discTypeIdentification'),
  reserved(1),
  u8('ramswi'),
]);

/** Format 0Ah. */
export const dvdRamSpareArea = record([
  ...header,
  u32be('numberOfUnusedPrimarySpareBlocks'),
  u32be('numberOfUnusedSupplementarySpareBlocks'),
  u32be('numberOfAllocatedSupplementarySpareBlocks'),
]);

/** Format 0Bh. */
export const dvdRamRecordingType = record([
  ...header,
  // The place of this bit is not confirmed by a second source.
  bits({ _: 3, recordingType: flag, _1: 4 }),
  reserved(3),
]);

/**
 * Format 0Eh: fields of eight bytes that begin with their number. The manufacturer's name stands in fields 3 and 4,
 * and in 5 of some discs, where others have a second write strategy.
 */
export const preRecordedInformation = record([
  ...header,
  u8('fieldId1'),
  u8('discApplicationCode'),
  u8('discPhysicalCode'),
  u24be('lastAddressOfDataRecordableArea'),
  bits({ partVersion: 4, extensionCode: 4 }),
  reserved(1),
  u8('fieldId2'),
  u8('opcSuggestedCode'),
  u8('wavelengthCode'),
  u32be('writeStrategyCode'),
  reserved(1),
  u8('fieldId3'),
  ascii(6, 'manufacturerId1'),
  reserved(1),
  u8('fieldId4'),
  ascii(6, 'manufacturerId2'),
  reserved(1),
  remainingBytes('furtherFields'),
]);

/** Format 0Fh: decimal digits, but for the random number. */
export const uniqueDiscIdentifier = record([
  ...header,
  reserved(2),
  u16be('randomNumber'),
  ascii(4, 'year'),
  ascii(2, 'month'),
  ascii(2, 'day'),
  ascii(2, 'hour'),
  ascii(2, 'minute'),
  ascii(2, 'second'),
  reserved(2),
]);

/** Format 19h. */
export const hdDvdRMediumStatus = record([
  ...header,
  bits({ _: 7, extendedTestZone: flag }),
  u8('numberOfRemainingRmdsInRdz'),
  u16be('numberOfRemainingRmdsInCurrentRmz'),
]);

/** Format 20h. `initStatus`: the capacity cannot be changed any more. */
export const layerBoundaryInformation = record([
  ...header,
  bits({ initStatus: flag, _: 7 }),
  reserved(3),
  u32be('l0DataZoneCapacitySectors'),
]);

/** Format 21h. */
export const shiftedMiddleArea = record([
  ...header,
  bits({ initStatus: flag, _: 7 }),
  reserved(3),
  u32be('shiftedMiddleAreaStartAddress'),
]);

/** Format 22h. */
export const jumpIntervalSize = record([...header, reserved(4), u32be('jumpIntervalSizeBlocks')]);

/** Format 23h. */
export const manualLayerJumpAddress = record([...header, reserved(4), u32be('manualLayerJumpAddress')]);

/** Format 24h. */
export const remappingInformation = record([
  ...header,
  // The places of these two fields are not confirmed by a second source.
  u8('anchorPointNumber'),
  reserved(3),
  u32be('remappingAddress'),
]);

/** Format 30h. The content descriptor is three characters and a zero, as `supportedDcbEntries` of feature 010Ah. */
export const discControlBlock = record([...header, u32be('contentDescriptor'), remainingBytes('data')]);
