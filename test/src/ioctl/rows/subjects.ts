import { hex, parseHex } from '../../../../mmc/index.js';
import type { ControlCodeName } from '../../../../src/ioctl/index.js';
import {
  type CdromOptions,
  type CdromState,
  exclusiveAccessRequestType,
  trackModeType,
} from '../../../../src/ioctl/index.js';
import { passThrough } from './pass-through-inputs.js';

/** A request with a control code that passes every check. */
export interface Subject {
  readonly input?: Uint8Array;
  /** Length of the output buffer. */
  readonly output?: number;
  readonly options?: CdromOptions;
  readonly state?: Partial<CdromState>;
  /** What the drive answers where the request succeeds, as `replies` takes it. Default: GOOD, without data. */
  readonly replies?: string;
  /** True: it sends what Windows has asked before anyone else does, so that the drive can fail it. */
  readonly asksFirst?: true;
  /** True: its command is one of those that a drive at work on the medium makes wait. */
  readonly readsMedium?: true;
}

const prevent = Uint8Array.of(1);
const inquiry36 = `05 80 00 21 1F 00 00 00${' 41'.repeat(28)}`;
const capacity = 'X(00 47 AF FF 00 00 08 00)';
const volumePage = 'X(00 16 00 00 00 00 00 00 0E 0E 04 00 00 00 00 00 01 11 02 22 04 33 08 44)';
/** An AACS answer: its length, and so many bytes. */
const payload = (bytes: number) => `X(00 ${hex(Uint8Array.of(bytes + 2))} 00 00${' 5A'.repeat(bytes)})`;

const writable = { writeCapabilities: { isAllowed: true, isDefectManaged: true } } as const;
const onDvdDrive = { state: { featureCodes: [0x1f] } } as const;
const onAacsDrive = { state: { featureCodes: [0x10d] } } as const;
/** DVD_COPY_PROTECT_KEY without data. */
const key = (type: number) => parseHex(`18 00 00 00 00 00 00 00 0${type}${' 00'.repeat(15)}`);

