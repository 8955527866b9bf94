import { defineCommand } from '../command.js';
import { readHeaderData } from '../data/read-header-data.js';
import { bits, flag, reserved, u16be, u32be } from '../layout/index.js';

/** READ HEADER: mode and address from the header of a CD-ROM sector. MMC-3 dropped it; READ CD gives the header. */
export const readHeader = defineCommand({
  name: 'READ HEADER',
  id: 'readHeader',
  operationCode: 0x44,
  standard: 'MMC-2',
  cdbLength: 10,
  fields: [bits({ _: 6, msf: flag, _1: 1 }), u32be('logicalBlockAddress'), reserved(1), u16be('allocationLength')],
  required: ['logicalBlockAddress'],
  defaults: { allocationLength: 8 },
  transfer: { direction: 'in', layout: readHeaderData, length: 'allocationLength' },
});
