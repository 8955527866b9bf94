import { defineCommand } from '../command.js';
import { bits, flag, u16be, u32be } from '../layout/index.js';

const common = {
  operationCode: 0x2f,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [
    bits({ _: 3, dpo: flag, _1: 1, blkvfy: flag, bytchk: flag, relativeAddress: flag }),
    u32be('logicalBlockAddress'),
    bits({ g3tout: flag, _: 7 }),
    u16be('verificationLengthBlocks'),
  ],
  timeoutGroup: '2',
  features: [0x0023, 0x0028, 0x0029, 0x002c, 0x0034],
  // The length may cover the whole medium.
  timeoutMs: 14_400_000,
} as const;

/** VERIFY(10): reads blocks without transferring them, to see that they can be read; `g3tout` makes it a command of time-out group 3. */
export const verify10 = defineCommand({
  ...common,
  name: 'VERIFY(10)',
  id: 'verify10',
  fixed: { bytchk: false },
  required: ['logicalBlockAddress', 'verificationLengthBlocks'],
  transfer: { direction: 'none' },
});

/** VERIFY(10) with BYTCHK: compares blocks with the data sent. Block devices have it, multimedia drives refuse it. */
export const verify10ByteCheck = defineCommand({
  ...common,
  name: 'VERIFY(10) (byte check)',
  id: 'verify10ByteCheck',
  fixed: { bytchk: true },
  required: ['logicalBlockAddress', 'verificationLengthBlocks'],
  transfer: {
    direction: 'out',
    byteLength: (cdb, blockLengthBytes) => cdb.verificationLengthBlocks * blockLengthBytes,
  },
});
