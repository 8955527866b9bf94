import { defineCommand } from '../command.js';
import { atip } from '../data/atip.js';
import { cdTextToc } from '../data/cd-text-packs.js';
import { formattedToc, multiSessionInformation, programMemoryArea, rawToc } from '../data/toc.js';
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
  timeoutGroup: '1',
} as const;

const anyDisc = [0x001e, 0x001f, 0x002a, 0x002b, 0x0030, 0x0040, 0x0050, 0x0103] as const;

/** READ TOC/PMA/ATIP, format 0000b: where each track starts, from track `trackSessionNumber` on. */
export const readTocFormatted = defineCommand({
  ...common,
  name: 'READ TOC/PMA/ATIP (formatted TOC)',
  id: 'readTocFormatted',
  fixed: { format: 0 },
  defaults: { allocationLength: 804 },
  transfer: { direction: 'in', layout: formattedToc, length: 'allocationLength' },
  features: anyDisc,
});

/** READ TOC/PMA/ATIP, format 0001b: how many complete sessions, and where the last one starts. */
export const readTocMultiSession = defineCommand({
  ...common,
  name: 'READ TOC/PMA/ATIP (multi-session information)',
  id: 'readTocMultiSession',
  fixed: { format: 1 },
  defaults: { allocationLength: 12 },
  transfer: { direction: 'in', layout: multiSessionInformation, length: 'allocationLength' },
  features: anyDisc,
});

/** READ TOC/PMA/ATIP, format 0010b: the lead-ins' Q sub-channel, from session `trackSessionNumber` on. */
export const readTocRaw = defineCommand({
  ...common,
  name: 'READ TOC/PMA/ATIP (raw TOC)',
  id: 'readTocRaw',
  fixed: { format: 2 },
  defaults: { allocationLength: 2048 },
  transfer: { direction: 'in', layout: rawToc, length: 'allocationLength' },
  features: [0x001e],
});

/** READ TOC/PMA/ATIP, format 0011b: the program memory area, which lists the tracks of a disc that is not finalized. */
export const readTocPma = defineCommand({
  ...common,
  name: 'READ TOC/PMA/ATIP (PMA)',
  id: 'readTocPma',
  fixed: { format: 3 },
  defaults: { allocationLength: 2048 },
  transfer: { direction: 'in', layout: programMemoryArea, length: 'allocationLength' },
  features: [0x001e],
});

/** READ TOC/PMA/ATIP, format 0100b: what the maker of a recordable CD wrote into its groove. */
export const readTocAtip = defineCommand({
  ...common,
  name: 'READ TOC/PMA/ATIP (ATIP)',
  id: 'readTocAtip',
  fixed: { format: 4 },
  defaults: { allocationLength: 32 },
  transfer: { direction: 'in', layout: atip, length: 'allocationLength' },
});

/** READ TOC/PMA/ATIP, format 0101b: the CD-TEXT of the lead-in. Only a drive with `cdText` in feature 001Eh has it. */
export const readTocCdText = defineCommand({
  ...common,
  name: 'READ TOC/PMA/ATIP (CD-TEXT)',
  id: 'readTocCdText',
  fixed: { format: 5 },
  // Eight blocks of 256 packs are the most there can be; an even number of bytes suits more drives.
  defaults: { allocationLength: 36_868 },
  transfer: { direction: 'in', layout: cdTextToc, length: 'allocationLength' },
  features: [0x001e],
});
