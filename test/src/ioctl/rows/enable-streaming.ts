import { expect } from 'vitest';
import { hex } from '../../../../mmc/index.js';
import { controlCode, type IoctlResult, ntStatus } from '../../../../src/ioctl/index.js';
import { Bench, type Row } from './bench.js';

export const code = controlCode.IOCTL_CDROM_ENABLE_STREAMING;

/** CDROM_STREAMING_CONTROL with this request type, and zeros up to this length. */
function type(requestType: number, length = 4): Uint8Array {
  const input = new Uint8Array(length);
  new DataView(input.buffer).setUint32(0, requestType, true);
  return input;
}

/** Calls one after the other on one handle; all but the last must succeed. */
const calls =
  (...types: number[]) =>
  async ({ handle }: Bench): Promise<IoctlResult> => {
    let result: IoctlResult | undefined;
    for (const requestType of types) {
      if (result) expect(result.ntStatus).toBe(ntStatus.STATUS_SUCCESS);
      result = await handle.ioctl(code, type(requestType));
    }
    return result!;
  };

/** What SET STREAMING was given. */
const descriptors = ({ transport }: Bench) =>
  transport.sent.filter(({ direction }) => direction === 'out').map(({ data }) => hex(data));
const restoring = `04 ${'00 '.repeat(26)}00`;

// Rows that say "unchanged" begin with both flags on.
const unchanged = { flags: 'both', flagsAfter: 'both' } as const;
const withoutFileObject = { request: { fileObject: false } } as const;
const warm = { streamingCapabilities: { read: true, write: true } };

