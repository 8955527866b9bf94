/** Performance data. Kilobytes are 1000 bytes. */
import {
  bits,
  bytes,
  flag,
  list,
  record,
  remainingBytes,
  remainingLength,
  reserved,
  u8,
  u16be,
  u32be,
} from '../layout/index.js';

const header = [
  remainingLength(u32be('performanceDataLength')),
  bits({ _: 6, write: flag, except: flag }),
  reserved(3),
] as const;

const nominalDescriptor = record([
  u32be('startLba'),
  u32be('startPerformanceKilobytesPerSecond'),
  u32be('endLba'),
  u32be('endPerformanceKilobytesPerSecond'),
]);

/** Response to GET PERFORMANCE, type 00h, nominal performance. */
export const nominalPerformance = record([...header, list(nominalDescriptor, 'descriptors')]);

const exceptionDescriptor = record([u32be('lba'), u16be('time')]);

/** Response to GET PERFORMANCE, type 00h, exceptions. `time` is the additional delay in units of 0.1 ms. */
export const performanceExceptions = record([...header, list(exceptionDescriptor, 'descriptors')]);

const writeSpeedDescriptor = record([
  bits({ _: 3, wrc: 2, rdd: flag, exact: flag, mrw: flag }),
  reserved(3),
  u32be('endLba'),
  u32be('readSpeedKilobytesPerSecond'),
  u32be('writeSpeedKilobytesPerSecond'),
]);

/** Response to GET PERFORMANCE, type 03h. */
export const writeSpeeds = record([
  remainingLength(u32be('writeSpeedDataLength')),
  reserved(4),
  list(writeSpeedDescriptor, 'descriptors'),
]);

const unusableAreaDescriptor = record([u32be('lba'), u32be('numberOfUnusablePhysicalBlocks')]);

/** Response to GET PERFORMANCE, type 01h. */
export const unusableAreas = record([
  remainingLength(u32be('unusableAreaDataLength')),
  reserved(4),
  list(unusableAreaDescriptor, 'descriptors'),
]);

const defectStatusDescriptor = record([
  u32be('startLba'),
  u32be('endLba'),
  u8('blockingFactor'),
  bits({ _: 5, firstBitOffset: 3 }),
  bytes(2038, 'defectStatuses'),
]);

/**
 * Response to GET PERFORMANCE, type 02h. A bit of `defectStatuses`, most significant first from `firstBitOffset` on,
 * stands for `blockingFactor` blocks; 1 is defective.
 */
export const defectStatus = record([
  remainingLength(u32be('defectStatusDataLength')),
  reserved(4),
  list(defectStatusDescriptor, 'descriptors'),
]);

/** Response to GET PERFORMANCE, type 04h. What a descriptor looks like is not known, so they stay bytes. */
export const defectiveBlockInformation = record([
  remainingLength(u32be('dbiDataLength')),
  reserved(4),
  remainingBytes('descriptors'),
]);

// Bytes 4 and 5 as the number of remaining entries are not confirmed by a second source.
const dbiCacheZoneDescriptor = record([u32be('startLbaOfDbiCacheZone'), u16be('remainingEntries'), reserved(2)]);

/** Response to GET PERFORMANCE, type 05h. */
export const dbiCacheZones = record([
  remainingLength(u32be('dbiCacheZoneDataLength')),
  reserved(4),
  list(dbiCacheZoneDescriptor, 'descriptors'),
]);

// No source confirms this list beyond that each descriptor begins with the address of its zone.
const streamingDbiCacheZone = record([u32be('startLbaOfDbiCacheZone'), reserved(4)]);

/** Data of SET STREAMING, type 05h. */
export const streamingDbiCacheZones = record([
  remainingLength(u32be('dbiCacheZoneDataLength')),
  reserved(4),
  list(streamingDbiCacheZone, 'descriptors'),
]);

/**
 * Data of SET STREAMING, type 00h. A speed is a size over a time: 1000 kilobytes in 1000 ms is 1000 kB/s. `rdd`
 * restores the drive's defaults, `exact` refuses what cannot be kept, `ra` optimises for random access.
 */
export const streamingPerformanceDescriptor = record([
  bits({ _: 3, wrc: 2, rdd: flag, exact: flag, ra: flag }),
  reserved(3),
  u32be('startLba'),
  u32be('endLba'),
  u32be('readSizeKilobytes'),
  u32be('readTimeMs'),
  u32be('writeSizeKilobytes'),
  u32be('writeTimeMs'),
]);

/** Values of `wrc` (write rotation control) and of SET CD SPEED's `rotationalControl`. */
export const rotationControl = { clv: 0, cav: 1 } as const;
