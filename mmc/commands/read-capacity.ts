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
  timeoutGroup: '1',
  features: [0x0010, 0x0020, 0x0025, 0x0026, 0x0027, 0x0028, 0x002c, 0x0034],
});
