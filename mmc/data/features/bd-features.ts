/** Features of BD drives. A class bitmap has bit n set for version n. From sg3_utils, Aaru, mingw-w64. */
import { bits, flag, optionalTail, reserved, u16be } from '../../layout/index.js';
import { defineFeature } from './feature.js';

/** Feature 0038h: pseudo-overwrite on BD-R. */
export const bdRPseudoOverwrite = defineFeature(0x0038, 'BD-R Pseudo-Overwrite (POW)', [reserved(4)]);

/** Feature 0040h. Drives for BD before version 1 have none of the bitmaps. */
export const bdRead = defineFeature(0x0040, 'BD Read', [
  bits({ _: 7, bca: flag }),
  reserved(3),
  ...optionalTail(
    u16be('bdReReadSupportClass0'),
    u16be('bdReReadSupportClass1'),
    u16be('bdReReadSupportClass2'),
    u16be('bdReReadSupportClass3'),
    u16be('bdRReadSupportClass0'),
    u16be('bdRReadSupportClass1'),
    u16be('bdRReadSupportClass2'),
    u16be('bdRReadSupportClass3'),
    u16be('bdRomReadSupportClass0'),
    u16be('bdRomReadSupportClass1'),
    u16be('bdRomReadSupportClass2'),
    u16be('bdRomReadSupportClass3'),
  ),
]);

/** Feature 0041h. `svnr`: verification can be left out. Some drives send a third group of four words, all zero. */
export const bdWrite = defineFeature(0x0041, 'BD Write', [
  bits({ _: 7, svnr: flag }),
  reserved(3),
  ...optionalTail(
    u16be('bdReWriteSupportClass0'),
    u16be('bdReWriteSupportClass1'),
    u16be('bdReWriteSupportClass2'),
    u16be('bdReWriteSupportClass3'),
    u16be('bdRWriteSupportClass0'),
    u16be('bdRWriteSupportClass1'),
    u16be('bdRWriteSupportClass2'),
    u16be('bdRWriteSupportClass3'),
  ),
]);
