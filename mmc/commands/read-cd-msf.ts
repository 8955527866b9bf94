import { defineCommand } from '../command.js';
import { readCdMaximumSectorBytes } from '../disc/read-cd-length.js';
import { bits, flag, reserved, u8 } from '../layout/index.js';

const frames = (minute: number, second: number, frame: number) => (minute * 60 + second) * 75 + frame;

/** READ CD MSF: as READ CD, from one time up to, not including, another. */
export const readCdMsf = defineCommand({
  name: 'READ CD MSF',
  id: 'readCdMsf',
  operationCode: 0xb9,
  standard: 'MMC-6',
  cdbLength: 12,
  fields: [
    bits({ _: 3, expectedSectorType: 3, dap: flag, _1: 1 }),
    reserved(1),
    u8('startingM'),
    u8('startingS'),
    u8('startingF'),
    u8('endingM'),
    u8('endingS'),
    u8('endingF'),
    bits({ sync: flag, headerCodes: 2, userData: flag, edcAndEcc: flag, c2ErrorInformation: 2, _: 1 }),
    bits({ _: 5, subChannelSelection: 3 }),
  ],
  required: ['startingM', 'startingS', 'startingF', 'endingM', 'endingS', 'endingF'],
  transfer: {
    direction: 'in',
    byteLength: (cdb) => {
      const start = frames(cdb.startingM, cdb.startingS, cdb.startingF);
      const sectors = Math.max(0, frames(cdb.endingM, cdb.endingS, cdb.endingF) - start);
      return sectors * readCdMaximumSectorBytes(cdb);
    },
  },
  timeoutGroup: '1',
  features: [0x001e],
});
