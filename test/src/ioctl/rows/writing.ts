import { expect } from 'vitest';
import { parseHex } from '../../../../mmc/index.js';
import type { Row } from './bench.js';
import { type CodeRows, outputOf } from './run-row.js';

type Rows = readonly Omit<Row, 'id'>[];

const core = '00 01 07 04 00 00 00 07';
/** GET CONFIGURATION with these descriptors. */
function configuration(...descriptors: string[]): string {
  const bytes = ['00 00 00 10', core, ...descriptors].join(' ');
  const length = bytes.split(' ').length;
  return `X(00 00 00 ${length.toString(16).toUpperCase().padStart(2, '0')} ${bytes})`;
}
const randomWritable = (current: 0 | 1) => `00 20 0${current} 0C 00 00 00 00 00 00 08 00 00 01 00 00`;
const defects = (current: 0 | 1) => `00 24 0${current} 04 00 00 00 00`;

/** What is enough to write, besides defect management. */
const ways: readonly [what: string, descriptor: string][] = [
  ['random writable', randomWritable(1)],
  ['rigid restricted overwrite', '00 2C 01 04 00 00 00 00'],
  ['restricted overwrite', '00 26 01 00'],
  ['incremental streaming writable', '00 21 01 08 00 00 00 01 07 00 00 00'],
  ['DVD+R', '00 2B 01 04 01 00 00 00'],
  ['DVD+R dual layer', '00 3B 01 04 01 00 00 00'],
  ['the profile of CD-RW', '00 00 03 08 00 0A 01 00 00 08 00 00'],
  ['the profile of DVD-R', '00 00 03 04 00 11 01 00'],
];
const dead: readonly [what: string, descriptor: string][] = [
  ['nothing', ''],
  ['random writable that is not current', randomWritable(0)],
  ['defect management alone', defects(1)],
  ['DVD+R that only reads', '00 2B 01 04 00 00 00 00'],
  ['DVD+R that is not current', '00 2B 00 04 01 00 00 00'],
  ['the profile of CD-RW that is not current', '00 00 03 04 00 0A 00 00'],
  ['the profile of DVD-ROM', '00 00 03 04 00 10 01 00'],
];

const writable = { writeCapabilities: { isAllowed: true, isDefectManaged: true } } as const;
const readOnly = { writeCapabilities: { isAllowed: false, isDefectManaged: false } } as const;

const verify = (offset: string, length: string) => parseHex(`${offset} ${length} 00 00 00 00`);
const tenBlocks = verify('00 80 00 00 00 00 00 00', 'FF 57 00 00');

const diskVerify: Rows = [
  ...ways.map(([what, descriptor]) => ({
    title: `verifies what can be written by ${what}`,
    input: tenBlocks,
    replies: `${configuration(descriptor)} -> G`,
    sent: 'GC; 2F 00 00 00 00 10 00 00 0A 00',
    status: 'STATUS_SUCCESS' as const,
    stateAfter: { writeCapabilities: { isAllowed: true, isDefectManaged: false } },
  })),
  ...dead.map(([what, descriptor]) => ({
    title: `is no help where there is ${what}`,
    input: tenBlocks,
    replies: configuration(...(descriptor ? [descriptor] : [])),
    sent: 'GC',
    status: 'STATUS_MEDIA_WRITE_PROTECTED' as const,
    stateAfter: readOnly,
  })),
  {
    title: 'asks again where the medium could not be written to',
    state: readOnly,
    input: tenBlocks,
    replies: `${configuration(randomWritable(1))} -> G`,
    sent: 'GC; 2F 00 00 00 00 10 00 00 0A 00',
    status: 'STATUS_SUCCESS',
  },
  {
    title: 'passes on why the drive cannot be asked',
    input: tenBlocks,
    replies: '2/3A/00',
    sent: 'GC',
    status: 'STATUS_NO_MEDIA_IN_DEVICE',
  },
  {
    title: 'finds no way to write in a drive that does not tell features',
    input: tenBlocks,
    replies: '5/20/00',
    sent: 'GC',
    status: 'STATUS_MEDIA_WRITE_PROTECTED',
  },
  {
    title: 'counts blocks by the length that they have',
    state: { ...writable, blockLengthBytes: 512 },
    input: tenBlocks,
    replies: 'G',
    sent: '2F 00 00 00 00 40 00 00 2B 00',
    status: 'STATUS_SUCCESS',
  },
  {
    title: 'goes as far as 32 bits of address and 16 of length do',
    state: writable,
    input: verify('00 F8 FF FF FF 07 00 00', 'FF FF FF 07'),
    replies: 'G',
    sent: '2F 00 FF FF FF FF 00 FF FF 00',
    status: 'STATUS_SUCCESS',
    also: ({ transport }) => expect(transport.sent[0]).toMatchObject({ timeoutMs: 260_000 }),
  },
  {
    title: 'gives each 128 blocks the usual time',
    state: writable,
    input: verify('00 00 00 00 00 00 00 00', '00 00 08 00'),
    replies: 'G',
    sent: '2F 00 00 00 00 00 00 01 00 00',
    status: 'STATUS_SUCCESS',
    also: ({ transport }) => expect(transport.sent[0]).toMatchObject({ timeoutMs: 30_000 }),
  },
  {
    title: 'sends what asks for no block at all',
    state: writable,
    input: verify('00 00 00 00 00 00 00 00', 'FF 07 00 00'),
    replies: 'G',
    sent: '2F 00 00 00 00 00 00 00 00 00',
    status: 'STATUS_SUCCESS',
    also: ({ transport }) => expect(transport.sent[0]).toMatchObject({ timeoutMs: 10_000 }),
  },
  {
    title: 'refuses one block more than there is room for in the CDB',
    state: writable,
    input: verify('00 00 00 00 00 00 00 00', '00 00 00 08'),
    sent: '',
    status: 'STATUS_INVALID_PARAMETER',
  },
  {
    title: 'wants a medium that can be written to before it looks at the address',
    state: readOnly,
    input: verify('FF FF FF FF FF FF FF FF', '00 08 00 00'),
    replies: configuration(),
    sent: 'GC',
    status: 'STATUS_MEDIA_WRITE_PROTECTED',
  },
  {
    title: 'wants 16 bytes before that',
    state: readOnly,
    input: tenBlocks.slice(1),
    sent: '',
    status: 'STATUS_INVALID_PARAMETER',
  },
];

