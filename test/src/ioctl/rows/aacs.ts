import { expect } from 'vitest';
import { hex, parseHex } from '../../../../mmc/index.js';
import type { Row } from './bench.js';
import { pattern } from './notation.js';
import { type CodeRows, outputOf } from './run-row.js';

type Rows = readonly Omit<Row, 'id'>[];

const state = { featureCodes: [0x1f, 0x10d] };
const byte = (value: number) => value.toString(16).toUpperCase().padStart(2, '0');
const session = (number: number, bytes = 4) => {
  const input = new Uint8Array(bytes).fill(0x5a, 4);
  input[0] = number;
  return input;
};

/** What every code refuses; `output` is what it takes otherwise. */
const elsewhere = (input: Uint8Array | undefined, output: number): Rows => [
  {
    title: 'wants a drive that knows AACS, before anything else',
    state: { featureCodes: [0x1f] },
    input: (input ?? new Uint8Array(0)).slice(0, 1),
    output: 1,
    sent: '',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
  },
  {
    title: 'asks the drive what it is, where nobody has',
    ...(input ? { input } : {}),
    output,
    replies: 'F0',
    sent: '46 00 00 00 00 00 00 08 00 00',
    status: 'STATUS_INVALID_DEVICE_REQUEST',
    stateAfter: { featureCodes: [1] },
  },
];

const lengths = (input: number, output: number): Rows => [
  ...[0, input - 1, input + 1].map((length) => ({
    title: `refuses ${length} bytes of input`,
    state,
    input: new Uint8Array(length),
    output,
    sent: '',
    status: 'STATUS_INFO_LENGTH_MISMATCH' as const,
  })),
  ...(output === 0
    ? []
    : [
        {
          title: `refuses ${output - 1} bytes of output`,
          state,
          input: session(5, input),
          output: output - 1,
          sent: '',
          status: 'STATUS_BUFFER_TOO_SMALL' as const,
          information: output,
        },
        {
          title: `refuses ${output + 1} bytes of output`,
          state,
          input: session(5, input),
          output: output + 1,
          sent: '',
          status: 'STATUS_INVALID_BUFFER_SIZE' as const,
        },
      ]),
  { title: 'refuses session 5', state, input: session(5, input), output, sent: '', status: 'STATUS_INVALID_PARAMETER' },
];

/** Codes that read a payload of one length; `cdb` for an AGID in the upper bits of byte 10. */
function reading(payload: number, input: (session: number) => Uint8Array, cdb: (agid: number) => string): Rows {
  const header = (length: number) => `${byte(length >> 8)} ${byte(length & 0xff)} 00 00`;
  const data = hex(pattern(payload));
  return [
    ...elsewhere(input(1), payload),
    ...lengths(input(0).length, payload),
    ...[0, 3, 4].map((number) => ({
      title: `reads for session ${number}`,
      state,
      input: input(number),
      output: payload,
      replies: `X(${header(payload + 2)} ${data})`,
      sent: cdb((number & 3) << 6),
      status: 'STATUS_SUCCESS' as const,
      information: payload,
      outputAfter: data,
    })),
    ...[payload + 1, payload + 3, 0].map((length) => ({
      title: `does not take ${length} for the length`,
      state,
      input: input(0),
      output: payload,
      replies: `X(${header(length)} ${data})`,
      sent: cdb(0),
      status: 'STATUS_IO_DEVICE_ERROR' as const,
    })),
  ];
}

const report = (format: number, length: number) => (agid: number) =>
  `A4 00 00 00 00 00 00 02 00 ${byte(length)} ${byte(agid | format)} 00`;
const structure = (format: number) => (agid: number) => `AD 00 00 00 00 00 00 ${byte(format)} 00 24 ${byte(agid)} 00`;

const sending = (bytes: number, format: number): Rows => [
  ...elsewhere(session(1, bytes), 0),
  ...lengths(bytes, 0),
  {
    title: 'sends for session 2',
    state,
    input: session(2, bytes),
    replies: 'G',
    sent: `A3 00 00 00 00 00 00 02 00 ${byte(bytes)} ${byte(0x80 | format)} 00`,
    status: 'STATUS_SUCCESS',
    also: ({ transport }) =>
      expect(hex(transport.sent[0]!.data)).toBe(`00 ${byte(bytes - 2)} 00 00${' 5A'.repeat(bytes - 4)}`),
  },
];

