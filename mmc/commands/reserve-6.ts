import { defineCommand } from '../command.js';
import { reserved } from '../layout/index.js';

/** RESERVE(6): keeps other initiators out. Third-party and extent reservations are obsolete and not in its fields. */
export const reserve6 = defineCommand({
  name: 'RESERVE(6)',
  id: 'reserve6',
  operationCode: 0x16,
  standard: 'SPC-2',
  cdbLength: 6,
  fields: [reserved(4)],
  transfer: { direction: 'none' },
  changes: 'drive',
});
