import { expect } from 'vitest';
import { parseHex } from '../../../../mmc/index.js';
import { type CodeRows, outputOf } from './run-row.js';

const query = (id: string, type = '00', parameter = '00') =>
  parseHex(`${id} 00 00 00 ${type} 00 00 00 ${parameter} 00 00 00`);
const device = query('00');
const adapter = query('01');
const uniqueId = query('03');
const writeCache = query('04');

const inquiryBytes =
  '05 85 05 32 1F 00 00 02 44 49 53 43 57 49 52 45 56 49 52 54 55 41 4C 20 44 52 49 56 45 20 20 20 31 2E 30 30';
const vendor = '44 49 53 43 57 49 52 45';
const product = '56 49 52 54 55 41 4C 20 44 52 49 56 45 20 20 20';
const revision = '31 2E 30 30';
const head = '28 00 00 00 67 00 00 00 05 05 01 01';
const offsets = '48 00 00 00 51 00 00 00 62 00 00 00';
const rest = '00 00 00 00 00 00 00 00 24 00 00 00';
const descriptor = `${head} ${offsets} ${rest} ${inquiryBytes} ${vendor} 00 ${product} 00 ${revision} 00`;
const cut = (bytes: number, text = descriptor) => text.split(' ').slice(0, bytes).join(' ');
const inquiry = '12 00 00 00 24 00';
const asking = { replies: `X(${inquiryBytes})`, sent: inquiry } as const;

const adapterDescriptor =
  '20 00 00 00 20 00 00 00 00 00 01 00 11 00 00 00 03 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00';

const sync = '35 00 00 00 00 00 00 00 00 00';
const sense6 = (pc: string) => `1A 00 ${pc} 00 C0 00`;
const sense10 = (pc: string) => `5A 00 ${pc} 00 00 00 00 00 C0 00`;
const page = (wce: '00' | '04') => `08 0A ${wce}${' 00'.repeat(9)}`;
const data6 = (wce: '00' | '04', fua = '00') => `X(0F 00 ${fua} 00 ${page(wce)})`;
const data10 = (wce: '00' | '04', fua = '00') => `X(00 12 00 ${fua} 00 00 00 00 ${page(wce)})`;
const cacheHead = '1C 00 00 00 1C 00 00 00';
const driver = { options: { profile: 'driver' } } as const;

/** Type, enabled, changeable, write through, flush. */
const cache = (type: number, enabled: number, changeable: number, through: number, flush: number) =>
  `${cacheHead} 0${type} 00 00 00 0${enabled} 00 00 00 0${changeable} 00 00 00 0${through} 00 00 00 0${flush} 00 00 00`;

