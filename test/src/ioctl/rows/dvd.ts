import { expect } from 'vitest';
import { hex, parseHex } from '../../../../mmc/index.js';
import { controlCode } from '../../../../src/ioctl/index.js';
import type { Row } from './bench.js';
import { type CodeRows, outputOf } from './run-row.js';

type Rows = readonly Omit<Row, 'id'>[];

const dvd = { featureCodes: [0x1f] };
const cd = { featureCodes: [0x1e] };
const zeros = (count: number) => new Array<string>(count).fill('00').join(' ');
const byte = (value: number) => value.toString(16).toUpperCase().padStart(2, '0');

/** DVD_COPY_PROTECT_KEY: session 6, so AGID 2; flags and parameters that are told apart. */
const keyOf = (type: number, dataBytes = 0, length = 24 + dataBytes, parameters = '00 18 00 00 00 00 00 00') =>
  parseHex(
    `${byte(length & 0xff)} ${byte(length >> 8)} 00 00 06 00 00 00 ${byte(type)} 00 00 00 99 00 00 00 ${parameters}`,
  );
const withData = (type: number, data: string) => {
  const bytes = parseHex(data);
  return Uint8Array.from([...keyOf(type, bytes.length), ...bytes]);
};
const keyAfter = (type: number, length: number, flags = '99') =>
  `${byte(length & 0xff)} ${byte(length >> 8)} 00 00 06 00 00 00 ${byte(type)} 00 00 00 ${flags} 00 00 00 00 18 00 00 00 00 00 00`;
const report = (format: number, length: number, lba = '00 00 00 00') =>
  `A4 00 ${lba} 00 00 00 ${byte(length)} ${byte(0x80 | format)} 00`;

/** Keys: [type, room that they need, what the drive sends, their data]. */
const keys: [name: string, type: number, needed: number, reply: string, data: string][] = [
  [
    'a challenge',
    1,
    36,
    `00 0E 00 00 ${hex(Uint8Array.from({ length: 12 }, (_, i) => i))}`,
    hex(Uint8Array.from({ length: 12 }, (_, i) => i)),
  ],
  ['bus key 1', 2, 32, '00 0A 00 00 01 02 03 04 05 00 00 00', '01 02 03 04 05 00 00 00'],
  ['bus key 2', 3, 32, '00 0A 00 00 01 02 03 04 05 00 00 00', '01 02 03 04 05 00 00 00'],
  ['the success flag', 5, 28, '00 06 00 00 00 00 00 01', '00 00 00 01'],
  ['the region state', 8, 28, '00 06 00 00 65 FE 01 00', '65 FE 01 00'],
];

const copyright = 'AD 00 00 00 00 00 00 01 00 08 00 00';
const rpc = 'A4 00 00 00 00 00 00 00 00 08 08 00';

/** What the state of the drive makes of the region: [byte 4, mask, scheme, SystemRegion, ResetCount]. */
const regions: [state: string, system: string, resets: string][] = [
  ['65 FE 01', '01', '05'],
  ['A1 FB 01', '04', '01'],
  ['25 FF 01', '00', '05'],
  ['00 00 01', '00', '00'],
  ['E0 00 01', 'FF', '00'],
];

