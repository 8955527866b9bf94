import { parseHex } from '../../../../mmc/index.js';
import { type CodeRows, outputOf } from './run-row.js';

const notKnown = [
  {
    title: 'is not known to the driver',
    input: new Uint8Array(16),
    output: 64,
    sent: '',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
  },
] as const;

/** What SET_HOTPLUG_INFO does not take; where several members differ, the last one counts. */
const refusedHotplug: [input: string, member: 1 | 2 | 3 | 5][] = [
  ['09 00 00 00 01 00 00 00', 1],
  ['08 00 00 00 00 00 00 00', 2],
  ['08 00 00 00 01 01 00 00', 3],
  ['08 00 00 00 01 00 00 01', 5],
  ['00 00 00 00 00 00 00 00', 2],
  ['00 00 00 00 00 01 01 00', 3],
  ['FF FF FF FF FF FF FF FF', 5],
];

export const rows: CodeRows = {
  IOCTL_STORAGE_GET_DEVICE_NUMBER: [
    {
      title: 'tells its number, and that it has no partitions',
      options: { deviceNumber: 3 },
      locked: true,
      output: 13,
      sent: '',
      status: 'STATUS_SUCCESS',
      information: 12,
      outputAfter: outputOf(13, '02 00 00 00 03 00 00 00 FF FF FF FF'),
    },
    { title: 'wants 12 bytes', output: 11, sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: 12 },
  ],
  IOCTL_STORAGE_GET_HOTPLUG_INFO: [
    {
      title: 'has a removable medium',
      locked: true,
      output: 9,
      sent: '',
      status: 'STATUS_SUCCESS',
      information: 8,
      outputAfter: outputOf(9, '08 00 00 00 01 00 00 00'),
    },
    { title: 'wants 8 bytes', output: 7, sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: 8 },
  ],
  IOCTL_STORAGE_SET_HOTPLUG_INFO: [
    {
      title: 'lets the device be one that may be pulled out',
      output: 8,
      act: async (bench) => {
        await bench.handle.ioctl(0x2dcc18, parseHex('08 00 00 00 01 00 01 00 FF'));
        return bench.ioctl(0x2d0c14);
      },
      sent: '',
      status: 'STATUS_SUCCESS',
      information: 8,
      outputAfter: '08 00 00 00 01 00 01 00',
    },
    {
      title: 'takes that back',
      input: parseHex('08 00 00 00 01 00 00 00'),
      state: { deviceHotplug: true },
      sent: '',
      status: 'STATUS_SUCCESS',
      stateAfter: { deviceHotplug: false },
    },
    { title: 'wants 8 bytes', input: new Uint8Array(7), sent: '', status: 'STATUS_INFO_LENGTH_MISMATCH' },
    ...refusedHotplug.map(([input, member]) => ({
      title: `refuses ${input}`,
      input: parseHex(input),
      sent: '',
      status: `STATUS_INVALID_PARAMETER_${member}` as const,
      stateAfter: { deviceHotplug: false },
    })),
  ],
  IOCTL_STORAGE_CHECK_PRIORITY_HINT_SUPPORT: [
    { title: 'has none', output: 4, sent: '', status: 'STATUS_NOT_SUPPORTED' },
  ],
  IOCTL_DISK_ARE_VOLUMES_READY: [{ title: 'says yes', sent: '', status: 'STATUS_SUCCESS' }],
  IOCTL_STORAGE_SET_READ_AHEAD: [
    {
      title: 'tells blocks from bytes',
      input: parseHex('FF 0F 08 00 00 00 00 00 00 00 00 80 01 00 00 00'),
      replies: 'G',
      sent: 'A7 00 00 00 01 01 00 30 00 00 00 00',
      status: 'STATUS_SUCCESS',
    },
    {
      title: 'in front of the first block, too',
      input: parseHex('FF FF FF FF FF FF FF FF FF F7 FF FF FF FF FF FF'),
      replies: 'G',
      sent: 'A7 00 FF FF FF FF FF FF FF FE 00 00',
      status: 'STATUS_SUCCESS',
    },
    {
      title: 'by the length that blocks have',
      state: { blockLengthBytes: 512 },
      input: parseHex('00 10 00 00 00 00 00 00 00 20 00 00 00 00 00 00'),
      replies: 'G',
      sent: 'A7 00 00 00 00 08 00 00 00 10 00 00',
      status: 'STATUS_SUCCESS',
    },
    { title: 'wants 16 bytes', input: new Uint8Array(15), sent: '', status: 'STATUS_INVALID_PARAMETER' },
    { title: 'wants input', sent: '', status: 'STATUS_INVALID_PARAMETER' },
  ],
  IOCTL_STORAGE_GET_MEDIA_TYPES: notKnown,
  IOCTL_DISK_GET_MEDIA_TYPES: notKnown,
  IOCTL_STORAGE_GET_MEDIA_SERIAL_NUMBER: notKnown,
  IOCTL_STORAGE_PREDICT_FAILURE: notKnown,
  IOCTL_DISK_UPDATE_DRIVE_SIZE: notKnown,
  IOCTL_DVD_SET_READ_AHEAD: notKnown,
  IOCTL_CDROM_UNLOAD_DRIVER: notKnown,
};
