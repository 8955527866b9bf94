/** Features of CD drives besides those in features.ts, from sg3_utils, Aaru, and the structures of mingw-w64. */
import { bits, flag, reserved, u8 } from '../../layout/index.js';
import { defineFeature } from './feature.js';

/** Feature 0027h. */
export const cdRwCavWrite = defineFeature(0x0027, 'CD-RW CAV Write', [reserved(4)]);

/** Feature 0030h. */
export const doubleDensityCdRead = defineFeature(0x0030, 'Double Density CD Read', []);

/** Feature 0031h. */
export const doubleDensityCdRWrite = defineFeature(0x0031, 'Double Density CD-R Write', [
  bits({ _: 5, testWrite: flag, _1: 2 }),
  reserved(3),
]);

/** Feature 0032h. */
export const doubleDensityCdRwWrite = defineFeature(0x0032, 'Double Density CD-RW Write', [
  bits({ _: 6, intermediate: flag, blank: flag }),
  reserved(3),
]);

/** Feature 0037h. Bit n of the sub-types is that of ATIP: standard, high speed, ultra speed, ultra speed plus. */
export const cdRwMediaWriteSupport = defineFeature(0x0037, 'CD-RW Media Write Support', [
  reserved(1),
  u8('cdRwMediaSubTypeSupport'),
  reserved(2),
]);
