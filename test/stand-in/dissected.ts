/** Commands with their data, for tshark to take apart. */
import { cdbVectors } from '../mmc/commands/vectors/index.js';
import type { Exchange } from './server.js';

const physicalFormat =
  '00 22 00 00 E1 0F 32 10 00 03 00 00 00 FC FF FF 00 22 AA FF C0 00 02 52 49 54 45 4B 00 00 00 44 30 31 00 38';
const discInformation = `00 20 9E 01 02 03 04 E0 20 01 01 01 12 34 56 78 00 16 24 36 00 4F 3B 4A
  30 31 32 33 34 35 36 37 AB 00`;
const emptyTrack = `00 2E 01 01 00 04 41 01 00 00 00 00 00 00 00 00 00 05 7D A9 00 00 00 00 00 05 7D A9 ${'00 '.repeat(20)}`;
const oldTrack = '00 1A 02 01 00 24 B1 03 00 00 10 00 00 00 20 00 00 00 30 00 00 00 00 20 00 00 40 00';

const withData: readonly Exchange[] = [
  { cdb: '51 00 00 00 00 00 00 00 22 00', dataIn: discInformation },
  { cdb: '52 01 00 00 00 01 00 00 30 00', dataIn: emptyTrack },
  { cdb: '52 01 00 00 00 02 00 00 1C 00', dataIn: oldTrack },
  { cdb: '5C 00 00 00 00 00 00 00 0C 00', dataIn: '00 0A 00 00 00 20 00 00 00 20 00 00' },
  { cdb: '5C 01 00 00 00 00 00 00 0C 00', dataIn: '00 0A 00 01 00 00 00 00 00 00 04 00' },
  { cdb: 'A4 00 00 00 00 00 00 00 00 08 08 00', dataIn: '00 06 00 00 25 FF 01 00' },
  { cdb: 'AD 00 00 00 00 00 00 00 00 24 00 00', dataIn: physicalFormat },
  { cdb: 'AD 00 00 00 00 00 00 11 00 24 00 00', dataIn: physicalFormat },
];
const named = /^(readDiscStructure|reportKey(?!Aacs)|readTocPma|closeTrackSession|readBufferCapacity|reserveTrack$)/;

export const dissected: readonly Exchange[] = [
  ...withData,
  ...cdbVectors.filter(({ command }) => named.test(command.id)).map(({ cdb }) => ({ cdb })),
];

/** What multimedia devices share with others, and tshark knows of others only. */
export const dissectedOfBlockDevice: readonly Exchange[] = cdbVectors
  .filter(({ command }) => /^(reserve10|release10)/.test(command.id))
  .map(({ cdb }) => ({ cdb }));
