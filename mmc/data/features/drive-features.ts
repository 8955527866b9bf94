/** Features of the drive itself besides those in features.ts. From sg3_utils, Aaru, mingw-w64. */
import { ascii, bits, flag, list, record, reserved, u8, u16be, u32be } from '../../layout/index.js';
import { defineFeature } from './feature.js';

/** Feature 0101h. `pp`: mode page 1Ch is there. */
export const smart = defineFeature(0x0101, 'S.M.A.R.T.', [bits({ _: 7, pp: flag }), reserved(3)]);

/** Feature 0102h. `scc` side change, `sdp` tells which slots have discs. */
export const embeddedChanger = defineFeature(0x0102, 'Embedded Changer', [
  bits({ _: 3, scc: flag, _1: 1, sdp: flag, _2: 2 }),
  reserved(2),
  bits({ _: 3, highestSlotNumber: 5 }),
]);

/** Feature 0109h. */
export const mediaSerialNumberFeature = defineFeature(0x0109, 'Media Serial Number', []);

/** Feature 010Ah. An entry is a content descriptor: three characters and a zero, such as 57444300h for `WDC`. */
export const discControlBlocks = defineFeature(0x010a, 'Disc Control Blocks (DCBs)', [
  list(u32be(), 'supportedDcbEntries'),
]);

/** Feature 010Ch: when the firmware was made, in decimal digits. */
export const firmwareInformation = defineFeature(0x010c, 'Firmware Information', [
  ascii(2, 'century'),
  ascii(2, 'year'),
  ascii(2, 'month'),
  ascii(2, 'day'),
  ascii(2, 'hour'),
  ascii(2, 'minute'),
  ascii(2, 'second'),
  reserved(2),
]);

/** Feature 0142h. Profiles are of the security subsystem, not of media. */
export const opticalSecuritySubsystemClass = defineFeature(0x0142, 'OSSC (Optical Security Subsystem Class)', [
  bits({ psau: flag, lospb: flag, _: 5, me: flag }),
  u8('numberOfProfiles'),
  list(record([u16be('profileNumber')]), 'profiles', { countField: 'numberOfProfiles', padTo: 4, padAfter: 2 }),
]);
