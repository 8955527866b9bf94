/**
 * Control codes: how they are made, and those that this package knows.
 *
 * Facts: winioctl.h, ntddcdrm.h, ntddstor.h and ntdddisk.h of mingw-w64, the Windows driver documentation.
 */

/** How a request hands over its buffers: bits 1-0 of a control code. */
export const transferMethod = {
  METHOD_BUFFERED: 0,
  METHOD_IN_DIRECT: 1,
  METHOD_OUT_DIRECT: 2,
  METHOD_NEITHER: 3,
} as const;

/** Access that a handle needs for a control code: bits 15-14, which may be combined. */
export const requiredAccess = { FILE_ANY_ACCESS: 0, FILE_READ_ACCESS: 1, FILE_WRITE_ACCESS: 2 } as const;

/** Device types that codes for a CD-ROM drive are based on: bits 31-16 of a control code. */
export const deviceType = {
  cdrom: 0x02,
  scsi: 0x04,
  disk: 0x07,
  tape: 0x1f,
  storage: 0x2d,
  dvd: 0x33,
  mountDevice: 0x4d,
} as const;

/** The parts of a control code. */
export interface ControlCodeParts {
  /** 16 bits; bit 15 set is for vendors. */
  readonly deviceType: number;
  /** 12 bits; bit 11 set is for vendors. */
  readonly function: number;
  /** See {@link transferMethod}. */
  readonly method: number;
  /** See {@link requiredAccess}. */
  readonly access: number;
}

/** CTL_CODE: puts a control code together. Throws RangeError for a part that does not fit its bits. */
export function composeControlCode(parts: ControlCodeParts): number {
  const { deviceType, access, function: number, method } = parts;
  const limits: [name: string, value: number, maximum: number][] = [
    ['deviceType', deviceType, 0xffff],
    ['access', access, 3],
    ['function', number, 0xfff],
    ['method', method, 3],
  ];
  for (const [name, value, maximum] of limits)
    if (!Number.isInteger(value) || value < 0 || value > maximum)
      throw new RangeError(`${name} of a control code is an integer from 0 to ${maximum}, not ${value}`);
  return ((deviceType << 16) | (access << 14) | (number << 2) | method) >>> 0;
}

/** Takes a control code apart. Only its lower 32 bits count. */
export function decomposeControlCode(code: number): ControlCodeParts {
  return {
    deviceType: code >>> 16,
    access: (code >>> 14) & 3,
    function: (code >>> 2) & 0xfff,
    method: code & 3,
  };
}

/**
 * Control codes by the names of the headers. IOCTL_CDROM_SIMBAD is not among them: its function number does not fit and
 * runs over into the access bits, so that it is the very number of IOCTL_CDROM_PAUSE_AUDIO.
 */
