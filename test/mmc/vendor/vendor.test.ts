import { describe, expect, test } from 'vitest';
import {
  btcActivateFirmware,
  btcWriteFirmware,
  type Command,
  CommandSet,
  defineCommand,
  hex,
  hlDtStReadRawDvd,
  kreonReadFeatureList,
  kreonSetLockState,
  liteOnErrorScan,
  mediaTekReadCache,
  mmcCommands,
  necReadCdDa,
  parseHex,
  pioneerEnterKernelMode,
  pioneerReadCdDaMsf,
  pioneerReadCdXa,
  pioneerReadDriveInformation,
  pioneerReadQuietMode,
  plextorFunction,
  plextorGetSpeeds,
  plextorMode,
  plextorReadCdDa,
  plextorReadEeprom,
  plextorReset,
  record,
  reserved,
  toBytes,
  u8,
  u16be,
  vendorCommands,
} from '../../../mmc/index.js';

/** A CDB by hand, from the places that the source gives; the bytes it moves; the source. */
type Vector = readonly [Command, Record<string, number | boolean>, string, number, string];

const vectors: readonly Vector[] = [
  [
    plextorReadCdDa,
    { startingLogicalBlockAddress: -75, transferLengthBlocks: 2, subCode: 2 },
    'D8 00 FF FF FF B5 00 00 00 02 02 00',
    4896,
    'redumper scsi/cmd.ixx, cmd_read_cdda',
  ],
  [
    plextorReadCdDa,
    { startingLogicalBlockAddress: 0, transferLengthBlocks: 3, subCode: 8 },
    'D8 00 00 00 00 00 00 00 00 03 08 00',
    8226,
    'redumper scsi/cmd.ixx, READ_CDDA_SIZES',
  ],
  [plextorReset, {}, 'EE 00 00 00 00 00', 0, 'redumper scsi/cmd.ixx, cmd_plextor_reset'],
  [plextorReadEeprom, {}, 'F1 00 00 00 00 00 00 00 01 00 00 00', 256, 'QPxTool plextor_features.cpp, CD-R'],
  [
    plextorReadEeprom,
    { byBlock: true, block: 3, allocationLength: 256 },
    'F1 01 00 00 00 00 00 03 01 00 00 00',
    256,
    'QPxTool plextor_features.cpp, block',
  ],
  [plextorGetSpeeds, {}, 'EB 00 00 00 00 00 00 00 00 0A 00 00', 10, 'Aaru Plextor.cs, PlextorGetSpeeds'],
  [
    plextorMode,
    { mode: plextorFunction.silent, parameter0: 4 },
    'E9 00 08 04 00 00 00 00 00 00 08 00',
    8,
    'QPxTool plextor_get_silentmode',
  ],
  [
    plextorMode,
    { set: true, mode: plextorFunction.gigaRec, parameter0: 1, parameter1: 0x83 },
    'E9 10 04 01 83 00 00 00 00 00 08 00',
    8,
    'QPxTool plextor_set_gigarec',
  ],
  [
    mediaTekReadCache,
    { offset: 0x00012340, lengthBytes: 0x0000b0ff },
    'F1 06 00 01 23 40 00 00 B0 FF',
    0xb0ff,
    'Aaru MediaTek.cs; redumper CDB10_ASUS_ReadCache',
  ],
  [liteOnErrorScan, { parameter: 0x10 }, 'F3 0E 00 00 00 00 00 00 10 00 00 00', 16, 'QPxTool plugins/liteon, DVD'],
  [
    necReadCdDa,
    { startingLogicalBlockAddress: 0x01020304, transferLengthBlocks: 2 },
    'D4 00 01 02 03 04 00 00 02 00',
    4704,
    'Aaru NEC.cs',
  ],
  [
    pioneerReadCdDaMsf,
    { startingM: 0, startingS: 2, startingF: 0, endingM: 0, endingS: 2, endingF: 2, subCode: 1 },
    'D9 00 00 00 02 00 00 00 02 02 01 00',
    4736,
    'Aaru Pioneer.cs',
  ],
  [
    pioneerReadCdXa,
    { startingLogicalBlockAddress: 16, selection: 0x1f, transferLengthBlocks: 1 },
    'DB 00 00 00 00 10 1F 00 00 01 00 00',
    2646,
    'Aaru Pioneer.cs',
  ],
  [pioneerReadQuietMode, {}, '3C 01 F4 00 00 00 00 01 00 00', 256, 'QPxTool pioneer_spdctl.cpp'],
  [pioneerReadDriveInformation, {}, '3C 02 F1 00 00 00 00 00 30 00', 48, 'DVRFlash'],
  [pioneerEnterKernelMode, {}, '3B 04 FF 00 00 00 00 01 00 00', 256, 'DVRFlash'],
  [
    btcWriteFirmware,
    { bufferOffset: 0x011020, parameterListLength: 0x1000 },
    '3B 06 00 01 10 20 00 10 00 00',
    4096,
    'btcflash',
  ],
  [btcActivateFirmware, {}, '3B 07 00 00 00 00 00 00 00 00', 0, 'btcflash'],
  [
    hlDtStReadRawDvd,
    { address: 0x00030000, lengthBytes: 2064 },
    'E7 48 49 54 01 00 00 03 00 00 08 10',
    2064,
    'Aaru HL-DT-ST.cs',
  ],
  [kreonSetLockState, { lockState: 2 }, 'FF 08 01 11 02 00', 0, 'Aaru Kreon.cs; redumper cmd_kreon_set_lock_state'],
  [kreonSetLockState, { function: 1 }, 'FF 08 01 01 00 00', 0, 'redumper cmd_kreon_set_lock_state, legacy'],
  [kreonReadFeatureList, {}, 'FF 08 01 10 00 00', 26, 'Aaru Kreon.cs'],
];

