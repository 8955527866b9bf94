import type { CodeRows } from './run-row.js';

const utf16 = (text: string) =>
  [...text].map((c) => `${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')} 00`).join(' ');
const untouched = (count: number) => new Array<string>(count).fill('AA').join(' ');

const deviceName = utf16('\\Device\\CdRom12');
const link = `01 00 1C 00 ${utf16('\\DosDevices\\')}`;

export const rows: CodeRows = {
  IOCTL_MOUNTDEV_QUERY_UNIQUE_ID: [
    {
      title: 'tells the name of the interface, and leaves alone what is behind it',
      state: { mountedDeviceInterfaceName: '\\??\\E' },
      output: 14,
      sent: '',
      status: 'STATUS_SUCCESS',
      information: 12,
      outputAfter: `0A 00 ${utf16('\\??\\E')} AA AA`,
    },
    {
      title: 'tells its length where it does not fit',
      state: { mountedDeviceInterfaceName: '\\??\\E' },
      output: 11,
      sent: '',
      status: 'STATUS_BUFFER_OVERFLOW',
      information: 4,
      outputAfter: `0A 00 00 00 ${untouched(7)}`,
    },
    { title: 'has none to tell, whatever the room', output: 3, sent: '', status: 'STATUS_INVALID_PARAMETER' },
    {
      title: 'wants 4 bytes',
      state: { mountedDeviceInterfaceName: '' },
      output: 3,
      sent: '',
      status: 'STATUS_BUFFER_TOO_SMALL',
      information: 4,
    },
  ],
  IOCTL_MOUNTDEV_QUERY_DEVICE_NAME: [
    {
      title: 'tells the name that the number makes, to anyone',
      options: { deviceNumber: 12 },
      locked: true,
      output: 34,
      sent: '',
      status: 'STATUS_SUCCESS',
      information: 32,
      outputAfter: `1E 00 ${deviceName} AA AA`,
    },
    {
      title: 'tells its length where it does not fit',
      options: { deviceNumber: 12 },
      output: 31,
      sent: '',
      status: 'STATUS_BUFFER_OVERFLOW',
      information: 4,
      outputAfter: `1E 00 00 00 ${untouched(27)}`,
    },
    { title: 'wants 4 bytes', output: 3, sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: 4 },
  ],
  IOCTL_MOUNTDEV_QUERY_SUGGESTED_LINK_NAME: [
    {
      title: 'tells the letter once',
      state: { storedDriveLetter: 'E:' },
      output: 34,
      sent: '',
      status: 'STATUS_SUCCESS',
      information: 32,
      outputAfter: `${link} ${utf16('E:')} AA AA`,
      stateAfter: { storedDriveLetter: undefined },
    },
    {
      title: 'tells that there shall be none',
      state: { storedDriveLetter: '%:' },
      output: 32,
      sent: '',
      status: 'STATUS_SUCCESS',
      information: 32,
      outputAfter: `${link} FF 00 3A 00`,
    },
    {
      title: 'keeps what does not fit',
      state: { storedDriveLetter: 'Z:' },
      output: 31,
      sent: '',
      status: 'STATUS_BUFFER_OVERFLOW',
      information: 6,
      outputAfter: `01 00 1C 00 00 00 ${untouched(25)}`,
      stateAfter: { storedDriveLetter: 'Z:' },
    },
    ...['B:', 'e:', '[:', 'E', 'E:\\'].map((letter) => ({
      title: `takes ${letter} for no letter`,
      state: { storedDriveLetter: letter },
      output: 32,
      sent: '',
      status: 'STATUS_NOT_FOUND' as const,
      stateAfter: { storedDriveLetter: letter },
    })),
    { title: 'has none stored', output: 32, sent: '', status: 'STATUS_OBJECT_NAME_NOT_FOUND' },
    { title: 'wants 6 bytes', output: 5, sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: 6 },
  ],
};
