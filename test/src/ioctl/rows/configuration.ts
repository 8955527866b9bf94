import { expect } from 'vitest';
import { hex, parseHex } from '../../../../mmc/index.js';
import { type CodeRows, outputOf } from './run-row.js';

type Status = 'INFO_LENGTH_MISMATCH' | 'BUFFER_TOO_SMALL' | 'INVALID_PARAMETER' | 'INVALID_BUFFER_SIZE';

const longs = (...values: number[]) => new Uint8Array(Uint32Array.from(values).buffer);
const getConfiguration = (feature: number, requestType: number) => longs(feature, requestType, 0, 0, 0, 0);
const caller32 = { callerBits: 32 } as const;

/** What GET_CONFIGURATION does not take: [title, input, output length, status, information]. */
const refusedConfigurations: [string, Uint8Array, number, Status, number][] = [
  ['no output, before no input', new Uint8Array(0), 0, 'BUFFER_TOO_SMALL', 8],
  ['7 bytes of output', getConfiguration(0, 0), 7, 'BUFFER_TOO_SMALL', 8],
  ['65536 bytes of output, before no input', new Uint8Array(0), 65_536, 'INVALID_BUFFER_SIZE', 0],
  ['no input', new Uint8Array(0), 8, 'INFO_LENGTH_MISMATCH', 0],
  ['23 bytes of input', new Uint8Array(23), 8, 'INFO_LENGTH_MISMATCH', 0],
  ['the 16 bytes of a 32-bit program', new Uint8Array(16), 8, 'INFO_LENGTH_MISMATCH', 0],
  ['feature 10000h', getConfiguration(0x1_0000, 0), 8, 'INVALID_PARAMETER', 0],
  ['feature -1', getConfiguration(0xffff_ffff, 0), 8, 'INVALID_PARAMETER', 0],
  ['request type 3', getConfiguration(0, 3), 8, 'INVALID_PARAMETER', 0],
  ['request type 80000000h', getConfiguration(0, 0x8000_0000), 8, 'INVALID_PARAMETER', 0],
  ['anything in the first pointer', longs(0, 0, 1, 0, 0, 0), 8, 'INVALID_PARAMETER', 0],
  ['anything in the last pointer', longs(0, 0, 0, 0, 0, 0x8000_0000), 8, 'INVALID_PARAMETER', 0],
];

const performance = (...[type, exceptions = 1, lba = 0, tolerance = 1, request = 1]: number[]) =>
  longs(request, type!, exceptions, tolerance, lba);
const writeSpeed = longs(2);

/** What GET_PERFORMANCE becomes: [title, input, output length, CDB]. */
const performances: [string, Uint8Array, number, string][] = [
  ['nominal performance of reading', performance(1), 40, 'AC 10 00 00 00 00 00 00 00 02 00 00'],
  [
    'nominal performance of writing, from a block',
    performance(2, 1, 0x12345678),
    55,
    'AC 14 12 34 56 78 00 00 00 02 00 00',
  ],
  ['all performance of reading', performance(1, 2), 24, 'AC 11 00 00 00 00 00 00 00 01 00 00'],
  ['all performance of writing', performance(2, 2), 24, 'AC 15 00 00 00 00 00 00 00 01 00 00'],
  ['exceptions of reading', performance(1, 3), 31, 'AC 12 00 00 00 00 00 00 00 03 00 00'],
  ['exceptions of writing', performance(2, 3), 32, 'AC 16 00 00 00 00 00 00 00 04 00 00'],
  ['write speeds', writeSpeed, 65_535, 'AC 00 00 00 00 00 00 00 0F FF 03 00'],
  ['write speeds, whatever follows', performance(9, 9, 9, 9, 2), 8, 'AC 00 00 00 00 00 00 00 00 00 03 00'],
];

