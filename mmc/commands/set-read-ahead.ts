import { defineCommand } from '../command.js';
import { reserved, u32be } from '../layout/index.js';

/** SET READ AHEAD: when the block at the trigger address has been read, read on from the other address. */
export const setReadAhead = defineCommand({
  name: 'SET READ AHEAD',
  id: 'setReadAhead',
  operationCode: 0xa7,
  standard: 'MMC-6',
  cdbLength: 12,
  fields: [reserved(1), u32be('triggerLogicalBlockAddress'), u32be('readAheadLogicalBlockAddress'), reserved(1)],
  required: ['triggerLogicalBlockAddress', 'readAheadLogicalBlockAddress'],
  transfer: { direction: 'none' },
  changes: 'drive',
  timeoutGroup: '1',
});
