/**
 * The blank media that there are, as they are made. Capacities are those that drives report (libburn's and dvd+rw-tools'
 * documentation and logs), the layouts of the data zones those of the ECMA standards as dvd+rw-tools and Aaru have them.
 */

/** A recordable DVD or BD, as it comes out of its box. */
export interface Stock {
  readonly kind: 'dvd' | 'bd';
  /** Blocks that can be recorded, spare areas included. */
  readonly capacityBlocks: number;
  readonly layers: 1 | 2;
  /** Blocks that are recorded together: an ECC block of a DVD, a cluster of a BD. */
  readonly eccBlocks: number;
  readonly isRewritable: boolean;
  /** The fastest that it was made for, in kilobytes (1000 bytes) a second. */
  readonly maximumWriteSpeed: number;
  /** Who made it, as its lead-in or its groove says. */
  readonly manufacturerId: string;
  readonly mediaTypeId: string;
}

/** Kilobytes a second at one time the speed. */
const dvdSpeed = 1385;
const bdSpeed = 4496;

const dvd = { kind: 'dvd', layers: 1, eccBlocks: 16, isRewritable: false } as const;
const bd = { kind: 'bd', layers: 1, eccBlocks: 32, isRewritable: false } as const;

const dvdMinusBlocks = 2_298_496;
const dvdPlusBlocks = 2_295_104;
const bdBlocks = 12_219_392;

/** By the names of {@link recordableMedia}. */
export const stock = {
  'dvd-r': {
    ...dvd,
    capacityBlocks: dvdMinusBlocks,
    maximumWriteSpeed: 16 * dvdSpeed,
    manufacturerId: 'MCC 03RG20  ',
    mediaTypeId: '',
  },
  'dvd-r-dl': {
    ...dvd,
    layers: 2,
    capacityBlocks: 4_171_712,
    maximumWriteSpeed: 8 * dvdSpeed,
    manufacturerId: 'MKM 03RD30  ',
    mediaTypeId: '',
  },
  'dvd-rw': {
    ...dvd,
    isRewritable: true,
    capacityBlocks: dvdMinusBlocks,
    maximumWriteSpeed: 6 * dvdSpeed,
    manufacturerId: 'MCC 01RW6X  ',
    mediaTypeId: '',
  },
  'dvd+r': {
    ...dvd,
    capacityBlocks: dvdPlusBlocks,
    maximumWriteSpeed: 16 * dvdSpeed,
    manufacturerId: 'MCC',
    mediaTypeId: '004',
  },
  'dvd+r-dl': {
    ...dvd,
    layers: 2,
    capacityBlocks: 4_173_824,
    maximumWriteSpeed: 8 * dvdSpeed,
    manufacturerId: 'MKM',
    mediaTypeId: '003',
  },
  'dvd+rw': {
    ...dvd,
    isRewritable: true,
    capacityBlocks: dvdPlusBlocks,
    maximumWriteSpeed: 4 * dvdSpeed,
    manufacturerId: 'MKM',
    mediaTypeId: 'A02',
  },
  'dvd-ram': {
    ...dvd,
    isRewritable: true,
    capacityBlocks: dvdPlusBlocks,
    maximumWriteSpeed: 5 * dvdSpeed,
    manufacturerId: '',
    mediaTypeId: '',
  },
  'bd-r': {
    ...bd,
    capacityBlocks: bdBlocks,
    maximumWriteSpeed: 6 * bdSpeed,
    manufacturerId: 'VERBAT',
    mediaTypeId: 'IMe',
  },
  'bd-r-dl': {
    ...bd,
    layers: 2,
    capacityBlocks: 2 * bdBlocks,
    maximumWriteSpeed: 6 * bdSpeed,
    manufacturerId: 'VERBAT',
    mediaTypeId: 'IMf',
  },
  'bd-re': {
    ...bd,
    isRewritable: true,
    capacityBlocks: bdBlocks,
    maximumWriteSpeed: 2 * bdSpeed,
    manufacturerId: 'VERBAT',
    mediaTypeId: 'IM0',
  },
  'bd-re-dl': {
    ...bd,
    isRewritable: true,
    layers: 2,
    capacityBlocks: 2 * bdBlocks,
    maximumWriteSpeed: 2 * bdSpeed,
    manufacturerId: 'VERBAT',
    mediaTypeId: 'IM1',
  },
} as const satisfies Readonly<Record<string, Stock>>;

/** The name of a recordable DVD or BD. */
export type StockName = keyof typeof stock;

/**
 * Lead-in, lead-out and what surrounds them, in blocks, or as much as a quick format or a quick blanking records: twenty
 * seconds at four times the speed of DVD, which is about what drives take.
 */
export const leadBlocks = 0xd000;
