/** Features of writing that no one kind of medium has alone. From sg3_utils, Aaru, mingw-w64. */
import { bits, flag, optionalTail, reserved, u8, u16be, u32be } from '../../layout/index.js';
import { defineFeature } from './feature.js';

/** Feature 0004h. Bits: `dwp` BD-R and BD-RE, `wdcb` DVD+RW, `spwp` persistent, `sswpp` mode page 1Dh. */
export const writeProtect = defineFeature(0x0004, 'Write Protect', [
  bits({ _: 4, dwp: flag, wdcb: flag, spwp: flag, sswpp: flag }),
  reserved(3),
]);

/** Feature 0022h. */
export const sectorErasable = defineFeature(0x0022, 'Sector Erasable', []);

/** Feature 0024h. `ssa`: the drive tells of supplementary spare areas. */
export const hardwareDefectManagement = defineFeature(0x0024, 'Hardware Defect Management', [
  ...optionalTail(bits({ ssa: flag, _: 7 }), reserved(3)),
]);

/** Feature 0025h. */
export const writeOnce = defineFeature(0x0025, 'Write Once', [
  u32be('logicalBlockSizeBytes'),
  u16be('blocking'),
  bits({ _: 7, pp: flag }),
  reserved(1),
]);

/** Feature 0026h. */
export const restrictedOverwrite = defineFeature(0x0026, 'Restricted Overwrite', []);

/** Feature 0028h. `write` is for CD-RW, the others for DVD+RW. */
export const mrw = defineFeature(0x0028, 'MRW', [
  bits({ _: 5, dvdPlusWrite: flag, dvdPlusRead: flag, write: flag }),
  reserved(3),
]);

/** Feature 0029h. `drtDm`: the mode for defects that is named so. */
export const enhancedDefectReporting = defineFeature(0x0029, 'Enhanced Defect Reporting', [
  bits({ _: 7, drtDm: flag }),
  u8('numberOfDbiCacheZones'),
  u16be('numberOfEntries'),
]);

/** Feature 0035h. */
export const stopLongOperation = defineFeature(0x0035, 'Stop Long Operation', []);

/** Feature 0042h. */
export const timelySafeRecording = defineFeature(0x0042, 'Timely Safe Recording (TSR)', []);

/** Feature 0080h. `ri`: the format layer survives a reset. */
export const hybridDisc = defineFeature(0x0080, 'Hybrid Disc', [bits({ _: 7, ri: flag }), reserved(3)]);
