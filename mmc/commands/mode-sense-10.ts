import { defineCommand } from '../command.js';
import { modeParameterList } from '../data/mode-pages/mode-parameter-list.js';
import { bits, flag, reserved, u8, u16be } from '../layout/index.js';

/** MODE SENSE(10): a mode page, or all of them with page code 3Fh. `pc` is one of `pageControl`. */
export const modeSense10 = defineCommand({
  name: 'MODE SENSE(10)',
  id: 'modeSense10',
  operationCode: 0x5a,
  standard: 'SPC-4',
  cdbLength: 10,
  fields: [
    bits({ _: 3, llbaa: flag, dbd: flag, _1: 3 }),
    bits({ pc: 2, pageCode: 6 }),
    u8('subpageCode'),
    reserved(3),
    u16be('allocationLength'),
  ],
  required: ['pageCode'],
  defaults: { allocationLength: 1024 },
  transfer: { direction: 'in', layout: modeParameterList, length: 'allocationLength' },
  timeoutGroup: '1',
  features: [0x0001],
});

/** Values of `pc`: the page as it is, a mask of what can be changed, the defaults, or the saved values. */
export const pageControl = { current: 0, changeable: 1, default: 2, saved: 3 } as const;
