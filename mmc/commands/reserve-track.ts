import { defineCommand } from '../command.js';
import { bits, flag, reserved, u32be } from '../layout/index.js';

const common = {
  operationCode: 0x53,
  standard: 'MMC-6',
  cdbLength: 10,
  transfer: { direction: 'none' },
  changes: 'medium',
  timeoutGroup: '2',
  features: [0x0021, 0x002b, 0x002d, 0x002f, 0x0031, 0x0032, 0x0038, 0x003b],
  timeoutMs: 600_000,
} as const;

const options = bits({ _: 6, rmz: flag, arsv: flag });

/** RESERVE TRACK: keeps so many blocks for a track, behind what is recorded. `rmz` extends an RMZ of HD DVD-R. */
export const reserveTrack = defineCommand({
  ...common,
  name: 'RESERVE TRACK (size)',
  id: 'reserveTrack',
  fields: [options, reserved(3), u32be('reservationSizeBlocks')],
  fixed: { arsv: false },
  required: ['reservationSizeBlocks'],
});

/** RESERVE TRACK: splits the last track where a new one is to begin. */
export const reserveTrackAddress = defineCommand({
  ...common,
  name: 'RESERVE TRACK (address)',
  id: 'reserveTrackAddress',
  fields: [options, u32be('reservationLba'), reserved(3)],
  fixed: { arsv: true },
  required: ['reservationLba'],
});
