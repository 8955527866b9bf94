import { expect } from 'vitest';
import { parseHex } from '../../../../mmc/index.js';
import {
  type CdromHandle,
  type ControlCodeName,
  controlCode,
  type IoctlResult,
  ntStatusName,
} from '../../../../src/ioctl/index.js';
import type { Bench, Row } from './bench.js';
import type { CodeRows } from './run-row.js';

const prevent = Uint8Array.of(1);
const allow = Uint8Array.of(0);
/** STORAGE_EVENT_NOTIFICATION. */
const event = (bits: string) => parseHex(`01 00 00 00 10 00 00 00 ${bits} 00 00 00 00 00 00 00`);
const lock = '1E 00 00 00 01 00';
const unlock = '1E 00 00 00 00 00';
const eject = '1B 00 00 00 02 00';
const load = '1B 00 00 00 03 00';

type Step = [
  code: 'MEDIA_REMOVAL' | 'EJECTION_CONTROL' | 'MCN_CONTROL' | 'EJECT_MEDIA',
  input: Uint8Array,
  by?: 'other',
];

/** One code after the other, by the handle or another one; what they end in. The last result counts. */
async function steps(bench: Bench, list: readonly Step[]): Promise<IoctlResult> {
  const other = bench.open();
  let result: IoctlResult | undefined;
  for (const [code, input, by] of list) {
    const handle: CdromHandle = by === 'other' ? other : bench.handle;
    result = await handle.ioctl(controlCode[`IOCTL_STORAGE_${code}`], input);
  }
  return result!;
}
const doing = (...list: Step[]) => ({ act: (bench: Bench) => steps(bench, list) });

const wantsInput: Omit<Row, 'id'> = {
  title: 'wants a byte',
  output: 8,
  sent: '',
  status: 'STATUS_INFO_LENGTH_MISMATCH',
};

const mediaRemoval: readonly Omit<Row, 'id'>[] = [
  wantsInput,
  { title: 'locks', input: prevent, replies: 'G', sent: lock, status: 'STATUS_SUCCESS' },
  { title: 'locks for any byte but 0', input: Uint8Array.of(0xff), replies: 'G', sent: lock, status: 'STATUS_SUCCESS' },
  { title: 'has nothing to unlock', input: allow, sent: '', status: 'STATUS_SUCCESS' },
  {
    title: 'tells the drive of the first lock and the last unlock',
    ...doing(
      ['MEDIA_REMOVAL', prevent],
      ['MEDIA_REMOVAL', prevent, 'other'],
      ['MEDIA_REMOVAL', allow],
      ['MEDIA_REMOVAL', allow],
      ['MEDIA_REMOVAL', allow],
    ),
    replies: 'G x2',
    sent: `${lock}; ${unlock}`,
    status: 'STATUS_SUCCESS',
  },
  {
    title: 'does not count a lock that the drive refuses',
    ...doing(['MEDIA_REMOVAL', prevent], ['MEDIA_REMOVAL', allow]),
    replies: '5/24/00',
    sent: lock,
    status: 'STATUS_SUCCESS',
  },
  {
    title: 'counts on where the drive refuses to unlock, though that is tried five times',
    ...doing(['MEDIA_REMOVAL', prevent], ['MEDIA_REMOVAL', allow], ['MEDIA_REMOVAL', allow]),
    replies: 'G -> 5/24/00 x5 -> G',
    sent: `${lock}; ${unlock} x6`,
    status: 'STATUS_SUCCESS',
    delaysMs: [3000, 3000, 3000, 3000],
  },
  {
    title: 'gives up to unlock a drive that goes on failing, where Windows would not',
    ...doing(['MEDIA_REMOVAL', prevent], ['MEDIA_REMOVAL', allow]),
    replies: 'G -> 4/44/00 x100',
    sent: `${lock}; ${unlock} x100`,
    status: 'STATUS_IO_DEVICE_ERROR',
  },
  {
    title: 'locks with two retries',
    input: prevent,
    replies: '4/44/00 x3',
    sent: `${lock} x3`,
    status: 'STATUS_IO_DEVICE_ERROR',
  },
  {
    title: 'does not keep the drive from being asked to eject',
    ...doing(['MEDIA_REMOVAL', prevent], ['EJECT_MEDIA', allow]),
    replies: 'G -> 5/53/02',
    sent: `${lock}; ${eject}`,
    status: 'STATUS_INVALID_DEVICE_REQUEST',
  },
];

const command = (cdb: string): readonly Omit<Row, 'id'>[] => [
  {
    title: 'whatever the buffers',
    input: new Uint8Array(3),
    output: 3,
    replies: 'G',
    sent: cdb,
    status: 'STATUS_SUCCESS',
  },
  {
    title: 'while a handle has a lock',
    act: async (bench) => {
      await bench.open().ioctl(controlCode.IOCTL_STORAGE_EJECTION_CONTROL, prevent);
      const code = cdb === load ? controlCode.IOCTL_STORAGE_LOAD_MEDIA : controlCode.IOCTL_STORAGE_EJECT_MEDIA;
      return bench.ioctl(code);
    },
    replies: 'G',
    sent: lock,
    status: 'STATUS_DEVICE_BUSY',
  },
];

