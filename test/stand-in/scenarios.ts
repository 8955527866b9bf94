/** What is run against the stand-in, and what the stand-in answers. */
import { hex } from '../../mmc/index.js';
import { oneBlock } from '../mmc/disc/cd-text-packs.js';
import { dissected, dissectedOfBlockDevice } from './dissected.js';
import type { Exchange, Replies } from './server.js';

export interface Scenario {
  /** Name of the file in recordings/. */
  readonly name: string;
  /**
   * `program` is run against the stand-in; `calls` prints CDBs by itself; `dissect` gives bytes to tshark; `kernel` boots
   * a kernel.
   */
  readonly kind: 'program' | 'calls' | 'dissect' | 'kernel';
  /** A program, or the source of one in programs/. FOLDER in the arguments is a temporary folder. */
  readonly program: string;
  readonly arguments: readonly string[];
  /** Debian's packages of the program and of the library that does the work, and what to call them. */
  readonly packages: readonly (readonly [name: string, title: string])[];
  readonly libraries?: readonly string[];
  readonly node?: string;
  readonly replies?: Replies;
  /** Files in FOLDER. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Lines of the output that say something. */
  readonly keep?: RegExp;
  /** Peripheral device type that tshark is told. */
  readonly deviceType?: number;
  /** What tshark dissects, or what a program reads from a file. */
  readonly exchanges?: readonly Exchange[];
}

const zeros = (length: number) => '00 '.repeat(length);
const bytesFrom = (length: number, first: number) =>
  Array.from({ length }, (_, i) => ((first + i) & 0xff).toString(16).padStart(2, '0')).join(' ');

/** Profile list with one profile, core, removable medium, and what else is current. */
const configuration = (profile: string, rest = '') => {
  const features = `00 00 03 04 ${profile} 01 00 00 01 0B 08 00 00 00 01 01 00 00 00 00 03 0B 04 39 00 00 00 ${rest}`;
  const length = 4 + features.trim().split(' ').length;
  return `00 00 00 ${length.toString(16)} 00 00 ${profile} ${features}`;
};
const dvdFeatures =
  '00 10 01 08 00 00 08 00 00 10 01 00 00 1E 09 04 83 00 00 00 00 1F 09 04 01 00 00 00 01 06 01 04 00 00 00 01';

const capabilities = `00 3A 70 00 00 00 00 00 2A 32 3F 37 F3 77 29 23 10 8A 01 00 08 00 10 8A 00 10 00 00 00 00 00 01
  00 00 00 02 00 00 10 8A 00 00 08 45 ${zeros(16)}`;
const writeParameters = `00 3A 00 00 00 00 00 00 05 32 40 00 08 00 00 00 00 00 00 00 00 10 00 96 ${zeros(36)}`;
const writeSpeeds = `00 00 00 24 00 00 00 00 0B 00 00 00 00 23 04 87 00 00 2B 48 00 00 15 A4
  14 00 00 00 00 23 04 87 00 00 2B 48 00 00 0A D2`;
const nominalPerformance = '00 00 00 14 02 00 00 00 00 00 00 00 00 00 15 A4 00 23 04 87 00 00 2B 48';
const emptyTrack = `00 2E 01 01 00 04 41 01 00 00 00 00 00 00 00 00 00 05 7D A9 00 00 00 00 00 05 7D A9 ${zeros(20)}`;
const recordedTrack = `00 2E 01 01 00 04 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 23 05 40 00 23 05 3F ${zeros(16)}`;

const drive: Replies = {
  '5A .. 3F': `00 1A 70 00 00 00 00 00 01 0A 80 20 ${zeros(8)} 0D 06 00 0D 00 3C 00 4B`,
  '3C 00': '00 01 00 00 AA 55',
  '5A .. 2A': capabilities,
  '5A .. 05': writeParameters,
  'AC .. .. .. .. .. .. .. .. .. 03': writeSpeeds,
  'AC .. .. .. .. .. .. .. .. .. 00': nominalPerformance,
  '5C 00': '00 0A 00 00 00 20 00 00 00 20 00 00',
  '3C 03': '09 01 00 00',
  '3C 0B': '01 00 10 00',
};

const blankCd: Replies = {
  '46': configuration('00 09'),
  '51': '00 20 00 01 01 01 01 00 20 00 00 00 00 00 00 00 FF FF FF FF 00 4F 3B 47 00 00 00 00 00 00 00 00 00 00',
  '52': emptyTrack,
  '43 .. 04': '00 1A 00 00 D4 00 C8 00 61 0F 22 00 4F 3B 47 00 12 34 D0 00 01 02 03 00 04 05 06 00',
  ...drive,
};

