/**
 * Structures of persistent reservations and of resets. None of them has a pointer, so they are the same for 32 and 64
 * bits.
 *
 * Facts: ntddstor.h of mingw-w64 and of the Windows SDK.
 */
import { bits, bytes, record, reserved, u8, u16le, u32le } from '../../../mmc/index.js';

/** PERSISTENT_RESERVE_COMMAND, input of IOCTL_STORAGE_PERSISTENT_RESERVE_IN. `size` is at least its length. */
export const persistentReserveInCommand = record([
  u32le('version'),
  u32le('size'),
  bits({ reserved1: 3, serviceAction: 5 }),
  reserved(1),
  u16le('allocationLength'),
]);

/**
 * PERSISTENT_RESERVE_COMMAND with its parameter list, input of IOCTL_STORAGE_PERSISTENT_RESERVE_OUT. The list begins
 * within the structure: 36 bytes of input are asked for, of which the last two do not count.
 */
export const persistentReserveOutCommand = record([
  u32le('version'),
  u32le('size'),
  bits({ reserved1: 3, serviceAction: 5 }),
  bits({ scope: 4, type: 4 }),
  bytes(24, 'parameterList'),
]);

/** STORAGE_BUS_RESET_REQUEST, input of IOCTL_STORAGE_RESET_BUS. */
export const storageBusResetRequest = record([u8('pathId')]);

/** STORAGE_BREAK_RESERVATION_REQUEST, input of IOCTL_STORAGE_BREAK_RESERVATION. */
export const storageBreakReservationRequest = record([
  u32le('length'),
  u8('unused'),
  u8('pathId'),
  u8('targetId'),
  u8('lun'),
]);
