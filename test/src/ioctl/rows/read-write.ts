import { expect } from 'vitest';
import { readWriteRetryDelayMs } from '../../../../src/ioctl/index.js';
import type { Bench, Row } from './bench.js';
import { pattern } from './notation.js';

const blockBytes = 2048;
const readLba16 = ({ handle }: Bench) => handle.read(16 * blockBytes, blockBytes);
const writeLba32 = ({ handle }: Bench) => handle.write(32 * blockBytes, pattern(16 * blockBytes));
const warm = { streamingCapabilities: { read: true, write: true } };
const readFlag = { flags: 'read', state: warm, flagsAfter: 'read' } as const;

const READ10 = '28 00 00 00 00 10 00 00 01 00';
const READ12 = 'A8 00 00 00 00 10 00 00 00 01 80 00';
const WRITE10 = '2A 00 00 00 00 20 00 00 10 00';
const WRITE12 = 'AA 00 00 00 00 20 00 00 00 10 80 00';

/** Raw reads and writes: R1 to R14. */
export const rows: readonly Row[] = [
  {
    id: 'R1',
    title: 'read flag on',
    ...readFlag,
    replies: 'B(1)',
    act: readLba16,
    sent: READ12,
    status: 'STATUS_SUCCESS',
    information: blockBytes,
    also: (_, { output }) => expect(output).toEqual(pattern(blockBytes)),
  },
  {
    id: 'R2',
    title: 'read flag off',
    state: warm,
    replies: 'B(1)',
    act: readLba16,
    sent: READ10,
    status: 'STATUS_SUCCESS',
    information: blockBytes,
  },
  {
    id: 'R3',
    title: 'write flag on',
    flags: 'write',
    state: warm,
    replies: 'G',
    act: writeLba32,
    sent: WRITE12,
    status: 'STATUS_SUCCESS',
    information: 16 * blockBytes,
    also: ({ transport }) => {
      expect(transport.sent[0]!.direction).toBe('out');
      expect(transport.sent[0]!.data).toEqual(pattern(16 * blockBytes));
    },
  },
  {
    id: 'R4',
    title: 'write with the read flag',
    ...readFlag,
    replies: 'G',
    act: writeLba32,
    sent: WRITE10,
    status: 'STATUS_SUCCESS',
    information: 16 * blockBytes,
  },
  {
    id: 'R5',
    ...readFlag,
    replies: '5/24/00 -> B(1)',
    act: readLba16,
    sent: `${READ12}; ${READ10}`,
    status: 'STATUS_SUCCESS',
    information: blockBytes,
    delaysMs: [readWriteRetryDelayMs],
    stateAfter: { streamingWorkaround: true },
  },
  {
    id: 'R6',
    ...readFlag,
    replies: '5/21/00',
    act: readLba16,
    sent: READ12,
    status: 'STATUS_NONEXISTENT_SECTOR',
    stateAfter: { streamingWorkaround: false },
  },
  {
    id: 'R7',
    ...readFlag,
    replies: '3/11/00',
    act: readLba16,
    sent: READ12,
    status: 'STATUS_DEVICE_DATA_ERROR',
    stateAfter: { streamingWorkaround: false },
  },
  {
    id: 'R8',
    ...readFlag,
    replies: 'TO -> B(1)',
    act: readLba16,
    sent: `${READ12}; ${READ10}`,
    status: 'STATUS_SUCCESS',
    information: blockBytes,
    delaysMs: [readWriteRetryDelayMs],
    stateAfter: { streamingWorkaround: true },
  },
  {
    id: 'R9',
    title: 'the read after R5',
    ...readFlag,
    replies: '5/24/00 -> B(1) -> B(1)',
    act: async (bench) => {
      await readLba16(bench);
      return readLba16(bench);
    },
    sent: `${READ12}; ${READ10}; ${READ10}`,
    status: 'STATUS_SUCCESS',
    information: blockBytes,
    delaysMs: [readWriteRetryDelayMs],
  },
  {
    id: 'R10',
    title: 'the volume is to be verified',
    flags: 'read',
    state: { ...warm, verifyRequired: true },
    act: readLba16,
    sent: '',
    status: 'STATUS_VERIFY_REQUIRED',
  },
  {
    id: 'R11',
    title: 'audio is playing',
    flags: 'read',
    state: { ...warm, playActive: true },
    act: readLba16,
    sent: '',
    status: 'STATUS_DEVICE_BUSY',
  },
  {
    id: 'R12',
    title: 'the medium was changed to one that does not stream',
    ...readFlag,
    options: { volumeMounted: false },
    replies: '6/28/00 -> G -> F0',
    act: async (bench) => {
      await bench.handle.checkVerify();
      return readLba16(bench);
    },
    sent: 'TUR x2; GC',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
  },
  {
    id: 'R13',
    title: 'raw sectors',
    ...readFlag,
    replies: 'S(2352)',
    act: ({ handle }) => handle.rawRead({ logicalBlockAddress: 16, sectorCount: 1, trackMode: 'cdda' }),
    sent: 'BE 04 00 00 00 10 00 00 01 F0 00 00',
    status: 'STATUS_SUCCESS',
    information: 2352,
    also: (_, { output }) => expect(output).toEqual(pattern(2352)),
  },
  {
    id: 'R14',
    title: 'not a multiple of the block length',
    ...readFlag,
    act: ({ handle }) => handle.read(0, 100),
    sent: '',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
  },
];
