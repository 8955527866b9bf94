import { defineCommand } from '../command.js';
import { readCapacityData } from '../data/read-capacity-data.js';
import { bits, flag, reserved, u32be } from '../layout/index.js';

/** READ CAPACITY(10): the last logical block address, and how long a block is. */
export const readCapacity = defineCommand({
  name: 'READ CAPACITY(10)',
  id: 'readCapacity',
  operationCode: 0x25,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [bits({ _: 7, relativeAddress: flag }), u32be('logicalBlockAddress'), reserved(2), bits({ _: 7, pmi: flag })],
  transfer: { direction: 'in', layout: readCapacityData, byteLength: () => 8 },
});
