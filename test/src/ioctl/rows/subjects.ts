import { parseHex } from '../../../../mmc/index.js';
import type { ControlCodeName } from '../../../../src/ioctl/index.js';
import {
  type CdromOptions,
  type CdromState,
  exclusiveAccessRequestType,
  trackModeType,
} from '../../../../src/ioctl/index.js';

/** A request with a control code that passes every check. */
export interface Subject {
  readonly input?: Uint8Array;
  /** Length of the output buffer. */
  readonly output?: number;
  readonly options?: CdromOptions;
  readonly state?: Partial<CdromState>;
  /** True: its command is one of those that a drive at work on the medium makes wait. */
  readonly readsMedium?: true;
  /** True: copy protection may forbid it. */
  readonly isProtected?: true;
  /** True: nothing is sent to the drive. */
  readonly sendsNothing?: true;
  /** True: not even an exclusive lock keeps others from it. */
  readonly passesLock?: true;
  /** True: what the drive answers is for the program, not for the driver. */
  readonly isPassThrough?: true;
}

const prevent = Uint8Array.of(1);

const onDvdDrive = { state: { featureCodes: [0x1f] }, isProtected: true } as const;
const onAacsDrive = { state: { featureCodes: [0x10d] }, isProtected: true } as const;
/** DVD_COPY_PROTECT_KEY without data. */
const key = (type: number) => parseHex(`18 00 00 00 00 00 00 00 0${type}${' 00'.repeat(15)}`);