const reserving = (six: string, ten: string, name: ControlCodeName): readonly Omit<Row, 'id'>[] => [
  { title: 'with 6 bytes', input: prevent, replies: 'G', sent: six, status: 'STATUS_SUCCESS' },
  {
    title: 'with 10 bytes once 6 are not known',
    act: async (bench) => {
      await bench.ioctl(controlCode[name]);
      return bench.ioctl(controlCode[name]);
    },
    replies: '5/20/00 -> G -> G',
    sent: `${six}; ${ten} x2`,
    status: 'STATUS_SUCCESS',
    stateAfter: { usesTenByteReserve: true },
  },
  {
    title: 'with neither',
    replies: '5/20/00 x2',
    sent: `${six}; ${ten}`,
    status: 'STATUS_INVALID_DEVICE_REQUEST',
  },
];
const reserve = (base: 'CDROM' | 'DISK' | 'STORAGE') =>
  reserving('16 00 00 00 00 00', '56 00 00 00 00 00 00 00 00 00', `IOCTL_${base}_RESERVE`);
const release = (base: 'CDROM' | 'DISK' | 'STORAGE') =>
  reserving('17 00 00 00 00 00', '57 00 00 00 00 00 00 00 00 00', `IOCTL_${base}_RELEASE`);
const findNewDevices: readonly Omit<Row, 'id'>[] = [
  { title: 'ends as in the published driver', sent: '', status: 'STATUS_ACCESS_DENIED' },
];

