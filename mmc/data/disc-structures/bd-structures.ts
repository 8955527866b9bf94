/** Disc structures of BD. From Aaru, libburn and dvd+rw-tools. */
import {
  ascii,
  bits,
  bytes,
  flag,
  list,
  optionalTail,
  record,
  remainingBytes,
  reserved,
  u8,
  u16be,
  u32be,
  type Value,
} from '../../layout/index.js';
import { discStructureHeader as header } from './disc-structure.js';

/** Format 00h: disc information units, for {@link bdDiscInformationUnits}. */
export const bdDiscInformation = record([...header, remainingBytes('units')]);

/**
 * A disc information unit. `discTypeIdentifier` is `BDO` for BD-ROM, `BDW` for BD-RE and `BDR` for BD-R; units of a BD-ROM
 * have 64 bytes, without the last fields. Numbers of sectors are physical. `lastPhysicalSectorNumber` is that of the last
 * layer of a BD-ROM, in the unit of every layer, and 0 on discs that can be recorded. An address unit is a sector on a
 * BD-ROM, and eight sectors on the others; both addresses are even. `layerType` is as on DVD; that it is so for BD-RE as
 * well is not confirmed. From reports of Aaru, redumper and QPxTool.
 */
export const bdDiscInformationUnit = record([
  ascii(2, 'diUnitIdentifier'),
  u8('diUnitFormat'),
  bits({ numberOfDiUnitsInEachBlock: 5, layerNumber: 3 }),
  u8('legacyInformation'),
  u8('sequenceNumber'),
  bits({ continuation: flag, numberOfBytesInUse: 7 }),
  reserved(1),
  ascii(3, 'discTypeIdentifier'),
  bits({ discSize: 2, discClass: 2, discVersion: 4 }),
  bits({ numberOfLayers: 4, layerType: 4 }),
  bits({ dvdLayer: 2, cdLayer: 2, channelBitLength: 4 }),
  u8('pushPullPolarity'),
  u8('recordedMarkPolarity'),
  bits({ _: 4, bcaCode: 4 }),
  u8('maximumTransferRateMegabitsPerSecond'),
  reserved(2),
  u32be('lastPhysicalSectorNumber'),
  u32be('firstAddressUnitOfDataZone'),
  u32be('lastAddressUnitOfDataZone'),
  bytes(32, 'formatDependent'),
  ...optionalTail(
    bytes(36, 'formatDependent2'),
    ascii(6, 'discManufacturerId'),
    ascii(3, 'mediaTypeId'),
    u16be('timeStamp'),
    u8('productRevisionNumber'),
  ),
]);

const romUnitBytes = 64;
const recordableUnitBytes = 112;

/** The units of a response, up to the first that does not begin with `DI`. */
export function bdDiscInformationUnits({
  units,
}: Pick<Value<typeof bdDiscInformation>, 'units'>): Value<typeof bdDiscInformationUnit>[] {
  const found: Value<typeof bdDiscInformationUnit>[] = [];
  for (let at = 0; at + romUnitBytes <= units.length; ) {
    const isRom = units[at + 10] === 'O'.charCodeAt(0);
    const length = isRom ? romUnitBytes : recordableUnitBytes;
    if (units[at] !== 0x44 || units[at + 1] !== 0x49) break;
    found.push(bdDiscInformationUnit.decode(units.subarray(at, at + length)));
    at += length;
  }
  return found;
}

/** Format 08h. Addresses are physical sector numbers, sizes in clusters. */
export const bdDiscDefinition = record([
  ...header,
  ascii(2, 'ddsIdentifier'),
  u8('ddsFormat'),
  reserved(1),
  u32be('ddsUpdateCount'),
  reserved(8),
  u32be('firstPsnOfDriveArea'),
  reserved(4),
  u32be('firstPsnOfDefectList'),
  reserved(4),
  u32be('locationOfLsn0OfUserDataArea'),
  u32be('lastLsnOfUserDataArea'),
  u32be('innerSpareArea0Size'),
  u32be('outerSpareAreaSize'),
  u32be('innerSpareArea1Size'),
  u8('spareAreaFullFlags'),
  reserved(1),
  u8('discTypeSpecificField1'),
  reserved(1),
  u32be('discTypeSpecificField2'),
  reserved(4),
  bytes(32, 'spareAreaStatusBits'),
  remainingBytes('data'),
]);

/** Format 09h. `out`: the medium has been out of its cartridge. */
export const bdCartridgeStatus = record([
  ...header,
  bits({ cartridge: flag, out: flag, _: 3, cwp: flag, _1: 2 }),
  reserved(3),
]);

/** Format 0Ah. */
export const bdSpareArea = record([
  ...header,
  reserved(4),
  u32be('numberOfFreeSpareBlocksClusters'),
  u32be('numberOfAllocatedSpareBlocksClusters'),
]);

const pacHeader = record([
  ascii(3, 'pacId'),
  u8('pacFormat'),
  // The places of the next three fields are not confirmed by a second source.
  u32be('pacUpdateCount'),
  u32be('unknownPacRules'),
  u8('entireDiscFlag'),
  reserved(2),
  u8('numberOfSegments'),
  bytes(256, 'segments'),
  reserved(112),
]);

/** Format 30h: headers of 384 bytes. A segment is an address and a second one or a length, four bytes each. */
export const bdPhysicalAccessControl = record([...header, list(pacHeader, 'headers')]);