const refusedPerformances: [string, Uint8Array, number, Status, number][] = [
  ['no input', new Uint8Array(0), 0, 'INFO_LENGTH_MISMATCH', 0],
  ['3 bytes of input', new Uint8Array(3), 8, 'INFO_LENGTH_MISMATCH', 0],
  ['19 bytes of input', performance(1).slice(0, 19), 8, 'INFO_LENGTH_MISMATCH', 0],
  ['performance type 0', performance(0), 8, 'INVALID_PARAMETER', 0],
  ['performance type 3', performance(3), 8, 'INVALID_PARAMETER', 0],
  ['exceptions 0', performance(1, 0), 8, 'INVALID_PARAMETER', 0],
  ['exceptions 4', performance(1, 4), 8, 'INVALID_PARAMETER', 0],
  ['tolerance 0', performance(1, 1, 0, 0), 8, 'INVALID_PARAMETER', 0],
  ['tolerance 2, before no output', performance(1, 1, 0, 2), 0, 'INVALID_PARAMETER', 0],
  ['request type 0', longs(0), 8, 'INVALID_PARAMETER', 0],
  ['request type 3', longs(3), 8, 'INVALID_PARAMETER', 0],
  ['request type -1', longs(0xffff_ffff), 8, 'INVALID_PARAMETER', 0],
  ['7 bytes of output', writeSpeed, 7, 'BUFFER_TOO_SMALL', 8],
  ['65536 bytes of output', writeSpeed, 65_536, 'INVALID_PARAMETER', 0],
];

const refusals = (list: readonly [string, Uint8Array, number, Status, number][]) =>
  list.map(([title, input, output, status, information]) => ({
    title: `refuses ${title}`,
    input,
    output,
    sent: '',
    status: `STATUS_${status}` as const,
    information,
  }));

const setSpeed = parseHex('00 00 00 00 B0 04 C2 01 01 00 00 00');
const setStreaming = (flags: string, requestType = '01 00 00 00') =>
  parseHex(
    `${requestType} 01 02 00 00 E8 03 00 00 03 04 00 00 E9 03 00 00 10 00 00 00 FF FF 02 00 02 00 00 00 ${flags}`,
  );
const descriptorEnd = '00 00 00 00 00 00 10 00 02 FF FF 00 00 02 01 00 00 03 E8 00 00 04 03 00 00 03 E9';

/** The four flags of SET_STREAMING, and the first byte of the descriptor with WRC 2. */
const streamingFlags: [flags: string, first: string, restoring: 'no' | 'onMediumChange'][] = [
  ['00 00 00 00', '10', 'onMediumChange'],
  ['01 00 00 00', '14', 'onMediumChange'],
  ['00 01 00 00', '12', 'onMediumChange'],
  ['00 00 01 00', '11', 'onMediumChange'],
  ['00 00 00 01', '10', 'no'],
  ['00 00 00 02', '10', 'no'],
  ['FF FF FF FF', '17', 'no'],
  ['02 02 02 00', '10', 'onMediumChange'],
];
const restoring = { speedRestoring: 'onMediumChange' } as const;
const notRestoring = { speedRestoring: 'no' } as const;

const core = '00 00 00 10 00 00 00 08 00 01 07 04 00 00 00 07';
const inquiry36 = `05 80 00 21 1F 00 00 00${' 41'.repeat(28)}`;
const inquiry40 = inquiry36.replace('1F', '23');
const shortInquiry = '12 00 00 00 24 00';

