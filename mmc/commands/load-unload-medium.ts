import { defineCommand } from '../command.js';
import { bits, flag, reserved, u8 } from '../layout/index.js';

/**
 * LOAD/UNLOAD MEDIUM: moves discs in a changer. With `loUnlo`, `start` loads `slot` and its absence unloads; without,
 * `start` selects the slot for play and its absence aborts.
 */
export const loadUnloadMedium = defineCommand({
  name: 'LOAD/UNLOAD MEDIUM',
  id: 'loadUnloadMedium',
  operationCode: 0xa6,
  standard: 'MMC-6',
  cdbLength: 12,
  fields: [
    bits({ _: 7, immed: flag }),
    reserved(2),
    bits({ _: 6, loUnlo: flag, start: flag }),
    reserved(3),
    u8('slot'),
    reserved(2),
  ],
  transfer: { direction: 'none' },
  changes: 'drive',
  timeoutGroup: '2',
  features: [0x0102],
  timeoutMs: 120_000,
});
