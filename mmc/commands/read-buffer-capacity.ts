import { defineCommand } from '../command.js';
import { bufferCapacity, bufferCapacityBlocks } from '../data/buffer-capacity.js';
import { bits, flag, reserved, u16be } from '../layout/index.js';

const common = {
  operationCode: 0x5c,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [bits({ _: 7, block: flag }), reserved(5), u16be('allocationLength')],
  defaults: { allocationLength: 12 },
  timeoutGroup: '1',
} as const;

/** READ BUFFER CAPACITY: how large the drive's write buffer is, and how much of it is free. */
export const readBufferCapacity = defineCommand({
  ...common,
  name: 'READ BUFFER CAPACITY',
  id: 'readBufferCapacity',
  fixed: { block: false },
  transfer: { direction: 'in', layout: bufferCapacity, length: 'allocationLength' },
});

/** READ BUFFER CAPACITY, in blocks: only drives with `rbcb` in feature 0107h have it. */
export const readBufferCapacityBlocks = defineCommand({
  ...common,
  name: 'READ BUFFER CAPACITY (blocks)',
  id: 'readBufferCapacityBlocks',
  fixed: { block: true },
  transfer: { direction: 'in', layout: bufferCapacityBlocks, length: 'allocationLength' },
  features: [0x0107],
});