/** One for every control code. */
export const subjects: Readonly<Record<ControlCodeName, Subject>> = {
  IOCTL_CDROM_READ_TOC: { output: 804, readsMedium: true },
  IOCTL_CDROM_SEEK_AUDIO_MSF: { input: new Uint8Array(3) },
  IOCTL_CDROM_STOP_AUDIO: {},
  IOCTL_CDROM_PAUSE_AUDIO: {},
  IOCTL_CDROM_RESUME_AUDIO: {},
  IOCTL_CDROM_GET_VOLUME: { output: 4 },
  IOCTL_CDROM_PLAY_AUDIO_MSF: { input: new Uint8Array(6) },
  IOCTL_CDROM_SET_VOLUME: { input: new Uint8Array(4) },
  IOCTL_CDROM_READ_Q_CHANNEL: { input: parseHex('01 00'), output: 16 },
  IOCTL_CDROM_GET_CONTROL: { sendsNothing: true, output: 4 },
  IOCTL_CDROM_GET_LAST_SESSION: { output: 12, readsMedium: true },
  IOCTL_CDROM_RAW_READ: {
    input: parseHex(`00 00 00 00 00 00 00 00 01 00 00 00 0${trackModeType.cdda} 00 00 00`),
    output: 2352,
    readsMedium: true,
  },
  IOCTL_CDROM_DISK_TYPE: { sendsNothing: true, output: 4 },
  IOCTL_CDROM_GET_CONFIGURATION: { input: new Uint8Array(24), output: 64 },
  IOCTL_CDROM_SET_SPEED: { input: new Uint8Array(12) },
  IOCTL_CDROM_GET_INQUIRY_DATA: { output: 36, passesLock: true },
  IOCTL_CDROM_SEND_OPC_INFORMATION: { input: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0) },
  IOCTL_CDROM_GET_PERFORMANCE: { input: Uint8Array.of(2, 0, 0, 0), output: 24 },
  IOCTL_CDROM_READ_TOC_EX: { input: new Uint8Array(4), output: 804, readsMedium: true },
  IOCTL_CDROM_EXCLUSIVE_ACCESS: {
    input: Uint8Array.of(exclusiveAccessRequestType.queryState, 0, 0, 0, 0, 0, 0, 0),
    output: 65,
    sendsNothing: true,
    passesLock: true,
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
  IOCTL_CDROM_FIND_NEW_DEVICES: { sendsNothing: true },
  IOCTL_DISK_MEDIA_REMOVAL: { input: prevent },
  IOCTL_DISK_EJECT_MEDIA: {},
  IOCTL_DISK_LOAD_MEDIA: {},
  IOCTL_DISK_RESERVE: {},
  IOCTL_DISK_RELEASE: {},
  IOCTL_DISK_FIND_NEW_DEVICES: { sendsNothing: true },
  IOCTL_STORAGE_MEDIA_REMOVAL: { input: prevent },
  IOCTL_STORAGE_EJECT_MEDIA: {},
  IOCTL_STORAGE_LOAD_MEDIA: {},
  IOCTL_STORAGE_LOAD_MEDIA2: {},
  IOCTL_STORAGE_RESERVE: {},
  IOCTL_STORAGE_RELEASE: {},
  IOCTL_STORAGE_FIND_NEW_DEVICES: { sendsNothing: true },
  IOCTL_STORAGE_EJECTION_CONTROL: { input: prevent },
  IOCTL_STORAGE_MCN_CONTROL: { input: prevent, sendsNothing: true },
  IOCTL_STORAGE_READ_CAPACITY: { output: 32, readsMedium: true },
  IOCTL_CDROM_GET_DRIVE_GEOMETRY: { output: 24, readsMedium: true },
  IOCTL_CDROM_GET_DRIVE_GEOMETRY_EX: { output: 32, readsMedium: true },
  IOCTL_DISK_GET_DRIVE_GEOMETRY: { output: 24, readsMedium: true },
  IOCTL_DISK_GET_DRIVE_GEOMETRY_EX: { output: 32, readsMedium: true },
  IOCTL_DISK_GET_LENGTH_INFO: { output: 8, readsMedium: true },
  IOCTL_DISK_GET_DRIVE_LAYOUT: { output: 40, sendsNothing: true },
  IOCTL_DISK_GET_DRIVE_LAYOUT_EX: { output: 192, sendsNothing: true },
  IOCTL_DISK_GET_PARTITION_INFO: { output: 32, sendsNothing: true },
  IOCTL_DISK_GET_PARTITION_INFO_EX: { output: 144, sendsNothing: true },
  IOCTL_SCSI_PASS_THROUGH: { input: new Uint8Array(56), output: 56, isPassThrough: true },
  IOCTL_SCSI_PASS_THROUGH_DIRECT: { input: new Uint8Array(56), output: 56, isPassThrough: true },
  IOCTL_SCSI_PASS_THROUGH_EX: { input: new Uint8Array(64), output: 64, isPassThrough: true },
  IOCTL_SCSI_PASS_THROUGH_DIRECT_EX: { input: new Uint8Array(64), output: 64, isPassThrough: true },
  IOCTL_SCSI_GET_ADDRESS: { output: 8, sendsNothing: true, passesLock: true },
  IOCTL_SCSI_GET_CAPABILITIES: { output: 24, sendsNothing: true },
  IOCTL_SCSI_GET_INQUIRY_DATA: { output: 60 },
  IOCTL_STORAGE_GET_DEVICE_NUMBER: { output: 12, sendsNothing: true, passesLock: true },
  IOCTL_STORAGE_GET_HOTPLUG_INFO: { output: 8, sendsNothing: true, passesLock: true },
  IOCTL_STORAGE_SET_HOTPLUG_INFO: { input: parseHex('08 00 00 00 01 00 01 00'), sendsNothing: true },
  IOCTL_STORAGE_CHECK_PRIORITY_HINT_SUPPORT: { output: 4, sendsNothing: true },
  IOCTL_STORAGE_SET_READ_AHEAD: { input: new Uint8Array(16) },
  IOCTL_DISK_ARE_VOLUMES_READY: { sendsNothing: true },
  IOCTL_STORAGE_GET_MEDIA_TYPES: { output: 64, sendsNothing: true },
  IOCTL_DISK_GET_MEDIA_TYPES: { output: 64, sendsNothing: true },
  IOCTL_STORAGE_GET_MEDIA_SERIAL_NUMBER: { output: 64, sendsNothing: true },
  IOCTL_STORAGE_PREDICT_FAILURE: { output: 64, sendsNothing: true },
  IOCTL_DISK_UPDATE_DRIVE_SIZE: { output: 64, sendsNothing: true },
  IOCTL_DVD_SET_READ_AHEAD: { output: 64, sendsNothing: true },
  IOCTL_CDROM_UNLOAD_DRIVER: { output: 64, sendsNothing: true },
  IOCTL_DVD_START_SESSION: { output: 4, ...onDvdDrive },
  IOCTL_DVD_READ_KEY: { input: key(5), output: 28, ...onDvdDrive },
  IOCTL_DVD_SEND_KEY: { input: key(1), isProtected: true },
  IOCTL_DVD_SEND_KEY2: { input: key(1), ...onDvdDrive },
  IOCTL_DVD_END_SESSION: { input: new Uint8Array(4), isProtected: true },
  IOCTL_DVD_GET_REGION: { output: 4, ...onDvdDrive },
  IOCTL_DVD_READ_STRUCTURE: { input: new Uint8Array(17), output: 64, ...onDvdDrive },
  IOCTL_AACS_READ_MEDIA_KEY_BLOCK_SIZE: { input: new Uint8Array(4), output: 4, sendsNothing: true },
  IOCTL_AACS_START_SESSION: { output: 4, ...onAacsDrive },
  IOCTL_AACS_END_SESSION: { input: new Uint8Array(4), ...onAacsDrive },
  IOCTL_AACS_SEND_CERTIFICATE: { input: new Uint8Array(116), ...onAacsDrive },
  IOCTL_AACS_GET_CERTIFICATE: { input: new Uint8Array(4), output: 112, ...onAacsDrive },
  IOCTL_AACS_GET_CHALLENGE_KEY: { input: new Uint8Array(4), output: 80, ...onAacsDrive },
  IOCTL_AACS_SEND_CHALLENGE_KEY: { input: new Uint8Array(84), ...onAacsDrive },
  IOCTL_AACS_READ_VOLUME_ID: { input: new Uint8Array(4), output: 32, ...onAacsDrive },
  IOCTL_AACS_READ_SERIAL_NUMBER: { input: new Uint8Array(4), output: 32, ...onAacsDrive },
  IOCTL_AACS_READ_MEDIA_ID: { input: new Uint8Array(4), output: 32, ...onAacsDrive },
  IOCTL_AACS_READ_BINDING_NONCE: { input: new Uint8Array(24), output: 32, ...onAacsDrive },
  IOCTL_AACS_GENERATE_BINDING_NONCE: { input: new Uint8Array(24), output: 32, ...onAacsDrive },
  IOCTL_AACS_READ_MEDIA_KEY_BLOCK: { input: new Uint8Array(4), output: 32768, ...onAacsDrive },
};