export const controlCode = {
  IOCTL_CDROM_READ_TOC: 0x00024000,
  IOCTL_CDROM_SEEK_AUDIO_MSF: 0x00024004,
  IOCTL_CDROM_STOP_AUDIO: 0x00024008,
  IOCTL_CDROM_PAUSE_AUDIO: 0x0002400c,
  IOCTL_CDROM_RESUME_AUDIO: 0x00024010,
  IOCTL_CDROM_GET_VOLUME: 0x00024014,
  IOCTL_CDROM_PLAY_AUDIO_MSF: 0x00024018,
  IOCTL_CDROM_SET_VOLUME: 0x00024028,
  IOCTL_CDROM_READ_Q_CHANNEL: 0x0002402c,
  IOCTL_CDROM_GET_CONTROL: 0x00024034,
  IOCTL_CDROM_GET_LAST_SESSION: 0x00024038,
  IOCTL_CDROM_RAW_READ: 0x0002403e,
  IOCTL_CDROM_DISK_TYPE: 0x00020040,
  IOCTL_CDROM_READ_TOC_EX: 0x00024054,
  IOCTL_CDROM_GET_CONFIGURATION: 0x00024058,
  IOCTL_CDROM_EXCLUSIVE_ACCESS: 0x0002c05c,
  IOCTL_CDROM_SET_SPEED: 0x00024060,
  IOCTL_CDROM_GET_INQUIRY_DATA: 0x00024064,
  IOCTL_CDROM_ENABLE_STREAMING: 0x00024068,
  IOCTL_CDROM_SEND_OPC_INFORMATION: 0x0002c06c,
  IOCTL_CDROM_GET_PERFORMANCE: 0x00024070,
  IOCTL_CDROM_CHECK_VERIFY: 0x00024800,
  IOCTL_DISK_CHECK_VERIFY: 0x00074800,
  IOCTL_STORAGE_CHECK_VERIFY: 0x002d4800,
  IOCTL_STORAGE_CHECK_VERIFY2: 0x002d0800,
  IOCTL_CDROM_MEDIA_REMOVAL: 0x00024804,
  IOCTL_CDROM_EJECT_MEDIA: 0x00024808,
  IOCTL_CDROM_LOAD_MEDIA: 0x0002480c,
  IOCTL_CDROM_RESERVE: 0x00024810,
  IOCTL_CDROM_RELEASE: 0x00024814,
  IOCTL_CDROM_FIND_NEW_DEVICES: 0x00024818,
  IOCTL_CDROM_GET_DRIVE_GEOMETRY: 0x0002404c,
  IOCTL_CDROM_GET_DRIVE_GEOMETRY_EX: 0x00024050,
  IOCTL_DISK_MEDIA_REMOVAL: 0x00074804,
  IOCTL_DISK_EJECT_MEDIA: 0x00074808,
  IOCTL_DISK_LOAD_MEDIA: 0x0007480c,
  IOCTL_DISK_RESERVE: 0x00074810,
  IOCTL_DISK_RELEASE: 0x00074814,
  IOCTL_DISK_FIND_NEW_DEVICES: 0x00074818,
  IOCTL_DISK_GET_DRIVE_GEOMETRY: 0x00070000,
  IOCTL_DISK_GET_DRIVE_GEOMETRY_EX: 0x000700a0,
  IOCTL_DISK_GET_LENGTH_INFO: 0x0007405c,
  IOCTL_DISK_GET_DRIVE_LAYOUT: 0x0007400c,
  IOCTL_DISK_GET_DRIVE_LAYOUT_EX: 0x00070050,
  IOCTL_DISK_GET_PARTITION_INFO: 0x00074004,
  IOCTL_DISK_GET_PARTITION_INFO_EX: 0x00070048,
  IOCTL_DISK_VERIFY: 0x00070014,
  IOCTL_DISK_IS_WRITABLE: 0x00070024,
  IOCTL_STORAGE_MEDIA_REMOVAL: 0x002d4804,
  IOCTL_STORAGE_EJECTION_CONTROL: 0x002d0940,
  IOCTL_STORAGE_EJECT_MEDIA: 0x002d4808,
  IOCTL_STORAGE_LOAD_MEDIA: 0x002d480c,
  IOCTL_STORAGE_LOAD_MEDIA2: 0x002d080c,
  IOCTL_STORAGE_RESERVE: 0x002d4810,
  IOCTL_STORAGE_RELEASE: 0x002d4814,
  IOCTL_STORAGE_FIND_NEW_DEVICES: 0x002d4818,
  IOCTL_STORAGE_MCN_CONTROL: 0x002d0944,
  IOCTL_STORAGE_EVENT_NOTIFICATION: 0x002d1c90,
  IOCTL_STORAGE_PERSISTENT_RESERVE_IN: 0x002d5018,
  IOCTL_STORAGE_PERSISTENT_RESERVE_OUT: 0x002dd01c,
  IOCTL_STORAGE_BREAK_RESERVATION: 0x002d5014,
  IOCTL_STORAGE_RESET_BUS: 0x002d5000,
  IOCTL_STORAGE_RESET_DEVICE: 0x002d5004,
  IOCTL_STORAGE_QUERY_PROPERTY: 0x002d1400,
  IOCTL_STORAGE_READ_CAPACITY: 0x002d5140,
  IOCTL_SCSI_PASS_THROUGH: 0x0004d004,
  IOCTL_SCSI_PASS_THROUGH_DIRECT: 0x0004d014,
  IOCTL_SCSI_PASS_THROUGH_EX: 0x0004d044,
  IOCTL_SCSI_PASS_THROUGH_DIRECT_EX: 0x0004d048,
  IOCTL_SCSI_GET_ADDRESS: 0x00041018,
  IOCTL_SCSI_GET_CAPABILITIES: 0x00041010,
  IOCTL_SCSI_GET_INQUIRY_DATA: 0x0004100c,
  IOCTL_SCSI_MINIPORT: 0x0004d008,
  IOCTL_SCSI_RESCAN_BUS: 0x0004101c,
  IOCTL_STORAGE_GET_DEVICE_NUMBER: 0x002d1080,
  IOCTL_STORAGE_GET_HOTPLUG_INFO: 0x002d0c14,
  IOCTL_STORAGE_SET_HOTPLUG_INFO: 0x002dcc18,
  IOCTL_STORAGE_CHECK_PRIORITY_HINT_SUPPORT: 0x002d1880,
  IOCTL_STORAGE_SET_READ_AHEAD: 0x002d4400,
  IOCTL_DISK_ARE_VOLUMES_READY: 0x0007421c,
  IOCTL_STORAGE_GET_MEDIA_TYPES: 0x002d0c00,
  IOCTL_STORAGE_GET_MEDIA_TYPES_EX: 0x002d0c04,
  IOCTL_DISK_GET_MEDIA_TYPES: 0x00070c00,
  IOCTL_STORAGE_GET_MEDIA_SERIAL_NUMBER: 0x002d0c10,
  IOCTL_STORAGE_PREDICT_FAILURE: 0x002d1100,
  IOCTL_DISK_UPDATE_DRIVE_SIZE: 0x0007c0c8,
  IOCTL_DVD_SET_READ_AHEAD: 0x00335010,
  IOCTL_CDROM_UNLOAD_DRIVER: 0x00025008,
  IOCTL_DVD_START_SESSION: 0x00335000,
  IOCTL_DVD_READ_KEY: 0x00335004,
  IOCTL_DVD_SEND_KEY: 0x00335008,
  IOCTL_DVD_SEND_KEY2: 0x0033d018,
  IOCTL_DVD_END_SESSION: 0x0033500c,
  IOCTL_DVD_GET_REGION: 0x00335014,
  IOCTL_DVD_READ_STRUCTURE: 0x00335140,
  IOCTL_AACS_READ_MEDIA_KEY_BLOCK_SIZE: 0x003350c0,
  IOCTL_AACS_READ_MEDIA_KEY_BLOCK: 0x003350c4,
  IOCTL_AACS_START_SESSION: 0x003350c8,
  IOCTL_AACS_END_SESSION: 0x003350cc,
  IOCTL_AACS_SEND_CERTIFICATE: 0x003350d0,
  IOCTL_AACS_GET_CERTIFICATE: 0x003350d4,
  IOCTL_AACS_GET_CHALLENGE_KEY: 0x003350d8,
  IOCTL_AACS_SEND_CHALLENGE_KEY: 0x003350dc,
  IOCTL_AACS_READ_VOLUME_ID: 0x003350e0,
  IOCTL_AACS_READ_SERIAL_NUMBER: 0x003350e4,
  IOCTL_AACS_READ_MEDIA_ID: 0x003350e8,
  IOCTL_AACS_READ_BINDING_NONCE: 0x003350ec,
  IOCTL_AACS_GENERATE_BINDING_NONCE: 0x0033d0f0,
  IOCTL_MOUNTDEV_QUERY_UNIQUE_ID: 0x004d0000,
  IOCTL_MOUNTDEV_QUERY_DEVICE_NAME: 0x004d0008,
  IOCTL_MOUNTDEV_QUERY_SUGGESTED_LINK_NAME: 0x004d000c,
} as const;

