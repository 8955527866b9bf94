/**
 * `SCSI_PASS_THROUGH_DIRECT` of `ntddscsi.h`, with the member names of the header file. The offsets were measured with
 * the compilers of mingw-w64 for x64 and x86; arm64 lays structures out as x64 does.
 */
import { bytes, record, reserved, u8, u16le, u32le, u64le } from '../../../mmc/layout/index.js';

const beforePointer = [
  u16le('Length'),
  u8('ScsiStatus'),
  u8('PathId'),
  u8('TargetId'),
  u8('Lun'),
  u8('CdbLength'),
  u8('SenseInfoLength'),
  u8('DataIn'),
  reserved(3),
  u32le('DataTransferLength'),
  u32le('TimeOutValue'),
] as const;

/** As a 64-bit process passes it: 56 bytes. */
export const scsiPassThroughDirect64 = record([
  ...beforePointer,
  reserved(4),
  u64le('DataBuffer'),
  u32le('SenseInfoOffset'),
  bytes(16, 'Cdb'),
  reserved(4),
]);

/** As a 32-bit process passes it, on 64-bit Windows too: 44 bytes. */
export const scsiPassThroughDirect32 = record([
  ...beforePointer,
  u32le('DataBuffer'),
  u32le('SenseInfoOffset'),
  bytes(16, 'Cdb'),
]);

/** Values of `DataIn`. */
export const dataIn = { out: 0, in: 1, none: 2 } as const;

/** IOCTL_SCSI_PASS_THROUGH_DIRECT. */
export const ioctlScsiPassThroughDirect = 0x0004d014;
