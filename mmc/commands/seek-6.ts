import { defineCommand } from '../command.js';
import { bits, reserved, u24be } from '../layout/index.js';

/** SEEK(6): moves the pick-up to a logical block. SBC-2 dropped it. */
export const seek6 = defineCommand({
  name: 'SEEK(6)',
  id: 'seek6',
  operationCode: 0x0b,
  standard: 'SBC',
  cdbLength: 6,
  fields: [bits({ _: 3, logicalBlockAddress: 21 }, u24be()), reserved(1)],
  required: ['logicalBlockAddress'],
  transfer: { direction: 'none' },
});