const finished = `00 20 1E 01 01 01 01 ${zeros(27)}`;
const structures: Replies = {
  '51': finished,
  '52': recordedTrack,
  '25': '00 23 05 3F 00 00 08 00',
  '23': '00 00 00 18 00 23 05 40 02 00 08 00 00 23 05 40 40 00 00 10 00 23 05 40 54 00 00 10',
  'AD 01 .. .. .. .. .. FF': '00 0E 00 00 00 40 00 74 08 40 00 64 0A 40 00 10',
  'AD .. .. .. .. .. .. FF': '00 0A 00 00 00 40 08 04 20 C0 00 0C',
  'AD 00 .. .. .. .. .. 01': '00 06 00 00 01 FE 00 00',
  'AD 00 .. .. .. .. .. 09': '00 06 00 00 CE 10 00 03',
  'AD 00 .. .. .. .. .. 0A': '00 0E 00 00 00 00 01 00 00 00 02 00 00 00 03 00',
  'AD 00 .. .. .. .. .. 0E': `00 2A 00 00 01 40 C1 26 05 3F 50 00 02 23 54 88 88 88 88 00 03 43 4D 43 20 4D 41 00
    04 47 2E 20 41 45 31 00 05 88 88 88 00 00 00 00`,
  'AD 00 .. .. .. .. .. 11': `01 02 00 00 A1 0F 02 10 00 03 00 00 00 26 05 3F 00 00 00 00 00 00 00
    52 49 54 45 4B 00 00 00 52 30 33 ${zeros(222)}`,
  'AD 00 .. .. .. .. .. 20': '00 0A 00 00 80 00 00 00 00 1C B8 00',
  'AD 01 .. .. .. .. .. 00': `00 72 00 00 44 49 01 10 00 00 40 00 42 44 52 01 11 12 ${zeros(86)}
    52 49 54 45 4B 00 42 52 32 ${zeros(3)}`,
  'AD 01 .. .. .. .. .. 0A': '00 0E 00 00 00 00 00 00 00 00 10 00 00 00 20 00',
  ...drive,
};
const dvd = (profile: string, physical: string): Replies => ({
  '46': configuration(profile, dvdFeatures),
  'AD 00 .. .. .. .. .. 00': physical,
  'AD 00 .. .. .. .. .. 10': `08 02 00 00 ${physical.trim().split(/\s+/).slice(4).join(' ')} ${zeros(2016)}`,
  ...structures,
});
const dvdR = dvd('00 11', `00 22 00 00 25 0F 02 10 00 03 00 00 00 26 05 3F 00 00 00 00 80 ${zeros(15)}`);
const dvdRam: Replies = {
  ...dvd('00 12', `00 22 00 00 16 0F 02 00 00 03 10 00 00 16 95 3F 00 00 00 00 00 ${zeros(15)}`),
  'AD .. .. .. .. .. .. FF': '00 12 00 00 00 40 08 04 01 40 00 08 09 40 00 08 0A 40 00 10',
};
const dvdPlusR = dvd(
  '00 2B',
  '00 22 00 00 E1 0F 32 10 00 03 00 00 00 FC FF FF 00 22 AA FF C0 00 02 52 49 54 45 4B 00 00 00 44 30 31 00 38',
);
const bdRe: Replies = { '46': configuration('00 43', dvdFeatures), ...structures };

/** Of the media that QPxTool authenticates with, each answer for AGID 2. */
const css: Replies = {
  'A4 .. .. .. .. .. .. 00 .. .. 00': '00 06 00 00 00 00 00 80',
  'A4 .. .. .. .. .. .. 00 .. .. 91': '00 06 00 00 00 00 00 80',
  'A4 .. .. .. .. .. .. 00 .. .. 81': '00 0E 00 00 00 01 02 03 04 05 06 07 08 09 00 00',
  'A4 .. .. .. .. .. .. 00 .. .. 82': '00 0A 00 00 01 02 03 04 05 00 00 00',
  'A4 .. .. .. .. .. .. 00 .. .. 84': '00 0A 00 00 F5 01 02 03 04 05 00 00',
  'A4 .. .. .. .. .. .. 00 .. .. 85': '00 06 00 00 00 00 00 01',
  'A4 .. .. .. .. .. .. 00 .. .. 08': '00 06 00 00 25 FD 01 00',
  'A4 .. .. .. .. .. .. 00 .. .. 88': '00 06 00 00 25 FD 01 00',
};

