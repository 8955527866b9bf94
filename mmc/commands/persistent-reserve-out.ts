import { defineCommand } from '../command.js';
import { persistentReserveMoveParameters, persistentReserveParameters } from '../data/persistent-reserve.js';
import { bits, reserved, u32be } from '../layout/index.js';

const common = {
  operationCode: 0x5f,
  standard: 'SPC-4',
  cdbLength: 10,
  fields: [bits({ _: 3, serviceAction: 5 }), bits({ scope: 4, type: 4 }), reserved(2), u32be('parameterListLength')],
  changes: 'drive',
} as const;

/**
 * PERSISTENT RESERVE OUT: registers a key, reserves, releases, takes a reservation away. `serviceAction` is one of
 * `persistentReserveAction`, `type` one of `persistentReservationType`.
 */
export const persistentReserveOut = defineCommand({
  ...common,
  name: 'PERSISTENT RESERVE OUT',
  id: 'persistentReserveOut',
  required: ['serviceAction'],
  transfer: { direction: 'out', layout: persistentReserveParameters, length: 'parameterListLength' },
});

/** PERSISTENT RESERVE OUT, service action 07h: hands a reservation to another initiator. */
export const persistentReserveOutRegisterAndMove = defineCommand({
  ...common,
  name: 'PERSISTENT RESERVE OUT (REGISTER AND MOVE)',
  id: 'persistentReserveOutRegisterAndMove',
  fixed: { serviceAction: 0x07 },
  transfer: { direction: 'out', layout: persistentReserveMoveParameters, length: 'parameterListLength' },
});

/** Values of `serviceAction` of PERSISTENT RESERVE OUT (SPC-4, from sg3_utils). */
export const persistentReserveAction = {
  register: 0x00,
  reserve: 0x01,
  release: 0x02,
  clear: 0x03,
  preempt: 0x04,
  preemptAndAbort: 0x05,
  registerAndIgnoreExistingKey: 0x06,
  registerAndMove: 0x07,
  replaceLostReservation: 0x08,
} as const;

/** Values of `type` of a persistent reservation (SPC-4, from sg3_utils). */
export const persistentReservationType = {
  writeExclusive: 0x1,
  exclusiveAccess: 0x3,
  writeExclusiveRegistrantsOnly: 0x5,
  exclusiveAccessRegistrantsOnly: 0x6,
  writeExclusiveAllRegistrants: 0x7,
  exclusiveAccessAllRegistrants: 0x8,
} as const;
