import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bdDiscInformationUnits,
  closeFunction,
  discCategory,
  dvdMinusBorders,
  dvdPlusInformation,
  getConfiguration,
  layerType,
  multiSession,
  readDiscStructure,
  readDiscStructureBdDds,
  readDiscStructureBdDiscInformation,
  readDiscStructureBdSpareArea,
  readDiscStructureCopyright,
  readDiscStructureCopyrightManagement,
  readDiscStructureLayerBoundary,
  readDiscStructureList,
  readDiscStructurePhysicalFormat,
  readDiscStructurePreRecorded,
  readTrackInformation,
  sendDiscStructureLayerBoundary,
  trackPath,
  writeType,
} from '../../../../mmc/index.js';
import { Dvd, numberedSource, openIso } from '../../../../src/virtual/index.js';
import { answerOf, setUp } from '../virtual-helpers.js';
import { blocksOf, burner } from './burner.js';

describe('READ DISC STRUCTURE of a DVD', () => {
  it.each([
    ['dvd-r', discCategory.dvdR, layerType.recordable],
    ['dvd-rw', discCategory.dvdRw, layerType.rewritable],
    ['dvd+r', discCategory.dvdPlusR, layerType.recordable],
    ['dvd+rw', discCategory.dvdPlusRw, layerType.rewritable],
    ['dvd-ram', discCategory.dvdRam, layerType.rewritable],
  ])('tells that a %s is of category %i, and where its data area lies', (name, category, type) => {
    const { device } = burner(name);
    const structure = device.sendSync(readDiscStructurePhysicalFormat, {});
    const start = name === 'dvd-ram' ? 0x31000 : 0x30000;
    const blocks = name === 'dvd-r' || name === 'dvd-rw' ? 2_298_496 : 2_295_104;
    expect(structure).toMatchObject({
      discCategory: category,
      layerType: type,
      numberOfLayers: 0,
      startingPhysicalSectorNumberOfDataArea: start,
      endPhysicalSectorNumberOfDataArea: start + blocks - 1,
    });
    expect(device.sendSync(readDiscStructureCopyright, {})).toMatchObject({ copyrightProtectionSystemType: 0 });
  });

  it.each([
    ['dvd-r-dl', 0x22d3df],
    ['dvd+r-dl', 0x22d7ff],
  ])('tells where layer 0 of a %s ends: the layers go opposite ways', (name, end) => {
    expect(burner(name).device.sendSync(readDiscStructurePhysicalFormat, {})).toMatchObject({
      numberOfLayers: 1,
      trackPath: trackPath.opposite,
      endPhysicalSectorNumberOfDataArea: 0xfcffff,
      endPhysicalSectorNumberInLayer0: end,
    });
  });

  it('has as many layers as there are: 5/24/00', () => {
    const ask = (name: string, layerNumber: number) =>
      answerOf(burner(name).device.exchangeSync(readDiscStructurePhysicalFormat, { layerNumber }));
    expect([ask('dvd-r', 0), ask('dvd-r', 1), ask('dvd+r', 1)]).toEqual(['GOOD', '5/24/00', '5/24/00']);
    expect([ask('dvd+r-dl', 1), ask('dvd+r-dl', 2)]).toEqual(['GOOD', '5/24/00']);
  });

  it('tells of two layers of a DVD-ROM that does not go onto one', () => {
    const structureOf = (blocks: number) =>
      setUp({ medium: new Dvd(numberedSource(blocks)) }).device.sendSync(readDiscStructurePhysicalFormat, {});
    expect(structureOf(2_298_496)).toMatchObject({ numberOfLayers: 0, trackPath: trackPath.parallel });
    expect(structureOf(3_000_000)).toMatchObject({
      numberOfLayers: 1,
      trackPath: trackPath.opposite,
      endPhysicalSectorNumberInLayer0: 0x30000 + 1_500_000 - 1,
      endPhysicalSectorNumberOfDataArea: 0xfcffff,
    });
    expect(structureOf(3_000_001)).toMatchObject({
      endPhysicalSectorNumberInLayer0: 0x30000 + 1_500_016 - 1,
      endPhysicalSectorNumberOfDataArea: 0xfcffff - 31,
    });
  });

  it('protects none of its sectors, and has none behind its last: 5/21/00', () => {
    const { device } = burner('dvd+rw');
    const ask = (address: number) => device.exchangeSync(readDiscStructureCopyrightManagement, { address });
    expect(device.sendSync(readDiscStructureCopyrightManagement, { address: 2_295_103 })).toEqual({
      dataLength: 6,
      copyrightManagementInformation: 0,
    });
    expect([answerOf(ask(2_295_104)), answerOf(ask(0xffff_ffff))]).toEqual(['5/21/00', '5/21/00']);
  });

  it('tells who made it', () => {
    const minus = burner('dvd-r').device.sendSync(readDiscStructurePreRecorded, {});
    expect(minus.manufacturerId1 + minus.manufacturerId2).toMatch(/^MCC 03RG20/);
    expect(minus.lastAddressOfDataRecordableArea).toBe(0x30000 + 2_298_495);
    const plus = burner('dvd+rw').device.sendSync(readDiscStructurePhysicalFormat, {});
    expect(dvdPlusInformation(plus)).toMatchObject({ mediaTypeId: 'A02' });
  });

  it('tells where the last border-out of a DVD-R is, and where recording goes on', () => {
    const drive = burner('dvd-r');
    drive.select({ writeType: writeType.packetOrIncremental, multiSession: multiSession.nextAllowed });
    drive.write(0, blocksOf(160));
    drive.close(closeFunction.session);
    const { nextWritableAddress } = drive.device.sendSync(readTrackInformation, {
      addressNumberType: 1,
      addressOrNumber: 2,
    });
    const structure = drive.device.sendSync(readDiscStructurePhysicalFormat, {});
    expect(structure.endPhysicalSectorNumberOfDataArea).toBe(0x30000 + 159);
    expect(dvdMinusBorders(structure)).toEqual({
      startOfCurrentBorderOut: 0x30000 + 160,
      startOfNextBorderIn: 0x30000 + nextWritableAddress,
    });
  });

  it('lists what there is, each with its length', () => {
    for (const name of ['dvd-r', 'dvd+r-dl', 'dvd-ram']) {
      const { device } = burner(name);
      const { structures } = device.sendSync(readDiscStructureList, {});
      expect(structures.length).toBeGreaterThan(4);
      for (const { formatCode, rds, formatLengthBytes } of structures) {
        expect(rds).toBe(true);
        const { data } = device.sendSync(readDiscStructure, { formatCode });
        expect(data.length + 4).toBe(formatLengthBytes);
      }
    }
  });

  it('refuses formats that it does not have, those of BD, and a CD: 5/24/00, 5/30/02', () => {
    const ask = (device: ReturnType<typeof burner>['device'], mediaType: number, formatCode: number) =>
      answerOf(device.exchangeSync(readDiscStructure, { mediaType, formatCode }));
    expect(ask(burner('dvd-r').device, 0, 0x20)).toBe('5/24/00');
    expect(ask(burner('dvd-r').device, 1, 0x00)).toBe('5/30/02');
    expect(ask(burner('bd-re').device, 0, 0x00)).toBe('5/30/02');
    expect(ask(setUp().device, 0, 0x00)).toBe('5/30/02');
  });
});

