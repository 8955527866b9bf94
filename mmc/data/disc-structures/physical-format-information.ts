import { ascii, bits, flag, record, remainingBytes, reserved, u8, u32be, type Value } from '../../layout/index.js';
import { discStructureHeader } from './disc-structure.js';

/**
 * Disc structure of DVD and HD DVD, formats 00h, 10h and 11h. Sector numbers are physical; the last of layer 0 is 0 on
 * a disc with one layer or parallel tracks. `vcps` belongs to DVD+R and DVD+RW. What follows byte 20 depends on
 * `discCategory`: see {@link dvdPlusInformation}, {@link dvdMinusBorders} and {@link dvdRamCasing}.
 */
export const physicalFormatInformation = record([
  ...discStructureHeader,
  bits({ discCategory: 4, partVersion: 4 }),
  bits({ discSize: 4, maximumRate: 4 }),
  bits({ _: 1, numberOfLayers: 2, trackPath: 1, layerType: 4 }),
  bits({ linearDensity: 4, trackDensity: 4 }),
  u32be('startingPhysicalSectorNumberOfDataArea'),
  u32be('endPhysicalSectorNumberOfDataArea'),
  u32be('endPhysicalSectorNumberInLayer0'),
  bits({ bca: flag, vcps: flag, _: 6 }),
  remainingBytes('mediaDependent'),
]);

const plusFields = record([
  u8('applicationCode'),
  u8('extendedFormatInformation'),
  ascii(8, 'discManufacturerId'),
  ascii(3, 'mediaTypeId'),
  u8('productRevisionNumber'),
  u8('numberOfAdipInformationBytesInUse'),
]);

const borderFields = record([reserved(15), u32be('startOfCurrentBorderOut'), u32be('startOfNextBorderIn')]);

const casingFields = record([reserved(15), u8('discTypeIdentification')]);

type MediaDependent = Pick<Value<typeof physicalFormatInformation>, 'mediaDependent'>;

/** Who made a DVD+R or DVD+RW. Undefined where the data end before it. */
export function dvdPlusInformation({ mediaDependent }: MediaDependent): Value<typeof plusFields> | undefined {
  return mediaDependent.length < plusFields.span ? undefined : plusFields.decode(mediaDependent);
}

/** Sector numbers of the borders of a DVD-R or DVD-RW. Undefined where the data end before them. */
export function dvdMinusBorders({ mediaDependent }: MediaDependent): Value<typeof borderFields> | undefined {
  return mediaDependent.length < borderFields.span ? undefined : borderFields.decode(mediaDependent);
}

/** Whether a DVD-RAM may be out of its case: 0 cased, 1 uncased. Undefined where the data end before it. */
export function dvdRamCasing({ mediaDependent }: MediaDependent): Value<typeof casingFields> | undefined {
  return mediaDependent.length < casingFields.span ? undefined : casingFields.decode(mediaDependent);
}

/**
 * Values of `discCategory`, the book type (Aaru and dvd+rw-tools; libburn has Eh and Fh for the last two). 8 and Fh are
 * other companies' discs, from Aaru only.
 */
export const discCategory = {
  dvdRom: 0x0,
  dvdRam: 0x1,
  dvdR: 0x2,
  dvdRw: 0x3,
  hdDvdRom: 0x4,
  hdDvdRam: 0x5,
  hdDvdR: 0x6,
  hdDvdRw: 0x7,
  umd: 0x8,
  dvdPlusRw: 0x9,
  dvdPlusR: 0xa,
  dvdPlusRwDualLayer: 0xd,
  dvdPlusRDualLayer: 0xe,
  nintendo: 0xf,
} as const;

/** Values of `discSize`. */
export const discSize = { mm120: 0, mm80: 1 } as const;
/** Values of `trackPath`. */
export const trackPath = { parallel: 0, opposite: 1 } as const;
/** Bits of `layerType`. */
export const layerType = { embossed: 0x1, recordable: 0x2, rewritable: 0x4 } as const;