const nonceInput = (number: number, sectors = 16, lba = '78 56 34 12 00 00 00 00') =>
  parseHex(
    `${byte(number)} 00 00 00 ${byte(sectors & 0xff)} ${byte(sectors >> 8)} 00 00 ${lba} 00 00 00 00 00 00 00 00`,
  );
const nonceCdb = (format: number) => (agid: number) => `A4 00 12 34 56 78 10 02 00 24 ${byte(agid | format)} 00`;
const nonce = (format: number): Rows => [
  ...reading(32, nonceInput, nonceCdb(format)),
  {
    title: 'refuses 256 sectors',
    state,
    input: nonceInput(0, 256),
    output: 32,
    sent: '',
    status: 'STATUS_INVALID_PARAMETER',
  },
  {
    title: 'refuses an address of more than 32 bits',
    state,
    input: nonceInput(0, 1, '00 00 00 00 01 00 00 00'),
    output: 32,
    sent: '',
    status: 'STATUS_INVALID_PARAMETER',
  },
];

const pack = (number: number, layer = 0) => `AD 00 00 00 00 ${byte(number)} ${byte(layer)} 83 80 04 00 00`;
const layer = (number: number) => new Uint8Array(Uint32Array.of(number).buffer);
const wholePack = `X(80 02 00 02 ${hex(pattern(32_768))})`;