describe('the layer boundary of a DVD+R DL', () => {
  const send = ({ device }: ReturnType<typeof burner>, l0DataZoneCapacitySectors: number) =>
    answerOf(
      device.exchangeSync(sendDiscStructureLayerBoundary, { structureDataLength: 12 }, { l0DataZoneCapacitySectors }),
    );

  it('is set once, before the disc is recorded', () => {
    const drive = burner('dvd+r-dl');
    expect(send(drive, 1_000_000)).toBe('GOOD');
    expect(drive.device.sendSync(readDiscStructureLayerBoundary, {})).toMatchObject({
      initStatus: true,
      l0DataZoneCapacitySectors: 1_000_000,
    });
    expect(drive.track(1).freeBlocks).toBe(2_000_000);
    expect(send(drive, 1_000_000)).toBe('5/2C/00');
    const recorded = burner('dvd+r-dl');
    recorded.write(0, blocksOf(16));
    expect(send(recorded, 1_000_000)).toBe('5/2C/00');
  });

  it('lies between ECC blocks, and no further out than it was: 5/26/00', () => {
    for (const sectors of [0, 1_000_001, 2_086_928]) expect(send(burner('dvd+r-dl'), sectors)).toBe('5/26/00');
  });
});

describe('READ DISC STRUCTURE of a BD', () => {
  it.each([
    ['bd-r', 'BDR', 1],
    ['bd-re', 'BDW', 1],
    ['bd-r-dl', 'BDR', 2],
    ['bd-re-dl', 'BDW', 2],
  ])('has a unit for each layer of a %s', (name, discTypeIdentifier, layers) => {
    const units = bdDiscInformationUnits(burner(name).device.sendSync(readDiscStructureBdDiscInformation, {}));
    expect(units.map(({ layerNumber }) => layerNumber)).toEqual(Array.from({ length: layers }, (_, i) => i));
    for (const unit of units) expect(unit).toMatchObject({ discTypeIdentifier, numberOfLayers: layers });
    const addressUnits = units.map((unit) => [unit.firstAddressUnitOfDataZone, unit.lastAddressUnitOfDataZone]);
    expect(addressUnits).toEqual(
      [
        [0x2_0000, 0x19_4e7e],
        [0x26_b180, 0x3d_fffe],
      ].slice(0, layers),
    );
    for (const unit of units)
      expect(unit).toMatchObject({
        lastPhysicalSectorNumber: 0,
        layerType: discTypeIdentifier === 'BDR' ? layerType.recordable : layerType.rewritable,
        numberOfBytesInUse: 98,
      });
  });

  it('tells of the spare areas that a format has made', () => {
    const drive = burner('bd-re');
    drive.format({ numberOfBlocks: 11_826_176, formatType: 0x30 });
    expect(drive.device.sendSync(readDiscStructureBdSpareArea, {})).toMatchObject({
      numberOfFreeSpareBlocksClusters: 12_288,
      numberOfAllocatedSpareBlocksClusters: 12_288,
    });
    expect(drive.device.sendSync(readDiscStructureBdDds, {})).toMatchObject({
      ddsIdentifier: 'DS',
      lastLsnOfUserDataArea: 11_826_175,
      innerSpareArea0Size: 4096,
      outerSpareAreaSize: 8192,
    });
  });
});