export const rows: CodeRows = {
  IOCTL_STORAGE_MEDIA_REMOVAL: mediaRemoval,
  IOCTL_CDROM_MEDIA_REMOVAL: mediaRemoval,
  IOCTL_DISK_MEDIA_REMOVAL: mediaRemoval,
  IOCTL_STORAGE_EJECTION_CONTROL: [
    wantsInput,
    { title: 'wants a byte before a handle', request: { fileObject: false }, ...wantsInput },
    {
      title: 'wants a handle',
      input: prevent,
      request: { fileObject: false },
      sent: '',
      status: 'STATUS_INVALID_HANDLE',
    },
    { title: 'locks', input: prevent, replies: 'G', sent: lock, status: 'STATUS_SUCCESS' },
    { title: 'has nothing to unlock', input: allow, sent: '', status: 'STATUS_INVALID_DEVICE_STATE' },
    {
      title: 'does not unlock what another handle has locked',
      ...doing(['EJECTION_CONTROL', prevent, 'other'], ['EJECTION_CONTROL', allow]),
      replies: 'G',
      sent: lock,
      status: 'STATUS_INVALID_DEVICE_STATE',
    },
    {
      title: 'tells the drive of the first lock and the last unlock, of either kind',
      ...doing(
        ['EJECTION_CONTROL', prevent],
        ['MEDIA_REMOVAL', prevent],
        ['EJECTION_CONTROL', prevent, 'other'],
        ['EJECTION_CONTROL', allow, 'other'],
        ['EJECTION_CONTROL', allow],
        ['MEDIA_REMOVAL', allow],
      ),
      replies: 'G x2',
      sent: `${lock}; ${unlock}`,
      status: 'STATUS_SUCCESS',
    },
    {
      title: 'does not count a lock that the drive refuses',
      ...doing(['EJECTION_CONTROL', prevent], ['EJECTION_CONTROL', allow]),
      replies: '5/24/00',
      sent: lock,
      status: 'STATUS_INVALID_DEVICE_STATE',
    },
    {
      title: 'keeps its own handle from ejecting too',
      ...doing(['EJECTION_CONTROL', prevent], ['EJECT_MEDIA', allow]),
      replies: 'G',
      sent: lock,
      status: 'STATUS_DEVICE_BUSY',
    },
    {
      title: 'is undone when its handle is closed',
      act: async (bench) => {
        await steps(bench, [
          ['EJECTION_CONTROL', prevent],
          ['EJECTION_CONTROL', prevent],
        ]);
        await bench.handle.close();
        return bench.open().ioctl(controlCode.IOCTL_STORAGE_EJECT_MEDIA);
      },
      replies: 'G x3',
      sent: `${lock}; ${unlock}; ${eject}`,
      status: 'STATUS_SUCCESS',
    },
    {
      title: 'is undone on close, and nobody hears of it while there is another lock',
      act: async (bench) => {
        await steps(bench, [
          ['EJECTION_CONTROL', prevent],
          ['MEDIA_REMOVAL', prevent, 'other'],
        ]);
        await bench.handle.close();
        return bench.open().ioctl(controlCode.IOCTL_STORAGE_MEDIA_REMOVAL, allow);
      },
      replies: 'G x2',
      sent: `${lock}; ${unlock}`,
      status: 'STATUS_SUCCESS',
    },
  ],

  IOCTL_STORAGE_MCN_CONTROL: [
    wantsInput,
    {
      title: 'wants a handle',
      input: prevent,
      request: { fileObject: false },
      sent: '',
      status: 'STATUS_INVALID_PARAMETER',
    },
    {
      title: 'turns notification off for a handle',
      input: prevent,
      sent: '',
      status: 'STATUS_SUCCESS',
      also: ({ handle }) => expect(handle.mediaChangeNotificationDisables).toBe(1),
    },
    {
      title: 'counts',
      ...doing(
        ['MCN_CONTROL', prevent],
        ['MCN_CONTROL', Uint8Array.of(7)],
        ['MCN_CONTROL', prevent, 'other'],
        ['MCN_CONTROL', allow],
      ),
      sent: '',
      status: 'STATUS_SUCCESS',
      also: ({ handle }) => expect(handle.mediaChangeNotificationDisables).toBe(2),
    },
    { title: 'has nothing to turn on', input: allow, sent: '', status: 'STATUS_INVALID_DEVICE_STATE' },
    {
      title: 'does not turn on what another handle has turned off',
      ...doing(['MCN_CONTROL', prevent, 'other'], ['MCN_CONTROL', allow]),
      sent: '',
      status: 'STATUS_INVALID_DEVICE_STATE',
    },
    {
      title: 'is undone when its handle is closed',
      act: async (bench) => {
        const result = await steps(bench, [['MCN_CONTROL', prevent]]);
        await bench.handle.close();
        return result;
      },
      sent: '',
      status: 'STATUS_SUCCESS',
      also: ({ handle }, { ntStatus: status }) => {
        expect([ntStatusName(status), handle.mediaChangeNotificationDisables]).toEqual(['STATUS_SUCCESS', 0]);
      },
    },
  ],

  IOCTL_STORAGE_EVENT_NOTIFICATION: [
    {
      title: 'looks at the medium, and counts a change of it',
      input: event('07'),
      replies: '6/28/00',
      sent: 'TUR',
      status: 'STATUS_SUCCESS',
      also: ({ handle }) => expect(handle.state.mediaChangeCount).toBeGreaterThan(0),
    },
    {
      title: 'sees that there is none any more',
      input: event('01'),
      state: { mediaState: 'present' },
      replies: '2/3A/00',
      sent: 'TUR',
      status: 'STATUS_SUCCESS',
      stateAfter: { mediaState: 'absent' },
    },
    {
      title: 'looks at none of the events that nobody knows',
      input: event('F8'),
      sent: '',
      status: 'STATUS_NOT_SUPPORTED',
    },
    {
      title: 'looks for no event where nobody detects changes, whatever the input',
      state: { mediaChangeDetection: false },
      sent: '',
      status: 'STATUS_UNSUCCESSFUL',
    },
    {
      title: 'does not look while another handle has turned that off',
      input: event('01'),
      act: async (bench) => {
        await bench.open().ioctl(controlCode.IOCTL_STORAGE_MCN_CONTROL, prevent);
        return bench.ioctl(controlCode.IOCTL_STORAGE_EVENT_NOTIFICATION);
      },
      sent: '',
      status: 'STATUS_UNSUCCESSFUL',
    },
    { title: 'wants 16 bytes', input: event('01').slice(1), sent: '', status: 'STATUS_INFO_LENGTH_MISMATCH' },
  ],

  IOCTL_STORAGE_EJECT_MEDIA: command(eject),
  IOCTL_CDROM_EJECT_MEDIA: command(eject),
  IOCTL_DISK_EJECT_MEDIA: command(eject),
  IOCTL_STORAGE_LOAD_MEDIA: command(load),
  IOCTL_STORAGE_LOAD_MEDIA2: command(load),
  IOCTL_CDROM_LOAD_MEDIA: command(load),
  IOCTL_DISK_LOAD_MEDIA: command(load),
  IOCTL_STORAGE_RESERVE: reserve('STORAGE'),
  IOCTL_CDROM_RESERVE: reserve('CDROM'),
  IOCTL_DISK_RESERVE: reserve('DISK'),
  IOCTL_STORAGE_RELEASE: release('STORAGE'),
  IOCTL_CDROM_RELEASE: release('CDROM'),
  IOCTL_DISK_RELEASE: release('DISK'),
  IOCTL_STORAGE_FIND_NEW_DEVICES: findNewDevices,
  IOCTL_CDROM_FIND_NEW_DEVICES: findNewDevices,
  IOCTL_DISK_FIND_NEW_DEVICES: findNewDevices,
};
