import { defineCommand } from '../command.js';
import { bits, flag, reserved } from '../layout/index.js';

/** PAUSE/RESUME: pause audio play, or with `resume` go on with it. */
export const pauseResume = defineCommand({
  name: 'PAUSE/RESUME',
  id: 'pauseResume',
  operationCode: 0x4b,
  standard: 'MMC-3',
  cdbLength: 10,
  fields: [reserved(7), bits({ _: 7, resume: flag })],
  transfer: { direction: 'none' },
  changes: 'drive',
  timeoutGroup: '1',
  features: [0x0103],
});
