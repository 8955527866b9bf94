import { expect } from 'vitest';
import { hex, parseHex } from '../../../../mmc/index.js';
import type { Row } from './bench.js';
import { type CodeRows, outputOf } from './run-row.js';

type Rows = readonly Omit<Row, 'id'>[];

const reading = (action: string, length: string, size = '0C') =>
  parseHex(`00 00 00 00 ${size} 00 00 00 ${action} 00 ${length}`);
const keys = '00 00 00 07 00 00 00 08 11 22 33 44 55 66 77 88';

const list = Array.from({ length: 24 }, (_, i) => (i + 1).toString(16).toUpperCase().padStart(2, '0')).join(' ');
const out = (action: string, scopeAndType: string, size = '24') =>
  parseHex(`00 00 00 00 ${size} 00 00 00 ${action} ${scopeAndType} ${list} FF FF`);

const accepted: readonly [what: string, action: string, scopeAndType: string][] = [
  ['register, whatever scope and type', '00', 'FF'],
  ['reserve', '01', '01'],
  ['release', '02', '03'],
  ['clear, whatever scope and type', '03', '14'],
  ['preempt, an element', '04', '25'],
  ['preempt and abort', '05', '06'],
  ['register and ignore the existing key', '06', '99'],
];
const refused: readonly [what: string, action: string, scopeAndType: string][] = [
  ['register and move', '07', '01'],
  ['replace a lost reservation', '08', '01'],
  ['a service action that nobody has', '1F', '01'],
  ['a scope that is none', '01', '11'],
  ['type 0', '01', '00'],
  ['type 7, of all registrants', '01', '07'],
];

const notKnown: Rows = [
  {
    title: 'is passed on, and nobody knows it',
    input: new Uint8Array(32),
    output: 32,
    sent: '',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
  },
];

export const rows: CodeRows = {
  IOCTL_STORAGE_PERSISTENT_RESERVE_IN: [
    {
      title: 'reads the keys',
      input: reading('00', '10 00'),
      output: 18,
      replies: `X(${keys})`,
      sent: '5E 00 00 00 00 00 00 00 10 00',
      status: 'STATUS_SUCCESS',
      information: 16,
      outputAfter: outputOf(18, keys),
    },
    {
      title: 'reads the reservation',
      input: reading('01', '08 01'),
      output: 0x108,
      replies: 'S(8)',
      sent: '5E 01 00 00 00 00 00 01 08 00',
      status: 'STATUS_SUCCESS',
      information: 8,
      outputAfter: outputOf(0x108, '00 07 0E 15 1C 23 2A 31'),
    },
    {
      title: 'keeps to itself how much there is, as the published driver does',
      options: { profile: 'driver' },
      input: reading('00', '10 00'),
      output: 16,
      replies: `X(${keys})`,
      sent: '5E 00 00 00 00 00 00 00 10 00',
      status: 'STATUS_SUCCESS',
      information: 0,
      outputAfter: keys,
      also: (_, { output }) => expect(output.length).toBe(0),
    },
    ...['02', '03', '1F'].map((action) => ({
      title: `refuses service action ${action}`,
      input: reading(action, '10 00'),
      output: 16,
      sent: '',
      status: 'STATUS_INVALID_PARAMETER' as const,
    })),
    {
      title: 'wants room for what it asks for',
      input: reading('00', '10 00'),
      output: 15,
      sent: '',
      status: 'STATUS_INVALID_PARAMETER',
    },
    {
      title: 'wants to be asked for a header',
      input: reading('00', '07 00'),
      output: 15,
      sent: '',
      status: 'STATUS_INVALID_PARAMETER',
    },
    { title: 'wants input', output: 16, sent: '', status: 'STATUS_BUFFER_TOO_SMALL' },
    {
      title: 'wants 12 bytes',
      input: new Uint8Array(11).fill(12),
      output: 16,
      sent: '',
      status: 'STATUS_INFO_LENGTH_MISMATCH',
    },
    {
      title: 'wants a size of 12',
      input: reading('00', '10 00', '0B'),
      output: 16,
      sent: '',
      status: 'STATUS_INFO_LENGTH_MISMATCH',
    },
  ],
  IOCTL_STORAGE_PERSISTENT_RESERVE_OUT: [
    ...accepted.map(([what, action, scopeAndType]) => ({
      title: what,
      input: out(action, scopeAndType),
      replies: 'G',
      sent: `5F ${action} ${scopeAndType} 00 00 00 00 00 18 00`,
      status: 'STATUS_SUCCESS' as const,
      also: ({ transport }: Parameters<NonNullable<Row['also']>>[0]) =>
        expect([transport.sent[0]!.direction, hex(transport.sent[0]!.data)]).toEqual(['out', list]),
    })),
    ...refused.map(([what, action, scopeAndType]) => ({
      title: `refuses ${what}`,
      input: out(action, scopeAndType),
      sent: '',
      status: 'STATUS_INVALID_PARAMETER' as const,
    })),
    {
      title: 'ends in the conflict that the drive has',
      input: out('01', '01'),
      replies: 'RC',
      sent: '5F 01 01 00 00 00 00 00 18 00',
      status: 'STATUS_DEVICE_BUSY',
    },
    { title: 'wants a list', input: out('01', '01').slice(0, 35), sent: '', status: 'STATUS_INVALID_PARAMETER' },
    {
      title: 'wants a size that counts all of the input',
      input: out('01', '01', '23'),
      sent: '',
      status: 'STATUS_INVALID_PARAMETER',
    },
  ],
  IOCTL_STORAGE_BREAK_RESERVATION: notKnown,
  IOCTL_STORAGE_RESET_BUS: notKnown,
  IOCTL_STORAGE_RESET_DEVICE: notKnown,
  IOCTL_SCSI_MINIPORT: notKnown,
  IOCTL_SCSI_RESCAN_BUS: notKnown,
};
