import { defineCommand } from '../command.js';
import { bits, flag, reserved, u8, u16be } from '../layout/index.js';

const common = {
  operationCode: 0x56,
  standard: 'SPC-2',
  cdbLength: 10,
  fields: [
    bits({ _: 3, thirdParty: flag, _1: 2, longId: flag, _2: 1 }),
    reserved(1),
    u8('thirdPartyDeviceId'),
    reserved(3),
    u16be('parameterListLength'),
  ],
  changes: 'drive',
} as const;

/** RESERVE(10): keeps other initiators out. Reserving for a third party is obsolete. */
export const reserve10 = defineCommand({
  ...common,
  name: 'RESERVE(10)',
  id: 'reserve10',
  fixed: { longId: false },
  transfer: { direction: 'none' },
});

/** RESERVE(10) for a third party whose identifier does not fit the CDB: eight bytes follow. */
export const reserve10LongId = defineCommand({
  ...common,
  name: 'RESERVE(10) (long third-party ID)',
  id: 'reserve10LongId',
  fixed: { longId: true },
  defaults: { parameterListLength: 8 },
  transfer: { direction: 'out', byteLength: (cdb) => cdb.parameterListLength },
});