const driveCertificate = `01 01 00 5C ${bytesFrom(88, 0x44)}`;
const aacs: Replies = {
  '46 .. 01 0D': '00 00 00 0C 00 00 00 40 01 0D 05 04 17 02 04 01',
  'A4 .. .. .. .. .. .. 02 .. .. 00': '00 06 00 00 00 00 00 80',
  'A4 .. .. .. .. .. .. 02 .. .. 3F': '',
  'A4 .. .. .. .. .. .. 02 .. .. 7F': '',
  'A4 .. .. .. .. .. .. 02 .. .. BF': '',
  'A4 .. .. .. .. .. .. 02 .. .. FF': '',
  'A4 .. .. .. .. .. .. 02 .. .. 81': `00 72 00 00 ${bytesFrom(20, 0x10)} ${driveCertificate}`,
  'A4 .. .. .. .. .. .. 02 .. .. 82': `00 52 00 00 ${bytesFrom(40, 0x10)} ${bytesFrom(40, 0x80)}`,
  'A4 .. .. .. .. .. .. 02 .. .. 38': `00 5E 00 00 ${driveCertificate}`,
  'AD .. .. .. .. .. .. 80': `00 22 00 00 ${bytesFrom(32, 0)}`,
  'AD .. .. .. .. .. .. 81': `00 22 00 00 ${bytesFrom(32, 0x20)}`,
  'AD .. .. .. .. .. .. 84': `00 22 00 00 ${bytesFrom(32, 0x40)}`,
};
const hostCertificate = `0201005C${bytesFrom(88, 0x80).replaceAll(' ', '')}`;

const cdText = `${hex(Uint8Array.of((oneBlock.length + 2) >> 8, (oneBlock.length + 2) & 0xff, 0, 0))} ${hex(oneBlock)}`;

const sg = [['sg3-utils', 'sg3_utils']] as const;
const qpxtool = [['qpxtool', 'QPxTool']] as const;
const dvdTools = [['dvd+rw-tools', 'dvd+rw-tools']] as const;
const mediaInfo = (name: string, replies: Replies): Scenario => ({
  name: `dvd+rw-mediainfo-${name}`,
  kind: 'program',
  program: 'dvd+rw-mediainfo',
  arguments: ['/dev/sr9'],
  packages: dvdTools,
  replies,
});
const qscan = (name: string, replies: Replies): Scenario => ({
  name: `qscan-${name}`,
  kind: 'program',
  program: 'qscan',
  arguments: ['-d', '/dev/sr9', '-i', '-m', '-v'],
  packages: qpxtool,
  replies: { ...css, ...replies },
  keep: /^(ID|CD|CM|SM|IM|Feature|Profile|Current|Mode Page|ATIP|disc type| |\*\*)/,
});

const fromHex = (name: string, program: string, options: readonly string[], exchange: Exchange): Scenario => ({
  name,
  kind: 'program',
  program,
  arguments: ['--inhex=FOLDER/data', ...options],
  packages: sg,
  files: { data: exchange.dataIn! },
  exchanges: [exchange],
});

const dvdRamControl = (name: string, option: string, protection: string): Scenario => ({
  name: `dvd-ram-control-${name}`,
  kind: 'program',
  program: 'dvd-ram-control',
  arguments: [option, '/dev/sr9'],
  packages: dvdTools,
  replies: {
    ...dvdRam,
    '46': configuration('00 12', '00 04 05 04 0F 00 00 00'),
    'AD 00 .. .. .. .. .. C0': `00 06 00 00 ${protection} 00 00 00`,
  },
});

