import { bits, flag, reserved, u8, u16be } from '../../layout/index.js';
import { defineModePage } from './mode-page.js';

/**
 * Mode page 0Eh: how PLAY AUDIO plays. A channel selection is a mask of audio channels, a volume of 0 is silence and
 * FFh full. `immed` has to be 1. The three fields behind `sotc` are obsolete.
 */
export const cdAudioControl = defineModePage(0x0e, 'CD Audio Control', [
  bits({ _: 5, immed: flag, sotc: flag, _1: 1 }),
  reserved(2),
  bits({ aprval: flag, _: 3, formatOfLbasPerSecond: 4 }),
  u16be('logicalBlocksPerSecondOfAudioPlayback'),
  bits({ _: 4, outputPort0ChannelSelection: 4 }),
  u8('outputPort0Volume'),
  bits({ _: 4, outputPort1ChannelSelection: 4 }),
  u8('outputPort1Volume'),
  bits({ _: 4, outputPort2ChannelSelection: 4 }),
  u8('outputPort2Volume'),
  bits({ _: 4, outputPort3ChannelSelection: 4 }),
  u8('outputPort3Volume'),
]);
