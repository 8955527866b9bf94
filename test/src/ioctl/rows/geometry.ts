import { expect } from 'vitest';
import type { Row } from './bench.js';
import { type CodeRows, outputOf } from './run-row.js';

type Rows = readonly Omit<Row, 'id'>[];

/** 4,698,112 blocks of 2048 bytes: 2294 cylinders, 23D800000h bytes. */
const dvd = 'X(00 47 AF FF 00 00 08 00)';
const cylinders = 'F6 08 00 00 00 00 00 00';
const geometry = '0B 00 00 00 40 00 00 00 20 00 00 00 00 08 00 00';
const dvdGeometry = `${cylinders} ${geometry}`;
const dvdBytes = '00 00 80 3D 02 00 00 00';
const unknownBytes = 'FF FF FF 7F 00 00 00 00';
const zeros = (count: number) => new Array<string>(count).fill('00').join(' ');
const known = { lastLogicalBlockAddress: 0x47afff };

/** Codes that send READ CAPACITY. */
const measuring = (bytes: number, ofDvd: string, ofOneBlock: string): Rows => [
  {
    title: 'of a DVD, with nothing behind it',
    output: bytes + 3,
    replies: dvd,
    sent: '25',
    status: 'STATUS_SUCCESS',
    information: bytes,
    outputAfter: outputOf(bytes + 3, ofDvd),
    stateAfter: { ...known, blockLengthBytes: 2048 },
    also: ({ transport }) => expect(transport.sent[0]).toMatchObject({ timeoutMs: 20_000 }),
  },
  {
    title: 'counts blocks of 2352 bytes as 2048',
    output: bytes,
    replies: 'X(00 47 AF FF 00 00 09 30)',
    sent: '25',
    status: 'STATUS_SUCCESS',
    information: bytes,
    outputAfter: ofDvd,
  },
  {
    title: 'takes blocks of no bytes, and no answer at all, for blocks of 2048',
    output: bytes,
    replies: 'S(0)',
    sent: '25',
    status: 'STATUS_SUCCESS',
    information: bytes,
    outputAfter: ofOneBlock,
  },
  { title: 'wants room', output: bytes - 1, sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: bytes },
  { title: 'wants output', sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: bytes },
  {
    title: 'finds no medium in a drive without power',
    output: bytes,
    state: { zeroPower: true },
    sent: '',
    status: 'STATUS_NO_MEDIA_IN_DEVICE',
  },
  {
    title: 'forgets what it knew where the drive does not tell',
    output: bytes,
    state: { ...known, blockLengthBytes: 512 },
    replies: '2/3A/00',
    sent: '25',
    status: 'STATUS_NO_MEDIA_IN_DEVICE',
    stateAfter: { lastLogicalBlockAddress: undefined, blockLengthBytes: 2048 },
  },
  {
    title: 'retries twice, the unit attention of a mounted volume too',
    output: bytes,
    replies: '6/28/00 x3',
    sent: '25 x3',
    status: 'STATUS_VERIFY_REQUIRED',
  },
];

/** Codes that make a partition up. */
const partitioning = (bytes: number, withLength: (length: string) => string): Rows => [
  {
    title: 'as long as the medium was',
    output: bytes + 1,
    state: known,
    sent: '',
    status: 'STATUS_SUCCESS',
    information: bytes,
    outputAfter: outputOf(bytes + 1, withLength(dvdBytes)),
  },
  {
    title: 'of a medium that nobody has measured',
    output: bytes,
    sent: '',
    status: 'STATUS_SUCCESS',
    information: bytes,
    outputAfter: withLength(unknownBytes),
  },
  { title: 'wants room', output: bytes - 1, sent: '', status: 'STATUS_BUFFER_TOO_SMALL', information: bytes },
];

const partition = (length: string) => `${zeros(8)} ${length} ${zeros(8)} 0B 00 01 00 ${zeros(4)}`;
const partitionEx = (length: string) => `${zeros(16)} ${length} ${zeros(8)} 0B 00 01 00 ${zeros(108)}`;
const oneBlockGeometry = `${zeros(8)} ${geometry}`;
const oneBlock = '00 08 00 00 00 00 00 00';

const drive = measuring(24, dvdGeometry, oneBlockGeometry);
const driveEx = measuring(32, `${dvdGeometry} ${dvdBytes}`, `${oneBlockGeometry} ${oneBlock}`);
const capacityHeader = '20 00 00 00 20 00 00 00 00 08 00 00 00 00 00 00';

export const rows: CodeRows = {
  IOCTL_CDROM_GET_DRIVE_GEOMETRY: drive,
  IOCTL_DISK_GET_DRIVE_GEOMETRY: drive,
  IOCTL_CDROM_GET_DRIVE_GEOMETRY_EX: driveEx,
  IOCTL_DISK_GET_DRIVE_GEOMETRY_EX: driveEx,
  IOCTL_STORAGE_READ_CAPACITY: measuring(
    32,
    `${capacityHeader} 00 B0 47 00 00 00 00 00 ${dvdBytes}`,
    `${capacityHeader} 01 00 00 00 00 00 00 00 ${oneBlock}`,
  ),
  IOCTL_DISK_GET_LENGTH_INFO: measuring(8, dvdBytes, oneBlock),
  IOCTL_DISK_GET_PARTITION_INFO: partitioning(32, partition),
  IOCTL_DISK_GET_DRIVE_LAYOUT: partitioning(40, (length) => `01 00 00 00 01 00 00 00 ${partition(length)}`),
  IOCTL_DISK_GET_PARTITION_INFO_EX: partitioning(144, partitionEx),
  IOCTL_DISK_GET_DRIVE_LAYOUT_EX: partitioning(
    192,
    (length) => `00 00 00 00 01 00 00 00 01 00 00 00 ${zeros(36)} ${partitionEx(length)}`,
  ),
};
