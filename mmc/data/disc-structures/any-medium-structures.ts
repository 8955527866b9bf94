/** Disc structures that do not depend on the media type. AACS from libaacs, the others from Aaru and dvd+rw-tools. */
import { bits, bytes, flag, list, record, reserved, u8, u16be, u32be } from '../../layout/index.js';
import { discStructureHeader as header } from './disc-structure.js';

/** Format 80h. */
export const aacsVolumeIdentifier = record([...header, bytes(16, 'volumeIdentifier'), bytes(16, 'mac')]);

/** Format 81h. */
export const aacsMediaSerialNumber = record([...header, bytes(16, 'mediaSerialNumber'), bytes(16, 'mac')]);

/** Format 82h. */
export const aacsMediaIdentifier = record([...header, bytes(16, 'mediaIdentifier'), bytes(16, 'mac')]);

/** Format 84h: encrypted with the bus key. */
export const aacsDataKeys = record([...header, bytes(16, 'readDataKey'), bytes(16, 'writeDataKey')]);

/** Format 85h. */
export const aacsLbaExtents = record([
  header[0],
  reserved(1),
  u8('maximumNumberOfLbaExtents'),
  list(record([reserved(8), u32be('startLba'), u32be('lbaCount')]), 'extents'),
]);

/** Format 90h. The types are profiles: 0008h CD, 0010h DVD, 0040h BD, 0050h HD DVD; layers are numbered from 0. */
export const formatLayers = record([
  ...header,
  u8('numberOfRecognizedFormatLayers'),
  bits({ _: 2, defaultFormatLayer: 2, _1: 2, onlineFormatLayer: 2 }),
  list(u16be(), 'formatLayerTypes', { countField: 'numberOfRecognizedFormatLayers' }),
]);

/** Format C0h. Sent, only `pwp` counts: persistent write protection. `mswi`: the medium's own; `cwp`: the cartridge's. */
export const writeProtectionStatus = record([
  ...header,
  bits({ _: 4, mswi: flag, cwp: flag, pwp: flag, swpp: flag }),
  reserved(3),
]);

/**
 * Format FFh. `sds` and `rds`: the format is for SEND, or for READ DISC STRUCTURE. Drives differ in whether the length
 * includes the length field.
 */
export const discStructureList = record([
  ...header,
  list(record([u8('formatCode'), bits({ sds: flag, rds: flag, _: 6 }), u16be('formatLengthBytes')]), 'structures'),
]);
