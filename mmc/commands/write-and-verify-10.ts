import { defineCommand } from '../command.js';
import { bits, flag, reserved, u16be, u32be } from '../layout/index.js';

/** WRITE AND VERIFY(10): writes logical blocks and checks them, with `bytchk` byte by byte. */
export const writeAndVerify10 = defineCommand({
  name: 'WRITE AND VERIFY(10)',
  id: 'writeAndVerify10',
  operationCode: 0x2e,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [
    bits({ _: 3, dpo: flag, _1: 2, bytchk: flag, relativeAddress: flag }),
    u32be('logicalBlockAddress'),
    reserved(1),
    u16be('transferLengthBlocks'),
  ],
  required: ['logicalBlockAddress', 'transferLengthBlocks'],
  transfer: {
    direction: 'out',
    byteLength: (cdb, blockLengthBytes) => cdb.transferLengthBlocks * blockLengthBytes,
  },
  changes: 'medium',
  timeoutGroup: '1',
  features: [0x0020, 0x0025, 0x0028, 0x0029, 0x002a, 0x003a, 0x0051],
  timeoutMs: 120_000,
});
