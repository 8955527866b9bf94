/** Commands of Plextor's drives. From redumper, Aaru and QPxTool. */
import { defineCommand } from '../command.js';
import { bits, flag, i32be, record, reserved, u8, u16be, u32be } from '../layout/index.js';

/**
 * READ CD-DA (D8h): audio sectors, or data sectors as if they were audio, scrambled; also before the first track.
 * `subCode` is one of `readCdDaSubCode`. Known on Plextor's CD and DVD writers up to the PX-760, and on early Pioneer
 * drives, which have it with a length of 24 bits. redumper and DiscImageCreator rip with it.
 */
export const plextorReadCdDa = defineCommand({
  name: 'Plextor READ CD-DA',
  id: 'plextorReadCdDa',
  operationCode: 0xd8,
  standard: 'Plextor',
  cdbLength: 12,
  fields: [reserved(1), i32be('startingLogicalBlockAddress'), u32be('transferLengthBlocks'), u8('subCode')],
  required: ['startingLogicalBlockAddress', 'transferLengthBlocks'],
  transfer: {
    direction: 'in',
    byteLength: (cdb) => cdb.transferLengthBlocks * (readCdDaBytes[cdb.subCode] ?? largestSector),
  },
});

/**
 * Values of `subCode`: what comes with the 2352 bytes of a sector. With 3 the raw sub-channels come alone according to
 * redumper, and with the sector according to Aaru, which has them packed with 2.
 */
export const readCdDaSubCode = { none: 0, q: 1, subChannels: 2, rawSubChannels: 3, c2AndSubChannels: 8 } as const;

// For 3 the larger of what the sources say: a drive that sends less leaves a residue, one that sends more overruns.
const readCdDaBytes: Readonly<Record<number, number>> = { 0: 2352, 1: 2368, 2: 2448, 3: 2448, 8: 2742 };
const largestSector = 2742;

/** RESET (EEh): the drive starts anew, as after power on. Known on Plextor's writers. From redumper and QPxTool. */
export const plextorReset = defineCommand({
  name: 'Plextor RESET',
  id: 'plextorReset',
  operationCode: 0xee,
  standard: 'Plextor',
  cdbLength: 6,
  fields: [reserved(4)],
  transfer: { direction: 'none' },
  changes: 'drive',
});

/**
 * READ EEPROM (F1h): statistics of the drive. CD writers give 256 bytes and the PX-708 and PX-712 512 bytes with
 * `byBlock` clear; the PX-716, PX-755 and PX-760 give four blocks of 256 bytes with `byBlock` set. From QPxTool and
 * Aaru.
 */
export const plextorReadEeprom = defineCommand({
  name: 'Plextor READ EEPROM',
  id: 'plextorReadEeprom',
  operationCode: 0xf1,
  standard: 'Plextor',
  cdbLength: 12,
  // The MediaTek command of this operation code has 06h in the byte of the flag.
  fields: [bits({ selector: 7, byBlock: flag }), reserved(5), u8('block'), u16be('allocationLength'), reserved(1)],
  fixed: { selector: 0 },
  defaults: { allocationLength: 256 },
  transfer: { direction: 'in', byteLength: (cdb) => cdb.allocationLength },
});

/** GET SPEEDS (EBh): writing speeds as PoweRec has chosen them. Known on Plextor's writers. From QPxTool and Aaru. */
export const plextorGetSpeeds = defineCommand({
  name: 'Plextor GET SPEEDS',
  id: 'plextorGetSpeeds',
  operationCode: 0xeb,
  standard: 'Plextor',
  cdbLength: 12,
  fields: [reserved(7), u16be('allocationLength'), reserved(1)],
  defaults: { allocationLength: 10 },
  transfer: {
    direction: 'in',
    layout: record([
      reserved(4),
      u16be('selectedWriteSpeedKilobytesPerSecond'),
      u16be('maximumWriteSpeedKilobytesPerSecond'),
      u16be('lastWriteSpeedKilobytesPerSecond'),
    ]),
    length: 'allocationLength',
  },
});

/**
 * MODE (E9h): SilentMode, GigaRec, VariRec and the other functions of Plextor's writers. `mode` is one of
 * `plextorFunction`; what the parameters and the eight bytes that come back say depends on it. With `set` the drive takes
 * them, else it only tells. From QPxTool and Aaru.
 */
export const plextorMode = defineCommand({
  name: 'Plextor MODE',
  id: 'plextorMode',
  operationCode: 0xe9,
  standard: 'Plextor',
  cdbLength: 12,
  fields: [
    bits({ _: 3, set: flag, _1: 4 }),
    u8('mode'),
    u8('parameter0'),
    u8('parameter1'),
    u8('parameter2'),
    u8('parameter3'),
    reserved(3),
    u8('allocationLength'),
  ],
  required: ['mode'],
  defaults: { allocationLength: 8 },
  transfer: { direction: 'in', byteLength: (cdb) => cdb.allocationLength },
  changes: 'drive',
});

/** Values of `mode` of Plextor's MODE command. */
export const plextorFunction = {
  singleSessionAndHideCdR: 0x01,
  variRec: 0x02,
  gigaRec: 0x04,
  silentDisc: 0x06,
  silentTray: 0x07,
  silent: 0x08,
  testWriteDvdPlus: 0x21,
  bookType: 0x22,
  speedRead: 0xbb,
  secuRec: 0xd5,
} as const;