export const rows: CodeRows = {
  IOCTL_STORAGE_QUERY_PROPERTY: [
    {
      title: 'tells of the device what INQUIRY tells, with the strings behind it',
      input: device,
      output: 104,
      ...asking,
      status: 'STATUS_SUCCESS',
      information: 103,
      outputAfter: outputOf(104, descriptor),
    },
    {
      title: 'asks the drive once',
      input: device,
      output: 8,
      act: async (bench) => {
        await bench.ioctl(0x2d1400);
        return bench.ioctl(0x2d1400);
      },
      ...asking,
      status: 'STATUS_SUCCESS',
      information: 8,
      outputAfter: cut(8),
    },
    ...[
      { bytes: 102, kept: '48 00 00 00 51 00 00 00 62 00 00 00', what: 'no string, though a NUL' },
      { bytes: 101, kept: '48 00 00 00 51 00 00 00 00 00 00 00', what: 'the revision' },
      { bytes: 96, kept: '48 00 00 00 00 00 00 00 00 00 00 00', what: 'product and revision' },
      { bytes: 79, kept: '00 00 00 00 00 00 00 00 00 00 00 00', what: 'all strings' },
    ].map(({ bytes, kept, what }) => ({
      title: `leads to no string that is cut: ${bytes} bytes lack ${what}`,
      input: device,
      output: bytes,
      ...asking,
      status: 'STATUS_SUCCESS' as const,
      information: bytes,
      outputAfter: cut(bytes, descriptor.replace(offsets, kept)),
    })),
    {
      title: 'cuts the offsets too',
      input: device,
      output: 18,
      ...asking,
      status: 'STATUS_SUCCESS',
      information: 18,
      outputAfter: cut(18, descriptor.replace(offsets, '00 00 00 00 51 00')),
    },
    {
      title: 'says how long the descriptor is where not even that fits',
      input: device,
      output: 7,
      ...asking,
      status: 'STATUS_BUFFER_TOO_SMALL',
      information: 103,
    },
    {
      title: 'does as the drive does that has no INQUIRY data',
      input: device,
      output: 103,
      replies: '2/3A/00',
      sent: inquiry,
      status: 'STATUS_NO_MEDIA_IN_DEVICE',
    },
    {
      title: 'tells of the adapter what the transport can carry',
      input: adapter,
      output: 40,
      alignmentBytes: 4,
      sent: '',
      status: 'STATUS_SUCCESS',
      information: 32,
      outputAfter: outputOf(40, adapterDescriptor),
    },
    {
      title: 'tells it to whom the exclusive lock keeps out',
      input: adapter,
      output: 24,
      alignmentBytes: 4,
      locked: true,
      sent: '',
      status: 'STATUS_SUCCESS',
      information: 24,
      outputAfter: cut(24, adapterDescriptor),
    },
    ...[device, adapter, uniqueId, writeCache].map((input) => ({
      title: `has property ${input[0]}`,
      input: query(`0${input[0]}`, '01'),
      output: 64,
      locked: true,
      sent: '',
      status: 'STATUS_SUCCESS' as const,
    })),
    ...['02', '05', '08', '30', 'FF'].map((id) => ({
      title: `does not know property ${id}, as the port driver would not`,
      input: query(id, '01'),
      output: 64,
      sent: '',
      status: 'STATUS_INVALID_DEVICE_REQUEST' as const,
    })),
    {
      title: 'refuses a mask of any property',
      input: query('00', '02'),
      output: 64,
      sent: '',
      status: 'STATUS_NOT_SUPPORTED',
    },
    {
      title: 'gives nobody the unique identifier',
      input: query('03', '00', '01'),
      output: 512,
      sent: '',
      status: 'STATUS_INFO_LENGTH_MISMATCH',
    },
    {
      title: 'refuses a unique identifier of another kind',
      input: query('03', '00', '02'),
      output: 512,
      sent: '',
      status: 'STATUS_INVALID_PARAMETER',
    },
    {
      title: 'reads the cache with MODE SENSE(6) as Windows does',
      ...driver,
      input: writeCache,
      output: 30,
      replies: `G -> ${data6('04', '10')} -> ${data6('04')}`,
      sent: `${sync}; ${sense6('08')}; ${sense6('48')}`,
      status: 'STATUS_SUCCESS',
      information: 28,
      outputAfter: outputOf(30, cache(2, 2, 2, 2, 1)),
      also: ({ transport }) => expect(transport.sent[0]).toMatchObject({ timeoutMs: 40_000 }),
    },
    {
      title: 'and with MODE SENSE(10) as MMC has it',
      input: writeCache,
      output: 28,
      replies: `G -> ${data10('00')} -> ${data10('00')}`,
      sent: `${sync}; ${sense10('08')}; ${sense10('48')}`,
      status: 'STATUS_SUCCESS',
      information: 28,
      outputAfter: cache(0, 1, 1, 1, 1),
    },
    {
      title: 'is told nothing of a cache that the drive has no page for',
      input: writeCache,
      output: 28,
      replies: '5/20/00 -> X(00 06 00 00 00 00 00 00) x2',
      sent: `${sync}; ${sense10('08')}; ${sense10('48')}`,
      status: 'STATUS_SUCCESS',
      information: 28,
      outputAfter: cache(0, 0, 0, 1, 0),
    },
    {
      title: 'asks twice, and does without what may be changed',
      input: writeCache,
      output: 28,
      replies: `G -> S(3) -> ${data10('04')} -> S(0) x2`,
      sent: `${sync}; ${sense10('08')} x2; ${sense10('48')} x2`,
      status: 'STATUS_SUCCESS',
      information: 28,
      outputAfter: cache(2, 2, 0, 1, 1),
    },
    {
      title: 'gives up after two tries',
      input: writeCache,
      output: 28,
      replies: 'G -> 5/24/00 x2',
      sent: `${sync}; ${sense10('08')} x2`,
      status: 'STATUS_IO_DEVICE_ERROR',
    },
    {
      title: 'says how long the structure is, and sends nothing for it',
      input: writeCache,
      output: 27,
      sent: '',
      status: 'STATUS_SUCCESS',
      information: 8,
      outputAfter: outputOf(27, cacheHead),
    },
    {
      title: 'does not wait longer than 260 s for the cache',
      ...{ options: { defaultTimeoutMs: 260_000 } },
      input: writeCache,
      output: 28,
      replies: `G -> ${data10('00')} x2`,
      sent: `${sync}; ${sense10('08')}; ${sense10('48')}`,
      status: 'STATUS_SUCCESS',
      information: 28,
      outputAfter: cache(0, 1, 1, 1, 1),
      also: ({ transport }) => expect(transport.sent[0]).toMatchObject({ timeoutMs: 260_000 }),
    },
    { title: 'wants 12 bytes', input: device.slice(1), output: 64, sent: '', status: 'STATUS_INFO_LENGTH_MISMATCH' },
    {
      title: 'wants them before it looks at the lock',
      input: device.slice(1),
      locked: true,
      sent: '',
      status: 'STATUS_INFO_LENGTH_MISMATCH',
    },
  ],
};
