import { defineCommand } from '../command.js';
import { bits, flag, reserved } from '../layout/index.js';

/**
 * PREVENT ALLOW MEDIUM REMOVAL: locks the tray, or unlocks it. With `persistent` (feature 0002h) the eject button only
 * asks: the host sees its event and ejects.
 */
export const preventAllowMediumRemoval = defineCommand({
  name: 'PREVENT ALLOW MEDIUM REMOVAL',
  id: 'preventAllowMediumRemoval',
  operationCode: 0x1e,
  standard: 'MMC-6',
  cdbLength: 6,
  fields: [reserved(3), bits({ _: 6, persistent: flag, prevent: flag })],
  transfer: { direction: 'none' },
  changes: 'drive',
  timeoutGroup: '1',
  features: [0x0002, 0x0003],
});