/** One for every control code. */
export const subjects: Readonly<Record<ControlCodeName, Subject>> = {
  IOCTL_CDROM_READ_TOC: { output: 804, readsMedium: true, replies: 'S(4)' },
  IOCTL_CDROM_SEEK_AUDIO_MSF: { input: new Uint8Array(3) },
  IOCTL_CDROM_STOP_AUDIO: {},
  IOCTL_CDROM_PAUSE_AUDIO: {},
  IOCTL_CDROM_RESUME_AUDIO: {},
  IOCTL_CDROM_GET_VOLUME: { output: 4, replies: volumePage },
  IOCTL_CDROM_PLAY_AUDIO_MSF: { input: new Uint8Array(6) },
  IOCTL_CDROM_SET_VOLUME: { input: new Uint8Array(4), replies: `${volumePage} -> G` },
  IOCTL_CDROM_READ_Q_CHANNEL: { input: parseHex('01 00'), output: 16, replies: 'D(11)' },
  IOCTL_CDROM_GET_CONTROL: { output: 4 },
  IOCTL_CDROM_GET_LAST_SESSION: { output: 12, readsMedium: true, replies: 'S(12)' },
  IOCTL_CDROM_RAW_READ: {
    input: parseHex(`00 00 00 00 00 00 00 00 01 00 00 00 0${trackModeType.cdda} 00 00 00`),
    output: 2352,
    readsMedium: true,
    replies: 'S(2352)',
  },
  IOCTL_CDROM_DISK_TYPE: { output: 4 },
  IOCTL_CDROM_GET_CONFIGURATION: { input: new Uint8Array(24), output: 64, replies: 'F0' },
  IOCTL_CDROM_SET_SPEED: { input: new Uint8Array(12) },
  IOCTL_CDROM_GET_INQUIRY_DATA: { output: 36, replies: `X(${inquiry36})`, asksFirst: true },
  IOCTL_CDROM_SEND_OPC_INFORMATION: { input: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0) },
  IOCTL_CDROM_GET_PERFORMANCE: { input: Uint8Array.of(2, 0, 0, 0), output: 24, replies: 'S(24)' },
  IOCTL_CDROM_READ_TOC_EX: { input: new Uint8Array(4), output: 804, readsMedium: true, replies: 'S(8)' },
  IOCTL_CDROM_EXCLUSIVE_ACCESS: {
    input: Uint8Array.of(exclusiveAccessRequestType.queryState, 0, 0, 0, 0, 0, 0, 0),
    output: 65,
  },
  IOCTL_CDROM_ENABLE_STREAMING: {
    input: Uint8Array.of(2, 0, 0, 0),
    state: { streamingCapabilities: { read: true, write: false } },
  },
  IOCTL_CDROM_CHECK_VERIFY: {},
  IOCTL_DISK_CHECK_VERIFY: {},
  IOCTL_STORAGE_CHECK_VERIFY: {},
  IOCTL_STORAGE_CHECK_VERIFY2: {},
  IOCTL_CDROM_MEDIA_REMOVAL: { input: prevent },
  IOCTL_CDROM_EJECT_MEDIA: {},
  IOCTL_CDROM_LOAD_MEDIA: {},
  IOCTL_CDROM_RESERVE: {},
  IOCTL_CDROM_RELEASE: {},
  IOCTL_CDROM_FIND_NEW_DEVICES: {},
  IOCTL_DISK_MEDIA_REMOVAL: { input: prevent },
  IOCTL_DISK_EJECT_MEDIA: {},
  IOCTL_DISK_LOAD_MEDIA: {},
  IOCTL_DISK_RESERVE: {},
  IOCTL_DISK_RELEASE: {},
  IOCTL_DISK_FIND_NEW_DEVICES: {},
  IOCTL_STORAGE_MEDIA_REMOVAL: { input: prevent },
  IOCTL_STORAGE_EJECT_MEDIA: {},
  IOCTL_STORAGE_LOAD_MEDIA: {},
  IOCTL_STORAGE_LOAD_MEDIA2: {},
  IOCTL_STORAGE_RESERVE: {},
  IOCTL_STORAGE_RELEASE: {},
  IOCTL_STORAGE_FIND_NEW_DEVICES: {},
  IOCTL_STORAGE_EJECTION_CONTROL: { input: prevent },
  IOCTL_STORAGE_MCN_CONTROL: { input: prevent },
  IOCTL_STORAGE_READ_CAPACITY: { output: 32, readsMedium: true, replies: capacity },
  IOCTL_CDROM_GET_DRIVE_GEOMETRY: { output: 24, readsMedium: true, replies: capacity },
  IOCTL_CDROM_GET_DRIVE_GEOMETRY_EX: { output: 32, readsMedium: true, replies: capacity },
  IOCTL_DISK_GET_DRIVE_GEOMETRY: { output: 24, readsMedium: true, replies: capacity },
  IOCTL_DISK_GET_DRIVE_GEOMETRY_EX: { output: 32, readsMedium: true, replies: capacity },
  IOCTL_DISK_GET_LENGTH_INFO: { output: 8, readsMedium: true, replies: capacity },
  IOCTL_DISK_GET_DRIVE_LAYOUT: { output: 40 },
  IOCTL_DISK_GET_DRIVE_LAYOUT_EX: { output: 192 },
  IOCTL_DISK_GET_PARTITION_INFO: { output: 32 },
  IOCTL_DISK_GET_PARTITION_INFO_EX: { output: 144 },
  IOCTL_SCSI_PASS_THROUGH: { input: passThrough.buffered({}), output: 56 },
  IOCTL_SCSI_PASS_THROUGH_DIRECT: { input: passThrough.direct({}), output: 56 },
  IOCTL_SCSI_PASS_THROUGH_EX: { input: passThrough.bufferedEx({}), output: 64 },
  IOCTL_SCSI_PASS_THROUGH_DIRECT_EX: { input: passThrough.directEx({}), output: 64 },
  IOCTL_SCSI_GET_ADDRESS: { output: 8 },
  IOCTL_SCSI_GET_CAPABILITIES: { output: 24 },
  IOCTL_SCSI_GET_INQUIRY_DATA: { output: 60, replies: `X(${inquiry36})`, asksFirst: true },
  IOCTL_STORAGE_GET_DEVICE_NUMBER: { output: 12 },
  IOCTL_STORAGE_GET_HOTPLUG_INFO: { output: 8 },
  IOCTL_STORAGE_SET_HOTPLUG_INFO: { input: parseHex('08 00 00 00 01 00 01 00') },
  IOCTL_STORAGE_CHECK_PRIORITY_HINT_SUPPORT: { output: 4 },
  IOCTL_STORAGE_SET_READ_AHEAD: { input: new Uint8Array(16) },
  IOCTL_DISK_ARE_VOLUMES_READY: {},
  IOCTL_STORAGE_GET_MEDIA_TYPES: { output: 64 },
  IOCTL_DISK_GET_MEDIA_TYPES: { output: 64 },
  IOCTL_STORAGE_GET_MEDIA_SERIAL_NUMBER: { output: 64 },
  IOCTL_STORAGE_PREDICT_FAILURE: { output: 64 },
  IOCTL_DISK_UPDATE_DRIVE_SIZE: { output: 64 },
  IOCTL_DVD_SET_READ_AHEAD: { output: 64 },
  IOCTL_CDROM_UNLOAD_DRIVER: { output: 64 },
  IOCTL_DVD_START_SESSION: { output: 4, ...onDvdDrive, replies: 'X(00 06 00 00 00 00 00 40)' },
  IOCTL_DVD_READ_KEY: { input: key(5), output: 28, ...onDvdDrive, replies: 'X(00 06 00 00 00 00 00 01)' },
  IOCTL_DVD_SEND_KEY: { input: key(1) },
  IOCTL_DVD_SEND_KEY2: { input: key(1), ...onDvdDrive },
  IOCTL_DVD_END_SESSION: { input: new Uint8Array(4) },
  IOCTL_DVD_GET_REGION: {
    output: 4,
    ...onDvdDrive,
    replies: 'X(00 06 00 00 01 FE 00 00) -> X(00 06 00 00 65 FE 01 00)',
  },
  IOCTL_DVD_READ_STRUCTURE: { input: new Uint8Array(17), output: 64, ...onDvdDrive, replies: 'S(20)' },
  IOCTL_AACS_READ_MEDIA_KEY_BLOCK_SIZE: { input: new Uint8Array(4), output: 4 },
  IOCTL_AACS_START_SESSION: { output: 4, ...onAacsDrive, replies: 'X(00 06 00 00 00 00 00 40)' },
  IOCTL_AACS_END_SESSION: { input: new Uint8Array(4), ...onAacsDrive },
  IOCTL_AACS_SEND_CERTIFICATE: { input: new Uint8Array(116), ...onAacsDrive },
  IOCTL_AACS_GET_CERTIFICATE: { input: new Uint8Array(4), output: 112, ...onAacsDrive, replies: payload(112) },
  IOCTL_AACS_GET_CHALLENGE_KEY: { input: new Uint8Array(4), output: 80, ...onAacsDrive, replies: payload(80) },
  IOCTL_AACS_SEND_CHALLENGE_KEY: { input: new Uint8Array(84), ...onAacsDrive },
  IOCTL_AACS_READ_VOLUME_ID: { input: new Uint8Array(4), output: 32, ...onAacsDrive, replies: payload(32) },
  IOCTL_AACS_READ_SERIAL_NUMBER: { input: new Uint8Array(4), output: 32, ...onAacsDrive, replies: payload(32) },
  IOCTL_AACS_READ_MEDIA_ID: { input: new Uint8Array(4), output: 32, ...onAacsDrive, replies: payload(32) },
  IOCTL_AACS_READ_BINDING_NONCE: { input: new Uint8Array(24), output: 32, ...onAacsDrive, replies: payload(32) },
  IOCTL_AACS_GENERATE_BINDING_NONCE: { input: new Uint8Array(24), output: 32, ...onAacsDrive, replies: payload(32) },
  IOCTL_AACS_READ_MEDIA_KEY_BLOCK: {
    input: new Uint8Array(4),
    output: 32768,
    ...onAacsDrive,
    replies: 'X(00 0A 00 01 01 02 03 04 05 06 07 08)',
  },
  IOCTL_DISK_VERIFY: { input: parseHex('00 08 00 00 00 00 00 00 00 10 00 00 00 00 00 00'), state: writable },
  IOCTL_DISK_IS_WRITABLE: { state: writable },
  IOCTL_STORAGE_GET_MEDIA_TYPES_EX: { output: 72, state: { featureCodes: [0x1f], ...writable } },
  IOCTL_STORAGE_QUERY_PROPERTY: { input: parseHex('01 00 00 00 00 00 00 00 00 00 00 00'), output: 32, replies: '' },
  IOCTL_STORAGE_EVENT_NOTIFICATION: {
    input: parseHex('01 00 00 00 10 00 00 00 01 00 00 00 00 00 00 00'),
    replies: 'G',
  },
  IOCTL_STORAGE_PERSISTENT_RESERVE_IN: { input: parseHex('00 00 00 00 0C 00 00 00 00 00 08 00'), output: 8 },
  IOCTL_STORAGE_PERSISTENT_RESERVE_OUT: {
    input: parseHex(`00 00 00 00 24 00 00 00 01 01 ${'11 '.repeat(24)} 00 00`),
  },
  IOCTL_STORAGE_BREAK_RESERVATION: { input: new Uint8Array(8) },
  IOCTL_STORAGE_RESET_BUS: { input: new Uint8Array(1) },
  IOCTL_STORAGE_RESET_DEVICE: {},
  IOCTL_SCSI_MINIPORT: { input: new Uint8Array(28), output: 28 },
  IOCTL_SCSI_RESCAN_BUS: {},
  IOCTL_MOUNTDEV_QUERY_UNIQUE_ID: { output: 64, state: { mountedDeviceInterfaceName: '\\??\\drive' } },
  IOCTL_MOUNTDEV_QUERY_DEVICE_NAME: { output: 64 },
  IOCTL_MOUNTDEV_QUERY_SUGGESTED_LINK_NAME: { output: 32, state: { storedDriveLetter: 'E:' } },
};
