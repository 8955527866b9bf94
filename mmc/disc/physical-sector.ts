/**
 * Physical sector numbers of DVD, HD DVD and BD, and the logical block addresses they have. Sources: the READ DISC
 * STRUCTURE handling of redumper and dvd+rw-tools, and the layer extents in BD disc information.
 */
import { FieldError } from '../layout/index.js';

/** First sector of the data area of DVD and HD DVD, except DVD-RAM. */
export const dvdDataAreaStart = 0x030000;
/** First sector of the data area of DVD-RAM. */
export const dvdRamDataAreaStart = 0x031000;
/** First sector of the user data of layer 0 of BD. */
export const bdDataAreaStart = 0x100000;
/** Sectors of 2048 bytes that DVD codes together: an ECC block of 32 KiB. */
export const dvdEccBlockSectors = 16;
/** Sectors of 2048 bytes that BD and HD DVD code together: a cluster, an ECC block of 64 KiB. */
export const bdEccBlockSectors = 32;

/** Physical sectors with user data of one layer, in the order of their logical addresses. */
export interface LayerExtent {
  readonly firstPhysicalSector: number;
  /** Not before the first: numbers ascend on every layer, on those with an opposite track path from the outside in. */
  readonly lastPhysicalSector: number;
}

/** A sector by its layer and its number there: with parallel track path both layers use the same numbers. */
export interface PhysicalSector {
  readonly layer: number;
  readonly physicalSectorNumber: number;
}

/**
 * The layers of a DVD, from READ DISC STRUCTURE format 00h as it gives them: starting and end physical sector number
 * of the data area and, with opposite track path (OTP), the end in layer 0, else 0. A disc with parallel track path
 * has to be asked for each layer; the two answers make a list of two.
 *
 * With OTP, layer 1 begins at the complement, in 24 bits, of the end of layer 0.
 */
export function dvdLayers(start: number, end: number, endInLayer0 = 0): LayerExtent[] {
  if (endInLayer0 === 0) return [layer('end', start, end)];
  return [layer('endInLayer0', start, endInLayer0), layer('end', ~endInLayer0 & 0xffffff, end)];
}

function layer(field: string, firstPhysicalSector: number, lastPhysicalSector: number): LayerExtent {
  if (lastPhysicalSector < firstPhysicalSector)
    throw new FieldError(field, `${lastPhysicalSector} lies before ${firstPhysicalSector}, where the layer begins`);
  return { firstPhysicalSector, lastPhysicalSector };
}

/**
 * The layers of a BD of one or two layers, whose layer 0 ends at `endInLayer0`. The number of a layer is in bit 24
 * and up, and layer 1 mirrors layer 0: it runs from the complement, in 24 bits, of where layer 0 ends to that of where
 * it begins.
 */
export function bdLayers(endInLayer0: number, layerCount: 1 | 2): LayerExtent[] {
  const first = layer('endInLayer0', bdDataAreaStart, endInLayer0);
  if (layerCount === 1) return [first];
  const mirrored = (sector: number): number => 0x1000000 + (~sector & 0xffffff);
  return [first, layer('endInLayer0', mirrored(endInLayer0), mirrored(bdDataAreaStart))];
}

/** Sectors of a layer. */
export const sectorsOfLayer = (extent: LayerExtent): number =>
  extent.lastPhysicalSector - extent.firstPhysicalSector + 1;

/** The logical block address that begins layer 1; undefined for a disc of one layer. */
export function layerBreak(layers: readonly LayerExtent[]): number | undefined {
  return layers.length > 1 ? sectorsOfLayer(layers[0]!) : undefined;
}

/** Where a logical block lies. The layers follow one another. Throws FieldError for an address behind the last. */
export function physicalSectorOfLba(logicalBlockAddress: number, layers: readonly LayerExtent[]): PhysicalSector {
  let rest = logicalBlockAddress;
  for (let index = 0; index < layers.length && rest >= 0; index++) {
    const sectors = sectorsOfLayer(layers[index]!);
    if (rest < sectors) return { layer: index, physicalSectorNumber: layers[index]!.firstPhysicalSector + rest };
    rest -= sectors;
  }
  const total = layers.reduce((sum, extent) => sum + sectorsOfLayer(extent), 0);
  throw new FieldError('logicalBlockAddress', `${logicalBlockAddress} is not between 0 and ${total - 1}`);
}

/** The logical block address of a sector; undefined for one outside the user data. */
export function lbaOfPhysicalSector(sector: PhysicalSector, layers: readonly LayerExtent[]): number | undefined {
  const extent = layers[sector.layer];
  if (extent === undefined) return undefined;
  const { firstPhysicalSector, lastPhysicalSector } = extent;
  if (sector.physicalSectorNumber < firstPhysicalSector || sector.physicalSectorNumber > lastPhysicalSector)
    return undefined;
  const before = layers.slice(0, sector.layer).reduce((sum, earlier) => sum + sectorsOfLayer(earlier), 0);
  return before + sector.physicalSectorNumber - firstPhysicalSector;
}

/** The first logical block of the ECC block that `logicalBlockAddress` lies in. */
export const eccBlockStart = (logicalBlockAddress: number, eccBlockSectors: number): number =>
  logicalBlockAddress - (logicalBlockAddress % eccBlockSectors);