export const rows: CodeRows = {
  IOCTL_CDROM_GET_CONFIGURATION: [
    ...(
      [
        ['all features', getConfiguration(0, 0), '46 00 00 00 00 00 00 00 10 00'],
        ['the current features from 0107h', getConfiguration(0x107, 1), '46 01 01 07 00 00 00 00 10 00'],
        ['one feature', getConfiguration(0xffff, 2), '46 02 FF FF 00 00 00 00 10 00'],
      ] as const
    ).map(([title, input, cdb]) => ({
      title,
      input,
      output: 16,
      replies: `X(${core})`,
      sent: cdb,
      status: 'STATUS_SUCCESS' as const,
      information: 16,
      outputAfter: core,
    })),
    {
      title: 'hands out what comes',
      input: getConfiguration(0, 0),
      output: 16,
      replies: 'S(3)',
      sent: '46 00 00 00 00 00 00 00 10 00',
      status: 'STATUS_SUCCESS',
      information: 3,
      outputAfter: outputOf(16, '00 07 0E'),
    },
    {
      title: 'asks for 65534 bytes at most',
      input: getConfiguration(0, 0),
      output: 65_535,
      replies: 'S(0)',
      sent: '46 00 00 00 00 00 00 FF FE 00',
      status: 'STATUS_SUCCESS',
    },
    {
      title: 'sends 12 bytes, as Windows does',
      options: { profile: 'driver' },
      input: getConfiguration(1, 2),
      output: 8,
      replies: 'S(0)',
      sent: '46 02 00 01 00 00 00 00 08 00 00 00',
      status: 'STATUS_SUCCESS',
    },
    {
      title: 'takes 16 bytes from a 32-bit program',
      options: caller32,
      input: longs(1, 1, 0, 0),
      output: 8,
      replies: 'S(0)',
      sent: '46 01 00 01 00 00 00 00 08 00',
      status: 'STATUS_SUCCESS',
    },
    {
      title: 'refuses 15 bytes from a 32-bit program',
      options: caller32,
      input: new Uint8Array(15),
      output: 8,
      sent: '',
      status: 'STATUS_INFO_LENGTH_MISMATCH',
    },
    {
      title: 'refuses pointers of a 32-bit program, and does not look behind them',
      options: caller32,
      input: longs(0, 0, 0, 1, 1, 1),
      output: 8,
      sent: '',
      status: 'STATUS_INVALID_PARAMETER',
    },
    ...refusals(refusedConfigurations),
    {
      title: 'refuses a length that the adapter does not take, before no input',
      output: 10,
      alignmentBytes: 4,
      sent: '',
      status: 'STATUS_INVALID_PARAMETER',
    },
    {
      title: 'refuses a drive from before MMC, after everything else',
      options: { isMmc: false },
      input: getConfiguration(0, 0),
      output: 8,
      sent: '',
      status: 'STATUS_INVALID_DEVICE_REQUEST',
    },
    {
      title: 'takes an overrun for a full buffer',
      input: getConfiguration(0, 0),
      output: 8,
      replies: 'OVR',
      sent: '46 00 00 00 00 00 00 00 08 00',
      status: 'STATUS_SUCCESS',
      information: 8,
      outputAfter: '00 00 00 00 00 00 00 00',
    },
    {
      title: 'asks a drive that fails to tell one feature for all, and hands out the first',
      state: { distrustsSingleFeature: true },
      input: getConfiguration(1, 2),
      output: 32,
      replies: `X(${core.replace('10', '1C')} 00 03 0B 04 29 00 00 00 00 04 08 00)`,
      sent: '46 00 00 01 00 00 00 00 20 00',
      status: 'STATUS_SUCCESS',
      information: 16,
      outputAfter: outputOf(32, core.replace('10', '0C')),
    },
    {
      title: 'hands out what such a drive has, where that is no feature',
      state: { distrustsSingleFeature: true },
      input: getConfiguration(1, 2),
      output: 32,
      replies: 'S(8)',
      sent: '46 00 00 01 00 00 00 00 20 00',
      status: 'STATUS_SUCCESS',
      information: 8,
      outputAfter: outputOf(32, '00 07 0E 15 1C 23 2A 31'),
    },
  ],

  IOCTL_CDROM_GET_PERFORMANCE: [
    ...performances.map(([title, input, output, cdb]) => ({
      title,
      input,
      output,
      replies: 'S(8)',
      sent: cdb,
      status: 'STATUS_SUCCESS' as const,
      information: 8,
      outputAfter: outputOf(output, '00 07 0E 15 1C 23 2A 31'),
    })),
    ...refusals(refusedPerformances),
    {
      title: 'gives the adapter a length that it takes, and the caller what there is room for',
      input: writeSpeed,
      output: 26,
      alignmentBytes: 16,
      replies: 'S(32)',
      sent: 'AC 00 00 00 00 00 00 00 00 01 03 00',
      status: 'STATUS_SUCCESS',
      information: 26,
      outputAfter: hex(Uint8Array.from({ length: 26 }, (_, i) => i * 7)),
      also: ({ transport }) => {
        expect(transport.sent[0]).toMatchObject({ timeoutMs: 20_000 });
        expect(transport.sent[0]!.data).toHaveLength(32);
      },
    },
    {
      title: 'refuses an answer that is shorter than its header',
      input: writeSpeed,
      output: 24,
      replies: 'S(7)',
      sent: 'AC 00 00 00 00 00 00 00 00 01 03 00',
      status: 'STATUS_INVALID_DEVICE_REQUEST',
    },
    {
      title: 'takes an overrun for a full buffer',
      input: writeSpeed,
      output: 8,
      replies: 'OVR',
      sent: 'AC 00 00 00 00 00 00 00 00 00 03 00',
      status: 'STATUS_SUCCESS',
      information: 8,
      outputAfter: '00 00 00 00 00 00 00 00',
    },
    {
      title: 'without an answer, for exceptions only, makes the driver distrust single features',
      input: performance(1, 3),
      output: 8,
      replies: 'TO x6',
      sent: 'AC 12 00 00 00 00 00 00 00 00 00 00 x6',
      status: 'STATUS_IO_TIMEOUT',
      delaysMs: [1000, 1000, 1000, 1000, 1000],
      stateAfter: { distrustsSingleFeature: true },
    },
  ],

  IOCTL_CDROM_SET_SPEED: [
    {
      title: 'sends SET CD SPEED',
      input: setSpeed,
      replies: 'G',
      sent: 'BB 01 04 B0 01 C2 00 00 00 00 00 00',
      status: 'STATUS_SUCCESS',
      stateAfter: notRestoring,
    },
    {
      title: 'sends two bits of the rotation control',
      input: parseHex('00 00 00 00 FF FF FF FF FE FF FF FF 01'),
      options: { isMmc: false },
      replies: 'G',
      sent: 'BB 02 FF FF FF FF 00 00 00 00 00 00',
      status: 'STATUS_SUCCESS',
    },
    ...streamingFlags.map(([flags, first, speedRestoring]) => ({
      title: `sends SET STREAMING with flags ${flags}`,
      input: setStreaming(flags),
      replies: 'G',
      sent: 'SS',
      status: 'STATUS_SUCCESS' as const,
      stateAfter: { speedRestoring },
      also: ({ transport }: { transport: { sent: readonly { data: Uint8Array }[] } }) => {
        expect(hex(transport.sent[0]!.data)).toBe(`${first} ${descriptorEnd}`);
      },
    })),
    {
      title: 'takes a negative type for SET STREAMING',
      input: setStreaming('00 00 00 00', 'FF FF FF FF'),
      replies: 'G',
      sent: 'SS',
      status: 'STATUS_SUCCESS',
    },
    { title: 'wants input', sent: '', status: 'STATUS_INFO_LENGTH_MISMATCH' },
    { title: 'wants 12 bytes', input: setSpeed.slice(1), sent: '', status: 'STATUS_INFO_LENGTH_MISMATCH' },
    {
      title: 'wants 12 bytes before it looks at the type',
      input: parseHex('02 00 00 00'),
      sent: '',
      status: 'STATUS_INFO_LENGTH_MISMATCH',
    },
    {
      title: 'refuses type 2',
      input: setStreaming('00 00 00 00', '02 00 00 00'),
      sent: '',
      status: 'STATUS_INVALID_PARAMETER',
    },
    {
      title: 'refuses SET STREAMING to a drive from before MMC, whatever the length',
      input: setStreaming('00').slice(0, 12),
      options: { isMmc: false },
      sent: '',
      status: 'STATUS_INVALID_DEVICE_REQUEST',
    },
    {
      title: 'wants 36 bytes for SET STREAMING',
      input: setStreaming('00 00 00'),
      sent: '',
      status: 'STATUS_INFO_LENGTH_MISMATCH',
    },
    {
      title: 'forgets to restore the speeds where SET STREAMING fails',
      input: setStreaming('00 00 00 00'),
      replies: '5/26/00',
      sent: 'SS',
      status: 'STATUS_INVALID_DEVICE_REQUEST',
      stateAfter: notRestoring,
    },
    {
      title: 'forgets to restore the speeds where SET CD SPEED fails',
      input: setSpeed,
      state: restoring,
      replies: '5/24/00',
      sent: 'BB 01 04 B0 01 C2 00 00 00 00 00 00',
      status: 'STATUS_INVALID_DEVICE_REQUEST',
      stateAfter: notRestoring,
    },
    {
      title: 'restores the speeds when the medium was changed',
      input: setSpeed,
      act: async (bench) => {
        await bench.handle.ioctl(0x24060, setStreaming('00 00 00 00'));
        return bench.handle.checkVerify();
      },
      replies: 'G -> 6/28/00 -> 6/29/00',
      sent: 'SS; TUR; SS',
      status: 'STATUS_VERIFY_REQUIRED',
      stateAfter: notRestoring,
      also: ({ transport }) => {
        expect(hex(transport.sent[2]!.data)).toBe(`04${' 00'.repeat(27)}`);
      },
    },
  ],

  IOCTL_CDROM_SEND_OPC_INFORMATION: [
    ...(
      [
        ['00 00', '00'],
        ['01 00', '01'],
        ['00 80', '02'],
        ['FF FF', '03'],
      ] as const
    ).map(([flags, exclude]) => ({
      title: `with flags ${flags}`,
      input: parseHex(`01 00 00 00 ${flags} AA AA`),
      replies: 'G',
      sent: `54 01 ${exclude} 00 00 00 00 00 00 00`,
      status: 'STATUS_SUCCESS' as const,
    })),
    { title: 'wants input', sent: '', status: 'STATUS_INFO_LENGTH_MISMATCH' },
    { title: 'wants 8 bytes', input: longs(1).slice(0, 7), sent: '', status: 'STATUS_INFO_LENGTH_MISMATCH' },
    ...[0, 2, 0xffff_ffff].map((type) => ({
      title: `refuses type ${type}`,
      input: longs(type, 0),
      sent: '',
      status: 'STATUS_INVALID_PARAMETER' as const,
    })),
    {
      title: 'needs a handle that may write',
      options: { access: 'read' },
      input: longs(1, 0),
      sent: '',
      status: 'STATUS_ACCESS_DENIED',
    },
  ],

  IOCTL_CDROM_GET_INQUIRY_DATA: [
    {
      title: 'asks once, and hands out all of it',
      output: 100,
      act: async (bench) => {
        await bench.ioctl(0x24064);
        return bench.ioctl(0x24064);
      },
      replies: `X(${inquiry36}) -> X(${inquiry40} 42 43 44 45)`.replace(inquiry36, inquiry40),
      sent: `${shortInquiry}; 12 00 00 00 28 00`,
      status: 'STATUS_SUCCESS',
      information: 40,
      outputAfter: outputOf(100, `${inquiry40} 42 43 44 45`),
    },
    {
      title: 'asks for no more where there is no more',
      output: 36,
      replies: `X(${inquiry36})`,
      sent: shortInquiry,
      status: 'STATUS_SUCCESS',
      information: 36,
      outputAfter: inquiry36,
    },
    {
      title: 'does with 36 bytes where the drive refuses to tell more',
      output: 40,
      replies: `X(${inquiry40}) -> 5/24/00`,
      sent: `${shortInquiry}; 12 00 00 00 28 00`,
      status: 'STATUS_SUCCESS',
      information: 36,
      outputAfter: outputOf(40, inquiry40),
    },
    {
      title: 'hands out the part that fits',
      output: 5,
      replies: `X(${inquiry36})`,
      sent: shortInquiry,
      status: 'STATUS_BUFFER_OVERFLOW',
      information: 5,
      outputAfter: '05 80 00 21 1F',
    },
    { title: 'wants output', sent: '', status: 'STATUS_BUFFER_TOO_SMALL' },
    {
      title: 'is answered while another handle has the lock',
      locked: true,
      output: 1,
      replies: `X(${inquiry36})`,
      sent: shortInquiry,
      status: 'STATUS_BUFFER_OVERFLOW',
      information: 1,
      outputAfter: '05',
    },
  ],

  IOCTL_CDROM_DISK_TYPE: [
    { title: 'is not known to the driver any more', output: 4, sent: '', status: 'STATUS_INVALID_DEVICE_REQUEST' },
  ],
};
