import { defineCommand } from '../command.js';
import { modeParameterList6 } from '../data/mode-pages/mode-parameter-list.js';
import { bits, flag, u8 } from '../layout/index.js';

/** MODE SENSE(6): a mode page, or all of them with page code 3Fh, as far as they fit 255 bytes. See `pageControl`. */
export const modeSense6 = defineCommand({
  name: 'MODE SENSE(6)',
  id: 'modeSense6',
  operationCode: 0x1a,
  standard: 'SPC-4',
  cdbLength: 6,
  fields: [bits({ _: 4, dbd: flag, _1: 3 }), bits({ pc: 2, pageCode: 6 }), u8('subpageCode'), u8('allocationLength')],
  required: ['pageCode'],
  defaults: { allocationLength: 252 },
  transfer: { direction: 'in', layout: modeParameterList6, length: 'allocationLength' },
  timeoutGroup: '1',
});
