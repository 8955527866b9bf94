import { defineCommand } from '../command.js';
import { formatCapacities } from '../data/format-capacities.js';
import { reserved, u16be } from '../layout/index.js';

/** READ FORMAT CAPACITIES: how large the medium is or can become, and the ways to format it. */
export const readFormatCapacities = defineCommand({
  name: 'READ FORMAT CAPACITIES',
  id: 'readFormatCapacities',
  operationCode: 0x23,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [reserved(6), u16be('allocationLength')],
  defaults: { allocationLength: 260 },
  transfer: { direction: 'in', layout: formatCapacities, length: 'allocationLength' },
  timeoutGroup: '1',
  features: [0x0023, 0x0028],
});
