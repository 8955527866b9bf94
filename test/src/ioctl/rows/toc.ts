import { parseHex } from '../../../../mmc/index.js';
import { type CodeRows, outputOf } from './run-row.js';

const playing = { playActive: true };
const zeroPower = { zeroPower: true };
/** A transport that takes only every fourth length. */
const toc = '43 02 00 00 00 00 00 03 24 00';
const tocReply = '00 12 01 01 00 14 01 00 00 00 02 00 00 14 AA 00 00 04 05 06';
const zeros = (count: number) => new Array<string>(count).fill('00').join(' ');
const ex = (hexBytes: string) => parseHex(hexBytes);

/** Formats of READ_TOC_EX: input, and the CDB it becomes. */
const formats: [title: string, input: string, cdb: string][] = [
  ['the TOC with times, from track 2', '80 02 00 00', '43 02 00 00 00 00 02 00 10 00'],
  ['the TOC with addresses', '00 00 00 00', '43 00 00 00 00 00 00 00 10 00'],
  ['sessions', '01 00 00 00', '43 00 01 00 00 00 00 00 10 00'],
  ['the raw TOC from session 1', '82 01 00 00', '43 02 02 00 00 00 01 00 10 00'],
  ['the PMA', '83 00 00 00', '43 02 03 00 00 00 00 00 10 00'],
  ['ATIP', '04 00 00 00', '43 00 04 00 00 00 00 00 10 00'],
  ['CD-TEXT', '05 07 00 00', '43 00 05 00 00 00 07 00 10 00'],
];

/** What READ_TOC_EX does not take: [title, input, output length, status, information]. */
const refused: [string, string, number, 'INFO_LENGTH_MISMATCH' | 'BUFFER_TOO_SMALL' | 'INVALID_PARAMETER', number][] = [
  ['no input', '', 16, 'INFO_LENGTH_MISMATCH', 0],
  ['3 bytes of input', '00 00 00', 16, 'INFO_LENGTH_MISMATCH', 0],
  ['3 bytes of input before an output of 1', '00 00 00', 1, 'INFO_LENGTH_MISMATCH', 0],
  ['no output', '00 00 00 00', 0, 'BUFFER_TOO_SMALL', 2],
  ['1 byte of output, before reserved bits', '70 00 00 00', 1, 'BUFFER_TOO_SMALL', 2],
  ['65536 bytes of output', '00 00 00 00', 65_536, 'INVALID_PARAMETER', 0],
  ['Reserved1', '10 00 00 00', 16, 'INVALID_PARAMETER', 0],
  ['all of Reserved1', 'F0 00 00 00', 16, 'INVALID_PARAMETER', 0],
  ['Reserved2', '00 00 01 00', 16, 'INVALID_PARAMETER', 0],
  ['Reserved3', '00 00 00 80', 16, 'INVALID_PARAMETER', 0],
  ['sessions from a track', '01 01 00 00', 16, 'INVALID_PARAMETER', 0],
  ['the PMA from a track', '03 01 00 00', 16, 'INVALID_PARAMETER', 0],
  ['ATIP from a track', '04 FF 00 00', 16, 'INVALID_PARAMETER', 0],
  ['format 6', '06 00 00 00', 16, 'INVALID_PARAMETER', 0],
  ['format 15', '8F 00 00 00', 16, 'INVALID_PARAMETER', 0],
];

