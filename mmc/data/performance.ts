/** Performance data. Kilobytes are 1000 bytes. */
import { bits, flag, list, record, remainingLength, reserved, u16be, u32be } from '../layout/index.js';

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
