import { defineCommand } from '../command.js';
import { discInformation } from '../data/disc-information.js';
import { bits, reserved, u16be } from '../layout/index.js';

/** READ DISC INFORMATION, data type 000b: whether a disc is blank, appendable or complete, and its sessions. */
export const readDiscInformation = defineCommand({
  name: 'READ DISC INFORMATION',
  id: 'readDiscInformation',
  operationCode: 0x51,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [bits({ _: 5, dataType: 3 }), reserved(5), u16be('allocationLength')],
  fixed: { dataType: 0 },
  defaults: { allocationLength: 256 },
  transfer: { direction: 'in', layout: discInformation, length: 'allocationLength' },
});