export const rows: CodeRows = {
  IOCTL_AACS_READ_MEDIA_KEY_BLOCK_SIZE: [
    {
      title: 'is not reached in the published driver',
      input: layer(0),
      output: 4,
      sent: '',
      status: 'STATUS_INVALID_DEVICE_REQUEST',
    },
  ],
  IOCTL_AACS_START_SESSION: [
    ...elsewhere(undefined, 4),
    ...[0, 2].map((agid) => ({
      title: `gives AGID ${agid}`,
      state,
      input: new Uint8Array(7),
      output: 4,
      replies: `X(00 06 00 00 00 00 00 ${byte(agid << 6)})`,
      sent: report(0, 8)(0),
      status: 'STATUS_SUCCESS' as const,
      information: 4,
      outputAfter: `${byte(agid)} 00 00 00`,
    })),
    { title: 'wants 4 bytes', state, output: 3, sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: 4 },
    { title: 'wants no more', state, output: 5, sent: '', status: 'STATUS_INVALID_BUFFER_SIZE' },
  ],
  IOCTL_AACS_END_SESSION: [
    ...elsewhere(session(1), 0),
    ...[1, 6].map((number) => ({
      title: `gives session ${number} back`,
      state,
      input: session(number),
      replies: 'G',
      sent: `A3 00 00 00 00 00 00 02 00 00 ${byte(((number & 3) << 6) | 0x3f)} 00`,
      status: 'STATUS_SUCCESS' as const,
    })),
    {
      title: 'gives them back until the drive refuses',
      state,
      input: new Uint8Array(4).fill(0xff),
      replies: 'G x2 -> 5/6F/01',
      sent: ['3F', '7F', 'BF'].map((last) => `A3 00 00 00 00 00 00 02 00 00 ${last} 00`).join('; '),
      status: 'STATUS_CSS_KEY_NOT_PRESENT',
    },
    {
      title: 'wants input before a drive that knows AACS',
      state: { featureCodes: [] },
      sent: '',
      status: 'STATUS_BUFFER_TOO_SMALL',
    },
    ...[3, 5].map((length) => ({
      title: `refuses ${length} bytes`,
      state,
      input: new Uint8Array(length),
      sent: '',
      status: 'STATUS_INVALID_PARAMETER' as const,
    })),
  ],
  IOCTL_AACS_SEND_CERTIFICATE: sending(116, 1),
  IOCTL_AACS_SEND_CHALLENGE_KEY: sending(84, 2),
  IOCTL_AACS_GET_CERTIFICATE: reading(112, session, report(1, 0x74)),
  IOCTL_AACS_GET_CHALLENGE_KEY: reading(80, session, report(2, 0x54)),
  IOCTL_AACS_READ_VOLUME_ID: reading(32, session, structure(0x80)),
  IOCTL_AACS_READ_SERIAL_NUMBER: reading(32, session, structure(0x81)),
  IOCTL_AACS_READ_MEDIA_ID: reading(32, session, structure(0x82)),
  IOCTL_AACS_READ_BINDING_NONCE: nonce(0x21),
  IOCTL_AACS_GENERATE_BINDING_NONCE: [
    ...nonce(0x20),
    {
      title: 'sends the zeros of the published driver',
      options: { profile: 'driver' },
      state,
      input: nonceInput(1),
      output: 32,
      replies: `X(00 22 00 00 ${hex(pattern(32))})`,
      sent: '00 00 00 00 00 00 00 00 00 00 00 00',
      status: 'STATUS_SUCCESS',
      information: 32,
      outputAfter: hex(pattern(32)),
    },
    {
      title: 'needs a handle that may write',
      options: { access: 'read' },
      input: nonceInput(1),
      output: 32,
      sent: '',
      status: 'STATUS_ACCESS_DENIED',
    },
  ],
  IOCTL_AACS_READ_MEDIA_KEY_BLOCK: [
    ...elsewhere(layer(0), 8),
    {
      title: 'reads one pack',
      state,
      input: layer(1),
      output: 12,
      replies: 'X(00 0A 00 01 01 02 03 04 05 06 07 08)',
      sent: pack(0, 1),
      status: 'STATUS_SUCCESS',
      information: 8,
      outputAfter: outputOf(12, '01 02 03 04 05 06 07 08'),
    },
    {
      title: 'reads one pack after the other',
      state,
      input: layer(0),
      output: 32_770,
      replies: `${wholePack} -> X(00 04 00 02 AB CD)`,
      sent: `${pack(0)}; ${pack(1)}`,
      status: 'STATUS_SUCCESS',
      information: 32_770,
      outputAfter: `${hex(pattern(32_768))} AB CD`,
    },
    {
      title: 'tells how much room the packs need, and hands out none of them',
      state,
      input: layer(0),
      output: 32_769,
      replies: `${wholePack} -> X(00 04 00 02 AB CD)`,
      sent: `${pack(0)}; ${pack(1)}`,
      status: 'STATUS_BUFFER_TOO_SMALL',
      information: 65_536,
    },
    {
      title: 'takes as much as came',
      state,
      input: layer(0),
      output: 8,
      replies: 'X(FF FF 00 01 01)',
      sent: pack(0),
      status: 'STATUS_SUCCESS',
      information: 1,
      outputAfter: outputOf(8, '01'),
    },
    ...['00 0A 00 00', '00 01 00 01', '00'].map((reply) => ({
      title: `makes no sense of ${reply}`,
      state,
      input: layer(0),
      output: 8,
      replies: `X(${reply})`,
      sent: pack(0),
      status: 'STATUS_IO_DEVICE_ERROR' as const,
    })),
    ...[0, 3, 5].map((length) => ({
      title: `refuses ${length} bytes of input`,
      state,
      input: new Uint8Array(length),
      output: 8,
      sent: '',
      status: 'STATUS_INFO_LENGTH_MISMATCH' as const,
    })),
    {
      title: 'wants 8 bytes',
      state,
      input: layer(256),
      output: 7,
      sent: '',
      status: 'STATUS_BUFFER_TOO_SMALL',
      information: 8,
    },
    { title: 'refuses layer 256', state, input: layer(256), output: 8, sent: '', status: 'STATUS_INVALID_PARAMETER' },
    {
      title: 'wants a transport that carries a pack',
      state,
      input: layer(0),
      output: 8,
      maximumTransferBytes: 32_771,
      sent: '',
      status: 'STATUS_INTERNAL_ERROR',
    },
  ],
};
