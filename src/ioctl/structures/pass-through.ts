/**
 * Structures of SCSI pass-through: a program's own CDB. They hold pointers or offsets of a pointer's size, so each has a
 * form for 64-bit programs and one, `…32`, for 32-bit programs.
 *
 * Facts: ntddscsi.h of mingw-w64 and ReactOS, and the Windows driver documentation.
 */
import { bytes, record, reserved, u8, u16le, u32le, u64le } from '../../../mmc/index.js';

const head = [
  u16le('length'),
  u8('scsiStatus'),
  u8('pathId'),
  u8('targetId'),
  u8('lun'),
  u8('cdbLength'),
  u8('senseInfoLength'),
  u8('dataIn'),
  reserved(3),
  u32le('dataTransferLength'),
  u32le('timeOutValue'),
] as const;
const tail = [u32le('senseInfoOffset'), bytes(16, 'cdb')] as const;

/** SCSI_PASS_THROUGH: the data lie in the same buffer, at an offset. `timeOutValue` is in seconds. */
export const scsiPassThrough = record([...head, reserved(4), u64le('dataBufferOffset'), ...tail, reserved(4)]);
/** SCSI_PASS_THROUGH of a 32-bit program. */
export const scsiPassThrough32 = record([...head, u32le('dataBufferOffset'), ...tail]);

/** SCSI_PASS_THROUGH_DIRECT: the data lie at an address of the program. */
export const scsiPassThroughDirect = record([...head, reserved(4), u64le('dataBuffer'), ...tail, reserved(4)]);
/** SCSI_PASS_THROUGH_DIRECT of a 32-bit program. */
export const scsiPassThroughDirect32 = record([...head, u32le('dataBuffer'), ...tail]);

/** Values of `dataIn` in {@link scsiPassThrough}, and of `dataDirection` in {@link scsiPassThroughEx}. */
export const scsiIoctlData = { out: 0, in: 1, unspecified: 2, bidirectional: 3 } as const;

const headEx = [
  u32le('version'),
  u32le('length'),
  u32le('cdbLength'),
  u32le('storAddressLength'),
  u8('scsiStatus'),
  u8('senseInfoLength'),
  u8('dataDirection'),
  reserved(1),
  u32le('timeOutValue'),
  u32le('storAddressOffset'),
  u32le('senseInfoOffset'),
  u32le('dataOutTransferLength'),
  u32le('dataInTransferLength'),
] as const;

/** SCSI_PASS_THROUGH_EX up to its CDB, which follows. `length` is that of the structure with one byte of CDB: 64. */
export const scsiPassThroughEx = record([...headEx, u64le('dataOutBufferOffset'), u64le('dataInBufferOffset')]);
/** SCSI_PASS_THROUGH_EX of a 32-bit program; `length` is 52. */
export const scsiPassThroughEx32 = record([...headEx, u32le('dataOutBufferOffset'), u32le('dataInBufferOffset')]);

/** SCSI_PASS_THROUGH_DIRECT_EX up to its CDB. */
export const scsiPassThroughDirectEx = record([...headEx, u64le('dataOutBuffer'), u64le('dataInBuffer')]);
/** SCSI_PASS_THROUGH_DIRECT_EX of a 32-bit program. */
export const scsiPassThroughDirectEx32 = record([...headEx, u32le('dataOutBuffer'), u32le('dataInBuffer')]);

/** SCSI_ADDRESS, output of IOCTL_SCSI_GET_ADDRESS. */
export const scsiAddress = record([u32le('length'), u8('portNumber'), u8('pathId'), u8('targetId'), u8('lun')]);

/** SRB_IO_CONTROL up to its data, input of IOCTL_SCSI_MINIPORT, which says what it means to the adapter's driver. */
export const srbIoControl = record([
  u32le('headerLength'),
  bytes(8, 'signature'),
  u32le('timeout'),
  u32le('controlCode'),
  u32le('returnCode'),
  u32le('length'),
]);

/** IO_SCSI_CAPABILITIES, output of IOCTL_SCSI_GET_CAPABILITIES. */
export const ioScsiCapabilities = record([
  u32le('length'),
  u32le('maximumTransferLength'),
  u32le('maximumPhysicalPages'),
  u32le('supportedAsynchronousEvents'),
  u32le('alignmentMask'),
  u8('taggedQueuing'),
  u8('adapterScansDown'),
  u8('adapterUsesPio'),
  reserved(1),
]);

/** SCSI_ADAPTER_BUS_INFO with one bus and one SCSI_INQUIRY_DATA, output of IOCTL_SCSI_GET_INQUIRY_DATA. */
export const scsiAdapterBusInfo = record([
  u8('numberOfBuses'),
  reserved(3),
  u8('numberOfLogicalUnits'),
  u8('initiatorBusId'),
  reserved(2),
  u32le('inquiryDataOffset'),
  u8('pathId'),
  u8('targetId'),
  u8('lun'),
  u8('deviceClaimed'),
  u32le('inquiryDataLength'),
  u32le('nextInquiryDataOffset'),
  bytes(36, 'inquiryData'),
]);
