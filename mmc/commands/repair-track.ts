import { defineCommand } from '../command.js';
import { bits, flag, reserved, u16be } from '../layout/index.js';

/** REPAIR TRACK: makes a track complete whose writing was interrupted. */
export const repairTrack = defineCommand({
  name: 'REPAIR TRACK',
  id: 'repairTrack',
  operationCode: 0x58,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [bits({ _: 7, immed: flag }), reserved(2), u16be('logicalTrackNumber'), reserved(3)],
  required: ['logicalTrackNumber'],
  transfer: { direction: 'none' },
  changes: 'medium',
  timeoutGroup: '2',
  timeoutMs: 600_000,
});
