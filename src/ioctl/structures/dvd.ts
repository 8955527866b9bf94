/**
 * Structures of DVD copy protection and DVD structures. They have room for a handle of 64 bits whatever the program, so
 * they are the same for 32 and 64 bits.
 *
 * Facts: ntddcdvd.h of mingw-w64 and of the Windows SDK.
 */
import { i32le, record, reserved, u8, u16le, u32le, u64le } from '../../../mmc/index.js';

/** DVD_SESSION_ID, output of IOCTL_DVD_START_SESSION and input of IOCTL_DVD_END_SESSION: an AGID. */
export const dvdSessionId = record([u32le('sessionId')]);

/** DVD_END_ALL_SESSIONS, as `sessionId` for IOCTL_DVD_END_SESSION. */
export const dvdEndAllSessions = 0xffff_ffff;

/**
 * DVD_COPY_PROTECT_KEY up to its `KeyData`, of IOCTL_DVD_READ_KEY, IOCTL_DVD_SEND_KEY and IOCTL_DVD_SEND_KEY2.
 * `keyLength` counts the data too. `parameters` is a byte offset for a title key.
 */
export const dvdCopyProtectKey = record([
  u32le('keyLength'),
  u32le('sessionId'),
  i32le('keyType'),
  u32le('keyFlags'),
  u64le('parameters'),
]);

/** DVD_KEY_TYPE: values of `keyType` in {@link dvdCopyProtectKey}. */
export const dvdKeyType = {
  challengeKey: 1,
  busKey1: 2,
  busKey2: 3,
  titleKey: 4,
  asf: 5,
  setRpcKey: 6,
  getRpcKey: 8,
  diskKey: 0x80,
  invalidateAgid: 0x3f,
} as const;

/** DVD_REGION, output of IOCTL_DVD_GET_REGION. */
export const dvdRegion = record([u8('copySystem'), u8('regionData'), u8('systemRegion'), u8('resetCount')]);

/** DVD_READ_STRUCTURE, input of IOCTL_DVD_READ_STRUCTURE. Of `format` the lowest byte counts. */
export const dvdReadStructure = record([
  u64le('blockByteOffset'),
  i32le('format'),
  u32le('sessionId'),
  u8('layerNumber'),
]);

/** DVD_DESCRIPTOR_HEADER, with which the output of IOCTL_DVD_READ_STRUCTURE begins; the drive sends it big-endian. */
export const dvdDescriptorHeader = record([u16le('length'), reserved(2)]);
