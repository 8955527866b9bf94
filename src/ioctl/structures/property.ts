/**
 * Structures of IOCTL_STORAGE_QUERY_PROPERTY and of the types of media. None of them has a pointer, so they are the same
 * for 32 and 64 bits.
 *
 * Facts: ntddstor.h of mingw-w64 and of the Windows SDK.
 */
import { i32le, list, record, reserved, u8, u16le, u32le, u64le } from '../../../mmc/index.js';
import { mediaType } from './disk.js';

/** STORAGE_PROPERTY_QUERY, input of IOCTL_STORAGE_QUERY_PROPERTY. */
export const storagePropertyQuery = record([
  i32le('propertyId'),
  i32le('queryType'),
  u8('additionalParameters'),
  reserved(3),
]);

/** STORAGE_PROPERTY_ID: values of `propertyId` in {@link storagePropertyQuery} that are known here. */
export const storagePropertyId = { device: 0, adapter: 1, deviceUniqueId: 3, deviceWriteCache: 4 } as const;

/** STORAGE_QUERY_TYPE: values of `queryType` in {@link storagePropertyQuery}. */
export const storageQueryType = { standard: 0, exists: 1, mask: 2 } as const;

/** STORAGE_DESCRIPTOR_HEADER, with which every descriptor begins; as much as a program needs to learn the size. */
export const storageDescriptorHeader = record([u32le('version'), u32le('size')]);

/**
 * STORAGE_DEVICE_DESCRIPTOR up to its `RawDeviceProperties`, which are the INQUIRY data. The strings behind them end with
 * a NUL; an offset of 0 means that there is none, or that it did not fit.
 */
export const storageDeviceDescriptor = record([
  u32le('version'),
  u32le('size'),
  u8('deviceType'),
  u8('deviceTypeModifier'),
  u8('removableMedia'),
  u8('commandQueueing'),
  u32le('vendorIdOffset'),
  u32le('productIdOffset'),
  u32le('productRevisionOffset'),
  u32le('serialNumberOffset'),
  i32le('busType'),
  u32le('rawPropertiesLength'),
]);

/** STORAGE_ADAPTER_DESCRIPTOR, as it is since Windows 8. */
export const storageAdapterDescriptor = record([
  u32le('version'),
  u32le('size'),
  u32le('maximumTransferLength'),
  u32le('maximumPhysicalPages'),
  u32le('alignmentMask'),
  u8('adapterUsesPio'),
  u8('adapterScansDown'),
  u8('commandQueueing'),
  u8('acceleratedTransfer'),
  u8('busType'),
  reserved(1),
  u16le('busMajorVersion'),
  u16le('busMinorVersion'),
  u8('srbType'),
  u8('addressType'),
]);

/** STORAGE_WRITE_CACHE_PROPERTY. The members are values of {@link writeCacheValue}. */
export const storageWriteCacheProperty = record([
  u32le('version'),
  u32le('size'),
  i32le('writeCacheType'),
  i32le('writeCacheEnabled'),
  i32le('writeCacheChangeable'),
  i32le('writeThroughSupported'),
  u8('flushCacheSupported'),
  u8('userDefinedPowerProtection'),
  u8('nvCacheEnabled'),
  reserved(1),
]);

/** Values of the members of {@link storageWriteCacheProperty}; 0 is "unknown" in each. */
export const writeCacheValue = {
  writeCacheType: { unknown: 0, none: 1, writeBack: 2, writeThrough: 3 },
  writeCacheEnabled: { unknown: 0, disabled: 1, enabled: 2 },
  writeCacheChangeable: { unknown: 0, notChangeable: 1, changeable: 2 },
  writeThroughSupported: { unknown: 0, notSupported: 1, supported: 2 },
} as const;

/** One DEVICE_MEDIA_INFO. */
export const deviceMediaInfo = record([
  u64le('cylinders'),
  u32le('mediaType'),
  u32le('tracksPerCylinder'),
  u32le('sectorsPerTrack'),
  u32le('bytesPerSector'),
  u32le('numberMediaSides'),
  u32le('mediaCharacteristics'),
]);

/** GET_MEDIA_TYPES, output of IOCTL_STORAGE_GET_MEDIA_TYPES_EX: two types of a drive that speaks MMC, else one. */
export const getMediaTypes = record([
  u32le('deviceType'),
  u32le('mediaInfoCount'),
  list(deviceMediaInfo, 'mediaInfo', { countField: 'mediaInfoCount' }),
]);

/** STORAGE_MEDIA_TYPE: values of `mediaType` in {@link deviceMediaInfo}. */
export const storageMediaType = { removableMedia: mediaType.removableMedia, cdRom: 51 } as const;

/** Bits of `mediaCharacteristics` in {@link deviceMediaInfo}. */
export const mediaCharacteristic = { readOnly: 4, readWrite: 8, currentlyMounted: 0x8000_0000 } as const;
