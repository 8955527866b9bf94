import { defineCommand } from '../command.js';
import { i32be, reserved, u8, u32be } from '../layout/index.js';

/** PLAY TRACK RELATIVE(12): as PLAY TRACK RELATIVE(10), with a longer length. */
export const playTrackRelative12 = defineCommand({
  name: 'PLAY TRACK RELATIVE(12)',
  id: 'playTrackRelative12',
  operationCode: 0xa9,
  standard: 'SCSI-2',
  cdbLength: 12,
  // The places of these fields are not confirmed by a second source.
  fields: [reserved(1), i32be('trackRelativeLogicalBlockAddress'), u32be('playLengthBlocks'), u8('startingTrack')],
  required: ['trackRelativeLogicalBlockAddress', 'startingTrack', 'playLengthBlocks'],
  transfer: { direction: 'none' },
  changes: 'drive',
});
