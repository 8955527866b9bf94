import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  composeControlCode,
  controlCode,
  controlCodeName,
  decomposeControlCode,
  deviceType,
  normaliseControlCode,
  parseControlCode,
  requiredAccess,
  transferMethod,
} from '../../../src/ioctl/index.js';

const { FILE_ANY_ACCESS: any, FILE_READ_ACCESS: read, FILE_WRITE_ACCESS: write } = requiredAccess;
const { METHOD_BUFFERED: buffered, METHOD_OUT_DIRECT: outDirect } = transferMethod;

/** As the headers define them: base, function, method, access. */
const definitions: [keyof typeof controlCode, number, number, number, number][] = [
  ['IOCTL_CDROM_READ_TOC', deviceType.cdrom, 0x000, buffered, read],
  ['IOCTL_CDROM_SEEK_AUDIO_MSF', deviceType.cdrom, 0x001, buffered, read],
  ['IOCTL_CDROM_STOP_AUDIO', deviceType.cdrom, 0x002, buffered, read],
  ['IOCTL_CDROM_PAUSE_AUDIO', deviceType.cdrom, 0x003, buffered, read],
  ['IOCTL_CDROM_RESUME_AUDIO', deviceType.cdrom, 0x004, buffered, read],
  ['IOCTL_CDROM_GET_VOLUME', deviceType.cdrom, 0x005, buffered, read],
  ['IOCTL_CDROM_PLAY_AUDIO_MSF', deviceType.cdrom, 0x006, buffered, read],
  ['IOCTL_CDROM_SET_VOLUME', deviceType.cdrom, 0x00a, buffered, read],
  ['IOCTL_CDROM_READ_Q_CHANNEL', deviceType.cdrom, 0x00b, buffered, read],
  ['IOCTL_CDROM_GET_CONTROL', deviceType.cdrom, 0x00d, buffered, read],
  ['IOCTL_CDROM_GET_LAST_SESSION', deviceType.cdrom, 0x00e, buffered, read],
  ['IOCTL_CDROM_RAW_READ', deviceType.cdrom, 0x00f, outDirect, read],
  ['IOCTL_CDROM_DISK_TYPE', deviceType.cdrom, 0x010, buffered, any],
  ['IOCTL_CDROM_GET_INQUIRY_DATA', deviceType.cdrom, 0x019, buffered, read],
  ['IOCTL_CDROM_SEND_OPC_INFORMATION', deviceType.cdrom, 0x01b, buffered, read | write],
  ['IOCTL_CDROM_GET_PERFORMANCE', deviceType.cdrom, 0x01c, buffered, read],
  ['IOCTL_CDROM_READ_TOC_EX', deviceType.cdrom, 0x015, buffered, read],
  ['IOCTL_CDROM_GET_CONFIGURATION', deviceType.cdrom, 0x016, buffered, read],
  ['IOCTL_CDROM_EXCLUSIVE_ACCESS', deviceType.cdrom, 0x017, buffered, read | write],
  ['IOCTL_CDROM_SET_SPEED', deviceType.cdrom, 0x018, buffered, read],
  ['IOCTL_CDROM_ENABLE_STREAMING', deviceType.cdrom, 0x01a, buffered, read],
  ['IOCTL_CDROM_CHECK_VERIFY', deviceType.cdrom, 0x200, buffered, read],
  ['IOCTL_DISK_CHECK_VERIFY', deviceType.disk, 0x200, buffered, read],
  ['IOCTL_STORAGE_CHECK_VERIFY', deviceType.storage, 0x200, buffered, read],
  ['IOCTL_STORAGE_CHECK_VERIFY2', deviceType.storage, 0x200, buffered, any],
  ['IOCTL_CDROM_MEDIA_REMOVAL', deviceType.cdrom, 0x201, buffered, read],
  ['IOCTL_CDROM_EJECT_MEDIA', deviceType.cdrom, 0x202, buffered, read],
  ['IOCTL_CDROM_LOAD_MEDIA', deviceType.cdrom, 0x203, buffered, read],
  ['IOCTL_CDROM_RESERVE', deviceType.cdrom, 0x204, buffered, read],
  ['IOCTL_CDROM_RELEASE', deviceType.cdrom, 0x205, buffered, read],
  ['IOCTL_CDROM_FIND_NEW_DEVICES', deviceType.cdrom, 0x206, buffered, read],
  ['IOCTL_CDROM_GET_DRIVE_GEOMETRY', deviceType.cdrom, 0x013, buffered, read],
  ['IOCTL_CDROM_GET_DRIVE_GEOMETRY_EX', deviceType.cdrom, 0x014, buffered, read],
  ['IOCTL_DISK_MEDIA_REMOVAL', deviceType.disk, 0x201, buffered, read],
  ['IOCTL_DISK_EJECT_MEDIA', deviceType.disk, 0x202, buffered, read],
  ['IOCTL_DISK_LOAD_MEDIA', deviceType.disk, 0x203, buffered, read],
  ['IOCTL_DISK_RESERVE', deviceType.disk, 0x204, buffered, read],
  ['IOCTL_DISK_RELEASE', deviceType.disk, 0x205, buffered, read],
  ['IOCTL_DISK_FIND_NEW_DEVICES', deviceType.disk, 0x206, buffered, read],
  ['IOCTL_DISK_GET_DRIVE_GEOMETRY', deviceType.disk, 0x000, buffered, any],
  ['IOCTL_DISK_GET_DRIVE_GEOMETRY_EX', deviceType.disk, 0x028, buffered, any],
  ['IOCTL_DISK_GET_LENGTH_INFO', deviceType.disk, 0x017, buffered, read],
  ['IOCTL_DISK_GET_DRIVE_LAYOUT', deviceType.disk, 0x003, buffered, read],
  ['IOCTL_DISK_GET_DRIVE_LAYOUT_EX', deviceType.disk, 0x014, buffered, any],
  ['IOCTL_DISK_GET_PARTITION_INFO', deviceType.disk, 0x001, buffered, read],
  ['IOCTL_DISK_GET_PARTITION_INFO_EX', deviceType.disk, 0x012, buffered, any],
  ['IOCTL_STORAGE_MEDIA_REMOVAL', deviceType.storage, 0x201, buffered, read],
  ['IOCTL_STORAGE_EJECTION_CONTROL', deviceType.storage, 0x250, buffered, any],
  ['IOCTL_STORAGE_EJECT_MEDIA', deviceType.storage, 0x202, buffered, read],
  ['IOCTL_STORAGE_LOAD_MEDIA', deviceType.storage, 0x203, buffered, read],
  ['IOCTL_STORAGE_LOAD_MEDIA2', deviceType.storage, 0x203, buffered, any],
  ['IOCTL_STORAGE_RESERVE', deviceType.storage, 0x204, buffered, read],
  ['IOCTL_STORAGE_RELEASE', deviceType.storage, 0x205, buffered, read],
  ['IOCTL_STORAGE_FIND_NEW_DEVICES', deviceType.storage, 0x206, buffered, read],
  ['IOCTL_STORAGE_MCN_CONTROL', deviceType.storage, 0x251, buffered, any],
  ['IOCTL_STORAGE_READ_CAPACITY', deviceType.storage, 0x450, buffered, read],
  ['IOCTL_SCSI_PASS_THROUGH', deviceType.scsi, 0x401, buffered, read | write],
  ['IOCTL_SCSI_PASS_THROUGH_DIRECT', deviceType.scsi, 0x405, buffered, read | write],
  ['IOCTL_SCSI_PASS_THROUGH_EX', deviceType.scsi, 0x411, buffered, read | write],
  ['IOCTL_SCSI_PASS_THROUGH_DIRECT_EX', deviceType.scsi, 0x412, buffered, read | write],
  ['IOCTL_SCSI_GET_ADDRESS', deviceType.scsi, 0x406, buffered, any],
  ['IOCTL_SCSI_GET_CAPABILITIES', deviceType.scsi, 0x404, buffered, any],
  ['IOCTL_SCSI_GET_INQUIRY_DATA', deviceType.scsi, 0x403, buffered, any],
  ['IOCTL_STORAGE_GET_DEVICE_NUMBER', deviceType.storage, 0x420, buffered, any],
  ['IOCTL_STORAGE_GET_HOTPLUG_INFO', deviceType.storage, 0x305, buffered, any],
  ['IOCTL_STORAGE_SET_HOTPLUG_INFO', deviceType.storage, 0x306, buffered, read | write],
  ['IOCTL_STORAGE_CHECK_PRIORITY_HINT_SUPPORT', deviceType.storage, 0x620, buffered, any],
  ['IOCTL_STORAGE_SET_READ_AHEAD', deviceType.storage, 0x100, buffered, read],
  ['IOCTL_DISK_ARE_VOLUMES_READY', deviceType.disk, 0x087, buffered, read],
  ['IOCTL_STORAGE_GET_MEDIA_TYPES', deviceType.storage, 0x300, buffered, any],
  ['IOCTL_DISK_GET_MEDIA_TYPES', deviceType.disk, 0x300, buffered, any],
  ['IOCTL_STORAGE_GET_MEDIA_SERIAL_NUMBER', deviceType.storage, 0x304, buffered, any],
  ['IOCTL_STORAGE_PREDICT_FAILURE', deviceType.storage, 0x440, buffered, any],
  ['IOCTL_DISK_UPDATE_DRIVE_SIZE', deviceType.disk, 0x032, buffered, read | write],
  ['IOCTL_DVD_SET_READ_AHEAD', deviceType.dvd, 0x404, buffered, read],
  ['IOCTL_CDROM_UNLOAD_DRIVER', deviceType.cdrom, 0x402, buffered, read],
  ['IOCTL_DVD_START_SESSION', deviceType.dvd, 0x400, buffered, read],
  ['IOCTL_DVD_READ_KEY', deviceType.dvd, 0x401, buffered, read],
  ['IOCTL_DVD_SEND_KEY', deviceType.dvd, 0x402, buffered, read],
  ['IOCTL_DVD_SEND_KEY2', deviceType.dvd, 0x406, buffered, read | write],
  ['IOCTL_DVD_END_SESSION', deviceType.dvd, 0x403, buffered, read],
  ['IOCTL_DVD_GET_REGION', deviceType.dvd, 0x405, buffered, read],
  ['IOCTL_DVD_READ_STRUCTURE', deviceType.dvd, 0x450, buffered, read],
  ['IOCTL_AACS_READ_MEDIA_KEY_BLOCK_SIZE', deviceType.dvd, 0x430, buffered, read],
  ['IOCTL_AACS_READ_MEDIA_KEY_BLOCK', deviceType.dvd, 0x431, buffered, read],
  ['IOCTL_AACS_START_SESSION', deviceType.dvd, 0x432, buffered, read],
  ['IOCTL_AACS_END_SESSION', deviceType.dvd, 0x433, buffered, read],
  ['IOCTL_AACS_SEND_CERTIFICATE', deviceType.dvd, 0x434, buffered, read],
  ['IOCTL_AACS_GET_CERTIFICATE', deviceType.dvd, 0x435, buffered, read],
  ['IOCTL_AACS_GET_CHALLENGE_KEY', deviceType.dvd, 0x436, buffered, read],
  ['IOCTL_AACS_SEND_CHALLENGE_KEY', deviceType.dvd, 0x437, buffered, read],
  ['IOCTL_AACS_READ_VOLUME_ID', deviceType.dvd, 0x438, buffered, read],
  ['IOCTL_AACS_READ_SERIAL_NUMBER', deviceType.dvd, 0x439, buffered, read],
  ['IOCTL_AACS_READ_MEDIA_ID', deviceType.dvd, 0x43a, buffered, read],
  ['IOCTL_AACS_READ_BINDING_NONCE', deviceType.dvd, 0x43b, buffered, read],
  ['IOCTL_AACS_GENERATE_BINDING_NONCE', deviceType.dvd, 0x43c, buffered, read | write],
  ['IOCTL_DISK_VERIFY', deviceType.disk, 0x005, buffered, any],
  ['IOCTL_DISK_IS_WRITABLE', deviceType.disk, 0x009, buffered, any],
  ['IOCTL_STORAGE_GET_MEDIA_TYPES_EX', deviceType.storage, 0x301, buffered, any],
  ['IOCTL_STORAGE_QUERY_PROPERTY', deviceType.storage, 0x500, buffered, any],
  ['IOCTL_STORAGE_EVENT_NOTIFICATION', deviceType.storage, 0x724, buffered, any],
  ['IOCTL_STORAGE_RESET_BUS', deviceType.storage, 0x400, buffered, read],
  ['IOCTL_STORAGE_RESET_DEVICE', deviceType.storage, 0x401, buffered, read],
  ['IOCTL_STORAGE_BREAK_RESERVATION', deviceType.storage, 0x405, buffered, read],
  ['IOCTL_STORAGE_PERSISTENT_RESERVE_IN', deviceType.storage, 0x406, buffered, read],
  ['IOCTL_STORAGE_PERSISTENT_RESERVE_OUT', deviceType.storage, 0x407, buffered, read | write],
  ['IOCTL_SCSI_MINIPORT', deviceType.scsi, 0x402, buffered, read | write],
  ['IOCTL_SCSI_RESCAN_BUS', deviceType.scsi, 0x407, buffered, any],
  ['IOCTL_MOUNTDEV_QUERY_UNIQUE_ID', deviceType.mountDevice, 0, buffered, any],
  ['IOCTL_MOUNTDEV_QUERY_DEVICE_NAME', deviceType.mountDevice, 2, buffered, any],
  ['IOCTL_MOUNTDEV_QUERY_SUGGESTED_LINK_NAME', deviceType.mountDevice, 3, buffered, any],
];

