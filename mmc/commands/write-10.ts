import { defineCommand } from '../command.js';
import { bits, flag, i32be, reserved, u16be } from '../layout/index.js';

/** WRITE(10): write logical blocks. The address is negative in the lead-in and in the first pre-gap of a CD. */
export const write10 = defineCommand({
  name: 'WRITE(10)',
  id: 'write10',
  operationCode: 0x2a,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [
    bits({ _: 3, dpo: flag, fua: flag, tsr: flag, _1: 1, relativeAddress: flag }),
    i32be('logicalBlockAddress'),
    reserved(1),
    u16be('transferLengthBlocks'),
  ],
  required: ['logicalBlockAddress', 'transferLengthBlocks'],
  transfer: {
    direction: 'out',
    byteLength: (cdb, blockLengthBytes) => cdb.transferLengthBlocks * blockLengthBytes,
  },
  changes: 'medium',
  // The first write to a blank disc includes power calibration and a lead-in.
  timeoutMs: 120_000,
});
