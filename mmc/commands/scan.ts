import { defineCommand } from '../command.js';
import { bits, flag, reserved, u32be } from '../layout/index.js';

/** SCAN: plays audio fast, with `direct` backwards, from an address that `type` says the form of. See `scanType`. */
export const scan = defineCommand({
  name: 'SCAN',
  id: 'scan',
  operationCode: 0xba,
  standard: 'MMC-3',
  cdbLength: 12,
  fields: [
    bits({ _: 3, direct: flag, _1: 3, relativeAddress: flag }),
    u32be('scanStartingAddress'),
    reserved(3),
    bits({ type: 2, _: 6 }),
    reserved(1),
  ],
  required: ['scanStartingAddress'],
  transfer: { direction: 'none' },
  changes: 'drive',
  timeoutGroup: '1',
  // That feature 0103h mandates it when its `scan` is set is not confirmed by a second source.
  features: [0x0103],
});

/** Values of `type` of SCAN. */
export const scanType = { logicalBlockAddress: 0, msf: 1, trackNumber: 2 } as const;