/** What SEND_KEY and SEND_KEY2 have in common. */
const sending: Rows = [
  { title: 'wants input', sent: '', state: dvd, status: 'STATUS_BUFFER_TOO_SMALL' },
  { title: 'wants 24 bytes', input: new Uint8Array(23), state: dvd, sent: '', status: 'STATUS_INVALID_PARAMETER' },
  { title: 'wants KeyLength', input: keyOf(1, 0, 25), state: dvd, sent: '', status: 'STATUS_INVALID_PARAMETER' },
  ...[0, 7, 9, 0x40].map((type) => ({
    title: `refuses key type ${type}`,
    input: keyOf(type),
    state: dvd,
    sent: '',
    status: 'STATUS_INVALID_PARAMETER' as const,
  })),
  ...[1, 3, 0x3f].map((type) => ({
    title: `sends key type ${type}`,
    input: withData(type, '01 02 03 04 05 00 00 00'),
    state: dvd,
    replies: 'G',
    sent: `A3 00 00 00 00 00 00 00 00 0C ${byte(0x80 | type)} 00`,
    status: 'STATUS_SUCCESS' as const,
    also: ({ transport }: { transport: { sent: readonly { data: Uint8Array }[] } }) =>
      expect(hex(transport.sent[0]!.data)).toBe('00 0A 00 00 01 02 03 04 05 00 00 00'),
  })),
  {
    title: 'refuses more than the driver has room for',
    act: async (bench) => {
      const input = new Uint8Array(24 + 65_532);
      input.set(keyOf(1, 0, 0));
      new DataView(input.buffer).setUint32(0, input.length, true);
      return bench.handle.ioctl(controlCode.IOCTL_DVD_SEND_KEY, input);
    },
    sent: '',
    status: 'STATUS_INTERNAL_ERROR',
  },
];

const structure = (format: string, rest = '07 00 00 00 01', offset = '00 28 00 00 00 00 00 00') =>
  parseHex(`${offset} ${format} ${rest}`);

