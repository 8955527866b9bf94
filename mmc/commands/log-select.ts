import { defineCommand } from '../command.js';
import { logPages } from '../data/log-page.js';
import { bits, flag, reserved, u8, u16be } from '../layout/index.js';

const common = {
  operationCode: 0x4c,
  standard: 'SPC-4',
  cdbLength: 10,
  fields: [
    bits({ _: 6, pcr: flag, sp: flag }),
    bits({ pc: 2, pageCode: 6 }),
    u8('subpageCode'),
    reserved(3),
    u16be('parameterListLength'),
  ],
  changes: 'drive',
} as const;

/** LOG SELECT: sets log parameters. Optical drives since MMC-5 do not have it. */
export const logSelect = defineCommand({
  ...common,
  name: 'LOG SELECT',
  id: 'logSelect',
  fixed: { pcr: false },
  transfer: { direction: 'out', layout: logPages, length: 'parameterListLength' },
});

/** LOG SELECT with PCR: sets log parameters back to their defaults, mostly to zero. */
export const logSelectReset = defineCommand({
  ...common,
  name: 'LOG SELECT (reset)',
  id: 'logSelectReset',
  fixed: { pcr: true },
  transfer: { direction: 'none' },
});
