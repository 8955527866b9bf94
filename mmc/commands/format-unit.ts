import { defineCommand } from '../command.js';
import { cdRwFormatList, formatDescriptorList } from '../data/format-list.js';
import { bits, flag, u8, u16be } from '../layout/index.js';

const common = {
  operationCode: 0x04,
  standard: 'MMC-6',
  cdbLength: 6,
  fields: [
    bits({ fmtpinfo: 2, longlist: flag, fmtData: flag, cmpList: flag, formatCode: 3 }),
    u8('vendorSpecific'),
    u16be('interleaveValue'),
  ],
  changes: 'medium',
  timeoutGroup: '2',
  features: [0x0023, 0x0028, 0x002a, 0x003a, 0x0041, 0x0051],
  // Without IMMED in the list the command ends when formatting has: certifying a Blu-ray disc takes some hours.
  timeoutMs: 14_400_000,
} as const;

/** FORMAT UNIT, format code 001b: formats the medium in one of the ways that READ FORMAT CAPACITIES lists. */
export const formatUnit = defineCommand({
  ...common,
  name: 'FORMAT UNIT',
  id: 'formatUnit',
  fixed: { fmtData: true, formatCode: 1 },
  transfer: { direction: 'out', layout: formatDescriptorList, byteLength: () => 12 },
});

/** FORMAT UNIT, format code 111b: formats a CD-RW with fixed packets, as MMC-1 describes it. */
export const formatUnitCdRw = defineCommand({
  ...common,
  name: 'FORMAT UNIT (CD-RW)',
  id: 'formatUnitCdRw',
  fixed: { fmtData: true, formatCode: 7 },
  transfer: { direction: 'out', layout: cdRwFormatList, byteLength: () => 12 },
});

/** FORMAT UNIT without a parameter list: the drive's default format. */
export const formatUnitDefault = defineCommand({
  ...common,
  name: 'FORMAT UNIT (default format)',
  id: 'formatUnitDefault',
  fixed: { fmtData: false },
  transfer: { direction: 'none' },
});
