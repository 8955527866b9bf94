import { defineCommand } from '../command.js';
import { bits, flag, reserved, u16be, u32be } from '../layout/index.js';

/** ERASE(10): erases blocks of erasable media; with `era` all from the address on, and `numberOfBlocks` 0. */
export const erase10 = defineCommand({
  name: 'ERASE(10)',
  id: 'erase10',
  operationCode: 0x2c,
  standard: 'SBC',
  cdbLength: 10,
  fields: [
    bits({ _: 5, era: flag, immed: flag, relativeAddress: flag }),
    u32be('logicalBlockAddress'),
    reserved(1),
    u16be('numberOfBlocks'),
  ],
  required: ['logicalBlockAddress', 'numberOfBlocks'],
  transfer: { direction: 'none' },
  changes: 'medium',
  timeoutGroup: '2',
  // That feature 0022h mandates it is not confirmed by a second source.
  features: [0x0022],
  timeoutMs: 7_200_000,
});
