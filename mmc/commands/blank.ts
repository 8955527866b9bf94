import { defineCommand } from '../command.js';
import { bits, flag, reserved, u32be } from '../layout/index.js';

/** BLANK: erases a rewritable disc, or a part of it. `blankingType` is one of the values of that name. */
export const blank = defineCommand({
  name: 'BLANK',
  id: 'blank',
  operationCode: 0xa1,
  standard: 'MMC-6',
  cdbLength: 12,
  fields: [bits({ _: 3, immed: flag, _1: 1, blankingType: 3 }), u32be('startAddressOrTrackNumber'), reserved(5)],
  required: ['blankingType'],
  transfer: { direction: 'none' },
  changes: 'medium',
  timeoutGroup: '2',
  features: [0x0021, 0x002c, 0x002d, 0x002f],
  // A whole CD-RW at its lowest speed takes 80 minutes.
  timeoutMs: 7_200_000,
});

/** Values of `blankingType`. Those from `track` to `trackTail` need the start address or the track number. */
export const blankingType = {
  disc: 0,
  minimal: 1,
  track: 2,
  unreserveTrack: 3,
  trackTail: 4,
  uncloseLastSession: 5,
  session: 6,
} as const;
