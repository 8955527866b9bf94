/** IOCTL_STORAGE_QUERY_PROPERTY and what it answers, by the names of `ntddstor.h`. */
import { optional, record, reserved, toBytes, u8, u16le, u32le } from '../../../mmc/layout/index.js';
import type { AdapterLimits } from './windows-transport.js';

/** IOCTL_STORAGE_QUERY_PROPERTY: any handle may ask, also one without access rights. */
export const ioctlStorageQueryProperty = 0x002d1400;

/** STORAGE_PROPERTY_QUERY, with room for the one byte of parameters that nobody uses. */
const storagePropertyQuery = record([u32le('PropertyId'), u32le('QueryType'), reserved(4)]);

/** Asks for STORAGE_DEVICE_DESCRIPTOR. */
export const deviceQuery = toBytes(storagePropertyQuery, { PropertyId: 0 });
/** Asks for STORAGE_ADAPTER_DESCRIPTOR. */
export const adapterQuery = toBytes(storagePropertyQuery, { PropertyId: 1 });

/** STORAGE_ADAPTER_DESCRIPTOR; its end depends on the version of Windows. */
export const storageAdapterDescriptor = record([
  u32le('Version'),
  u32le('Size'),
  u32le('MaximumTransferLength'),
  u32le('MaximumPhysicalPages'),
  u32le('AlignmentMask'),
  optional(u8('AdapterUsesPio')),
  optional(u8('AdapterScansDown')),
  optional(u8('CommandQueueing')),
  optional(u8('AcceleratedTransfer')),
  optional(u8('BusType')),
  optional(reserved(1)),
  optional(u16le('BusMajorVersion')),
  optional(u16le('BusMinorVersion')),
  optional(u8('SrbType')),
  optional(u8('AddressType')),
]);

/** STORAGE_DEVICE_DESCRIPTOR. The offsets count from its first byte to text that ends with NUL; 0: there is none. */
export const storageDeviceDescriptor = record([
  u32le('Version'),
  u32le('Size'),
  u8('DeviceType'),
  u8('DeviceTypeModifier'),
  u8('RemovableMedia'),
  u8('CommandQueueing'),
  u32le('VendorIdOffset'),
  u32le('ProductIdOffset'),
  u32le('ProductRevisionOffset'),
  u32le('SerialNumberOffset'),
  u32le('BusType'),
  u32le('RawPropertiesLength'),
]);

const pageBytes = 4096;

/** What the adapter takes: a buffer that does not begin on a page needs one physical page more than its length. */
export function adapterLimits(descriptor: Uint8Array): AdapterLimits {
  const { MaximumTransferLength, MaximumPhysicalPages, AlignmentMask } = storageAdapterDescriptor.decode(descriptor);
  const paged = Math.max(MaximumPhysicalPages - 1, 1) * pageBytes;
  return { maximumTransferBytes: Math.min(MaximumTransferLength, paged), alignmentBytes: AlignmentMask + 1 };
}

/** Vendor, model and firmware, without padding; undefined where the descriptor has none. */
export function deviceNames(descriptor: Uint8Array): Record<'vendor' | 'model' | 'firmware', string | undefined> {
  const { VendorIdOffset, ProductIdOffset, ProductRevisionOffset } = storageDeviceDescriptor.decode(descriptor);
  const text = (offset: number) => {
    if (offset === 0 || offset >= descriptor.length) return undefined;
    const end = descriptor.indexOf(0, offset);
    const characters = descriptor.subarray(offset, end < 0 ? undefined : end);
    return String.fromCharCode(...characters).trim() || undefined;
  };
  return { vendor: text(VendorIdOffset), model: text(ProductIdOffset), firmware: text(ProductRevisionOffset) };
}
