/** Disc structures of BD: how a disc is made, and what spare areas it has. From Aaru, redumper, QPxTool and libburn. */
import {
  bdCartridgeStatus,
  bdDiscDefinition,
  bdDiscInformation,
  bdDiscInformationUnit,
  bdSpareArea,
  type Input,
  layerType,
  toBytes,
  writeProtectionStatus,
} from '../../../../mmc/index.js';
import { type DiscStructure, readOnly } from '../disc-structure.js';
import type { Stock } from './stock.js';

const structureCode = {
  discInformation: 0x00,
  discDefinition: 0x08,
  cartridgeStatus: 0x09,
  spareArea: 0x0a,
  writeProtection: 0xc0,
} as const;

const clusterBlocks = 32;
const discInformationBytes = 4096;
const definitionBytes = 2048;
/** The sector of the first cluster of the data zone. */
const firstSector = 0x10_0000;
/** Sector numbers of the second layer are those of the first that lie above them, inverted. */
const invertedSector = (sector: number): number => 0x1ff_ffff - sector;
/** Sectors from one pair of layers to the next. */
const sectorsOfLayerPair = 0x400_0000;
/** 74.5 nm: 25 GB on a layer. */
const channelBitLength = 1;
const noBytes32 = new Uint8Array(32);
const noBytes36 = new Uint8Array(36);

/** What a BD that can be recorded says of itself. */
interface BdKind {
  readonly typeIdentifier: 'BDR' | 'BDW';
  readonly version: number;
  readonly layerType: number;
}

export const bdKind = {
  recordable: { typeIdentifier: 'BDR', version: 1, layerType: layerType.recordable },
  rewritable: { typeIdentifier: 'BDW', version: 2, layerType: layerType.rewritable },
} as const satisfies Readonly<Record<string, BdKind>>;

const romUnitBytes = 64;

/** First and last sector of `blocks` on a layer, where a layer has `blocksOfLayer` at most. */
function dataZone(layerNumber: number, blocksOfLayer: number, blocks: number): readonly [first: number, last: number] {
  const isAbove = layerNumber % 2 === 1;
  const first = isAbove ? invertedSector(firstSector + blocksOfLayer - 1) : firstSector;
  const start = Math.floor(layerNumber / 2) * sectorsOfLayerPair + first;
  return [start, start + blocks - 1];
}

type Unit = Omit<Partial<Input<typeof bdDiscInformationUnit>>, 'layerNumber'>;

/** One unit for each layer. */
function discInformation(layers: number, unitOf: (layerNumber: number) => Unit, unitBytes?: number): DiscStructure {
  const units = Array.from({ length: layers }, (_, layerNumber) =>
    toBytes(bdDiscInformationUnit, {
      diUnitIdentifier: 'DI',
      diUnitFormat: 1,
      numberOfDiUnitsInEachBlock: layers,
      layerNumber,
      sequenceNumber: layerNumber,
      numberOfLayers: layers,
      channelBitLength,
      formatDependent: noBytes32,
      formatDependent2: noBytes36,
      ...unitOf(layerNumber),
    }).subarray(0, unitBytes),
  );
  return readOnly(
    bdDiscInformation,
    { units: Uint8Array.from(units.flatMap((unit) => [...unit])) },
    discInformationBytes,
  );
}

/** A BD-ROM of so many blocks. Its layers but the last have whole clusters. */
export function bdRomStructures(blocks: number, layers: number): [number, DiscStructure][] {
  const blocksOfLayer = Math.ceil(blocks / layers / clusterBlocks) * clusterBlocks;
  const zoneOf = (layerNumber: number) =>
    dataZone(layerNumber, blocksOfLayer, Math.min(blocksOfLayer, blocks - layerNumber * blocksOfLayer));
  const [, lastPhysicalSectorNumber] = zoneOf(layers - 1);
  const unitOf = (layerNumber: number): Unit => {
    const [first, last] = zoneOf(layerNumber);
    return {
      numberOfBytesInUse: 32,
      discTypeIdentifier: 'BDO',
      discVersion: 1,
      layerType: layerType.embossed,
      // A bit for each layer.
      pushPullPolarity: (1 << layers) - 1,
      lastPhysicalSectorNumber,
      firstAddressUnitOfDataZone: first,
      lastAddressUnitOfDataZone: evenUnit(last),
    };
  };
  return [[structureCode.discInformation, discInformation(layers, unitOf, romUnitBytes)]];
}

const evenUnit = (unit: number): number => unit - (unit % 2);
const sectorsOfAddressUnit = 8;
const addressUnit = (sector: number): number => evenUnit(Math.floor(sector / sectorsOfAddressUnit));

function recordableInformation(kind: BdKind, stock: Stock): DiscStructure {
  const { capacityBlocks, layers, manufacturerId, mediaTypeId } = stock;
  const blocksOfLayer = capacityBlocks / layers;
  return discInformation(layers, (layerNumber) => {
    const [first, last] = dataZone(layerNumber, blocksOfLayer, blocksOfLayer);
    return {
      numberOfBytesInUse: 98,
      discTypeIdentifier: kind.typeIdentifier,
      discVersion: kind.version,
      layerType: kind.layerType,
      firstAddressUnitOfDataZone: addressUnit(first),
      lastAddressUnitOfDataZone: addressUnit(last),
      discManufacturerId: manufacturerId,
      mediaTypeId,
    };
  });
}

/** Clusters of the inner spare area of a layer, as far as the spare areas are no smaller. */
const innerSpareClusters = 4096;

/** A BD that can be recorded; `blocks` is what its spare areas leave, undefined: it is not formatted. */
export function bdStructures(kind: BdKind, stock: Stock, blocks: number | undefined): [number, DiscStructure][] {
  const { capacityBlocks, layers } = stock;
  const spareClusters = blocks === undefined ? 0 : (capacityBlocks - blocks) / clusterBlocks;
  const inner = Math.min(innerSpareClusters, Math.floor(spareClusters / layers));
  const definition = readOnly(
    bdDiscDefinition,
    {
      ddsIdentifier: 'DS',
      ddsUpdateCount: 1,
      locationOfLsn0OfUserDataArea: firstSector + inner * clusterBlocks,
      lastLsnOfUserDataArea: (blocks ?? capacityBlocks) - 1,
      innerSpareArea0Size: inner,
      outerSpareAreaSize: Math.floor(spareClusters / layers) - inner,
      innerSpareArea1Size: layers > 1 ? inner : 0,
      spareAreaStatusBits: noBytes32,
      data: new Uint8Array(0),
    },
    definitionBytes,
  );
  return [
    [structureCode.discInformation, recordableInformation(kind, stock)],
    ...(blocks === undefined ? [] : [[structureCode.discDefinition, definition] satisfies [number, DiscStructure]]),
    [structureCode.cartridgeStatus, readOnly(bdCartridgeStatus, {})],
    [
      structureCode.spareArea,
      readOnly(bdSpareArea, {
        numberOfFreeSpareBlocksClusters: spareClusters,
        numberOfAllocatedSpareBlocksClusters: spareClusters,
      }),
    ],
    [structureCode.writeProtection, readOnly(writeProtectionStatus, {})],
  ];
}
