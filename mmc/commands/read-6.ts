import { defineCommand } from '../command.js';
import { bits, u8, u24be } from '../layout/index.js';

/** READ(6): read logical blocks below address 200000h. A length of 0 is 256 blocks. MMC never had it. */
export const read6 = defineCommand({
  name: 'READ(6)',
  id: 'read6',
  operationCode: 0x08,
  standard: 'SBC-2',
  cdbLength: 6,
  fields: [bits({ _: 3, logicalBlockAddress: 21 }, u24be()), u8('transferLengthBlocks')],
  required: ['logicalBlockAddress', 'transferLengthBlocks'],
  transfer: {
    direction: 'in',
    byteLength: (cdb, blockLengthBytes) => (cdb.transferLengthBlocks || 256) * blockLengthBytes,
  },
  timeoutGroup: '1',
});