export const rows: CodeRows = {
  IOCTL_CDROM_READ_TOC: [
    {
      title: 'hands out what the drive sends',
      output: 804,
      replies: `X(${tocReply})`,
      sent: toc,
      status: 'STATUS_SUCCESS',
      information: 20,
      outputAfter: outputOf(804, tocReply),
    },
    {
      title: 'asks for 804 bytes, however much room there is',
      output: 1000,
      replies: 'S(804)',
      sent: toc,
      status: 'STATUS_SUCCESS',
      information: 804,
      also: ({ output }) => {
        if (output.slice(804).some((byte) => byte !== 0xaa)) throw new Error('bytes behind the TOC were touched');
      },
      outputAfter: outputOf(1000, [...Array(804)].map((_, i) => hexByte((i * 7 + (i >> 8)) & 0xff)).join(' ')),
    },
    {
      title: 'takes an overrun for a full buffer',
      output: 804,
      replies: 'OVR',
      sent: toc,
      status: 'STATUS_SUCCESS',
      information: 804,
      outputAfter: zeros(804),
    },
    { title: 'wants 804 bytes', output: 803, sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: 804 },
    { title: 'wants any output', sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: 804 },
    {
      title: 'wants a length that the adapter takes',
      output: 806,
      alignmentBytes: 4,
      sent: '',
      status: 'STATUS_INVALID_PARAMETER',
    },
    {
      title: 'finds no medium in a drive without power',
      output: 804,
      state: zeroPower,
      sent: '',
      status: 'STATUS_NO_MEDIA_IN_DEVICE',
    },
    {
      title: 'finds no medium there before it finds too little room, but tells how much is needed',
      output: 4,
      state: zeroPower,
      sent: '',
      status: 'STATUS_NO_MEDIA_IN_DEVICE',
      information: 804,
    },
    {
      title: 'is busy while audio plays',
      output: 804,
      state: playing,
      replies: 'D(11)',
      sent: '42',
      status: 'STATUS_DEVICE_BUSY',
      stateAfter: playing,
    },
    {
      title: 'sees that audio has ended',
      output: 804,
      state: playing,
      replies: 'D(15) -> S(4)',
      sent: `42; ${toc}`,
      status: 'STATUS_SUCCESS',
      information: 4,
      outputAfter: outputOf(804, '00 07 0E 15'),
      stateAfter: { playActive: false },
    },
    {
      title: 'takes a drive that does not tell for one that does not play',
      output: 804,
      state: playing,
      replies: '5/24/00 -> S(4)',
      sent: `42; ${toc}`,
      status: 'STATUS_SUCCESS',
      information: 4,
      outputAfter: outputOf(804, '00 07 0E 15'),
      stateAfter: { playActive: false },
    },
  ],

  IOCTL_CDROM_READ_TOC_EX: [
    ...formats.map(([title, input, cdb]) => ({
      title,
      input: ex(input),
      output: 16,
      replies: 'S(8)',
      sent: cdb,
      status: 'STATUS_SUCCESS' as const,
      information: 8,
      outputAfter: outputOf(16, '00 07 0E 15 1C 23 2A 31'),
    })),
    ...refused.map(([title, input, output, status, information]) => ({
      title: `refuses ${title}`,
      input: ex(input),
      output,
      sent: '',
      status: `STATUS_${status}` as const,
      information,
    })),
    {
      title: 'refuses a length that the adapter does not take',
      input: ex('00 00 00 00'),
      output: 6,
      alignmentBytes: 4,
      sent: '',
      status: 'STATUS_INVALID_PARAMETER',
    },
    {
      title: 'finds no medium in a drive without power',
      input: ex('00 00 00 00'),
      output: 16,
      state: zeroPower,
      sent: '',
      status: 'STATUS_NO_MEDIA_IN_DEVICE',
    },
    {
      title: 'finds no medium there before anything else',
      input: ex('06 00 00 00'),
      output: 1,
      state: zeroPower,
      sent: '',
      status: 'STATUS_NO_MEDIA_IN_DEVICE',
      information: 2,
    },
    {
      title: 'is busy while audio plays',
      input: ex('00 00 00 00'),
      output: 16,
      state: playing,
      replies: 'D(11)',
      sent: '42',
      status: 'STATUS_DEVICE_BUSY',
    },
    {
      title: 'takes an overrun for a full buffer',
      input: ex('00 00 00 00'),
      output: 4,
      replies: 'OVR',
      sent: '43 00 00 00 00 00 00 00 04 00',
      status: 'STATUS_SUCCESS',
      information: 4,
      outputAfter: '00 00 00 00',
    },
    {
      title: 'refuses an answer of one byte',
      input: ex('00 00 00 00'),
      output: 4,
      replies: 'S(1)',
      sent: '43 00 00 00 00 00 00 00 04 00',
      status: 'STATUS_INVALID_DEVICE_REQUEST',
    },
  ],

  IOCTL_CDROM_GET_LAST_SESSION: [
    {
      title: 'hands out what the drive sends',
      output: 12,
      replies: 'X(00 0A 01 02 00 14 05 00 00 00 30 39)',
      sent: '43 00 01 00 00 00 00 00 0C 00',
      status: 'STATUS_SUCCESS',
      information: 12,
      outputAfter: '00 0A 01 02 00 14 05 00 00 00 30 39',
    },
    {
      title: 'asks for as much as there is room for',
      output: 13,
      replies: 'S(12)',
      sent: '43 00 01 00 00 00 00 00 0D 00',
      status: 'STATUS_SUCCESS',
      information: 12,
      outputAfter: '00 07 0E 15 1C 23 2A 31 38 3F 46 4D AA',
    },
    {
      title: 'asks for 804 bytes at most',
      output: 900,
      replies: 'S(2)',
      sent: '43 00 01 00 00 00 00 03 24 00',
      status: 'STATUS_SUCCESS',
      information: 2,
      outputAfter: outputOf(900, '00 07'),
    },
    {
      title: 'takes an overrun for a full buffer',
      output: 12,
      replies: 'OVR',
      sent: '43 00 01 00 00 00 00 00 0C 00',
      status: 'STATUS_SUCCESS',
      information: 12,
      outputAfter: zeros(12),
    },
    { title: 'wants 12 bytes', output: 11, sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: 12 },
    {
      title: 'wants a length that the adapter takes',
      output: 14,
      alignmentBytes: 4,
      sent: '',
      status: 'STATUS_INVALID_PARAMETER',
    },
    {
      title: 'is busy while audio plays',
      output: 12,
      state: playing,
      replies: 'D(11)',
      sent: '42',
      status: 'STATUS_DEVICE_BUSY',
    },
  ],
};

function hexByte(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, '0');
}
