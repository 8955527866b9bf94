/**
 * Disc structures of DVD. Values of the physical format information from discs that dvd+rw-mediainfo and Aaru have read;
 * what no source tells is zero.
 */
import {
  copyrightInformation,
  copyrightManagementInformation,
  copyrightProtectionSystemType,
  discCategory,
  discSize,
  dvdRamMediumStatus,
  dvdRamRecordingType,
  dvdRamSpareArea,
  layerType,
  discStructure as opaqueStructure,
  physicalFormatInformation,
  preRecordedInformation,
  trackPath,
  writeProtectionStatus,
} from '../../../../mmc/index.js';
import { invalidField } from '../../refusal.js';
import { type DiscStructure, readOnly, structureOf } from '../disc-structure.js';
import type { Borders } from './sequential-medium.js';
import { type Stock, stock } from './stock.js';
import { alignUp } from './stored-medium.js';

/** Format codes of READ DISC STRUCTURE. */
export const structureCode = {
  physicalFormat: 0x00,
  copyright: 0x01,
  manufacturing: 0x04,
  copyrightManagement: 0x05,
  dvdRamMediumStatus: 0x09,
  dvdRamSpareArea: 0x0a,
  dvdRamRecordingType: 0x0b,
  preRecorded: 0x0e,
  controlData: 0x10,
  adip: 0x11,
  layerBoundary: 0x20,
  shiftedMiddleArea: 0x21,
  writeProtection: 0xc0,
} as const;

const eccBlocks = stock['dvd-r'].eccBlocks;
const wholeBytes = 2048;
const adipBytes = 256;
const firstSector = 0x30000;
const firstRamSector = 0x31000;
/** The innermost sector of layer 1 of a disc with opposite track path: the bits of the first one, inverted. */
const lastOppositeSector = 0xfcffff;
/** 0Fh: not specified. */
const unspecifiedRate = 0xf;

/** 0.293 µm for each bit. */
const dualLayerDensity = 1;

/** What the control data say of a disc. */
interface Book {
  readonly discCategory: number;
  readonly partVersion: number;
  readonly layerType: number;
  readonly start: number;
}

const book = (category: number, partVersion: number, type: number, start = firstSector): Book => ({
  discCategory: category,
  partVersion,
  layerType: type,
  start,
});

const { recordable, rewritable, embossed } = layerType;
const books = {
  'dvd-r': book(discCategory.dvdR, 5, recordable),
  'dvd-r-dl': book(discCategory.dvdR, 6, recordable),
  'dvd-rw': book(discCategory.dvdRw, 2, rewritable),
  'dvd+r': book(discCategory.dvdPlusR, 1, recordable),
  'dvd+r-dl': book(discCategory.dvdPlusRDualLayer, 1, recordable),
  'dvd+rw': book(discCategory.dvdPlusRw, 2, rewritable),
  'dvd-ram': book(discCategory.dvdRam, 6, rewritable, firstRamSector),
} as const;
/** The name of a recordable DVD. */
export type DvdName = keyof typeof books;
const romBook = book(discCategory.dvdRom, 1, embossed);

/** Where the blocks of a disc lie. */
export interface Extents {
  /** Blocks of all layers. */
  readonly blocks: number;
  /** Blocks of layer 0, where there is another one. */
  readonly layer0Blocks?: number;
}

/** The second layer goes back inwards, and may end before it is above the first sector. */
const endOfLayer1 = (blocks: number, layer0Blocks: number): number =>
  blocks > layer0Blocks ? lastOppositeSector - (2 * layer0Blocks - blocks) : lastOppositeSector;

function physicalFormat(
  { start, ...kind }: Book,
  { blocks, layer0Blocks }: Extents,
  mediaDependent: Uint8Array,
  lengthBytes = wholeBytes,
): DiscStructure {
  const isDual = layer0Blocks !== undefined;
  const bytes = structureOf(
    physicalFormatInformation,
    {
      ...kind,
      discSize: discSize.mm120,
      maximumRate: unspecifiedRate,
      numberOfLayers: isDual ? 1 : 0,
      linearDensity: isDual ? dualLayerDensity : 0,
      trackPath: isDual ? trackPath.opposite : trackPath.parallel,
      startingPhysicalSectorNumberOfDataArea: start,
      endPhysicalSectorNumberOfDataArea: isDual ? endOfLayer1(blocks, layer0Blocks) : start + blocks - 1,
      endPhysicalSectorNumberInLayer0: isDual ? start + layer0Blocks - 1 : 0,
      mediaDependent,
    },
    lengthBytes,
  );
  return {
    read(layerNumber) {
      if (layerNumber > (isDual ? 1 : 0)) throw invalidField('layerNumber');
      return bytes;
    },
  };
}

const noBytes = new Uint8Array(0);
const ascii = (text: string, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => text.charCodeAt(i) || 0);

/** Bytes of the ADIP that have a meaning. */
const adipBytesInUse = 56;

