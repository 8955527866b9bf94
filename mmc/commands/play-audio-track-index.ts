import { defineCommand } from '../command.js';
import { reserved, u8 } from '../layout/index.js';

/** PLAY AUDIO TRACK INDEX: plays from one index of a track to the end of another. MMC never had it. */
export const playAudioTrackIndex = defineCommand({
  name: 'PLAY AUDIO TRACK INDEX',
  id: 'playAudioTrackIndex',
  operationCode: 0x48,
  standard: 'SCSI-2',
  cdbLength: 10,
  fields: [reserved(3), u8('startingTrack'), u8('startingIndex'), reserved(1), u8('endingTrack'), u8('endingIndex')],
  required: ['startingTrack', 'startingIndex', 'endingTrack', 'endingIndex'],
  transfer: { direction: 'none' },
  changes: 'drive',
});
