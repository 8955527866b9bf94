import { expect } from 'vitest';
import { controlCode, ntStatus } from '../../../../src/ioctl/index.js';
import { ManualClock } from '../../../../src/time/clock.js';
import { Bench, type Row } from './bench.js';

export const code = controlCode.IOCTL_CDROM_STOP_AUDIO;

const notMounted = { volumeMounted: false };
const probing = { probePlayState: true };
const tenSeconds = 10_000;

/** A clock on which every wait is interrupted. */
class InterruptedClock extends ManualClock {
  readonly controller = new AbortController();
  override async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.controller.abort(new Error('taken back'));
    await super.sleep(ms, signal);
  }
}

/** The same row, with nothing but documented statuses. */
async function documentedOnly({ row }: Bench, expected: number): Promise<void> {
  const bench = new Bench({ ...row, options: { documentedOnly: true } });
  expect((await bench.ioctl(code)).ntStatus).toBe(expected);
}

/** IOCTL_CDROM_STOP_AUDIO: S1 to S37. */
export const rows: readonly Row[] = [
  {
    id: 'S1',
    replies: 'G',
    state: { playActive: true },
    sent: '4E',
    status: 'STATUS_SUCCESS',
    stateAfter: { playActive: false },
    also: ({ transport }) => {
      expect(transport.sent[0]).toMatchObject({ direction: 'none' });
      expect(transport.sent[0]!.cdb).toHaveLength(10);
      expect(transport.sent[0]!.data).toHaveLength(0);
    },
  },
  {
    id: 'S2',
    title: 'buffers',
    input: new Uint8Array(16),
    output: 16,
    replies: 'G',
    sent: '4E',
    status: 'STATUS_SUCCESS',
  },
  {
    id: 'S3',
    replies: '5/2C/00',
    state: { playActive: true },
    sent: '4E',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
    stateAfter: { playActive: true },
  },
  { id: 'S4', replies: '5/20/00', sent: '4E', status: 'STATUS_INVALID_DEVICE_REQUEST' },
  { id: 'S5', replies: '5/24/00', sent: '4E', status: 'STATUS_INVALID_DEVICE_REQUEST' },
  { id: 'S6', replies: '5/64/00', sent: '4E', status: 'STATUS_INVALID_DEVICE_REQUEST' },
  {
    id: 'S7',
    replies: '2/3A/00',
    sent: '4E',
    status: 'STATUS_NO_MEDIA_IN_DEVICE',
    stateAfter: { mediaState: 'absent' },
  },
  {
    id: 'S8',
    title: 'two calls',
    replies: '2/3A/01 -> 2/3A/02',
    act: async (bench) => {
      expect((await bench.ioctl(code)).ntStatus).toBe(ntStatus.STATUS_NO_MEDIA_IN_DEVICE);
      return bench.ioctl(code);
    },
    sent: '4E x2',
    status: 'STATUS_NO_MEDIA_IN_DEVICE',
  },
  { id: 'S9', replies: '2/04/03', sent: '4E', status: 'STATUS_NO_MEDIA_IN_DEVICE' },
  {
    id: 'S10',
    replies: '2/04/01 x6',
    sent: '4E x6',
    status: 'STATUS_DEVICE_NOT_READY',
    delaysMs: new Array(5).fill(tenSeconds),
  },
  { id: 'S11', replies: '2/04/01 -> G', sent: '4E x2', status: 'STATUS_SUCCESS', delaysMs: [tenSeconds] },
  { id: 'S12', replies: '2/04/04', sent: '4E', status: 'STATUS_DEVICE_NOT_READY' },
  { id: 'S13', replies: '2/04/00 x6', sent: '4E x6', status: 'STATUS_DEVICE_NOT_READY' },
  {
    id: 'S14',
    replies: '6/28/00',
    state: { mediaState: 'present', mediaChangeCount: 4 },
    sent: '4E',
    status: 'STATUS_VERIFY_REQUIRED',
    stateAfter: { verifyRequired: true, mediaChangeCount: 5 },
  },
  {
    id: 'S15',
    replies: '6/29/00',
    sent: '4E',
    status: 'STATUS_VERIFY_REQUIRED',
    stateAfter: { verifyRequired: true, mediaChangeCount: 2 },
  },
  {
    id: 'S16',
    title: 'not mounted',
    options: notMounted,
    replies: '6/28/00 -> G',
    sent: '4E x2',
    status: 'STATUS_SUCCESS',
    stateAfter: { verifyRequired: false },
  },
  {
    id: 'S17',
    title: 'not mounted',
    options: notMounted,
    replies: '6/29/00 x6',
    sent: '4E x6',
    status: 'STATUS_IO_DEVICE_ERROR',
  },
  {
    id: 'S18',
    title: 'not mounted, no retries',
    options: { ...notMounted, retry: 'none' },
    replies: '6/28/00',
    sent: '4E',
    status: 'STATUS_IO_DEVICE_ERROR',
  },
  { id: 'S19', replies: '4/44/00 x6', sent: '4E x6', status: 'STATUS_IO_DEVICE_ERROR' },
  {
    id: 'S20',
    replies: 'B/4E/00 x6',
    sent: '4E x6',
    status: 'STATUS_IO_DEVICE_ERROR',
    delaysMs: new Array(5).fill(1_000),
  },
  {
    id: 'S21',
    replies: 'TO x6',
    sent: '4E x6',
    status: 'STATUS_IO_TIMEOUT',
    delaysMs: new Array(5).fill(1_000),
    also: (_, result) => expect(result.ntStatus).toBe(0xc00000b5),
  },
  { id: 'S22', replies: 'TO -> G', sent: '4E x2', status: 'STATUS_SUCCESS', delaysMs: [1_000] },
  { id: 'S23', replies: 'BSY x6', sent: '4E x6', status: 'STATUS_DEVICE_NOT_READY' },
  {
    id: 'S24',
    replies: 'RC',
    sent: '4E',
    status: 'STATUS_DEVICE_BUSY',
    also: (bench) => documentedOnly(bench, ntStatus.STATUS_DEVICE_NOT_READY),
  },
  {
    id: 'S25',
    replies: 'SEL',
    sent: '4E',
    status: 'STATUS_DEVICE_NOT_CONNECTED',
    also: (bench) => documentedOnly(bench, ntStatus.STATUS_IO_DEVICE_ERROR),
  },
  { id: 'S26', replies: 'CC x6', sent: '4E x6', status: 'STATUS_IO_DEVICE_ERROR' },
  {
    id: 'S27',
    replies: '1/5D/00',
    state: { playActive: true },
    sent: '4E',
    status: 'STATUS_SUCCESS',
    stateAfter: { playActive: false },
  },
  {
    id: 'S28',
    title: 'the length of the sense data ends before its ASC',
    replies: '2/3A/00:5 x6',
    sent: '4E x6',
    status: 'STATUS_DEVICE_NOT_READY',
  },
  { id: 'S29', title: 'locked by another handle', locked: true, sent: '', status: 'STATUS_ACCESS_DENIED' },
  {
    id: 'S30',
    title: 'probe: playing',
    options: probing,
    replies: 'D(11) -> G',
    sent: '42; 4E',
    status: 'STATUS_SUCCESS',
  },
  {
    id: 'S31',
    title: 'probe: paused',
    options: probing,
    replies: 'D(12) -> G',
    sent: '42; 4E',
    status: 'STATUS_SUCCESS',
  },
  {
    id: 'S32',
    title: 'probe: no status',
    options: probing,
    replies: 'D(15)',
    sent: '42',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
  },
  {
    id: 'S33',
    title: 'probe: ended',
    options: probing,
    replies: 'D(13)',
    sent: '42',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
  },
  { id: 'S34', title: 'probe', options: probing, replies: '5/20/00 -> G', sent: '42; 4E', status: 'STATUS_SUCCESS' },
  { id: 'S35', title: 'probe: no data', options: probing, replies: 'G -> G', sent: '42; 4E', status: 'STATUS_SUCCESS' },
  {
    id: 'S36',
    title: 'as the driver does',
    options: { profile: 'driver' },
    replies: 'G',
    sent: '1B',
    status: 'STATUS_SUCCESS',
  },
  {
    id: 'S37',
    title: 'taken back while it waits for ten seconds',
    replies: '2/04/01',
    act: ({ handle }) => {
      const clock = new InterruptedClock();
      return handle.ioctl(code, undefined, 0, { clock, signal: clock.controller.signal });
    },
    sent: '4E',
    status: 'STATUS_CANCELLED',
  },
];
