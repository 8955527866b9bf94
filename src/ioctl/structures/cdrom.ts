/**
 * Structures of reading, streaming and the exclusive lock. None of them has a pointer, so they are the same for 32 and
 * 64 bits.
 *
 * Facts: ntddcdrm.h of mingw-w64 and of the Windows SDK.
 */
import { bytes, i32le, record, u8, u32le, u64le } from '../../../mmc/index.js';

/** CDROM_STREAMING_CONTROL, input of IOCTL_CDROM_ENABLE_STREAMING. See {@link streamingRequestType}. */
export const streamingControl = record([i32le('requestType')]);

/** Values of `requestType` in {@link streamingControl}. */
export const streamingRequestType = { disable: 1, readOnly: 2, writeOnly: 3, readWrite: 4 } as const;

/** What a handle is to stream. */
export type StreamingMode = keyof typeof streamingRequestType;

/**
 * RAW_READ_INFO, input of IOCTL_CDROM_RAW_READ. The offset counts 2048 bytes a sector, however many are read of it.
 */
export const rawReadInfo = record([u64le('diskOffset'), u32le('sectorCount'), i32le('trackMode')]);

/** TRACK_MODE_TYPE: values of `trackMode` in {@link rawReadInfo}. */
export const trackModeType = {
  yellowMode2: 0,
  xaForm2: 1,
  cdda: 2,
  rawWithC2AndSubCode: 3,
  rawWithC2: 4,
  rawWithSubCode: 5,
} as const;

/** How IOCTL_CDROM_RAW_READ reads a sector. */
export type TrackMode = keyof typeof trackModeType;

const exclusiveAccessFields = [i32le('requestType'), u32le('flags')] as const;

/** CDROM_EXCLUSIVE_ACCESS, input of IOCTL_CDROM_EXCLUSIVE_ACCESS for a query or an unlock. */
export const exclusiveAccess = record([...exclusiveAccessFields]);

/** CDROM_EXCLUSIVE_LOCK, input of the same code for a lock. The name ends with a NUL. */
export const exclusiveLock = record([...exclusiveAccessFields, bytes(64, 'callerName')]);

/** CDROM_EXCLUSIVE_LOCK_STATE, output of the same code for a query. */
export const exclusiveLockState = record([u8('lockState'), bytes(64, 'callerName')]);

/** Values of `requestType` in {@link exclusiveAccess}. */
export const exclusiveAccessRequestType = { queryState: 0, lockDevice: 1, unlockDevice: 2 } as const;

/** Bits of `flags` in {@link exclusiveAccess}. */
export const exclusiveAccessFlag = { ignoreVolume: 1, noMediaNotifications: 2 } as const;

/** Output of the CHECK_VERIFY codes. */
export const mediaChangeCount = record([u32le('mediaChangeCount')]);