describe('control codes', () => {
  it.each(definitions)('%s is made as its header says', (name, type, number, method, access) => {
    const parts = { deviceType: type, function: number, method, access };
    expect(composeControlCode(parts)).toBe(controlCode[name]);
    expect(decomposeControlCode(controlCode[name])).toEqual(parts);
    expect(controlCodeName(controlCode[name])).toBe(name);
  });

  it('are all in the list above', () => {
    expect(definitions.map(([name]) => name).sort()).toEqual(Object.keys(controlCode).sort());
  });

  it('come apart and together again, all 32 bits of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (code) => {
        expect(composeControlCode(decomposeControlCode(code))).toBe(code);
      }),
    );
  });

  it('are not made from parts that do not fit', () => {
    const fits = { deviceType: 2, function: 2, method: 0, access: 1 };
    for (const [part, value] of [
      ['deviceType', 0x10000],
      ['function', 0x1000],
      ['method', 4],
      ['access', -1],
      ['function', 1.5],
    ] as const)
      expect(() => composeControlCode({ ...fits, [part]: value })).toThrow(part);
  });

  it('have no name where this package does not know them', () => {
    expect(controlCodeName(0x12345678)).toBeUndefined();
  });
});

describe('parseControlCode', () => {
  it.each([
    ['IOCTL_CDROM_STOP_AUDIO', 0x24008],
    ['cdrom_stop_audio', 0x24008],
    ['Ioctl_Storage_Check_Verify2', 0x2d0800],
    ['0x24008', 0x24008],
    ['0X2D4800', 0x2d4800],
    ['147464', 0x24008],
    ['0xFFFFFFFF', 0xffffffff],
  ])('understands %s', (text, code) => {
    expect(parseControlCode(text)).toBe(code);
  });

  it.each(['', 'CDROM_STOP', 'toString', '0x', '0x1FFFFFFFF', '24008h', '-1', '1e3', '0x24008 '])(
    'does not make something up from "%s"',
    (text) => {
      expect(parseControlCode(text)).toBeUndefined();
    },
  );
});

