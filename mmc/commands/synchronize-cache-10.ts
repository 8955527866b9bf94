import { defineCommand } from '../command.js';
import { bits, flag, reserved, u16be, u32be } from '../layout/index.js';

/** SYNCHRONIZE CACHE(10): writes what the drive still holds to the medium. Multimedia drives take address 0 only. */
export const synchronizeCache10 = defineCommand({
  name: 'SYNCHRONIZE CACHE(10)',
  id: 'synchronizeCache10',
  operationCode: 0x35,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [
    bits({ _: 6, immed: flag, relativeAddress: flag }),
    u32be('logicalBlockAddress'),
    reserved(1),
    u16be('numberOfBlocks'),
  ],
  transfer: { direction: 'none' },
  changes: 'medium',
  timeoutGroup: '2',
  features: [0x0020, 0x0021, 0x0025, 0x0026, 0x0027, 0x0029, 0x002b, 0x002c, 0x002d, 0x0034, 0x003a, 0x003b, 0x0042],
  // A drive that closes a border or a session with it writes for minutes.
  timeoutMs: 600_000,
});
