import { defineCommand } from '../command.js';
import { bits, flag, reserved } from '../layout/index.js';

/**
 * START STOP UNIT: spin up or down, load or eject, change the power condition. With `loej`, `start` loads and its
 * absence ejects. `formatLayerNumber` counts only with `fl`.
 */
export const startStopUnit = defineCommand({
  name: 'START STOP UNIT',
  id: 'startStopUnit',
  operationCode: 0x1b,
  standard: 'MMC-6',
  cdbLength: 6,
  fields: [
    bits({ _: 7, immed: flag }),
    reserved(1),
    bits({ _: 6, formatLayerNumber: 2 }),
    bits({ powerCondition: 4, _: 1, fl: flag, loej: flag, start: flag }),
  ],
  transfer: { direction: 'none' },
  changes: 'drive',
  timeoutGroup: '1',
  features: [0x0003, 0x0080, 0x0100],
  timeoutMs: 120_000,
});

/** Values of `powerCondition`. */
export const powerCondition = { noChange: 0x0, idle: 0x2, standby: 0x3, sleep: 0x5 } as const;