describe('normaliseControlCode', () => {
  it('gives functions 200h to 300h of the older bases the base STORAGE', () => {
    expect(normaliseControlCode(controlCode.IOCTL_CDROM_CHECK_VERIFY)).toBe(controlCode.IOCTL_STORAGE_CHECK_VERIFY);
    expect(normaliseControlCode(controlCode.IOCTL_DISK_CHECK_VERIFY)).toBe(controlCode.IOCTL_STORAGE_CHECK_VERIFY);
    for (const base of [deviceType.scsi, deviceType.tape, deviceType.dvd])
      for (const number of [0x200, 0x300])
        expect(
          decomposeControlCode(
            normaliseControlCode(composeControlCode({ deviceType: base, function: number, method: 0, access: 0 })),
          ),
        ).toEqual({ deviceType: deviceType.storage, function: number, method: 0, access: 0 });
  });

  it('leaves every other code alone', () => {
    for (const code of [
      controlCode.IOCTL_CDROM_STOP_AUDIO,
      controlCode.IOCTL_STORAGE_CHECK_VERIFY2,
      composeControlCode({ deviceType: deviceType.cdrom, function: 0x1ff, method: 0, access: 1 }),
      composeControlCode({ deviceType: deviceType.cdrom, function: 0x301, method: 0, access: 1 }),
      composeControlCode({ deviceType: 0x09, function: 0x200, method: 0, access: 1 }),
      0xffffffff,
    ])
      expect(normaliseControlCode(code)).toBe(code);
  });
});
