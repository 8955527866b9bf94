import { defineCommand } from '../command.js';
import { reserved } from '../layout/index.js';

/** REZERO UNIT: moves the pick-up to its home position. SCSI-3 dropped it. */
export const rezeroUnit = defineCommand({
  name: 'REZERO UNIT',
  id: 'rezeroUnit',
  operationCode: 0x01,
  standard: 'SCSI-2',
  cdbLength: 6,
  fields: [reserved(4)],
  transfer: { direction: 'none' },
  changes: 'drive',
});
