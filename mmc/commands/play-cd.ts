import { defineCommand } from '../command.js';
import { bits, flag, reserved, u8, u32be } from '../layout/index.js';

const common = {
  operationCode: 0xbc,
  standard: 'MMC-2',
  cdbLength: 12,
  transfer: { direction: 'none' },
  changes: 'drive',
} as const;

const options = bits({ _: 3, expectedSectorType: 3, cmsf: flag, _1: 1 });
const outputs = bits({ speed: flag, _: 3, port2: flag, port1: flag, composite: flag, audio: flag });

/** PLAY CD: plays audio, or sends other sectors to a digital port. MMC-3 dropped it. */
export const playCd = defineCommand({
  ...common,
  name: 'PLAY CD',
  id: 'playCd',
  fields: [options, u32be('startingLogicalBlockAddress'), u32be('playLengthBlocks'), outputs],
  fixed: { cmsf: false },
  required: ['startingLogicalBlockAddress', 'playLengthBlocks'],
});

/** PLAY CD with times. */
export const playCdMsf = defineCommand({
  ...common,
  name: 'PLAY CD (MSF)',
  id: 'playCdMsf',
  fields: [
    options,
    reserved(1),
    u8('startingM'),
    u8('startingS'),
    u8('startingF'),
    u8('endingM'),
    u8('endingS'),
    u8('endingF'),
    reserved(1),
    outputs,
  ],
  fixed: { cmsf: true },
  required: ['startingM', 'startingS', 'startingF', 'endingM', 'endingS', 'endingF'],
});
