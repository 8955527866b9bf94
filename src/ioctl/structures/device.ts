/**
 * Structures of what the system keeps about the device. None of them has a pointer, so they are the same for 32 and 64
 * bits.
 *
 * Facts: ntddstor.h and ntddcdvd.h of mingw-w64 and of the Windows SDK.
 */
import { bytes, record, reserved, u8, u16le, u32le, u64le } from '../../../mmc/index.js';

/** STORAGE_DEVICE_NUMBER, output of IOCTL_STORAGE_GET_DEVICE_NUMBER: the n of `\\.\CdRomn`. */
export const storageDeviceNumber = record([u32le('deviceType'), u32le('deviceNumber'), u32le('partitionNumber')]);

/** STORAGE_HOTPLUG_INFO, of IOCTL_STORAGE_GET_HOTPLUG_INFO and IOCTL_STORAGE_SET_HOTPLUG_INFO. `size` is its length. */
export const storageHotplugInfo = record([
  u32le('size'),
  u8('mediaRemovable'),
  u8('mediaHotplug'),
  u8('deviceHotplug'),
  u8('writeCacheEnableOverride'),
]);

/** STORAGE_EVENT_NOTIFICATION, input of IOCTL_STORAGE_EVENT_NOTIFICATION. `version` is 1, `size` its length. */
export const storageEventNotification = record([u32le('version'), u32le('size'), u64le('events')]);

/** Bits of `events` in {@link storageEventNotification}. */
export const storageEvent = { mediaStatus: 1n, deviceStatus: 2n, deviceOperation: 4n } as const;

/** STORAGE_SET_READ_AHEAD, input of IOCTL_STORAGE_SET_READ_AHEAD: bytes from the start of the medium. */
export const storageSetReadAhead = record([u64le('triggerAddress'), u64le('targetAddress')]);

/** STORAGE_PRIORITY_HINT_SUPPORT, which IOCTL_STORAGE_CHECK_PRIORITY_HINT_SUPPORT gives of other drives. */
export const storagePriorityHintSupport = record([u32le('supportFlags')]);

/** STORAGE_PREDICT_FAILURE, which IOCTL_STORAGE_PREDICT_FAILURE gives of other drives. */
export const storagePredictFailure = record([u32le('predictFailure'), bytes(512, 'vendorSpecific')]);

/** STORAGE_MEDIA_SERIAL_NUMBER_DATA up to the number, which IOCTL_STORAGE_GET_MEDIA_SERIAL_NUMBER gives of other drives. */
export const storageMediaSerialNumberData = record([reserved(2), u16le('serialNumberLength')]);
