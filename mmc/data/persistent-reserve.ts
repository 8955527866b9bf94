/** Persistent reservations (SPC-4). Layouts checked against sg3_utils and libiscsi. */
import {
  bits,
  flag,
  list,
  optionalTail,
  record,
  remainingBytes,
  remainingLength,
  reserved,
  u16be,
  u32be,
  u64be,
} from '../layout/index.js';

const header = [u32be('prGeneration'), remainingLength(u32be('additionalLength'))] as const;

/** Response to PERSISTENT RESERVE IN, READ KEYS. */
export const persistentReserveKeys = record([...header, list(u64be(), 'reservationKeys')]);

/** Response to PERSISTENT RESERVE IN, READ RESERVATION. Without a reservation it ends after the length. */
export const persistentReservation = record([
  ...header,
  ...optionalTail(
    u64be('reservationKey'),
    u32be('scopeSpecificAddress'),
    reserved(1),
    bits({ scope: 4, type: 4 }),
    u16be('extentLength'),
  ),
]);

/** Response to PERSISTENT RESERVE IN, REPORT CAPABILITIES. With `tmv` the last field has a bit for each type. */
export const persistentReserveCapabilities = record([
  u16be('length'),
  bits({ rlrC: flag, _: 2, crh: flag, sipC: flag, atpC: flag, _1: 1, ptplC: flag }),
  bits({ tmv: flag, allowCommands: 3, _: 3, ptplA: flag }),
  u16be('persistentReservationTypeMask'),
  reserved(2),
]);

const fullStatusDescriptor = record([
  u64be('reservationKey'),
  reserved(4),
  bits({ _: 6, allTgPt: flag, rHolder: flag }),
  bits({ scope: 4, type: 4 }),
  reserved(4),
  u16be('relativeTargetPortIdentifier'),
  remainingLength(u32be('additionalDescriptorLength')),
  remainingBytes('transportId'),
]);

/** Response to PERSISTENT RESERVE IN, READ FULL STATUS. */
export const persistentReserveFullStatus = record([...header, list(fullStatusDescriptor, 'descriptors')]);

/**
 * Data of PERSISTENT RESERVE OUT but for REGISTER AND MOVE. With `specIPt` the additional data are a length of four
 * bytes and the transport IDs of other initiators to register.
 */
export const persistentReserveParameters = record([
  u64be('reservationKey'),
  u64be('serviceActionReservationKey'),
  u32be('scopeSpecificAddress'),
  bits({ _: 4, specIPt: flag, allTgPt: flag, _1: 1, aptpl: flag }),
  reserved(1),
  u16be('extentLength'),
  remainingBytes('additionalData'),
]);

/** Data of PERSISTENT RESERVE OUT, REGISTER AND MOVE. */
export const persistentReserveMoveParameters = record([
  u64be('reservationKey'),
  u64be('serviceActionReservationKey'),
  reserved(1),
  bits({ _: 6, unreg: flag, aptpl: flag }),
  u16be('relativeTargetPortIdentifier'),
  remainingLength(u32be('transportIdLength')),
  remainingBytes('transportId'),
]);
