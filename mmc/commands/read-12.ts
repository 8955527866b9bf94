import { defineCommand } from '../command.js';
import { bits, flag, u32be } from '../layout/index.js';

/** READ(12): read logical blocks; with `streaming`, at a steady rate and without retries. */
export const read12 = defineCommand({
  name: 'READ(12)',
  id: 'read12',
  operationCode: 0xa8,
  standard: 'MMC-6',
  cdbLength: 12,
  fields: [
    bits({ _: 3, dpo: flag, fua: flag, _1: 2, relativeAddress: flag }),
    u32be('logicalBlockAddress'),
    u32be('transferLengthBlocks'),
    bits({ streaming: flag, _: 7 }),
  ],
  required: ['logicalBlockAddress', 'transferLengthBlocks'],
  transfer: {
    direction: 'in',
    byteLength: (cdb, blockLengthBytes) => cdb.transferLengthBlocks * blockLengthBytes,
  },
  timeoutGroup: '1',
  features: [0x001f, 0x0028, 0x0029, 0x003a, 0x003b, 0x0040, 0x0050, 0x0107],
});
