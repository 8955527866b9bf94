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
  timeoutGroup: '1',
  features: [
    0x0020, 0x0021, 0x0025, 0x0026, 0x0027, 0x0028, 0x0029, 0x002a, 0x002b, 0x002c, 0x002d, 0x002e, 0x002f, 0x0031,
    0x0032, 0x0034, 0x003a, 0x003b, 0x0041, 0x0042, 0x0051,
  ],
  // The first write to a blank disc includes power calibration and a lead-in.
  timeoutMs: 120_000,
});
