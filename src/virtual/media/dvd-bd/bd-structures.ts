/** Disc structures of BD: how a disc is made, and what spare areas it has. From Aaru and libburn. */
import {
  bdCartridgeStatus,
  bdDiscDefinition,
  bdDiscInformation,
  bdDiscInformationUnit,
  bdSpareArea,
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
/** An address unit is half a cluster's sixteenth; they are counted in twos. */
const addressUnit = (sector: number): number => (sector >>> 3) & ~1;
/** 74.5 nm: 25 GB on a layer. */
const channelBitLength = 1;
const noBytes32 = new Uint8Array(32);
const noBytes36 = new Uint8Array(36);

/** What a BD says of itself. `typeIdentifier` is `BDO`, `BDR` or `BDW`. */
interface BdKind {
  readonly typeIdentifier: string;
  readonly version: number;
}

export const bdKind = {
  rom: { typeIdentifier: 'BDO', version: 1 },
  recordable: { typeIdentifier: 'BDR', version: 1 },
  rewritable: { typeIdentifier: 'BDW', version: 2 },
} as const satisfies Readonly<Record<string, BdKind>>;

const romUnitBytes = 64;

/** One unit for each layer. */
function discInformation(
  { typeIdentifier, version }: BdKind,
  blocksOfLayer: number,
  layers: number,
  maker: Pick<Stock, 'manufacturerId' | 'mediaTypeId'> | undefined,
): DiscStructure {
  const units = Array.from({ length: layers }, (_, layerNumber) => {
    const bytes = toBytes(bdDiscInformationUnit, {
      diUnitIdentifier: 'DI',
      diUnitFormat: 1,
      numberOfDiUnitsInEachBlock: layers,
      layerNumber,
      sequenceNumber: layerNumber,
      numberOfBytesInUse: maker ? 98 : romUnitBytes,
      discTypeIdentifier: typeIdentifier,
      discVersion: version,
      numberOfLayers: layers,
      channelBitLength,
      lastPhysicalSectorNumber: firstSector + blocksOfLayer - 1,
      firstAddressUnitOfDataZone: addressUnit(firstSector),
      lastAddressUnitOfDataZone: addressUnit(firstSector + blocksOfLayer - 1),
      formatDependent: noBytes32,
      formatDependent2: noBytes36,
      discManufacturerId: maker?.manufacturerId ?? '',
      mediaTypeId: maker?.mediaTypeId ?? '',
    });
    return maker ? bytes : bytes.subarray(0, romUnitBytes);
  });
  return readOnly(
    bdDiscInformation,
    { units: Uint8Array.from(units.flatMap((unit) => [...unit])) },
    discInformationBytes,
  );
}

/** A BD-ROM of so many blocks. */
export const bdRomStructures = (blocks: number, layers: number): [number, DiscStructure][] => [
  [structureCode.discInformation, discInformation(bdKind.rom, Math.ceil(blocks / layers), layers, undefined)],
];

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
    [structureCode.discInformation, discInformation(kind, capacityBlocks / layers, layers, stock)],
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