/** Names of the control codes in {@link controlCode}. */
export type ControlCodeName = keyof typeof controlCode;

const nameByCode = new Map<number, ControlCodeName>(
  Object.entries(controlCode).map(([name, code]) => [code, name as ControlCodeName]),
);

/** The name of a control code, or undefined for one that this package does not know. */
export function controlCodeName(code: number): ControlCodeName | undefined {
  return nameByCode.get(code);
}

/**
 * The control code that a person means: a name, in any case, with or without `IOCTL_` (`cdrom_stop_audio`), or a number
 * (`0x24008`, `147464`). Undefined for a name that is not in {@link controlCode} and a number over 32 bits.
 */
export function parseControlCode(text: string): number | undefined {
  if (/^(0x[0-9a-f]+|\d+)$/i.test(text)) {
    const number = Number(text);
    return number <= 0xffff_ffff ? number : undefined;
  }
  const upper = text.toUpperCase();
  const name = upper.startsWith('IOCTL_') ? upper : `IOCTL_${upper}`;
  return Object.hasOwn(controlCode, name) ? controlCode[name as ControlCodeName] : undefined;
}

const olderBases: readonly number[] = [
  deviceType.cdrom,
  deviceType.disk,
  deviceType.scsi,
  deviceType.tape,
  deviceType.dvd,
];
const firstCommonFunction = 0x200;
const lastCommonFunction = 0x300;

/**
 * The code that a drive is asked: functions 200h to 300h mean the same on every base, so they become codes of the
 * STORAGE base, IOCTL_CDROM_CHECK_VERIFY and IOCTL_DISK_CHECK_VERIFY for instance IOCTL_STORAGE_CHECK_VERIFY.
 */
export function normaliseControlCode(code: number): number {
  const parts = decomposeControlCode(code);
  const isCommon = parts.function >= firstCommonFunction && parts.function <= lastCommonFunction;
  if (!isCommon || !olderBases.includes(parts.deviceType)) return code >>> 0;
  return composeControlCode({ ...parts, deviceType: deviceType.storage });
}
