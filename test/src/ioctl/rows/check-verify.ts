import { expect } from 'vitest';
import { controlCode, ntStatus } from '../../../../src/ioctl/index.js';
import { Bench, type Row } from './bench.js';

export const code = controlCode.IOCTL_CDROM_CHECK_VERIFY;

const notMounted = { volumeMounted: false };
const tenSeconds = 10_000;
const noCount = { output: 4 } as const;
const countIs0 = { output: 4, information: 4, outputAfter: '00 00 00 00' } as const;

/** IOCTL_CDROM_CHECK_VERIFY and the same codes of other bases: C1 to C44. */
export const rows: readonly Row[] = [
  { id: 'C1', replies: 'G', sent: 'TUR', status: 'STATUS_SUCCESS' },
  {
    id: 'C2',
    output: 4,
    state: { mediaChangeCount: 0x01020304 },
    replies: 'G',
    sent: 'TUR',
    status: 'STATUS_SUCCESS',
    information: 4,
    outputAfter: '04 03 02 01',
  },
  {
    id: 'C3',
    output: 16,
    replies: 'G',
    sent: 'TUR',
    status: 'STATUS_SUCCESS',
    information: 4,
    outputAfter: '00 00 00 00 AA AA AA AA AA AA AA AA AA AA AA AA',
  },
  { id: 'C4', output: 1, sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: 4 },
  { id: 'C5', output: 3, sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: 4 },
  { id: 'C6', ...noCount, replies: '2/3A/00', sent: 'TUR', status: 'STATUS_NO_MEDIA_IN_DEVICE' },
  { id: 'C7', ...noCount, replies: '2/3A/01', sent: 'TUR', status: 'STATUS_NO_MEDIA_IN_DEVICE' },
  { id: 'C8', ...noCount, replies: '2/3A/02', sent: 'TUR', status: 'STATUS_NO_MEDIA_IN_DEVICE' },
  {
    id: 'C9',
    ...noCount,
    replies: '2/04/01 x6',
    sent: 'TUR x6',
    status: 'STATUS_DEVICE_NOT_READY',
    delaysMs: new Array(5).fill(tenSeconds),
    also: ({ clock }) => expect(clock.now()).toBe(50_000),
  },
  {
    id: 'C10',
    ...countIs0,
    replies: '2/04/01 x2 -> G',
    sent: 'TUR x3',
    status: 'STATUS_SUCCESS',
    delaysMs: [tenSeconds, tenSeconds],
  },
  { id: 'C11', replies: '2/04/00 x6', sent: 'TUR x6', status: 'STATUS_DEVICE_NOT_READY' },
  { id: 'C12', replies: '2/04/03', sent: 'TUR', status: 'STATUS_NO_MEDIA_IN_DEVICE' },
  { id: 'C13', replies: '2/04/04', sent: 'TUR', status: 'STATUS_DEVICE_NOT_READY' },
  { id: 'C14', replies: '2/04/08 x6', sent: 'TUR x6', status: 'STATUS_DEVICE_NOT_READY' },
  {
    id: 'C15',
    ...noCount,
    replies: '6/28/00',
    state: { mediaState: 'present', mediaChangeCount: 7 },
    sent: 'TUR',
    status: 'STATUS_VERIFY_REQUIRED',
    stateAfter: { verifyRequired: true, mediaChangeCount: 8 },
  },
  {
    id: 'C16',
    title: 'the call after C15',
    output: 4,
    replies: '6/28/00 -> G',
    state: { mediaState: 'present', mediaChangeCount: 7 },
    act: async (bench) => {
      expect((await bench.ioctl(code)).ntStatus).toBe(ntStatus.STATUS_VERIFY_REQUIRED);
      return bench.ioctl(code);
    },
    sent: 'TUR x2',
    status: 'STATUS_SUCCESS',
    information: 4,
    outputAfter: '08 00 00 00',
    stateAfter: { verifyRequired: true },
  },
  {
    id: 'C17',
    title: 'not mounted',
    options: notMounted,
    output: 4,
    replies: '6/28/00 -> G',
    sent: 'TUR x2',
    status: 'STATUS_SUCCESS',
    information: 4,
    outputAfter: '02 00 00 00',
    stateAfter: { mediaState: 'present', verifyRequired: false },
    also: async ({ row }) => {
      for (const [mediaState, count] of [
        ['absent', 2],
        ['present', 1],
      ] as const) {
        const bench = new Bench({ ...row, state: { mediaState } });
        await bench.prepare();
        await bench.ioctl(code);
        expect(bench.output[0]).toBe(count);
      }
    },
  },
  {
    id: 'C18',
    title: 'not mounted, no retries',
    options: { ...notMounted, retry: 'none' },
    replies: '6/28/00',
    sent: 'TUR',
    status: 'STATUS_IO_DEVICE_ERROR',
  },
  {
    id: 'C19',
    title: 'not mounted',
    options: notMounted,
    replies: '6/28/00 x6',
    sent: 'TUR x6',
    status: 'STATUS_IO_DEVICE_ERROR',
  },
  {
    id: 'C20',
    replies: '6/29/00',
    sent: 'TUR',
    status: 'STATUS_VERIFY_REQUIRED',
    stateAfter: { mediaChangeCount: 2 },
  },
  {
    id: 'C21',
    replies: '6/5A/01 x6',
    sent: 'TUR x6',
    status: 'STATUS_DEVICE_BUSY',
    stateAfter: { verifyRequired: true },
  },
  {
    id: 'C22',
    title: 'not an MMC drive',
    options: { isMmc: false },
    replies: '6/5A/01',
    sent: 'TUR',
    status: 'STATUS_VERIFY_REQUIRED',
  },
  { id: 'C23', replies: '6/5D/00', sent: 'TUR', status: 'STATUS_SUCCESS', stateAfter: { mediaChangeCount: 1 } },
  {
    id: 'C24',
    title: 'not mounted',
    options: notMounted,
    replies: '6/3F/00 -> G',
    sent: 'TUR x2',
    status: 'STATUS_SUCCESS',
    delaysMs: [5_000],
  },
  { id: 'C25', replies: '5/20/00', sent: 'TUR', status: 'STATUS_INVALID_DEVICE_REQUEST' },
  { id: 'C26', replies: '5/25/00', sent: 'TUR', status: 'STATUS_NO_SUCH_DEVICE' },
  { id: 'C27', replies: '3/30/01', sent: 'TUR', status: 'STATUS_UNRECOGNIZED_MEDIA' },
  { id: 'C28', replies: '3/57/00', sent: 'TUR', status: 'STATUS_UNRECOGNIZED_MEDIA' },
  { id: 'C29', replies: '3/11/00', sent: 'TUR', status: 'STATUS_DEVICE_DATA_ERROR' },
  { id: 'C30', replies: '4/3E/01 x6', sent: 'TUR x6', status: 'STATUS_IO_DEVICE_ERROR' },
  { id: 'C31', replies: 'B/00/00 -> G', sent: 'TUR x2', status: 'STATUS_SUCCESS', delaysMs: [1_000] },
  {
    id: 'C32',
    replies: 'TO x6',
    sent: 'TUR x6',
    status: 'STATUS_IO_TIMEOUT',
    delaysMs: new Array(5).fill(1_000),
    also: ({ transport }) => {
      for (const { timeoutMs } of transport.sent) expect(timeoutMs).toBe(20_000);
    },
  },
  { id: 'C33', replies: 'RC', sent: 'TUR', status: 'STATUS_DEVICE_BUSY' },
  { id: 'C34', replies: 'BSY -> G', sent: 'TUR x2', status: 'STATUS_SUCCESS' },
  { id: 'C35', replies: 'RST -> G', sent: 'TUR x2', status: 'STATUS_SUCCESS' },
  { id: 'C36', replies: 'NODEV', sent: 'TUR', status: 'STATUS_NO_SUCH_DEVICE' },
  {
    id: 'C37',
    title: 'CHECK_VERIFY2',
    output: 4,
    replies: 'G',
    act: (bench) => bench.ioctl(controlCode.IOCTL_STORAGE_CHECK_VERIFY2),
    sent: 'TUR',
    status: 'STATUS_SUCCESS',
  },
  {
    id: 'C38',
    title: 'CHECK_VERIFY2',
    output: 2,
    act: (bench) => bench.ioctl(controlCode.IOCTL_STORAGE_CHECK_VERIFY2),
    sent: '',
    status: 'STATUS_BUFFER_TOO_SMALL',
    information: 4,
  },
  {
    id: 'C39',
    title: 'STORAGE and DISK codes',
    ...countIs0,
    replies: 'G -> G',
    act: async (bench) => {
      const result = await bench.ioctl(controlCode.IOCTL_STORAGE_CHECK_VERIFY);
      expect(result).toMatchObject({ ntStatus: ntStatus.STATUS_SUCCESS, information: 4 });
      return bench.ioctl(controlCode.IOCTL_DISK_CHECK_VERIFY);
    },
    sent: 'TUR x2',
    status: 'STATUS_SUCCESS',
  },
  { id: 'C40', title: 'input', input: new Uint8Array(100), replies: 'G', sent: 'TUR', status: 'STATUS_SUCCESS' },
  { id: 'C41', title: 'locked by another handle', locked: true, output: 2, sent: '', status: 'STATUS_ACCESS_DENIED' },
  {
    id: 'C42',
    title: 'the volume is to be verified',
    state: { verifyRequired: true },
    replies: 'G',
    sent: 'TUR',
    status: 'STATUS_SUCCESS',
    stateAfter: { verifyRequired: true },
  },
  {
    id: 'C43',
    title: 'not mounted, the count is at its end',
    options: notMounted,
    state: { mediaChangeCount: 0xffff_ffff, mediaState: 'present' },
    replies: '6/28/00 -> G',
    sent: 'TUR x2',
    status: 'STATUS_SUCCESS',
    ...countIs0,
  },
  {
    id: 'C44',
    title: 'with SL_OVERRIDE_VERIFY_VOLUME',
    request: { overrideVerifyVolume: true },
    replies: '6/28/00 -> CAP(1000) -> G',
    sent: 'TUR; 25; TUR',
    status: 'STATUS_SUCCESS',
    stateAfter: { lastLogicalBlockAddress: 1000 },
  },
];
