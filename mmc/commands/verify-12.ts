import { defineCommand } from '../command.js';
import { bits, flag, reserved, u32be } from '../layout/index.js';

const common = {
  operationCode: 0xaf,
  standard: 'SBC-3',
  cdbLength: 12,
  fields: [
    bits({ _: 3, dpo: flag, _1: 1, blkvfy: flag, bytchk: flag, relativeAddress: flag }),
    u32be('logicalBlockAddress'),
    u32be('verificationLengthBlocks'),
    reserved(1),
  ],

  // The length may cover the whole medium.
  timeoutMs: 14_400_000,
} as const;

/** VERIFY(12): reads blocks without transferring them, to see that they can be read. */
export const verify12 = defineCommand({
  ...common,
  name: 'VERIFY(12)',
  id: 'verify12',
  fixed: { bytchk: false },
  required: ['logicalBlockAddress', 'verificationLengthBlocks'],
  transfer: { direction: 'none' },
});

/** VERIFY(12) with BYTCHK: compares blocks with the data sent. Block devices have it, multimedia drives refuse it. */
export const verify12ByteCheck = defineCommand({
  ...common,
  name: 'VERIFY(12) (byte check)',
  id: 'verify12ByteCheck',
  fixed: { bytchk: true },
  required: ['logicalBlockAddress', 'verificationLengthBlocks'],
  transfer: {
    direction: 'out',
    byteLength: (cdb, blockLengthBytes) => cdb.verificationLengthBlocks * blockLengthBytes,
  },
});
