/** Commands of NEC, Pioneer and HL-DT-ST drives, from Aaru and QPxTool. */
import { defineCommand } from '../command.js';
import { i32be, reserved, u8, u16be, u24be, u32be } from '../layout/index.js';

/** READ CD-DA (D4h): audio sectors of 2352 bytes. Known on NEC's drives. From Aaru. */
export const necReadCdDa = defineCommand({
  name: 'NEC READ CD-DA',
  id: 'necReadCdDa',
  operationCode: 0xd4,
  standard: 'NEC',
  cdbLength: 10,
  fields: [reserved(1), i32be('startingLogicalBlockAddress'), reserved(1), u16be('transferLengthBlocks')],
  required: ['startingLogicalBlockAddress', 'transferLengthBlocks'],
  transfer: { direction: 'in', byteLength: (cdb) => cdb.transferLengthBlocks * 2352 },
});

const frames = (minute: number, second: number, frame: number) => (minute * 60 + second) * 75 + frame;
const pioneerBytes: Readonly<Record<number, number>> = { 0: 2352, 1: 2368, 2: 2448, 3: 96 };

/**
 * READ CD-DA MSF (D9h): audio sectors from one time up to another. `subCode`: 0 none, 1 Q, 2 raw P to W, 3 these alone.
 * Known on Pioneer's SCSI drives. From Aaru and Pioneer's command manuals.
 */
export const pioneerReadCdDaMsf = defineCommand({
  name: 'Pioneer READ CD-DA MSF',
  id: 'pioneerReadCdDaMsf',
  operationCode: 0xd9,
  standard: 'Pioneer',
  cdbLength: 12,
  fields: [
    reserved(2),
    u8('startingM'),
    u8('startingS'),
    u8('startingF'),
    reserved(1),
    u8('endingM'),
    u8('endingS'),
    u8('endingF'),
    u8('subCode'),
  ],
  required: ['startingM', 'startingS', 'startingF', 'endingM', 'endingS', 'endingF'],
  transfer: {
    direction: 'in',
    byteLength: (cdb) => {
      const start = frames(cdb.startingM, cdb.startingS, cdb.startingF);
      const sectors = Math.max(0, frames(cdb.endingM, cdb.endingS, cdb.endingF) - start);
      return sectors * (pioneerBytes[cdb.subCode] ?? 2448);
    },
  },
});

/**
 * READ CD-XA (DBh): data sectors. `selection`: 00h user data of 2048 bytes, 0Fh whole sectors, 1Fh whole sectors and 294
 * bytes of error flags. Known on Pioneer's SCSI drives. From Aaru.
 */
export const pioneerReadCdXa = defineCommand({
  name: 'Pioneer READ CD-XA',
  id: 'pioneerReadCdXa',
  operationCode: 0xdb,
  standard: 'Pioneer',
  cdbLength: 12,
  fields: [
    reserved(1),
    i32be('startingLogicalBlockAddress'),
    u8('selection'),
    u24be('transferLengthBlocks'),
    reserved(1),
  ],
  required: ['startingLogicalBlockAddress', 'transferLengthBlocks'],
  transfer: {
    direction: 'in',
    byteLength: (cdb) => cdb.transferLengthBlocks * (cdb.selection === 0 ? 2048 : cdb.selection === 0x0f ? 2352 : 2646),
  },
});

/**
 * READ RAW DVD (E7h, `HIT`): 2064 bytes of each sector, with address, EDC and what copy protection adds, from the drive's
 * memory. Known on HL-DT-ST (LG, Hitachi) DVD drives. From Aaru. The last two bytes are the length in bytes.
 */
export const hlDtStReadRawDvd = defineCommand({
  name: 'HL-DT-ST READ RAW DVD',
  id: 'hlDtStReadRawDvd',
  operationCode: 0xe7,
  standard: 'HL-DT-ST',
  cdbLength: 12,
  fields: [u24be('signature'), u8('function'), reserved(1), u32be('address'), u16be('lengthBytes')],
  // The letters HIT.
  fixed: { signature: 0x48_49_54, function: 0x01 },
  required: ['address', 'lengthBytes'],
  transfer: { direction: 'in', byteLength: (cdb) => cdb.lengthBytes },
  hasControlByte: false,
});

/**
 * Kreon (FFh 08h 01h): lock and unlock the parts of an Xbox disc. `lockState` counts with `function` 11h: 0 locked,
 * 1 and 2 unlocked; 01h is the older form, which only unlocks. Known on TSSTcorp (Samsung) drives with Kreon's firmware.
 * From redumper and Aaru.
 */
export const kreonSetLockState = defineCommand({
  name: 'Kreon SET LOCK STATE',
  id: 'kreonSetLockState',
  operationCode: 0xff,
  standard: 'Kreon firmware',
  cdbLength: 6,
  fields: [u16be('signature'), u8('function'), u8('lockState')],
  fixed: { signature: 0x08_01 },
  defaults: { function: 0x11 },
  transfer: { direction: 'none' },
  changes: 'drive',
});

/** Kreon (FFh 08h 01h 10h): A5h 5Ah 5Ah A5h and a list of two-byte numbers of what the firmware can do. From Aaru. */
export const kreonReadFeatureList = defineCommand({
  name: 'Kreon READ FEATURE LIST',
  id: 'kreonReadFeatureList',
  operationCode: 0xff,
  standard: 'Kreon firmware',
  cdbLength: 6,
  fields: [u16be('signature'), u8('function'), reserved(1)],
  fixed: { signature: 0x08_01, function: 0x10 },
  transfer: { direction: 'in', byteLength: () => 26 },
});
