import { defineCommand } from '../command.js';
import { bits, flag, reserved, u16be, u32be } from '../layout/index.js';

/** PRE-FETCH(10): reads blocks into the cache. CONDITION MET says that all of them fitted, GOOD that not all did. */
export const preFetch10 = defineCommand({
  name: 'PRE-FETCH(10)',
  id: 'preFetch10',
  operationCode: 0x34,
  standard: 'SBC-3',
  cdbLength: 10,
  fields: [
    bits({ _: 6, immed: flag, _1: 1 }),
    u32be('logicalBlockAddress'),
    reserved(1),
    u16be('prefetchLengthBlocks'),
  ],
  required: ['logicalBlockAddress', 'prefetchLengthBlocks'],
  transfer: { direction: 'none' },
});
