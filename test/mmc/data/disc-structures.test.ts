import { describe, expect, test } from 'vitest';
import {
  bdDiscInformation,
  bdDiscInformationUnit,
  bdDiscInformationUnits,
  discCategory,
  discStructureName,
  dvdMinusBorders,
  dvdPlusInformation,
  dvdRamCasing,
  layerType,
  parseHex,
  physicalFormatInformation,
  toBytes,
} from '../../../mmc/index.js';

const common = '05 0F 02 10 00 03 00 00 00 26 05 3F 00 00 00 00 00';

describe('physical format information', () => {
  test('of a DVD+R says who made it', () => {
    const information = physicalFormatInformation.decode(
      parseHex(`00 22 00 00 A1 0F 02 00 00 03 00 00 00 26 05 3F 00 00 00 00 00
        00 00 43 4D 43 20 4D 41 47 00 4D 30 31 00 38`),
    );
    expect(information.discCategory).toBe(discCategory.dvdPlusR);
    expect(dvdPlusInformation(information)).toEqual({
      applicationCode: 0,
      extendedFormatInformation: 0,
      discManufacturerId: 'CMC MAG',
      mediaTypeId: 'M01',
      productRevisionNumber: 0,
      numberOfAdipInformationBytesInUse: 0x38,
    });
    expect(dvdMinusBorders(information)).toBeUndefined();
  });

  test('of a DVD-RW has its borders, of a DVD-RAM its case', () => {
    const rest = Uint8Array.from({ length: 23 }, (_, i) => i);
    const bytes = Uint8Array.from([0, 42, 0, 0, ...parseHex(common), ...rest]);
    const information = physicalFormatInformation.decode(bytes);
    expect(dvdMinusBorders(information)).toEqual({
      startOfCurrentBorderOut: 0x0f101112,
      startOfNextBorderIn: 0x13141516,
    });
    expect(dvdRamCasing(information)).toEqual({ discTypeIdentification: 15 });
  });

  test('cut off after what all discs have is still decoded', () => {
    const information = physicalFormatInformation.decode(Uint8Array.from([8, 2, 0, 0, ...parseHex(common)]));
    expect(information).toMatchObject({ dataLength: 0x802, endPhysicalSectorNumberOfDataArea: 0x26053f });
    expect([dvdPlusInformation, dvdMinusBorders, dvdRamCasing].map((of) => of(information))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('BD disc information', () => {
  const unit = (discTypeIdentifier: string, sequenceNumber: number, recordable: boolean) =>
    toBytes(bdDiscInformationUnit, {
      diUnitIdentifier: 'DI',
      sequenceNumber,
      discTypeIdentifier,
      numberOfLayers: 2,
      channelBitLength: 1,
      lastPhysicalSectorNumber: 0x1fffff,
      ...(recordable && { discManufacturerId: 'VERBAT', mediaTypeId: 'IMe', productRevisionNumber: 0 }),
    });
  const units = (...parts: readonly Uint8Array[]) =>
    bdDiscInformationUnits({ units: Uint8Array.from([...parts.flatMap((part) => [...part]), ...new Uint8Array(64)]) });

  test('units of a recordable disc have 112 bytes, with the maker', () => {
    expect(unit('BDR', 0, true)).toHaveLength(112);
    expect(units(unit('BDR', 0, true), unit('BDR', 1, true))).toMatchObject([
      {
        sequenceNumber: 0,
        discTypeIdentifier: 'BDR',
        numberOfLayers: 2,
        discManufacturerId: 'VERBAT',
        mediaTypeId: 'IMe',
      },
      { sequenceNumber: 1 },
    ]);
  });

  test('units of a BD-ROM have 64 bytes, without it', () => {
    expect(unit('BDO', 0, false)).toHaveLength(64);
    const [first, second] = units(unit('BDO', 0, false), unit('BDO', 1, false));
    expect(first).toMatchObject({ discTypeIdentifier: 'BDO', discManufacturerId: undefined });
    expect(second).toMatchObject({ sequenceNumber: 1, lastPhysicalSectorNumber: 0x1fffff });
  });

  test('units of discs as programs have published them', () => {
    const zeros = '00 '.repeat(32);
    const rom = `44 49 01 08 00 00 20 00 42 44 4F 01 11 01 01 00 01 00 00 00 00 4F 94 7F 00 10 00 00 00 4F 94 7E ${zeros}`;
    expect(units(parseHex(rom))).toMatchObject([
      {
        numberOfDiUnitsInEachBlock: 1,
        numberOfBytesInUse: 32,
        discTypeIdentifier: 'BDO',
        numberOfLayers: 1,
        layerType: layerType.embossed,
        lastPhysicalSectorNumber: 0x4f_947f,
        firstAddressUnitOfDataZone: 0x10_0000,
        lastAddressUnitOfDataZone: 0x4f_947e,
      },
    ]);
    const recordable = `44 49 01 28 00 00 62 00 42 44 52 01 12 01 00 00 01 00 00 00 00 00 00 00 00 02 00 00 00 19 4E 7E ${zeros}`;
    expect(units(parseHex(`${recordable} ${'00 '.repeat(48)}`))).toMatchObject([
      {
        numberOfDiUnitsInEachBlock: 5,
        numberOfBytesInUse: 98,
        discTypeIdentifier: 'BDR',
        layerType: layerType.recordable,
        lastPhysicalSectorNumber: 0,
        firstAddressUnitOfDataZone: 0x2_0000,
        lastAddressUnitOfDataZone: 0x19_4e7e,
      },
    ]);
  });

  test('a response that the allocation length cut off gives what is whole', () => {
    const response = Uint8Array.from([
      0x10,
      0x02,
      0,
      0,
      ...unit('BDW', 0, true),
      ...unit('BDW', 1, true).subarray(0, 20),
    ]);
    const { units: bytes } = bdDiscInformation.decode(response);
    expect(bdDiscInformationUnits({ units: bytes })).toHaveLength(1);
  });
});

test('structures have names, or their number', () => {
  expect(discStructureName(0, 0x03)).toBe('burst cutting area');
  expect(discStructureName(1, 0x00)).toBe('disc information');
  expect(discStructureName(0, 0xff)).toBe('disc structure list');
  expect(discStructureName(1, 0x7e)).toBe('format 7Eh');
  expect(discStructureName(5, 0x00)).toBe('format 00h');
});