export const scenarios: readonly Scenario[] = [
  {
    name: 'kernel',
    kind: 'kernel',
    program: 'kernel-ioctls.c',
    arguments: ['/dev/sr0'],
    packages: [],
  },
  {
    name: 'libiscsi',
    kind: 'calls',
    program: 'libiscsi-calls.c',
    arguments: [],
    packages: [['libiscsi7', 'libiscsi']],
    libraries: ['-liscsi'],
  },
  {
    name: 'libsgutils2',
    kind: 'program',
    program: 'sgutils-calls.c',
    arguments: ['/dev/sg9'],
    node: '/dev/sg9',
    packages: [['libsgutils2-1.46-2', 'libsgutils2']],
    libraries: ['-lsgutils2'],
  },
  {
    name: 'libcdio',
    kind: 'program',
    program: 'libcdio-calls.c',
    arguments: ['/dev/sr9'],
    packages: [['libcdio19', 'libcdio']],
    libraries: ['-lcdio'],
    replies: {
      '42 .. 40 01': '00 11 00 0C 01 10 03 01 00 0A 14 1E 00 01 02 03',
      '42 .. 40 02': '00 15 00 14 02 00 00 00 80 34 30 30 36 34 30 38 32 30 34 37 36 31 00 2A',
      '42 .. 40 03': '00 15 00 14 03 10 07 00 80 44 45 41 36 32 30 36 30 31 32 33 34 00 07 00',
      '43 .. 05': cdText,
      '4A': '00 06 04 10 02 03 00 00',
      '51 01': '00 0A 20 00 00 99 00 02 00 99 00 01',
      '51 02': '00 0E 40 00 00 00 01 00 00 00 02 00 00 00 03 00',
      ...dvdPlusR,
    },
  },
  {
    name: 'libqpxtransport',
    kind: 'program',
    program: 'qpxtool-calls.cpp',
    arguments: ['/dev/sr9'],
    packages: [['libqpx0', 'libqpxtransport of QPxTool']],
    libraries: ['/lib/libqpxtransport.so.0'],
    replies: { ...css, ...dvd('00 10', `00 22 00 00 02 0F 00 10 00 03 00 00 00 26 05 3F 00 00 00 00 80 ${zeros(15)}`) },
    keep: /^(CSS|Send|Report|buffer)/,
  },
  qscan('cd-r', blankCd),
  qscan('dvd-r', dvdR),
  qscan('dvd-ram', dvdRam),
  qscan('dvd+r', dvdPlusR),
  qscan('bd-re', bdRe),
  {
    name: 'libaacs',
    kind: 'program',
    program: 'libaacs-calls.c',
    arguments: ['FOLDER/disc', 'FOLDER/aacs/KEYDB.cfg'],
    packages: [['libaacs0', 'libaacs']],
    libraries: ['/usr/lib/x86_64-linux-gnu/libaacs.so.0'],
    replies: aacs,
    files: {
      'disc/AACS/Unit_Key_RO.inf': new Uint8Array(4096),
      'aacs/KEYDB.cfg': `| DK | DEVICE_KEY 0x${'11'.repeat(16)} | DEVICE_NODE 0x0800 | KEY_UV 0x00000400 | KEY_U_MASK_SHIFT 0x17
| HC | HOST_PRIV_KEY 0x${'00'.repeat(19)}05 | HOST_CERT 0x${hostCertificate}\n`,
    },
    environment: {
      XDG_CONFIG_HOME: 'FOLDER',
      XDG_CACHE_HOME: 'FOLDER',
      STAND_IN_MOUNT: 'FOLDER/disc',
      STAND_IN_TRUSTS: '1',
      BD_DEBUG_MASK: '0x3ffff',
    },
    keep: /^(mmc\.c:(132|23\d|242|670|5\d\d|6\d\d)|aacs.c:1178|aacs_)/,
  },
  {
    name: 'wodim-atip',
    kind: 'program',
    program: 'wodim',
    arguments: ['dev=/dev/sr9', '-atip'],
    packages: [['wodim', 'wodim of cdrkit']],
    replies: blankCd,
    keep: /^(?!resid)/,
  },
  {
    name: 'cdrskin-minfo',
    kind: 'program',
    program: 'cdrskin',
    arguments: ['-v', 'dev=/dev/sr9', '-minfo'],
    packages: [['cdrskin', 'cdrskin']],
    replies: blankCd,
  },
  {
    name: 'cdrdao-disk-info',
    kind: 'program',
    program: 'cdrdao',
    arguments: ['disk-info', '--device', '/dev/sr9', '--driver', 'generic-mmc'],
    packages: [['cdrdao', 'cdrdao']],
    replies: blankCd,
  },
  mediaInfo('dvd-r', dvdR),
  mediaInfo('dvd-ram', dvdRam),
  mediaInfo('dvd+r', dvdPlusR),
  mediaInfo('bd-re', bdRe),
  {
    name: 'growisofs-dvd-r',
    kind: 'program',
    program: 'growisofs',
    arguments: [
      ...['-use-the-force-luke=tty', '-use-the-force-luke=notray', '-use-the-force-luke=dao:64', '-dvd-compat'],
      ...['-Z', '/dev/sr9=FOLDER/image'],
    ],
    packages: [['growisofs', 'growisofs of dvd+rw-tools']],
    files: { image: new Uint8Array(64 * 2048) },
    replies: {
      '46': configuration(
        '00 11',
        '00 21 0D 08 81 00 01 01 10 00 00 00 00 2F 05 04 42 00 00 00 01 07 15 04 0D 00 00 00',
      ),
      '51': `00 20 00 01 01 01 01 ${zeros(27)}`,
      '52': emptyTrack,
      '5A': capabilities,
      ...drive,
    },
  },
  {
    name: 'sg_rbuf',
    kind: 'program',
    program: 'sg_rbuf',
    arguments: ['-v', '/dev/sg9'],
    node: '/dev/sg9',
    packages: sg,
    replies: drive,
  },
  dvdRamControl('free', '-rdonly', '00'),
  dvdRamControl('protected', '-rdonly', '0F'),
  {
    name: 'sg_get_config-features',
    kind: 'program',
    program: 'sg_get_config',
    arguments: ['/dev/sg9'],
    node: '/dev/sg9',
    packages: sg,
    replies: {
      '46': `00 00 00 30 00 00 00 41 00 25 05 08 00 00 08 00 00 10 01 00
        00 41 05 1C 01 00 00 00 00 01 00 02 00 04 00 08 00 10 00 20 00 40 00 80 ${zeros(8)}`,
    },
  },
  {
    name: 'sg_persist-move',
    kind: 'program',
    program: 'sg_persist',
    arguments: [
      ...['--out', '--register-move', '--param-rk=1', '--param-sark=2', '--relative-target-port=3', '--unreg'],
      ...['--param-aptpl', '--transport-id=5,0,0,4,69,71,6e,0', '/dev/sg9'],
    ],
    node: '/dev/sg9',
    packages: sg,
  },
  {
    name: 'sg_wr_mode-6',
    kind: 'program',
    program: 'sg_wr_mode',
    arguments: ['-6', '-p', '1', '-c', '1,a,24,5,0,0,0,0,3,0,1,f4', '/dev/sg9'],
    node: '/dev/sg9',
    packages: sg,
    replies: { '1A': '0F 00 00 00 01 0A 00 01 00 00 00 00 00 00 00 00' },
  },
  {
    name: 'stenc-detail',
    kind: 'program',
    program: 'stenc',
    arguments: ['-f', '/dev/nst0', '--detail'],
    node: '/dev/nst0',
    packages: [['stenc', 'stenc']],
    replies: {
      'A2 20 00 20': `00 20 00 14 42 02 00 00 00 00 00 01 ${zeros(12)}`,
      'A2 20 00 21': `00 21 00 14 ${zeros(20)}`,
    },
  },
  {
    name: 'stenc-off',
    kind: 'program',
    program: 'stenc',
    arguments: ['-f', '/dev/nst0', '-e', 'off'],
    node: '/dev/nst0',
    packages: [['stenc', 'stenc']],
    replies: { 'A2 20 00 20': `00 20 00 14 42 02 00 00 00 00 00 01 ${zeros(12)}` },
  },
  fromHex('sg_read_buffer-echo', 'sg_read_buffer', ['--mode=echo_desc'], {
    cdb: '3C 0B 00 00 00 00 00 00 04 00',
    dataIn: '01 00 10 00',
  }),
  fromHex('sg_vpd-block-limits', 'sg_vpd', ['--page=bl'], {
    cdb: '12 01 B0 00 FC 00',
    dataIn: `00 B0 00 3C 00 01 00 08 00 00 01 00 00 00 00 80 ${zeros(48)}`.trim(),
  }),
  {
    name: 'icedax',
    kind: 'program',
    program: 'icedax',
    arguments: ['-D', '/dev/sr9', '-interface', 'generic_scsi', '-J', '-H', '-g'],
    packages: [['icedax', 'icedax of cdrkit']],
    replies: {
      '43 .. 00': '00 12 01 01 00 10 01 00 00 00 00 00 00 10 AA 00 00 02 68 5D',
      '42 .. 40 00': '00 15 00 14 00 10 01 01 00 00 00 96 00 00 00 00 00 00 00 00 00 00 00 00',
      ...drive,
    },
  },
  {
    name: 'tshark-block',
    kind: 'dissect',
    program: 'tshark',
    arguments: ['-V'],
    packages: [['tshark', 'tshark']],
    deviceType: 0,
    exchanges: dissectedOfBlockDevice,
  },
  {
    name: 'tshark',
    kind: 'dissect',
    program: 'tshark',
    arguments: ['-V'],
    packages: [['tshark', 'tshark']],
    exchanges: dissected,
  },
];
