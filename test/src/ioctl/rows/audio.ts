import { expect } from 'vitest';
import { hex, parseHex } from '../../../../mmc/index.js';
import type { CodeRows } from './run-row.js';

const playing = { playActive: true };
const notPlaying = { playActive: false };
const play = '47 00 00 01 02 03 04 05 06 00';
const msf = parseHex('01 02 03 04 05 06');
const position = '42 02 40 01 00 00 00 00 10 00';
const catalog = '42 00 40 02 00 00 00 00 18 00';
const isrc = '42 00 40 03 00 00 09 00 18 00';

/** Addresses of SEEK(10). Before 00:02:00 they wrap. */
const seeks: [title: string, input: string, address: string][] = [
  ['00:02:00', '00 02 00', '00 00 00 00'],
  ['00:02:01', '00 02 01', '00 00 00 01'],
  ['01:02:03', '01 02 03', '00 00 11 97'],
  ['99:59:74', '63 3B 4A', '00 06 DD 39'],
  ['00:01:74', '00 01 4A', 'FF FF FF FF'],
  ['00:00:00', '00 00 00', 'FF FF FF 6A'],
  ['255:255:255', 'FF FF FF', '00 11 CD 8A'],
];

const page = (ports: string) => `0E 0E 04 00 00 00 00 00 ${ports}`;
const modeData = (length: string, rest: string, descriptorBytes = '00') =>
  `X(${length} 00 00 00 00 00 ${descriptorBytes} ${rest})`;
const modeSense = '5A 00 0E 00 00 00 00 00 40 00';
const modeSelect = '55 10 00 00 00 00 00 00 18 00';
const ports = '01 11 02 22 04 33 08 44';