const isWritable: Rows = [
  {
    title: 'says yes where bad blocks are replaced',
    replies: configuration(randomWritable(1), defects(1)),
    sent: 'GC',
    status: 'STATUS_SUCCESS',
    stateAfter: writable,
  },
  {
    title: 'says no where blocks can be written, but nobody replaces them',
    replies: configuration(randomWritable(1), defects(0)),
    sent: 'GC',
    status: 'STATUS_MEDIA_WRITE_PROTECTED',
  },
  {
    title: 'forgets it when the medium is changed',
    state: writable,
    act: async (bench) => {
      await bench.handle.checkVerify();
      return bench.ioctl(0x70024);
    },
    replies: `6/28/00 -> ${configuration()}`,
    sent: 'TUR; GC',
    status: 'STATUS_MEDIA_WRITE_PROTECTED',
  },
];

const geometry = (cylinders: string) => `${cylinders} 00 00 00 00 00 00`;
const sizes = '40 00 00 00 20 00 00 00 00 08 00 00 01 00 00 00';
const cdRom = (cylinders: string, mounted: '00' | '80') =>
  `${geometry(cylinders)} 33 00 00 00 ${sizes} 04 00 00 ${mounted}`;
const removable = (cylinders: string, mounted: '00' | '80') =>
  `${geometry(cylinders)} 0B 00 00 00 ${sizes} 08 00 00 ${mounted}`;
const cd = { featureCodes: [0x1e] };
const dvd = { featureCodes: [0x1f] };
const known = { lastLogicalBlockAddress: 0x47afff };

const mediaTypes: Rows = [
  {
    title: 'tells of a CD that is in the drive',
    state: { ...cd, ...readOnly, ...known },
    output: 80,
    replies: `G -> ${configuration()}`,
    sent: 'TUR; GC',
    status: 'STATUS_SUCCESS',
    information: 72,
    outputAfter: outputOf(80, `02 00 00 00 02 00 00 00 ${cdRom('F6 08', '80')} ${removable('F6 08', '00')}`),
    also: ({ transport }) => expect(transport.sent[0]).toMatchObject({ timeoutMs: 20_000 }),
  },
  {
    title: 'tells of a disc in a DVD drive that can be written to',
    state: { ...dvd, ...writable },
    output: 72,
    replies: 'G',
    sent: 'TUR',
    status: 'STATUS_SUCCESS',
    information: 72,
    outputAfter: `33 00 00 00 02 00 00 00 ${cdRom('00 00', '00')} ${removable('00 00', '80')}`,
  },
  {
    title: 'tells of an empty drive',
    state: dvd,
    output: 72,
    replies: '2/3A/00',
    sent: 'TUR',
    status: 'STATUS_SUCCESS',
    information: 72,
    outputAfter: `33 00 00 00 02 00 00 00 ${cdRom('00 00', '00')} ${removable('00 00', '00')}`,
    stateAfter: { mediaState: 'absent' },
  },
  {
    title: 'tells of a drive that does not speak MMC one type',
    options: { isMmc: false },
    output: 40,
    replies: 'G',
    sent: 'TUR',
    status: 'STATUS_SUCCESS',
    information: 40,
    outputAfter: `02 00 00 00 01 00 00 00 ${cdRom('00 00', '80')}`,
  },
  {
    title: 'tells whom the exclusive lock keeps out what is known',
    state: { ...dvd, ...known },
    locked: true,
    output: 72,
    sent: '',
    status: 'STATUS_SUCCESS',
    information: 72,
    outputAfter: `33 00 00 00 02 00 00 00 ${cdRom('F6 08', '00')} ${removable('F6 08', '00')}`,
  },
  {
    title: 'asks what the drive is, where nobody has',
    output: 72,
    replies: 'F0 -> 2/3A/00',
    sent: '46 00 00 00 00 00 00 08 00 00; TUR',
    status: 'STATUS_SUCCESS',
    information: 72,
    outputAfter: `02 00 00 00 02 00 00 00 ${cdRom('00 00', '00')} ${removable('00 00', '00')}`,
  },
  { title: 'wants 72 bytes', output: 71, sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: 72 },
];

export const rows: CodeRows = {
  IOCTL_DISK_VERIFY: diskVerify,
  IOCTL_DISK_IS_WRITABLE: isWritable,
  IOCTL_STORAGE_GET_MEDIA_TYPES_EX: mediaTypes,
};
