/**
 * Structures of what the drive is and how fast it runs. GET_CONFIGURATION's input has room for two pointers, so it is
 * longer for 64-bit programs; the others are the same for 32 and 64 bits. What the drive sends is handed out as it is:
 * see the layouts `configuration`, `nominalPerformance`, `performanceExceptions`, `writeSpeeds`, `standardInquiry`.
 *
 * Facts: ntddcdrm.h and ntddmmc.h of mingw-w64 and of the Windows SDK.
 */
import { bytes, i32le, record, reserved, u8, u16le, u32le } from '../../../mmc/index.js';

const getConfigurationFields = [u32le('feature'), u32le('requestType')] as const;

/** GET_CONFIGURATION_IOCTL_INPUT of a 64-bit program. `requestType` is one of `featureRequest`. */
export const getConfigurationInput = record([...getConfigurationFields, bytes(16, 'reserved')]);

/** GET_CONFIGURATION_IOCTL_INPUT of a 32-bit program. */
export const getConfigurationInput32 = record([...getConfigurationFields, bytes(8, 'reserved')]);

/** CDROM_PERFORMANCE_REQUEST, input of IOCTL_CDROM_GET_PERFORMANCE. The header spells the last one `StaringLba`. */
export const cdromPerformanceRequest = record([
  i32le('requestType'),
  i32le('performanceType'),
  i32le('exceptions'),
  i32le('tolerance'),
  u32le('startingLba'),
]);

/** CDROM_WRITE_SPEED_REQUEST, the other input of IOCTL_CDROM_GET_PERFORMANCE. */
export const cdromWriteSpeedRequest = record([i32le('requestType')]);

/** Values of `requestType` in {@link cdromPerformanceRequest} and {@link cdromWriteSpeedRequest}. */
export const cdromPerformanceRequestType = { performance: 1, writeSpeed: 2 } as const;
/** Values of `performanceType` in {@link cdromPerformanceRequest}. */
export const cdromPerformanceType = { read: 1, write: 2 } as const;
/** Values of `exceptions` in {@link cdromPerformanceRequest}. */
export const cdromPerformanceExceptionType = { nominal: 1, entireList: 2, exceptionsOnly: 3 } as const;
/** The one value of `tolerance` in {@link cdromPerformanceRequest}. */
export const cdromPerformanceToleranceType = { nominal10Exceptions20: 1 } as const;

/** Bytes of CDROM_PERFORMANCE_HEADER, with which the output of IOCTL_CDROM_GET_PERFORMANCE begins. */
export const cdromPerformanceHeaderBytes = 8;

/** CDROM_SET_SPEED, input of IOCTL_CDROM_SET_SPEED: speeds in 1000 bytes a second. */
export const cdromSetSpeed = record([
  i32le('requestType'),
  u16le('readSpeed'),
  u16le('writeSpeed'),
  i32le('rotationControl'),
]);

/** CDROM_SET_STREAMING, the other input of IOCTL_CDROM_SET_SPEED. Of the last four only bit 0 counts. */
export const cdromSetStreaming = record([
  i32le('requestType'),
  u32le('readSize'),
  u32le('readTime'),
  u32le('writeSize'),
  u32le('writeTime'),
  u32le('startLba'),
  u32le('endLba'),
  i32le('rotationControl'),
  u8('restoreDefaults'),
  u8('setExact'),
  u8('randomAccess'),
  u8('persistent'),
]);

/** Values of `requestType` in {@link cdromSetSpeed} and {@link cdromSetStreaming}. */
export const cdromSpeedRequest = { setSpeed: 0, setStreaming: 1 } as const;

/** CDROM_SIMPLE_OPC_INFO, input of IOCTL_CDROM_SEND_OPC_INFORMATION. */
export const cdromSimpleOpcInfo = record([i32le('requestType'), u8('exclude0'), u8('exclude1'), reserved(2)]);

/** The one value of `requestType` in {@link cdromSimpleOpcInfo}. */
export const cdromOpcInfoType = { simple: 1 } as const;

/** CDROM_DISK_DATA, which IOCTL_CDROM_DISK_TYPE once gave: 1 audio tracks, 2 data tracks. */
export const cdromDiskData = record([u32le('diskData')]);
