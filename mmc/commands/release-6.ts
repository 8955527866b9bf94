import { defineCommand } from '../command.js';
import { reserved } from '../layout/index.js';

/** RELEASE(6): ends a RESERVE(6). */
export const release6 = defineCommand({
  name: 'RELEASE(6)',
  id: 'release6',
  operationCode: 0x17,
  standard: 'SPC-2',
  cdbLength: 6,
  fields: [reserved(4)],
  transfer: { direction: 'none' },
  changes: 'drive',
});
