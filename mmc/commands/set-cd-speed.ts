import { defineCommand } from '../command.js';
import { bits, reserved, u16be } from '../layout/index.js';

/** SET CD SPEED: how fast to read and write CDs, in 1000 bytes a second; FFFFh is as fast as possible. */
export const setCdSpeed = defineCommand({
  name: 'SET CD SPEED',
  id: 'setCdSpeed',
  operationCode: 0xbb,
  standard: 'MMC-6',
  cdbLength: 12,
  fields: [
    bits({ _: 6, rotationalControl: 2 }),
    u16be('logicalUnitReadSpeedKilobytesPerSecond'),
    u16be('logicalUnitWriteSpeedKilobytesPerSecond'),
    reserved(5),
  ],
  defaults: { logicalUnitReadSpeedKilobytesPerSecond: 0xffff, logicalUnitWriteSpeedKilobytesPerSecond: 0xffff },
  transfer: { direction: 'none' },
  changes: 'drive',
  timeoutGroup: '1',
  features: [0x0107],
});