export const rows: CodeRows = {
  IOCTL_DVD_START_SESSION: [
    ...[0, 1, 2, 3].map((agid) => ({
      title: `gives AGID ${agid}`,
      state: dvd,
      output: 5,
      replies: `X(00 06 00 00 00 00 00 ${byte((agid << 6) | 0x3f)})`,
      sent: 'A4 00 00 00 00 00 00 00 00 08 00 00',
      status: 'STATUS_SUCCESS' as const,
      information: 4,
      outputAfter: `${byte(agid)} 00 00 00 AA`,
    })),
    { title: 'wants 4 bytes', output: 3, sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: 4 },
    { title: 'wants a DVD drive', state: cd, output: 4, sent: '', status: 'STATUS_INVALID_DEVICE_REQUEST' },
    {
      title: 'asks the drive once what it is',
      output: 4,
      act: async (bench) => {
        await bench.ioctl(controlCode.IOCTL_DVD_START_SESSION);
        return bench.ioctl(controlCode.IOCTL_DVD_START_SESSION);
      },
      replies: 'X(00 00 00 0C 00 00 00 08 00 1F 08 04 00 00 00 00) -> S(8) x2',
      sent: '46 00 00 00 00 00 00 08 00 00; A4 00 00 00 00 00 00 00 00 08 00 00 x2',
      status: 'STATUS_SUCCESS',
      information: 4,
      outputAfter: '00 00 00 00',
    },
    {
      title: 'finds a drive without the feature, or without GET CONFIGURATION, not to be one for DVDs',
      output: 4,
      act: async (bench) => {
        await bench.ioctl(controlCode.IOCTL_DVD_START_SESSION);
        Object.assign(bench.handle.state, { featureCodes: undefined });
        return bench.ioctl(controlCode.IOCTL_DVD_START_SESSION);
      },
      replies: 'F0 -> 5/20/00',
      sent: '46 00 00 00 00 00 00 08 00 00 x2',
      status: 'STATUS_INVALID_DEVICE_REQUEST',
    },
    {
      title: 'does not ask a drive from before MMC',
      options: { isMmc: false },
      output: 4,
      sent: '',
      status: 'STATUS_INVALID_DEVICE_REQUEST',
    },
    {
      title: 'ends as GET CONFIGURATION ends, and asks again the next time',
      output: 4,
      replies: '2/3A/00',
      sent: '46 00 00 00 00 00 00 08 00 00',
      status: 'STATUS_NO_MEDIA_IN_DEVICE',
      stateAfter: { featureCodes: undefined },
    },
  ],

  IOCTL_DVD_READ_KEY: [
    ...keys.flatMap(
      ([name, type, needed, reply, data]): Rows => [
        {
          title: `reads ${name}`,
          state: dvd,
          input: keyOf(type),
          output: needed,
          replies: `X(${reply})`,
          sent: report(type, needed - 20),
          status: 'STATUS_SUCCESS',
          information: needed,
          outputAfter: `${keyAfter(type, needed)} ${data}`,
        },
        {
          title: `wants ${needed} bytes for ${name}`,
          state: dvd,
          input: keyOf(type),
          output: needed - 1,
          sent: '',
          status: 'STATUS_BUFFER_TOO_SMALL',
          information: needed,
        },
      ],
    ),
    {
      title: 'reads a title key, with its flags apart',
      state: dvd,
      input: keyOf(4),
      output: 40,
      replies: 'X(00 0A 00 00 C0 01 02 03 04 05 00 00)',
      sent: report(4, 20, '00 00 00 03'),
      status: 'STATUS_SUCCESS',
      information: 32,
      outputAfter: outputOf(40, `${keyAfter(4, 32, 'C0')} 01 02 03 04 05 00 00 00`),
    },
    {
      title: 'wants 32 bytes for a title key',
      state: dvd,
      input: keyOf(4),
      output: 31,
      sent: '',
      status: 'STATUS_BUFFER_TOO_SMALL',
      information: 32,
    },
    {
      title: 'reads the disc key with READ DVD STRUCTURE',
      state: dvd,
      input: keyOf(0x80),
      output: 2072,
      replies: 'S(2052)',
      sent: 'AD 00 00 00 00 00 00 02 08 04 80 00',
      status: 'STATUS_SUCCESS',
      information: 2072,
      outputAfter: `${keyAfter(0x80, 2072)} ${hex(Uint8Array.from({ length: 2048 }, (_, i) => (i + 4) * 7 + ((i + 4) >> 8)))}`,
    },
    {
      title: 'wants 2072 bytes for the disc key',
      state: dvd,
      input: keyOf(0x80),
      output: 2071,
      sent: '',
      status: 'STATUS_BUFFER_TOO_SMALL',
      information: 2072,
    },
    {
      title: 'wants 24 bytes for anything else',
      state: dvd,
      input: keyOf(0x3f),
      output: 23,
      sent: '',
      status: 'STATUS_BUFFER_TOO_SMALL',
      information: 24,
    },
    {
      title: 'reads what the drive has for anything else',
      state: dvd,
      input: keyOf(0x3f),
      output: 24,
      replies: 'S(0)',
      sent: report(0x3f, 4),
      status: 'STATUS_SUCCESS',
    },
    ...['00 01 00 00 01 02 03 04', '00 06 00'].map((reply) => ({
      title: `finds nothing in ${reply}`,
      state: dvd,
      input: keyOf(5),
      output: 28,
      replies: `X(${reply})`,
      sent: report(5, 8),
      status: 'STATUS_SUCCESS' as const,
    })),
    {
      title: 'takes as much as came, whatever the header says',
      state: dvd,
      input: keyOf(1),
      output: 36,
      replies: 'X(FF FF 00 00 01 02)',
      sent: report(1, 16),
      status: 'STATUS_SUCCESS',
      information: 26,
      outputAfter: outputOf(36, `${keyAfter(1, 26)} 01 02`),
    },
    {
      title: 'asks for 65535 bytes at most',
      state: dvd,
      input: keyOf(1),
      output: 65_560,
      replies: 'S(0)',
      sent: 'A4 00 00 00 00 00 00 00 FF FF 81 00',
      status: 'STATUS_SUCCESS',
    },
    { title: 'wants input', output: 36, state: dvd, sent: '', status: 'STATUS_BUFFER_TOO_SMALL' },
    { title: 'wants 24 bytes', input: new Uint8Array(23), output: 36, sent: '', status: 'STATUS_INVALID_PARAMETER' },
    {
      title: 'wants a length that the adapter takes',
      input: keyOf(5),
      output: 30,
      alignmentBytes: 4,
      sent: '',
      status: 'STATUS_INVALID_PARAMETER',
    },
    {
      title: 'wants a DVD drive',
      state: cd,
      input: keyOf(5),
      output: 28,
      sent: '',
      status: 'STATUS_INVALID_DEVICE_REQUEST',
    },
    {
      title: 'ends as READ DVD STRUCTURE ends',
      state: dvd,
      input: keyOf(0x80),
      output: 2072,
      replies: '5/6F/02',
      sent: 'AD 00 00 00 00 00 00 02 08 04 80 00',
      status: 'STATUS_CSS_KEY_NOT_ESTABLISHED',
    },
  ],

  IOCTL_DVD_SEND_KEY: [
    ...sending,
    ...[2, 4, 5, 6, 8, 0x80].map((type) => ({
      title: `leaves key type ${type} to SEND_KEY2`,
      input: keyOf(type),
      sent: '',
      status: 'STATUS_INVALID_PARAMETER' as const,
    })),
    {
      title: 'does not ask what the drive is',
      state: cd,
      input: keyOf(1),
      replies: 'G',
      sent: 'A3 00 00 00 00 00 00 00 00 04 81 00',
      status: 'STATUS_SUCCESS',
    },
  ],

  IOCTL_DVD_SEND_KEY2: [
    ...sending,
    ...[2, 4, 5, 6, 8, 0x80].map((type) => ({
      title: `sends key type ${type}`,
      input: keyOf(type),
      state: dvd,
      replies: 'G',
      sent: `A3 00 00 00 00 00 00 00 00 04 ${byte(0x80 | (type & 0x3f))} 00`,
      status: 'STATUS_SUCCESS' as const,
    })),
    ...(
      [
        ['5/6F/04', 'STATUS_CSS_REGION_MISMATCH'],
        ['5/30/02', 'STATUS_CSS_REGION_MISMATCH'],
        ['2/3A/00', 'STATUS_NO_MEDIA_IN_DEVICE'],
      ] as const
    ).map(([reply, status]) => ({
      title: `cannot set the region: ${reply}`,
      input: withData(6, 'FE 00 00 00'),
      state: dvd,
      replies: reply,
      sent: 'A3 00 00 00 00 00 00 00 00 08 86 00',
      status,
    })),
    { title: 'wants a DVD drive', state: cd, input: keyOf(6), sent: '', status: 'STATUS_INVALID_DEVICE_REQUEST' },
    {
      title: 'needs a handle that may write',
      options: { access: 'read' },
      input: keyOf(6),
      sent: '',
      status: 'STATUS_ACCESS_DENIED',
    },
  ],

  IOCTL_DVD_END_SESSION: [
    ...[0, 1, 2, 3, 7].map((session) => ({
      title: `gives session ${session} back`,
      input: Uint8Array.of(session, 0, 0, 0),
      replies: 'G',
      sent: `A3 00 00 00 00 00 00 00 00 00 ${byte(((session & 3) << 6) | 0x3f)} 00`,
      status: 'STATUS_SUCCESS' as const,
    })),
    {
      title: 'gives all of them back',
      input: new Uint8Array(5).fill(0xff),
      replies: 'G x4',
      sent: ['3F', '7F', 'BF', 'FF'].map((last) => `A3 00 00 00 00 00 00 00 00 00 ${last} 00`).join('; '),
      status: 'STATUS_SUCCESS',
    },
    {
      title: 'stops with the first that the drive refuses',
      input: new Uint8Array(4).fill(0xff),
      replies: 'G -> 5/6F/01',
      sent: 'A3 00 00 00 00 00 00 00 00 00 3F 00; A3 00 00 00 00 00 00 00 00 00 7F 00',
      status: 'STATUS_CSS_KEY_NOT_PRESENT',
    },
    { title: 'wants input', sent: '', status: 'STATUS_BUFFER_TOO_SMALL' },
    { title: 'wants 4 bytes', input: new Uint8Array(3), sent: '', status: 'STATUS_INVALID_PARAMETER' },
  ],

  IOCTL_DVD_READ_STRUCTURE: [
    {
      title: 'reads the layer descriptor, its numbers little-endian',
      state: dvd,
      input: structure('00 00 00 00'),
      output: 24,
      replies: 'X(08 02 00 00 01 02 31 10 00 03 00 00 00 26 05 4F 00 00 00 01 80 00 00 00)',
      sent: 'AD 00 00 00 00 05 01 00 00 18 00 00',
      status: 'STATUS_SUCCESS',
      information: 24,
      outputAfter: '02 08 00 00 01 02 31 10 00 00 03 00 4F 05 26 00 01 00 00 00 80 00 00 00',
    },
    {
      title: 'leaves numbers alone that did not come as a whole',
      state: dvd,
      input: structure('00 00 00 00'),
      output: 14,
      replies: 'X(08 02 00 00 01 02 31 10 00 03 00 01 00 26)',
      sent: 'AD 00 00 00 00 05 01 00 00 0E 00 00',
      status: 'STATUS_SUCCESS',
      information: 14,
      outputAfter: '02 08 00 00 01 02 31 10 01 00 03 00 00 26',
    },
    {
      title: 'reads the disc key, with the AGID',
      state: dvd,
      input: structure('02 00 00 00'),
      output: 8,
      replies: 'X(08 02 00 00 01 02 03 04)',
      sent: 'AD 00 00 00 00 05 01 02 00 08 C0 00',
      status: 'STATUS_SUCCESS',
      information: 8,
      outputAfter: '02 08 00 00 01 02 03 04',
    },
    {
      title: 'reads any other, by its lowest byte',
      state: dvd,
      input: structure('04 01 00 00', '07 00 00 00 00 FF', '00 00 00 00 80 00 00 00'),
      output: 6,
      replies: 'X(08 02 00 00 01)',
      sent: 'AD 00 10 00 00 00 00 04 00 06 00 00',
      status: 'STATUS_SUCCESS',
      information: 5,
      outputAfter: '02 08 00 00 01 AA',
    },
    { title: 'wants 17 bytes', input: new Uint8Array(16), output: 8, sent: '', status: 'STATUS_INVALID_PARAMETER' },
    { title: 'wants input before output', sent: '', status: 'STATUS_INVALID_PARAMETER' },
    {
      title: 'wants 4 bytes',
      input: new Uint8Array(17),
      output: 3,
      sent: '',
      status: 'STATUS_BUFFER_TOO_SMALL',
      information: 4,
    },
    {
      title: 'refuses 65536 bytes',
      input: new Uint8Array(17),
      output: 65_536,
      sent: '',
      status: 'STATUS_INVALID_PARAMETER',
    },
    {
      title: 'wants a length that the adapter takes',
      input: new Uint8Array(17),
      output: 6,
      alignmentBytes: 4,
      sent: '',
      status: 'STATUS_INVALID_PARAMETER',
    },
    {
      title: 'wants a DVD drive',
      state: cd,
      input: new Uint8Array(17),
      output: 4,
      sent: '',
      status: 'STATUS_INVALID_DEVICE_REQUEST',
    },
  ],

  IOCTL_DVD_GET_REGION: [
    ...regions.map(([state, system, resets]) => ({
      title: `knows region ${system} from ${state}`,
      state: dvd,
      output: 5,
      replies: `X(00 06 00 00 01 C0 00 00) -> X(00 06 00 00 ${state} 00)`,
      sent: `${copyright}; ${rpc}`,
      status: 'STATUS_SUCCESS' as const,
      information: 4,
      outputAfter: `01 C0 ${system} ${resets} AA`,
    })),
    ...['00 06 00 00 65 FE 00 00', '00 00 00 00 65 FE 01 00', zeros(3)].map((reply) => ({
      title: `knows no region from ${reply}`,
      state: dvd,
      output: 4,
      replies: `S(8) -> X(${reply})`,
      sent: `${copyright}; ${rpc}`,
      status: 'STATUS_INVALID_DEVICE_REQUEST' as const,
    })),
    {
      title: 'ends as REPORT KEY ends',
      state: dvd,
      output: 4,
      replies: 'S(8) -> 5/6F/00',
      sent: `${copyright}; ${rpc}`,
      status: 'STATUS_CSS_AUTHENTICATION_FAILURE',
    },
    { title: 'wants a DVD drive before output', state: cd, sent: '', status: 'STATUS_INVALID_DEVICE_REQUEST' },
    {
      title: 'wants 4 bytes',
      state: dvd,
      output: 3,
      sent: '',
      status: 'STATUS_BUFFER_TOO_SMALL',
    },
  ],
};
