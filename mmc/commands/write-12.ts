import { defineCommand } from '../command.js';
import { bits, flag, i32be, u32be } from '../layout/index.js';

/** WRITE(12): write logical blocks; with `streaming`, at a steady rate and without verifying. */
export const write12 = defineCommand({
  name: 'WRITE(12)',
  id: 'write12',
  operationCode: 0xaa,
  standard: 'MMC-6',
  cdbLength: 12,
  fields: [
    bits({ _: 3, dpo: flag, fua: flag, tsr: flag, _1: 1, relativeAddress: flag }),
    i32be('logicalBlockAddress'),
    u32be('transferLengthBlocks'),
    bits({ streaming: flag, _: 7 }),
  ],
  required: ['logicalBlockAddress', 'transferLengthBlocks'],
  transfer: {
    direction: 'out',
    byteLength: (cdb, blockLengthBytes) => cdb.transferLengthBlocks * blockLengthBytes,
  },
  changes: 'medium',
  timeoutGroup: '1',
  features: [0x0029, 0x002a, 0x002b, 0x0031, 0x0032, 0x003a, 0x003b, 0x0042, 0x0051, 0x0107],
  // The first write to a blank disc includes power calibration and a lead-in.
  timeoutMs: 120_000,
});
