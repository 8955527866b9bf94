import { defineCommand } from '../command.js';
import { bits, flag, reserved, u8, u16be } from '../layout/index.js';

const common = {
  operationCode: 0x57,
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

/** RELEASE(10): ends a RESERVE(10). Reserving for a third party is obsolete. */
export const release10 = defineCommand({
  ...common,
  name: 'RELEASE(10)',
  id: 'release10',
  fixed: { longId: false },
  transfer: { direction: 'none' },
});

/** RELEASE(10) for a third party whose identifier does not fit the CDB: eight bytes follow. */
export const release10LongId = defineCommand({
  ...common,
  name: 'RELEASE(10) (long third-party ID)',
  id: 'release10LongId',
  fixed: { longId: true },
  defaults: { parameterListLength: 8 },
  transfer: { direction: 'out', byteLength: (cdb) => cdb.parameterListLength },
});
