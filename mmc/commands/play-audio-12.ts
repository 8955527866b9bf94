import { defineCommand } from '../command.js';
import { bits, flag, reserved, u32be } from '../layout/index.js';

/** PLAY AUDIO(12): as PLAY AUDIO(10), with a longer length. */
export const playAudio12 = defineCommand({
  name: 'PLAY AUDIO(12)',
  id: 'playAudio12',
  operationCode: 0xa5,
  standard: 'MMC-3',
  cdbLength: 12,
  fields: [
    bits({ _: 7, relativeAddress: flag }),
    u32be('startingLogicalBlockAddress'),
    u32be('playLengthBlocks'),
    reserved(1),
  ],
  required: ['startingLogicalBlockAddress', 'playLengthBlocks'],
  transfer: { direction: 'none' },
  changes: 'drive',
  timeoutGroup: '1',
});
