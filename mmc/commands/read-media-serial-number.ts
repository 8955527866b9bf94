import { defineCommand } from '../command.js';
import { mediaSerialNumber } from '../data/media-serial-number.js';
import { bits, reserved, u32be } from '../layout/index.js';

/** READ MEDIA SERIAL NUMBER: what tells this disc from all others, where it has that. */
export const readMediaSerialNumber = defineCommand({
  name: 'READ MEDIA SERIAL NUMBER',
  id: 'readMediaSerialNumber',
  operationCode: 0xab,
  standard: 'SPC-4',
  cdbLength: 12,
  fields: [bits({ _: 3, serviceAction: 5 }), reserved(4), u32be('allocationLength'), reserved(1)],
  fixed: { serviceAction: 0x01 },
  defaults: { allocationLength: 4096 },
  transfer: { direction: 'in', layout: mediaSerialNumber, length: 'allocationLength' },
  timeoutGroup: '1',
  features: [0x0109],
});