/** IOCTL_CDROM_ENABLE_STREAMING: E1 to E36. */
export const rows: readonly Row[] = [
  {
    id: 'E1',
    title: 'length 0',
    input: new Uint8Array(0),
    sent: '',
    status: 'STATUS_INFO_LENGTH_MISMATCH',
    ...unchanged,
  },
  {
    id: 'E2',
    title: 'length 3',
    input: Uint8Array.of(2, 0, 0),
    sent: '',
    status: 'STATUS_INFO_LENGTH_MISMATCH',
    ...unchanged,
  },
  { id: 'E3', title: 'type 0', input: type(0), sent: '', status: 'STATUS_INVALID_PARAMETER', ...unchanged },
  { id: 'E4', title: 'type 5', input: type(5), sent: '', status: 'STATUS_INVALID_PARAMETER', ...unchanged },
  {
    id: 'E5',
    title: 'type FFFFFFFFh',
    input: type(0xffff_ffff),
    sent: '',
    status: 'STATUS_INVALID_PARAMETER',
    ...unchanged,
  },
  { id: 'E6', title: 'type 100h', input: type(0x100), sent: '', status: 'STATUS_INVALID_PARAMETER', ...unchanged },
  {
    id: 'E7',
    title: 'type 2 without a file object',
    ...withoutFileObject,
    input: type(2),
    sent: '',
    status: 'STATUS_INVALID_HANDLE',
  },
  {
    id: 'E8',
    title: 'type 9 without a file object',
    ...withoutFileObject,
    input: type(9),
    sent: '',
    status: 'STATUS_INVALID_PARAMETER',
  },
  {
    id: 'E9',
    title: 'length 2 without a file object',
    ...withoutFileObject,
    input: Uint8Array.of(2, 0),
    sent: '',
    status: 'STATUS_INFO_LENGTH_MISMATCH',
  },
  {
    id: 'E10',
    title: 'type 2',
    input: type(2),
    replies: 'F(1,4,00) -> G',
    sent: 'GC; SS',
    status: 'STATUS_SUCCESS',
    flagsAfter: 'read',
    also: async (bench) => {
      const [descriptor] = descriptors(bench);
      expect(descriptor).toBe('00 00 00 00 00 00 00 00 7F FF FF FF 7F FF FF FF 00 00 03 E8 7F FF FF FF 00 00 03 E8');
      const known = new Bench({ ...bench.row, state: { lastLogicalBlockAddress: 0x12345 } });
      await known.prepare();
      await known.ioctl(code);
      expect(descriptors(known)[0]).toMatch(/^00 00 00 00 00 00 00 00 00 01 23 45 /);
    },
  },
  {
    id: 'E11',
    title: 'type 2 in 12 bytes',
    input: type(2, 12),
    replies: 'F(1,4,00) -> G',
    sent: 'GC; SS',
    status: 'STATUS_SUCCESS',
    flagsAfter: 'read',
  },
  {
    id: 'E12',
    title: 'type 3',
    input: type(3),
    replies: 'F(1,4,01) -> G',
    sent: 'GC; SS',
    status: 'STATUS_SUCCESS',
    flagsAfter: 'write',
  },
  {
    id: 'E13',
    title: 'type 3',
    input: type(3),
    replies: 'F(1,4,00)',
    sent: 'GC',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
    ...unchanged,
  },
  {
    id: 'E14',
    title: 'type 4',
    input: type(4),
    replies: 'F(1,4,01) -> G',
    sent: 'GC; SS',
    status: 'STATUS_SUCCESS',
    flagsAfter: 'both',
  },
  {
    id: 'E15',
    title: 'type 4',
    input: type(4),
    replies: 'F(1,4,1E)',
    sent: 'GC',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
    ...unchanged,
  },
  {
    id: 'E16',
    title: 'type 2',
    input: type(2),
    replies: 'F(0,4,1F)',
    sent: 'GC',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
    ...unchanged,
  },
  {
    id: 'E17',
    title: 'type 2',
    input: type(2),
    replies: 'F(1,0)',
    sent: 'GC',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
    ...unchanged,
  },
  {
    id: 'E18',
    title: 'type 2',
    input: type(2),
    replies: 'F0',
    sent: 'GC',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
    ...unchanged,
  },
  {
    id: 'E19',
    title: 'type 2',
    input: type(2),
    replies: '5/20/00',
    sent: 'GC',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
    ...unchanged,
  },
  {
    id: 'E20',
    title: 'type 2',
    input: type(2),
    replies: 'F(1,4,00) -> 5/26/00',
    sent: 'GC; SS',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
    ...unchanged,
  },
  {
    id: 'E21',
    title: 'type 2',
    input: type(2),
    replies: 'F(1,4,00) -> 2/3A/00',
    sent: 'GC; SS',
    status: 'STATUS_NO_MEDIA_IN_DEVICE',
    ...unchanged,
  },
  {
    id: 'E22',
    title: 'type 2',
    input: type(2),
    replies: 'F(1,4,00) -> 6/28/00',
    sent: 'GC; SS',
    status: 'STATUS_VERIFY_REQUIRED',
    ...unchanged,
    stateAfter: { streamingCapabilities: undefined },
  },
  {
    id: 'E23',
    title: 'type 2 twice',
    replies: 'F(1,4,00) -> G -> G',
    act: calls(2, 2),
    sent: 'GC; SS; SS',
    status: 'STATUS_SUCCESS',
    flagsAfter: 'read',
  },
  {
    id: 'E24',
    title: 'type 4, then 2',
    replies: 'F(1,4,01) -> G -> G',
    act: calls(4, 2),
    sent: 'GC; SS; SS',
    status: 'STATUS_SUCCESS',
    flagsAfter: 'read',
  },
  {
    id: 'E25',
    title: 'type 2, then 3 without SW',
    replies: 'F(1,4,00) -> G',
    act: calls(2, 3),
    sent: 'GC; SS',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
    flagsAfter: 'read',
  },
  { id: 'E26', title: 'type 1, never enabled', input: type(1), sent: '', status: 'STATUS_SUCCESS', flagsAfter: 'off' },
  {
    id: 'E27',
    title: 'type 2, then 1',
    replies: 'F(1,4,00) -> G -> G',
    act: calls(2, 1),
    sent: 'GC; SS; SS',
    status: 'STATUS_SUCCESS',
    flagsAfter: 'off',
    also: (bench) => expect(descriptors(bench)[1]).toBe(restoring),
  },
  {
    id: 'E28',
    title: 'two handles with type 2, then one with type 1',
    replies: 'F(1,4,00) -> G -> G',
    act: async (bench) => {
      const other = bench.open();
      await bench.handle.ioctl(code, type(2));
      await other.ioctl(code, type(2));
      const result = await bench.handle.ioctl(code, type(1));
      expect(other.streaming).toEqual({ read: true, write: false });
      return result;
    },
    sent: 'GC; SS; SS',
    status: 'STATUS_SUCCESS',
    flagsAfter: 'off',
    also: (bench) => expect(descriptors(bench)).not.toContain(restoring),
  },
  {
    id: 'E29',
    title: 'type 2, then 1, which the drive rejects',
    replies: 'F(1,4,00) -> G -> 5/24/00',
    act: calls(2, 1),
    sent: 'GC; SS; SS',
    status: 'STATUS_SUCCESS',
    flagsAfter: 'off',
  },
  {
    id: 'E30',
    title: 'type 4 without SET STREAMING, the capabilities are known',
    options: { setStreaming: false },
    state: warm,
    input: type(4),
    sent: '',
    status: 'STATUS_SUCCESS',
    flagsAfter: 'both',
  },
  {
    id: 'E31',
    title: 'type 2 after a streaming command has failed',
    ...unchanged,
    state: { ...warm, streamingWorkaround: true },
    input: type(2),
    sent: '',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
  },
  {
    id: 'E32',
    title: 'type 1 after a streaming command has failed',
    flags: 'both',
    state: { ...warm, streamingWorkaround: true },
    input: type(1),
    sent: '',
    status: 'STATUS_SUCCESS',
    flagsAfter: 'off',
  },
  {
    id: 'E33',
    title: 'locked by another handle',
    locked: true,
    input: type(2),
    sent: '',
    status: 'STATUS_ACCESS_DENIED',
    ...unchanged,
  },
  { id: 'E34', title: 'type 1 with an output buffer', output: 64, input: type(1), sent: '', status: 'STATUS_SUCCESS' },
  {
    id: 'E35',
    title: 'a handle opened after E10',
    input: type(2),
    replies: 'F(1,4,00) -> G',
    sent: 'GC; SS',
    status: 'STATUS_SUCCESS',
    flagsAfter: 'read',
    also: (bench) => expect(bench.open().streaming).toEqual({ read: false, write: false }),
  },
  {
    id: 'E36',
    title: 'any input on a closed handle',
    act: async (bench) => {
      await bench.handle.close();
      for (const input of [new Uint8Array(0), type(0), type(2)])
        expect((await bench.handle.ioctl(code, input)).ntStatus).toBe(ntStatus.STATUS_INVALID_HANDLE);
      return bench.handle.ioctl(code, type(1));
    },
    sent: '',
    status: 'STATUS_INVALID_HANDLE',
  },
];
