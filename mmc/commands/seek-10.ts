import { defineCommand } from '../command.js';
import { reserved, u32be } from '../layout/index.js';

/** SEEK(10): moves the pick-up to a logical block; audio play stops. */
export const seek10 = defineCommand({
  name: 'SEEK(10)',
  id: 'seek10',
  operationCode: 0x2b,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [reserved(1), u32be('logicalBlockAddress'), reserved(3)],
  required: ['logicalBlockAddress'],
  transfer: { direction: 'none' },
  timeoutGroup: '1',
  features: [0x0103],
});