/** Behind the end of layer 0, on DVD+: application code, extended format, who made it, revision, length. */
const makerOf = ({ manufacturerId, mediaTypeId }: Stock): Uint8Array =>
  Uint8Array.of(0, 0, ...ascii(manufacturerId, 8), ...ascii(mediaTypeId, 3), 0, adipBytesInUse);

const borderOutAt = 15;

/** Behind the end of layer 0, on DVD-R: where the border-out of the last session starts, and the border-in behind it. */
function bordersOf(currentBorderOut: number, nextBorderIn: number): Uint8Array {
  const bytes = new Uint8Array(borderOutAt + 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(borderOutAt, currentBorderOut);
  view.setUint32(borderOutAt + 4, nextBorderIn);
  return bytes;
}

/** The structures that every DVD has. */
function common(physical: DiscStructure): [number, DiscStructure][] {
  return [
    [structureCode.physicalFormat, physical],
    [
      structureCode.copyright,
      readOnly(copyrightInformation, { copyrightProtectionSystemType: copyrightProtectionSystemType.none }),
    ],
    [structureCode.manufacturing, readOnly(opaqueStructure, { data: noBytes }, wholeBytes)],
    // Of one sector; no sector is protected.
    [structureCode.copyrightManagement, readOnly(copyrightManagementInformation, {})],
  ];
}

const writeProtection: [number, DiscStructure] = [structureCode.writeProtection, readOnly(writeProtectionStatus, {})];

/** What goes onto one layer. */
const layerBlocks = stock['dvd-r'].capacityBlocks;

/** A DVD-ROM of so many blocks, on one layer or two. */
export function dvdRomStructures(blocks: number): [number, DiscStructure][] {
  const isDual = blocks > layerBlocks;
  const extents = isDual ? { blocks, layer0Blocks: alignUp(Math.ceil(blocks / 2), eccBlocks) } : { blocks };
  return common(physicalFormat(romBook, extents, noBytes));
}

/** DVD-R and DVD-RW. */
export function dvdMinusStructures(
  name: DvdName,
  stock: Stock,
  extents: Extents,
  { end, next }: Borders,
): [number, DiscStructure][] {
  const place = (block: number): number => (block === 0 ? 0 : firstSector + block);
  const physical = physicalFormat(books[name], extents, bordersOf(place(end), place(next)));
  return [
    ...common(physical),
    [structureCode.preRecorded, preRecorded(name, stock)],
    [structureCode.controlData, physical],
    writeProtection,
  ];
}

/** Application and physical code of a disc for general use, that can be told from a read-only one. */
const generalUse = 0x40;
const recordableCode = 0xc1;
const preRecordedBytes = 64;

const preRecorded = (name: DvdName, { capacityBlocks, layers, manufacturerId }: Stock): DiscStructure =>
  readOnly(
    preRecordedInformation,
    {
      fieldId1: 1,
      discApplicationCode: generalUse,
      discPhysicalCode: recordableCode,
      lastAddressOfDataRecordableArea: layers === 1 ? firstSector + capacityBlocks - 1 : lastOppositeSector,
      partVersion: books[name].partVersion,
      fieldId2: 2,
      fieldId3: 3,
      manufacturerId1: manufacturerId.slice(0, 6),
      fieldId4: 4,
      manufacturerId2: manufacturerId.slice(6),
      furtherFields: noBytes,
    },
    preRecordedBytes,
  );

/** DVD+R and DVD+RW. */
export const dvdPlusStructures = (
  name: DvdName,
  stock: Stock,
  extents: Extents,
  others: readonly [number, DiscStructure][] = [],
): [number, DiscStructure][] => [
  ...common(physicalFormat(books[name], extents, makerOf(stock))),
  [structureCode.adip, physicalFormat(books[name], extents, makerOf(stock), adipBytes)],
  ...others,
  writeProtection,
];

/** The primary spare area, which is always there. */
const primarySpareBlocks = 12_800;

/** DVD-RAM, formatted to so many blocks. */
export function dvdRamStructures({ capacityBlocks }: Stock, blocks: number): [number, DiscStructure][] {
  const supplementary = capacityBlocks - blocks;
  return [
    ...common(physicalFormat(books['dvd-ram'], { blocks: capacityBlocks }, noBytes)),
    [structureCode.dvdRamMediumStatus, readOnly(dvdRamMediumStatus, { discTypeIdentification: 0x10 })],
    [
      structureCode.dvdRamSpareArea,
      readOnly(dvdRamSpareArea, {
        numberOfUnusedPrimarySpareBlocks: primarySpareBlocks,
        numberOfUnusedSupplementarySpareBlocks: supplementary,
        numberOfAllocatedSupplementarySpareBlocks: supplementary,
      }),
    ],
    [structureCode.dvdRamRecordingType, readOnly(dvdRamRecordingType, {})],
    writeProtection,
  ];
}
