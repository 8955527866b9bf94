import { defineCommand } from '../command.js';
import { i32be, reserved, u8, u16be } from '../layout/index.js';

/**
 * PLAY TRACK RELATIVE(10): plays from an address that counts from the start of a track, negative in its pause. MMC
 * never had it.
 */
export const playTrackRelative10 = defineCommand({
  name: 'PLAY TRACK RELATIVE(10)',
  id: 'playTrackRelative10',
  operationCode: 0x49,
  standard: 'SCSI-2',
  cdbLength: 10,
  // The places of these fields are not confirmed by a second source.
  fields: [reserved(1), i32be('trackRelativeLogicalBlockAddress'), u8('startingTrack'), u16be('playLengthBlocks')],
  required: ['trackRelativeLogicalBlockAddress', 'startingTrack', 'playLengthBlocks'],
  transfer: { direction: 'none' },
  changes: 'drive',
});
