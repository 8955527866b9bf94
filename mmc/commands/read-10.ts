import { defineCommand } from '../command.js';
import { bits, flag, reserved, u16be, u32be } from '../layout/index.js';

/** READ(10): read logical blocks. */
export const read10 = defineCommand({
  name: 'READ(10)',
  id: 'read10',
  operationCode: 0x28,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [
    bits({ _: 3, dpo: flag, fua: flag, _1: 2, relativeAddress: flag }),
    u32be('logicalBlockAddress'),
    reserved(1),
    u16be('transferLengthBlocks'),
  ],
  required: ['logicalBlockAddress', 'transferLengthBlocks'],
  transfer: {
    direction: 'in',
    byteLength: (cdb, blockLengthBytes) => cdb.transferLengthBlocks * blockLengthBytes,
  },
  timeoutGroup: '1',
  features: [0x0010, 0x001d, 0x001f, 0x0028, 0x0029, 0x003a, 0x003b, 0x0040, 0x0050],
});
