import { defineCommand } from '../command.js';
import { bits, flag, reserved, u16be, u32be } from '../layout/index.js';

/** PLAY AUDIO(10): play from an address; FFFFFFFFh is where the drive is now. A length of 0 plays nothing. */
export const playAudio10 = defineCommand({
  name: 'PLAY AUDIO(10)',
  id: 'playAudio10',
  operationCode: 0x45,
  standard: 'MMC-3',
  cdbLength: 10,
  fields: [
    bits({ _: 7, relativeAddress: flag }),
    u32be('startingLogicalBlockAddress'),
    reserved(1),
    u16be('playLengthBlocks'),
  ],
  required: ['startingLogicalBlockAddress', 'playLengthBlocks'],
  transfer: { direction: 'none' },
  changes: 'drive',
  timeoutGroup: '1',
  features: [0x0103],
});
