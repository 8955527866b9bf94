import { defineCommand } from '../command.js';
import { formattedToc, multiSessionInformation, rawToc } from '../data/toc.js';
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

/** READ TOC/PMA/ATIP, format 0000b: where each track starts, from track `trackSessionNumber` on. */
export const readTocFormatted = defineCommand({
  ...common,
  name: 'READ TOC/PMA/ATIP (formatted TOC)',
  id: 'readTocFormatted',
  fixed: { format: 0 },
  defaults: { allocationLength: 804 },
  transfer: { direction: 'in', layout: formattedToc, length: 'allocationLength' },
});

/** READ TOC/PMA/ATIP, format 0001b: how many complete sessions, and where the last one starts. */
export const readTocMultiSession = defineCommand({
  ...common,
  name: 'READ TOC/PMA/ATIP (multi-session information)',
  id: 'readTocMultiSession',
  fixed: { format: 1 },
  defaults: { allocationLength: 12 },
  transfer: { direction: 'in', layout: multiSessionInformation, length: 'allocationLength' },
});

/** READ TOC/PMA/ATIP, format 0010b: the lead-ins' Q sub-channel, from session `trackSessionNumber` on. */
export const readTocRaw = defineCommand({
  ...common,
  name: 'READ TOC/PMA/ATIP (raw TOC)',
  id: 'readTocRaw',
  fixed: { format: 2 },
  defaults: { allocationLength: 2048 },
  transfer: { direction: 'in', layout: rawToc, length: 'allocationLength' },
});
