import { defineCommand } from '../command.js';
import { reserved, u8, u24be } from '../layout/index.js';

/** READ MASTER CUE: a cue sheet that a master disc carries, as bytes. MMC-2 dropped it. */
export const readMasterCue = defineCommand({
  name: 'READ MASTER CUE',
  id: 'readMasterCue',
  operationCode: 0x59,
  standard: 'MMC',
  cdbLength: 10,
  // The places of these fields are not confirmed by a second source.
  fields: [reserved(3), u8('sheetNumber'), reserved(1), u24be('maximumLength')],
  required: ['maximumLength'],
  transfer: { direction: 'in', byteLength: (cdb) => cdb.maximumLength },
});
