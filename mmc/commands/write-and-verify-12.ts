import { defineCommand } from '../command.js';
import { bits, flag, reserved, u32be } from '../layout/index.js';

/** WRITE AND VERIFY(12): writes logical blocks and checks them, with `bytchk` byte by byte. */
export const writeAndVerify12 = defineCommand({
  name: 'WRITE AND VERIFY(12)',
  id: 'writeAndVerify12',
  operationCode: 0xae,
  standard: 'SBC-3',
  cdbLength: 12,
  fields: [
    bits({ _: 3, dpo: flag, _1: 2, bytchk: flag, relativeAddress: flag }),
    u32be('logicalBlockAddress'),
    u32be('transferLengthBlocks'),
    reserved(1),
  ],
  required: ['logicalBlockAddress', 'transferLengthBlocks'],
  transfer: {
    direction: 'out',
    byteLength: (cdb, blockLengthBytes) => cdb.transferLengthBlocks * blockLengthBytes,
  },
  changes: 'medium',

  timeoutMs: 120_000,
});
