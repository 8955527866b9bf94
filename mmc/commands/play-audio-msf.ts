import { defineCommand } from '../command.js';
import { reserved, u8 } from '../layout/index.js';

/** PLAY AUDIO MSF: play from one time up to another. A start of FFh, FFh, FFh is where the drive is now. */
export const playAudioMsf = defineCommand({
  name: 'PLAY AUDIO MSF',
  id: 'playAudioMsf',
  operationCode: 0x47,
  standard: 'MMC-3',
  cdbLength: 10,
  fields: [reserved(2), u8('startingM'), u8('startingS'), u8('startingF'), u8('endingM'), u8('endingS'), u8('endingF')],
  required: ['startingM', 'startingS', 'startingF', 'endingM', 'endingS', 'endingF'],
  transfer: { direction: 'none' },
  changes: 'drive',
  timeoutGroup: '1',
  features: [0x0103],
});
