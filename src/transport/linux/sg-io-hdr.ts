/**
 * `struct sg_io_hdr`, version 3 of the SG interface, with the member names of the header file. Source: Linux
 * `include/scsi/sg.h`; the offsets for 64 bits were measured with a C compiler, those for 32 bits follow from four-byte
 * pointers and agree with the kernel's `compat_sg_io_hdr`.
 */
import { i32le, record, reserved, u8, u16le, u32le, u64le } from '../../../mmc/layout/index.js';

const beforePointers = [
  i32le('interface_id'),
  i32le('dxfer_direction'),
  u8('cmd_len'),
  u8('mx_sb_len'),
  u16le('iovec_count'),
  u32le('dxfer_len'),
] as const;

const results = [
  u8('status'),
  u8('masked_status'),
  u8('msg_status'),
  u8('sb_len_wr'),
  u16le('host_status'),
  u16le('driver_status'),
  i32le('resid'),
  u32le('duration'),
  u32le('info'),
] as const;

/** As a 64-bit process passes it: 88 bytes. */
export const sgIoHdr64 = record([
  ...beforePointers,
  u64le('dxferp'),
  u64le('cmdp'),
  u64le('sbp'),
  u32le('timeout'),
  u32le('flags'),
  i32le('pack_id'),
  reserved(4),
  u64le('usr_ptr'),
  ...results,
  reserved(4),
]);

/** As a 32-bit process passes it, also to a 64-bit kernel: 64 bytes. */
export const sgIoHdr32 = record([
  ...beforePointers,
  u32le('dxferp'),
  u32le('cmdp'),
  u32le('sbp'),
  u32le('timeout'),
  u32le('flags'),
  i32le('pack_id'),
  u32le('usr_ptr'),
  ...results,
]);

/** `interface_id` of version 3: the letter S. */
export const sgInterfaceId = 0x53;

/** Values of `dxfer_direction`. */
export const sgDirection = { none: -1, out: -2, in: -3 } as const;

/** Request numbers of ioctl. */
export const sgRequest = {
  sgIo: 0x2285,
  getVersionNumber: 0x2282,
  getReservedSize: 0x2272,
} as const;

/** The oldest SG version with `sg_io_hdr`. */
export const sgVersion3 = 30_000;
