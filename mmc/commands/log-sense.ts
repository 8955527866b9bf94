import { defineCommand } from '../command.js';
import { logPage, supportedLogPages } from '../data/log-page.js';
import { bits, flag, reserved, u8, u16be } from '../layout/index.js';

const common = {
  operationCode: 0x4d,
  standard: 'SPC-4',
  cdbLength: 10,
  fields: [
    bits({ _: 6, ppc: flag, sp: flag }),
    bits({ pc: 2, pageCode: 6 }),
    u8('subpageCode'),
    reserved(1),
    u16be('parameterPointer'),
    u16be('allocationLength'),
  ],
} as const;

/** LOG SENSE: a log page. Optical drives since MMC-5 do not have it. */
export const logSense = defineCommand({
  ...common,
  name: 'LOG SENSE',
  id: 'logSense',
  required: ['pageCode'],
  defaults: { pc: 1, allocationLength: 4096 },
  transfer: { direction: 'in', layout: logPage, length: 'allocationLength' },
});

/** LOG SENSE, page 00h: the log pages there are. */
export const logSenseSupportedPages = defineCommand({
  ...common,
  name: 'LOG SENSE (supported log pages)',
  id: 'logSenseSupportedPages',
  fixed: { pageCode: 0x00, subpageCode: 0x00 },
  defaults: { pc: 1, allocationLength: 252 },
  transfer: { direction: 'in', layout: supportedLogPages, length: 'allocationLength' },
});
