import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bdDataAreaStart,
  bdEccBlockSectors,
  bdLayers,
  dvdDataAreaStart,
  dvdEccBlockSectors,
  dvdLayers,
  eccBlockStart,
  FieldError,
  layerBreak,
  lbaOfPhysicalSector,
  physicalSectorOfLba,
  sectorsOfLayer,
} from '../../../mmc/index.js';

describe('a DVD of one layer', () => {
  const layers = dvdLayers(dvdDataAreaStart, 0x25ffff);

  it('counts from the start of the data area', () => {
    expect(physicalSectorOfLba(0, layers)).toEqual({ layer: 0, physicalSectorNumber: 0x030000 });
    expect(physicalSectorOfLba(0x22ffff, layers)).toEqual({ layer: 0, physicalSectorNumber: 0x25ffff });
    expect(layerBreak(layers)).toBeUndefined();
  });

  it.each([-1, 0x230000])('has no block %i', (lba) => {
    expect(() => physicalSectorOfLba(lba, layers)).toThrow(FieldError);
    expect(() => physicalSectorOfLba(lba, layers)).toThrow(`${lba} is not between 0 and ${0x22ffff}`);
  });

  it('has no block in the lead-in or on another layer', () => {
    expect(lbaOfPhysicalSector({ layer: 0, physicalSectorNumber: 0x02ffff }, layers)).toBeUndefined();
    expect(lbaOfPhysicalSector({ layer: 1, physicalSectorNumber: 0x030000 }, layers)).toBeUndefined();
  });
});

describe('a DVD with opposite track path', () => {
  // Xbox games: layer 0 has 1913776 sectors, and tools that dump them count sector n of layer 1 from its complement.
  const endInLayer0 = dvdDataAreaStart + 1913776 - 1;
  const layers = dvdLayers(dvdDataAreaStart, 0xfcffff, endInLayer0);
  const psnToLba = (psn: number): number =>
    psn <= endInLayer0 ? psn - 0x30000 : (endInLayer0 + 1) * 2 - ((psn ^ 0xffffff) + 1) - 0x30000;

  it('breaks after layer 0, which goes on at the complement', () => {
    expect(layerBreak(layers)).toBe(1913776);
    expect(physicalSectorOfLba(1913775, layers)).toEqual({ layer: 0, physicalSectorNumber: endInLayer0 });
    expect(physicalSectorOfLba(1913776, layers)).toEqual({
      layer: 1,
      physicalSectorNumber: 0xffffff - endInLayer0,
    });
  });

  it('agrees with the formula of those tools', () => {
    for (let lba = 0; lba < 2 * 1913776; lba += 997) {
      const sector = physicalSectorOfLba(lba, layers);
      expect(psnToLba(sector.physicalSectorNumber)).toBe(lba);
    }
  });
});

describe('a DVD with parallel track path', () => {
  const [first] = dvdLayers(dvdDataAreaStart, 0x0fffff);
  const [second] = dvdLayers(dvdDataAreaStart, 0x0effff);
  const layers = [first!, second!];

  it('uses the same numbers on both layers', () => {
    expect(layerBreak(layers)).toBe(0xd0000);
    expect(physicalSectorOfLba(0xd0000, layers)).toEqual({ layer: 1, physicalSectorNumber: 0x030000 });
    expect(lbaOfPhysicalSector({ layer: 0, physicalSectorNumber: 0x030010 }, layers)).toBe(0x10);
    expect(lbaOfPhysicalSector({ layer: 1, physicalSectorNumber: 0x030010 }, layers)).toBe(0xd0010);
  });
});

describe('a BD of two layers', () => {
  // As the disc information of pressed BD-50 says: layer 1 runs from 01358C00h; each layer has 12219392 sectors.
  const layers = bdLayers(0xca73ff, 2);

  it('has layer 1 mirror layer 0', () => {
    expect(layers).toEqual([
      { firstPhysicalSector: bdDataAreaStart, lastPhysicalSector: 0xca73ff },
      { firstPhysicalSector: 0x1358c00, lastPhysicalSector: 0x1efffff },
    ]);
    expect(layers.map(sectorsOfLayer)).toEqual([12219392, 12219392]);
    expect(layerBreak(layers)).toBe(12219392);
  });

  it('has one layer alone as well', () => {
    expect(bdLayers(0xca73ff, 1)).toEqual(layers.slice(0, 1));
  });
});

describe('any disc', () => {
  it('gives the address again that a sector was found for', () => {
    const end0 = fc.integer({ min: dvdDataAreaStart, max: 0x7fffff });
    fc.assert(
      fc.property(end0, fc.nat(), (endInLayer0, n) => {
        for (const layers of [dvdLayers(0x30000, 0xfcffff, endInLayer0), bdLayers(endInLayer0 + 0x100000, 2)]) {
          const lba = n % layers.reduce((sum, layer) => sum + sectorsOfLayer(layer), 0);
          expect(lbaOfPhysicalSector(physicalSectorOfLba(lba, layers), layers)).toBe(lba);
        }
      }),
    );
  });

  it('is refused when a layer ends before it begins', () => {
    expect(() => dvdLayers(0x30000, 0x2ffff)).toThrow('end: 196607 lies before 196608, where the layer begins');
    expect(() => bdLayers(0xfffff, 1)).toThrow(FieldError);
  });

  it('is read in ECC blocks', () => {
    expect(eccBlockStart(0x1234, dvdEccBlockSectors)).toBe(0x1230);
    expect(eccBlockStart(0x1234, bdEccBlockSectors)).toBe(0x1220);
  });
});