describe('vendor commands', () => {
  test.each(vectors)('%o %o is %s', (command, fields, cdb, length) => {
    const bytes = command.encodeCdb(fields);
    expect(hex(bytes)).toBe(cdb);
    expect(vendorCommands.find(parseHex(cdb))).toBe(command);
    expect(command.decodeCdb(bytes)).toMatchObject(fields);
    const { transfer } = command;
    const moved =
      transfer.direction === 'none'
        ? 0
        : 'length' in transfer
          ? command.decodeCdb(bytes)[transfer.length]
          : transfer.byteLength(command.decodeCdb(bytes), 2048);
    expect(moved).toBe(length);
  });

  test('have a vector each, and are not among the commands of the standard', () => {
    const covered = new Set(vectors.map(([command]) => command));
    expect([...vendorCommands].filter((command) => !covered.has(command)).map(({ id }) => id)).toEqual([]);
    for (const [, , cdb] of vectors.filter(([{ operationCode }]) => operationCode >= 0xc0))
      expect(mmcCommands.find(parseHex(cdb))).toBeUndefined();
  });

  test('what Plextor drives answer is told apart', () => {
    const { transfer } = plextorGetSpeeds;
    expect('layout' in transfer && transfer.layout.decode(parseHex('00 00 00 00 1B 90 21 14 10 8A'))).toEqual({
      selectedWriteSpeedKilobytesPerSecond: 7056,
      maximumWriteSpeedKilobytesPerSecond: 8468,
      lastWriteSpeedKilobytesPerSecond: 4234,
    });
  });

  test('a CDB without a control byte ends with a field of its own', () => {
    expect(mediaTekReadCache.decodeCdb(parseHex('F1 06 00 00 00 00 00 00 00 80'))).toEqual({
      operationCode: 0xf1,
      function: 0x06,
      offset: 0,
      lengthBytes: 0x80,
    });
    // @ts-expect-error there is no control byte
    expect(() => mediaTekReadCache.encodeCdb({ offset: 0, lengthBytes: 1, control: 1 })).toThrow('no such field');
  });
});

test('anybody can declare a command of their own drive, beside those of the package', () => {
  const readTemperature = defineCommand({
    name: 'ACME READ TEMPERATURE',
    id: 'acmeReadTemperature',
    operationCode: 0xc5,
    standard: 'ACME',
    cdbLength: 10,
    fields: [u8('sensor'), reserved(5), u16be('allocationLength')],
    required: ['sensor'],
    defaults: { allocationLength: 4 },
    transfer: {
      direction: 'in',
      layout: record([u16be('kelvin'), reserved(2)]),
      length: 'allocationLength',
    },
  });
  const mine = new CommandSet([...mmcCommands, ...vendorCommands, readTemperature]);
  const cdb = readTemperature.encodeCdb({ sensor: 3 });
  expect(hex(cdb)).toBe('C5 03 00 00 00 00 00 00 04 00');
  expect(mine.find(cdb)).toBe(readTemperature);
  const { layout } = readTemperature.transfer as { layout: Parameters<typeof toBytes>[0] };
  expect(layout.decode(parseHex('01 2C 00 00'))).toEqual({ kelvin: 300 });
});
