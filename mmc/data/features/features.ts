/**
 * The features of MMC-6 that this package decodes. What a version of a feature added later is optional, because a
 * drive of an older standard leaves it out. Checked against sg3_utils, Aaru, and the structures of mingw-w64.
 */
import {
  bits,
  flag,
  list,
  optionalTail,
  record,
  remainingAscii,
  reserved,
  u8,
  u16be,
  u24be,
  u32be,
} from '../../layout/index.js';
import { defineFeature } from './feature.js';

/** Feature 0000h: the profiles the drive knows, in the order it prefers them. */
export const profileList = defineFeature(0x0000, 'Profile List', [
  list(record([u16be('profileNumber'), bits({ _: 7, currentp: flag }), reserved(1)]), 'profiles'),
]);

/** Feature 0001h. */
export const core = defineFeature(0x0001, 'Core', [
  u32be('physicalInterfaceStandard'),
  ...optionalTail(bits({ _: 6, inq2: flag, dbe: flag }), reserved(3)),
]);

/** Feature 0002h. */
export const morphing = defineFeature(0x0002, 'Morphing', [bits({ _: 6, ocevent: flag, async: flag }), reserved(3)]);

/** Feature 0003h. */
export const removableMedium = defineFeature(0x0003, 'Removable Medium', [
  bits({ loadingMechanismType: 3, load: flag, eject: flag, pvntJmpr: flag, dbml: flag, lock: flag }),
  reserved(3),
]);

/** Feature 0010h. */
export const randomReadable = defineFeature(0x0010, 'Random Readable', [
  u32be('logicalBlockSizeBytes'),
  u16be('blocking'),
  bits({ _: 7, pp: flag }),
  reserved(1),
]);

/** Feature 001Dh: reads all CD media. */
export const multiRead = defineFeature(0x001d, 'Multi-Read', []);

/** Feature 001Eh. */
export const cdRead = defineFeature(0x001e, 'CD Read', [
  ...optionalTail(bits({ dap: flag, _: 5, c2Flags: flag, cdText: flag }), reserved(3)),
]);

/** Feature 001Fh. */
export const dvdRead = defineFeature(0x001f, 'DVD Read', [
  ...optionalTail(bits({ _: 7, multi110: flag }), reserved(1), bits({ _: 6, dualRw: flag, dualR: flag }), reserved(1)),
]);

/** Feature 0020h. */
export const randomWritable = defineFeature(0x0020, 'Random Writable', [
  u32be('lastLba'),
  u32be('logicalBlockSizeBytes'),
  u16be('blocking'),
  bits({ _: 7, pp: flag }),
  reserved(1),
]);

/** Feature 0021h. Bit n of `dataBlockTypesSupported` is data block type n; link sizes are in blocks. */
export const incrementalStreamingWritable = defineFeature(0x0021, 'Incremental Streaming Writable', [
  u16be('dataBlockTypesSupported'),
  bits({ _: 5, trio: flag, arsv: flag, buf: flag }),
  u8('numberOfLinkSizes'),
  list(u8(), 'linkSizes', { countField: 'numberOfLinkSizes', padTo: 4 }),
]);

/** Feature 0023h. */
export const formattable = defineFeature(0x0023, 'Formattable', [
  ...optionalTail(
    bits({ _: 4, renosa: flag, expand: flag, qcert: flag, cert: flag }),
    bits({ frf: flag, _: 7 }),
    reserved(2),
    bits({ _: 7, rrm: flag }),
    reserved(3),
  ),
]);

/** Feature 002Dh. Bit n of `dataTypeSupported` is data block type n. */
export const cdTrackAtOnce = defineFeature(0x002d, 'CD Track at Once', [
  bits({ _: 1, buf: flag, _1: 1, rwRaw: flag, rwPack: flag, testWrite: flag, cdRw: flag, rwSubCode: flag }),
  reserved(1),
  u16be('dataTypeSupported'),
]);

/** Feature 002Eh. */
export const cdMastering = defineFeature(0x002e, 'CD Mastering', [
  bits({ _: 1, buf: flag, sao: flag, rawMs: flag, raw: flag, testWrite: flag, cdRw: flag, rw: flag }),
  u24be('maximumCueSheetLengthBytes'),
]);

/** Feature 0100h. */
export const powerManagement = defineFeature(0x0100, 'Power Management', []);

/** Feature 0103h: the drive plays audio by itself. */
export const cdAudioExternalPlay = defineFeature(0x0103, 'CD Audio External Play', [
  bits({ _: 5, scan: flag, scm: flag, sv: flag }),
  reserved(1),
  u16be('numberOfVolumeLevels'),
]);

/** Feature 0104h. */
export const microcodeUpgrade = defineFeature(0x0104, 'Microcode Upgrade', [
  ...optionalTail(bits({ _: 7, m5: flag }), reserved(3)),
]);

/** Feature 0105h. */
export const timeout = defineFeature(0x0105, 'Timeout', [
  ...optionalTail(bits({ _: 7, group3: flag }), reserved(1), u16be('unitLength')),
]);

/**
 * Feature 0107h: SET STREAMING and GET PERFORMANCE. `sw` writing in real time, `wspd` write speed descriptors in GET
 * PERFORMANCE, `mp2a` and in mode page 2Ah, `scs` SET CD SPEED, `rbcb` block mode of READ BUFFER CAPACITY, `smp`
 * minimum performance. Versions up to 2 of the feature may have none of them.
 */
export const realTimeStreaming = defineFeature(0x0107, 'Real Time Streaming', [
  ...optionalTail(bits({ _: 2, smp: flag, rbcb: flag, scs: flag, mp2a: flag, wspd: flag, sw: flag }), reserved(3)),
]);

/** Feature 0108h. */
export const driveSerialNumber = defineFeature(0x0108, 'Drive Serial Number', [
  remainingAscii('serialNumber', { padTo: 4 }),
]);