export const rows: CodeRows = {
  IOCTL_CDROM_PLAY_AUDIO_MSF: [
    {
      title: 'sends the times as they are',
      input: msf,
      replies: 'G',
      sent: play,
      status: 'STATUS_SUCCESS',
      stateAfter: playing,
    },
    {
      title: 'does not look at what follows, nor at the output',
      input: parseHex('01 02 03 04 05 06 07 08'),
      output: 8,
      replies: 'G',
      sent: play,
      status: 'STATUS_SUCCESS',
    },
    { title: 'wants 6 bytes', input: msf.slice(1), sent: '', status: 'STATUS_INFO_LENGTH_MISMATCH' },
    { title: 'wants input', sent: '', status: 'STATUS_INFO_LENGTH_MISMATCH' },
    {
      title: 'does not play what the drive refuses',
      input: msf,
      replies: '5/21/00',
      sent: play,
      status: 'STATUS_NONEXISTENT_SECTOR',
      stateAfter: notPlaying,
    },
  ],

  IOCTL_CDROM_SEEK_AUDIO_MSF: [
    ...seeks.map(([title, input, address]) => ({
      title: `to ${title}`,
      input: parseHex(input),
      state: playing,
      replies: 'G',
      sent: `2B 00 ${address} 00 00 00 00`,
      status: 'STATUS_SUCCESS' as const,
      stateAfter: playing,
    })),
    { title: 'wants 3 bytes', input: parseHex('00 02'), sent: '', status: 'STATUS_INFO_LENGTH_MISMATCH' },
    { title: 'wants input', sent: '', status: 'STATUS_INFO_LENGTH_MISMATCH' },
    {
      title: 'behind the disc',
      input: parseHex('63 00 00'),
      replies: '5/21/00',
      sent: '2B 00 00 06 CB A6 00 00 00 00',
      status: 'STATUS_NONEXISTENT_SECTOR',
    },
  ],

  IOCTL_CDROM_PAUSE_AUDIO: [
    {
      title: 'pauses, whatever the buffers',
      input: new Uint8Array(3),
      output: 5,
      state: playing,
      replies: 'G',
      sent: '4B 00 00 00 00 00 00 00 00 00',
      status: 'STATUS_SUCCESS',
      stateAfter: notPlaying,
    },
    {
      title: 'leaves the flag where the drive refuses',
      state: playing,
      replies: '5/2C/00',
      sent: '4B 00 00 00 00 00 00 00 00 00',
      status: 'STATUS_INVALID_DEVICE_REQUEST',
      stateAfter: playing,
    },
  ],

  IOCTL_CDROM_RESUME_AUDIO: [
    {
      title: 'goes on, whatever the buffers',
      input: new Uint8Array(3),
      output: 5,
      replies: 'G',
      sent: '4B 00 00 00 00 00 00 00 01 00',
      status: 'STATUS_SUCCESS',
      stateAfter: playing,
    },
    {
      title: 'leaves the flag where the drive refuses',
      replies: '5/2C/00',
      sent: '4B 00 00 00 00 00 00 00 01 00',
      status: 'STATUS_INVALID_DEVICE_REQUEST',
      stateAfter: notPlaying,
    },
  ],

  IOCTL_CDROM_READ_Q_CHANNEL: [
    {
      title: 'tells the position, and that audio plays',
      input: parseHex('01 00'),
      output: 16,
      replies: 'D(11)',
      sent: position,
      status: 'STATUS_SUCCESS',
      information: 16,
      outputAfter: '00 11 00 0C 01 14 01 01 00 00 00 10 00 00 00 10',
      stateAfter: playing,
    },
    ...['00', '12', '13', '14', '15'].map((status) => ({
      title: `knows from audio status ${status}h that none plays`,
      input: parseHex('01 63'),
      output: 17,
      state: playing,
      replies: `D(${status})`,
      sent: position,
      status: 'STATUS_SUCCESS' as const,
      information: 16,
      outputAfter: `00 ${status} 00 0C 01 14 01 01 00 00 00 10 00 00 00 10 AA`,
      stateAfter: notPlaying,
    })),
    {
      title: 'tells the catalog number, without a track',
      input: parseHex('02 09'),
      output: 24,
      replies: 'X(00 11 00 14 02 00 00 00 80)',
      sent: catalog,
      status: 'STATUS_SUCCESS',
      information: 9,
      outputAfter: `00 11 00 14 02 00 00 00 80${' AA'.repeat(15)}`,
      stateAfter: playing,
    },
    {
      title: 'tells the ISRC of a track',
      input: parseHex('03 09'),
      output: 30,
      replies: 'S(24)',
      sent: isrc,
      status: 'STATUS_SUCCESS',
      information: 24,
      outputAfter: `${hex(Uint8Array.from({ length: 24 }, (_, i) => i * 7))}${' AA'.repeat(6)}`,
    },
    { title: 'wants input', output: 24, sent: '', status: 'STATUS_INFO_LENGTH_MISMATCH' },
    { title: 'wants 2 bytes', input: parseHex('01'), output: 24, sent: '', status: 'STATUS_INFO_LENGTH_MISMATCH' },
    ...['00', '04', 'FF'].map((format) => ({
      title: `refuses format ${format}h`,
      input: parseHex(`${format} 00`),
      sent: '',
      status: 'STATUS_INVALID_PARAMETER' as const,
    })),
    ...(
      [
        ['01', 15, 16],
        ['02', 23, 24],
        ['03', 16, 24],
      ] as const
    ).map(([format, output, information]) => ({
      title: `wants ${information} bytes for format ${format}h`,
      input: parseHex(`${format} 00`),
      output,
      sent: '',
      status: 'STATUS_BUFFER_TOO_SMALL' as const,
      information,
    })),
    {
      title: 'takes a failure for the end of playing',
      input: parseHex('01 00'),
      output: 16,
      state: playing,
      replies: '5/24/00',
      sent: position,
      status: 'STATUS_INVALID_DEVICE_REQUEST',
      stateAfter: notPlaying,
    },
    {
      title: 'does not take an answer without a status for playing',
      input: parseHex('01 00'),
      output: 16,
      state: playing,
      replies: 'S(1)',
      sent: position,
      status: 'STATUS_SUCCESS',
      information: 1,
      outputAfter: `00${' AA'.repeat(15)}`,
      stateAfter: notPlaying,
    },
  ],

  IOCTL_CDROM_GET_VOLUME: [
    {
      title: 'tells the volume of four ports',
      output: 4,
      replies: modeData('00 16', page(ports)),
      sent: modeSense,
      status: 'STATUS_SUCCESS',
      information: 4,
      outputAfter: '11 22 33 44',
    },
    {
      title: 'skips block descriptors, and leaves what follows',
      output: 6,
      replies: modeData('00 1E', `00 00 00 00 00 00 08 00 ${page(ports)}`, '08'),
      sent: modeSense,
      status: 'STATUS_SUCCESS',
      information: 4,
      outputAfter: '11 22 33 44 AA AA',
    },
    {
      title: 'takes the page from among others',
      output: 4,
      replies: modeData('00 1C', `01 04 00 00 00 00 ${page(ports)}`),
      sent: modeSense,
      status: 'STATUS_SUCCESS',
      information: 4,
      outputAfter: '11 22 33 44',
    },
    {
      title: 'refuses an answer without the page',
      output: 4,
      replies: modeData('00 0C', '01 04 00 00 00 00'),
      sent: modeSense,
      status: 'STATUS_INVALID_DEVICE_REQUEST',
    },
    {
      title: 'refuses a page that ends early',
      output: 4,
      replies: modeData('00 16', page('01 11 02 22 04 33 08')),
      sent: modeSense,
      status: 'STATUS_INVALID_DEVICE_REQUEST',
    },
    {
      title: 'refuses an answer of no bytes',
      output: 4,
      replies: 'S(0)',
      sent: modeSense,
      status: 'STATUS_INVALID_DEVICE_REQUEST',
    },
    {
      title: 'refuses a full buffer of nothing, which an overrun leaves',
      output: 4,
      replies: 'OVR',
      sent: modeSense,
      status: 'STATUS_INVALID_DEVICE_REQUEST',
    },
    { title: 'wants 4 bytes', output: 3, sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: 4 },
    { title: 'wants output', sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: 4 },
    {
      title: 'retries twice, the unit attention of a mounted volume too',
      output: 4,
      replies: `6/28/00 x2 -> ${modeData('00 16', page(ports))}`,
      sent: `${modeSense} x3`,
      status: 'STATUS_SUCCESS',
      information: 4,
      outputAfter: '11 22 33 44',
      delaysMs: [],
    },
    {
      title: 'gives up after two retries, two seconds apart where the drive is becoming ready',
      output: 4,
      replies: '2/04/00 x3',
      sent: `${modeSense} x3`,
      status: 'STATUS_DEVICE_NOT_READY',
      delaysMs: [2000, 2000],
    },
  ],

  IOCTL_CDROM_SET_VOLUME: [
    {
      title: 'sets the volume of four ports, and leaves their channels',
      input: parseHex('A1 B2 C3 D4'),
      replies: `${modeData('00 16', page(ports))} -> G`,
      sent: `${modeSense}; ${modeSelect}`,
      status: 'STATUS_SUCCESS',
      also: ({ transport }) => {
        expect(hex(transport.sent[1]!.data)).toBe(
          `00 00 00 00 00 00 00 00 0E 0E 04 00 00 00 00 00 01 A1 02 B2 04 C3 08 D4`,
        );
      },
    },
    {
      title: 'refuses a drive without the page',
      input: new Uint8Array(4),
      replies: modeData('00 06', ''),
      sent: modeSense,
      status: 'STATUS_INVALID_DEVICE_REQUEST',
    },
    {
      title: 'ends as MODE SENSE ends',
      input: new Uint8Array(4),
      replies: '2/3A/00',
      sent: modeSense,
      status: 'STATUS_NO_MEDIA_IN_DEVICE',
    },
    {
      title: 'ends as MODE SELECT ends',
      input: new Uint8Array(5),
      replies: `${modeData('00 16', page(ports))} -> 5/26/00`,
      sent: `${modeSense}; ${modeSelect}`,
      status: 'STATUS_INVALID_DEVICE_REQUEST',
    },
    { title: 'wants 4 bytes', input: new Uint8Array(3), sent: '', status: 'STATUS_INFO_LENGTH_MISMATCH' },
    { title: 'wants input', sent: '', status: 'STATUS_INFO_LENGTH_MISMATCH' },
  ],

  IOCTL_CDROM_GET_CONTROL: [
    { title: 'is not known to the driver any more', output: 4, sent: '', status: 'STATUS_INVALID_DEVICE_REQUEST' },
  ],
};