/** The blocks of a BD-ROM, counted as redumper counts them. */
const countBlocks = (units: ReturnType<typeof bdDiscInformationUnits>): number =>
  units.reduce((sum, unit, i) => {
    const { firstAddressUnitOfDataZone: first, lastAddressUnitOfDataZone: last, lastPhysicalSectorNumber } = unit;
    return sum + (i === units.length - 1 ? lastPhysicalSectorNumber - 1 : last) - first + 2;
  }, 0);

describe('an image', () => {
  it.each([
    [0x10, 400_000 + 350_000],
    [0x40, 5_000_000],
    [0x40, 20_000_001],
  ])('is of profile %i with %i blocks', (profile, blocks) => {
    const folder = mkdtempSync(join(tmpdir(), 'discwire-image-'));
    try {
      const path = join(folder, 'image.iso');
      const descriptor = openSync(path, 'w');
      ftruncateSync(descriptor, blocks * 2048);
      closeSync(descriptor);
      const { device, drive } = setUp({ medium: openIso(path) });
      expect(device.sendSync(getConfiguration, {}).currentProfile).toBe(profile);
      if (profile === 0x10)
        expect(device.sendSync(readDiscStructurePhysicalFormat, {}).endPhysicalSectorNumberOfDataArea).toBe(
          0x30000 + blocks - 1,
        );
      else {
        const units = bdDiscInformationUnits(device.sendSync(readDiscStructureBdDiscInformation, {}));
        expect(units).toHaveLength(Math.ceil(blocks / 12_219_392));
        expect(countBlocks(units)).toBe(blocks);
        for (const unit of units)
          expect(unit).toMatchObject({
            discTypeIdentifier: 'BDO',
            layerType: layerType.embossed,
            numberOfBytesInUse: 32,
          });
      }
      drive.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
