import { defineCommand } from '../command.js';
import { formattedToc } from '../data/toc.js';
import { bits, flag, reserved, u8, u16be } from '../layout/index.js';

const common = {
  operationCode: 0x43,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [
    bits({ _: 6, msf: flag, _1: 1 }),
    bits({ _: 4, format: 4 }),
    reserved(3),
    u8('trackSessionNumber'),
    u16be('allocationLength'),
  ],
} as const;

/** READ TOC/PMA/ATIP, format 0000b: where each track starts. */
export const readTocFormatted = defineCommand({
  ...common,
  name: 'READ TOC/PMA/ATIP (formatted TOC)',
  id: 'readTocFormatted',
  fixed: { format: 0 },
  defaults: { allocationLength: 804 },
  transfer: { direction: 'in', layout: formattedToc, length: 'allocationLength' },
});
