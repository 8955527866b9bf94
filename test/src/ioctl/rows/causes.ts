/**
 * How each cause of the reference table is brought about: by the words of the table, what is changed in a request that
 * would succeed, or what the drive answers.
 */
import { parseHex } from '../../../../mmc/index.js';
import {
  type CdromHandle,
  type CdromOptions,
  type CdromState,
  type ControlCodeName,
  controlCode,
  type IoctlOptions,
} from '../../../../src/ioctl/index.js';
import { passThrough, type Said } from './pass-through-inputs.js';
import type { Subject } from './subjects.js';

/** What is different from a request that succeeds on a drive that is fine. */
export interface Change {
  readonly input?: Uint8Array;
  readonly output?: number;
  readonly options?: CdromOptions;
  readonly request?: IoctlOptions;
  readonly state?: Partial<CdromState>;
  readonly alignmentBytes?: number;
  readonly maximumTransferBytes?: number;
  /** What the drive answers to one command after the other, see `replies`. Default: no command may be sent. */
  readonly replies?: string;
  /** What it answers to every command, however often it is sent. */
  readonly always?: string;
  /** Another handle holds the exclusive lock. */
  readonly locked?: boolean;
  /** Taken back before it is sent. */
  readonly cancelled?: boolean;
  /** What has been done before, by this handle or another. */
  readonly before?: (handle: CdromHandle, other: CdromHandle) => Promise<unknown>;
  /** Where it is not what the table says, or the table does not say it. */
  readonly information?: number;
}

type Maker = (subject: Subject, name: ControlCodeName) => readonly Change[];

/** An input with other bytes at some place. */
function edit(
  { input = new Uint8Array(0) }: Subject,
  ...edits: [offset: number, hex: string][]
): { input: Uint8Array } {
  const edited = input.slice();
  for (const [offset, hex] of edits) edited.set(parseHex(hex), offset);
  return { input: edited };
}

function ofLength({ input = new Uint8Array(0) }: Subject, length: number): { input: Uint8Array } {
  const resized = new Uint8Array(length);
  resized.set(input.subarray(0, length));
  return { input: resized };
}

const each =
  (...changes: Change[]): Maker =>
  () =>
    changes;
const edited =
  (...edits: [offset: number, hex: string][]): Maker =>
  (subject) => [edit(subject, ...edits)];
const always = (...replies: string[]): Maker => each(...replies.map((reply) => ({ always: reply })));
const noFile = { request: { fileObject: false } } as const;
const prevent = Uint8Array.of(1);

/** As the drive gives it to a request that succeeds. */
const answered: Maker = ({ replies }, name) => [{ replies: replies ?? (sendsNothing.has(name) ? '' : 'G') }];

/** Codes that succeed without a command. */
const sendsNothing: ReadonlySet<ControlCodeName> = new Set<ControlCodeName>([
  'IOCTL_CDROM_EXCLUSIVE_ACCESS',
  'IOCTL_CDROM_ENABLE_STREAMING',
  'IOCTL_STORAGE_MCN_CONTROL',
  'IOCTL_STORAGE_GET_DEVICE_NUMBER',
  'IOCTL_STORAGE_GET_HOTPLUG_INFO',
  'IOCTL_STORAGE_SET_HOTPLUG_INFO',
  'IOCTL_DISK_GET_DRIVE_LAYOUT',
  'IOCTL_DISK_GET_DRIVE_LAYOUT_EX',
  'IOCTL_DISK_GET_PARTITION_INFO',
  'IOCTL_DISK_GET_PARTITION_INFO_EX',
  'IOCTL_DISK_IS_WRITABLE',
  'IOCTL_DISK_ARE_VOLUMES_READY',
  'IOCTL_SCSI_GET_ADDRESS',
  'IOCTL_SCSI_GET_CAPABILITIES',
  'IOCTL_MOUNTDEV_QUERY_UNIQUE_ID',
  'IOCTL_MOUNTDEV_QUERY_DEVICE_NAME',
  'IOCTL_MOUNTDEV_QUERY_SUGGESTED_LINK_NAME',
]);

/** Causes whose words tell a length. */
const patterns: readonly [pattern: RegExp, maker: (subject: Subject, bytes: number) => readonly Change[]][] = [
  [/^input length < (\d+)$/, (subject, bytes) => [ofLength(subject, bytes - 1)]],
  [/^input length != (\d+)$/, (subject, bytes) => [ofLength(subject, bytes - 1), ofLength(subject, bytes + 1)]],
  [/^input length 0$/, (subject) => [ofLength(subject, 0)]],
  [/^output length < (\d+)$/, (_, bytes) => [{ output: bytes - 1 }, { output: 0 }]],
  [/^output length > (\d+)$/, (_, bytes) => [{ output: bytes + 1 }]],
  [/^output length 0$/, () => [{ output: 0 }]],
  [/^0 < output length < 4$/, () => [{ output: 1 }, { output: 3 }]],
  [/^output length & (adapter )?AlignmentMask != 0$/, ({ output }) => [{ output: output! | 1, alignmentBytes: 2 }]],
  [/^zero-power drive state/, () => [{ state: { zeroPower: true } }]],
  [
    /^input length < (?:56|64) \(64-bit caller\)/,
    ({ input }) => [
      { input: input!.slice(0, -1) },
      { input: new Uint8Array(input!.length === 56 ? 43 : 51), options: { callerBits: 32 } },
    ],
  ],
];

const playing: Maker = each({ state: { playActive: true }, replies: 'D(11)' });
/** GET CONFIGURATION says that the drive knows neither DVDs nor AACS. */
const otherDrive: Maker = each({ state: { featureCodes: [] } }, { state: { featureCodes: undefined }, replies: 'F0' });
const overrun: Maker = ({ output }) => [{ replies: 'OVR', information: output! }];

/** Causes that are the same whatever the code. */
const general: Readonly<Record<string, Maker>> = {
  'handle opened without FILE_READ_ACCESS (checked by the I/O manager before the driver sees the request)': each(
    { options: { access: 'none' } },
    { options: { access: 'write' } },
  ),
  'handle opened without FILE_READ_ACCESS|FILE_WRITE_ACCESS (checked by the I/O manager before the driver sees the request)':
    each({ options: { access: 'none' } }, { options: { access: 'read' } }, { options: { access: 'write' } }),
  'another file object holds the exclusive lock (IOCTL_CDROM_EXCLUSIVE_ACCESS); checked before any other validation, Information 0':
    (subject) => [{ locked: true }, { locked: true, ...ofLength(subject, 0), output: 0 }],
  'any failure status after surprise removal is replaced with this one': each({
    locked: true,
    state: { surpriseRemoved: true },
  }),
  'sense 3A/any, or 04/03 (any sense key); not retried': always('2/3A/00', '2/3A/02', '2/04/03'),
  'sense 04/01 or 04/07 after 5 retries 10 s apart; 04/04 at once; 04/08, 04/00, 04/02 and other 04/xx, or key 2 with an unlisted ASC, after 5 immediate retries; SCSI BUSY status without sense after 5 immediate retries':
    (subject) =>
      ['2/04/01', '2/04/04', '2/04/00', '2/04/02', '2/30/00', 'BSY']
        .concat(subject.readsMedium ? [] : ['2/04/07', '2/04/08'])
        .map((reply) => ({ always: reply })),
  'UNIT ATTENTION (28/xx, 29/xx, 2A/xx, 3F/xx, other ASC not in the ASC table) while a volume is mounted on the device; not retried; sets DO_VERIFY_VOLUME':
    always('6/28/00', '6/29/00', '6/2A/01', '6/3F/00'),
  'same unit attentions with no mounted volume, once retries are used up; hardware error, aborted command, parity, bus reset and unknown SRB statuses after retries':
    () => [
      ...['6/28/00', '6/29/00', '6/2A/01', '6/3F/00'].map((reply) => ({
        always: reply,
        options: { volumeMounted: false },
      })),
      ...['4/3E/01', 'B/00/00', 'RST'].map((reply) => ({ always: reply })),
    ],
  'ILLEGAL REQUEST with an ASC that has no rule of its own (20, 24, 26, 2C, 64 ...), or SRB INVALID_REQUEST; not retried':
    always('5/20/00', '5/24/00', '5/26/00', '5/2C/00', '5/64/00'),
  'SRB TIMEOUT/COMMAND_TIMEOUT/ABORTED without sense, after 5 retries 1 s apart': always('TO'),
  'SCSI RESERVATION CONFLICT (no retry); MMC drives: 6/5A/01-03 after 5 immediate retries, and 2/04/07-08 for the read/write/TOC/capacity/disc-information opcodes':
    (subject) =>
      ['RC', '6/5A/01', '6/5A/03']
        .concat(subject.readsMedium ? ['2/04/07', '2/04/08'] : [])
        .map((reply) => ({ always: reply })),
  'sense 25/xx, or SRB NO_DEVICE/INVALID_LUN/INVALID_TARGET_ID/INVALID_PATH_ID/NO_HBA': always('5/25/00', 'NODEV'),
  'SRB SELECTION_TIMEOUT': always('SEL'),
  'sense 30/01, 30/02 or 57/00': always('3/30/01', '3/30/02', '3/57/00'),
  'MEDIUM ERROR (no retry) or 02/00 (retried)': always('3/11/00', '4/02/00'),
  'request cancelled before send or while a retry was due': each({ cancelled: true }),
  'sense 6F/00': always('5/6F/00'),
  'sense 6F/01': always('5/6F/01'),
  'sense 6F/02': always('5/6F/02'),
  'sense 6F/03': always('5/6F/03'),
  'sense 6F/04': always('5/6F/04'),
  'sense 6F/05': always('5/6F/05'),
  'sense 6F/other': always('5/6F/06'),
  'sense 21/xx': always('5/21/00'),
  'READ SUB-CHANNEL confirms audio is playing': playing,
  'SRB DATA_OVERRUN is turned into success for this control code; Information = bytes transferred': overrun,
  'SRB DATA_OVERRUN counts as success for GET PERFORMANCE': overrun,
  'drive is not a DVD device': otherDrive,
  'AACS not supported (feature 0x010D absent)': otherDrive,
  'session id > 4': edited([0, '05']),
  'length field returned by the drive differs from the fixed payload size': ({ output }) => [
    { replies: `X(00 00 00 00${' 00'.repeat(output!)})` },
    { replies: `X(00 FF 00 00${' 00'.repeat(output!)})` },
  ],
  'NumberOfSectors > 255': edited([4, '00 01']),
  'StartLba > 0xFFFFFFFF': edited([12, '01']),
  'any secure (EJECTION_CONTROL) lock held': each({
    replies: 'G',
    before: (_, other) => other.ioctl(controlCode.IOCTL_STORAGE_EJECTION_CONTROL, prevent),
  }),
  'input length < 24 or input length != KeyLength': (subject) => [
    ofLength(subject, 23),
    ofLength(subject, 25),
    edit(subject, [0, '17']),
  ],
  'KeyLength - 24 larger than the scratch buffer (64 KiB at most)': (subject) => [
    edit(ofLength(subject, 0x1_0018), [0, '18 00 01 00']),
  ],
  'KeyType 6 with sense 5/6F/04 or 5/30/02': (subject) =>
    ['5/6F/04', '5/30/02'].map((reply) => ({ ...edit(subject, [8, '06']), always: reply })),
  'KeyType 6 with ASC 3A': (subject) => [{ ...edit(subject, [8, '06']), always: '2/3A/00' }],
  'input length < 12 or Size < 12': (subject) => [ofLength(subject, 11), edit(subject, [4, '0B'])],
  'usual answer of the port driver': each({}),
  'usual answer of the port driver for a code it does not know': each({}),
  'port driver does not support it': each({}),
  'published source: the request is queued as valid but the queue handler has no case for it and completes it with its default':
    each({}),
  'name does not fit; Information 4': each({ output: 4, information: 4 }),
  'TEST UNIT READY succeeded (GOOD status), even if DO_VERIFY_VOLUME is still set from an earlier media change': each(
    { replies: 'G' },
    { replies: 'G', state: { verifyRequired: true } },
  ),
};

/** Changes of a pass-through request, in the form of its code. */
const inForm =
  (...changes: (Omit<Change, 'input'> & { readonly said?: Said })[]): Maker =>
  (_, name) =>
    changes.map(({ said = {}, ...change }) => ({ ...change, input: forms[name as PassThroughName](said) }));

type PassThroughName =
  | 'IOCTL_SCSI_PASS_THROUGH'
  | 'IOCTL_SCSI_PASS_THROUGH_DIRECT'
  | 'IOCTL_SCSI_PASS_THROUGH_EX'
  | 'IOCTL_SCSI_PASS_THROUGH_DIRECT_EX';
const forms: Readonly<Record<PassThroughName, (said: Said) => Uint8Array>> = {
  IOCTL_SCSI_PASS_THROUGH: passThrough.buffered,
  IOCTL_SCSI_PASS_THROUGH_DIRECT: passThrough.direct,
  IOCTL_SCSI_PASS_THROUGH_EX: passThrough.bufferedEx,
  IOCTL_SCSI_PASS_THROUGH_DIRECT_EX: passThrough.directEx,
};

/** Causes of pass-through, in all its forms. */
const ofPassThrough: Readonly<Record<string, Maker>> = {
  'any failure status after surprise removal is replaced with this one': inForm({
    replies: 'TO',
    state: { surpriseRemoved: true },
  }),
  'the command reached the device, whatever its SCSI status; CHECK CONDITION is reported in ScsiStatus with sense data':
    (subject) => ['G', '2/3A/00', 'BSY'].map((replies) => ({ replies, information: subject.output! })),
  'bad CDB length, DataIn value, sense or data offset, timeout outside 1..108000 s, transfer above the adapter limits, or address/length not aligned; Microsoft also documents it for a bad Length':
    (subject, name) => [
      ...inForm(
        { said: { cdbLength: 0 } },
        { said: { cdbLength: 17 } },
        { said: { direction: 4 } },
        { said: { direction: 255 } },
        { said: { timeOutValue: 0 } },
        { said: { timeOutValue: 108_001 } },
        { said: { senseInfoLength: 18, senseInfoOffset: 0 } },
        { said: { senseInfoLength: 18, senseInfoOffset: subject.output! - 1 } },
        { said: { senseInfoLength: 18, senseInfoOffset: subject.output! } },
        { said: { senseInfoLength: 1, senseInfoOffset: 0xffff_ffff } },
        { said: { dataLength: 65_537, dataAt: 0n } },
        { said: { dataLength: 0xffff_ffff, dataAt: 0n } },
      )(subject, name),
      ...(isDirect(name)
        ? inForm(
            { said: { dataLength: 4, dataAt: 2n }, alignmentBytes: 4 },
            { said: { dataLength: 6, dataAt: 4n }, alignmentBytes: 4 },
          )
        : inForm(
            { said: { dataLength: 8, dataAt: 0n } },
            { said: { dataLength: 8, dataAt: BigInt(subject.output! - 1) } },
            { said: { dataLength: 8, dataAt: BigInt(subject.output!) } },
            { said: { dataLength: 8, dataAt: 0xffff_ffff_ffff_ffffn } },
          ))(subject, name),
    ],
  'Length differs from the structure size (ReactOS sptilib)': inForm(
    { said: { length: 0 } },
    { said: { length: 55 } },
    { said: { length: 0xffff } },
  ),
  'buffers too small for the structure plus sense': (subject) => [{ output: subject.output! - 1 }, { output: 0 }],
  'SRB timeout': each({ replies: 'TO' }),
  'transport failure, wrong data direction or length for the command': each({ replies: 'RST' }),
  'SRB BUSY': each({ replies: 'BUSY' }),
  'no such device (ReactOS mapping)': each({ replies: 'NODEV' }),
  'SRB DATA_OVERRUN (ReactOS mapping)': (subject) => [{ replies: 'OVR', information: subject.output! }],
};

const isDirect = (name: string) => name.includes('_DIRECT');

const lock = (name: string, hex = '01 00 00 00') => {
  const input = new Uint8Array(72);
  input.set(parseHex(hex));
  input.set(new TextEncoder().encode(name), 8);
  return input;
};
const lockByForce = lock('us', '01 00 00 00 01 00 00 00');
const unlock = parseHex('02 00 00 00 00 00 00 00');
const locking = (handle: CdromHandle) => handle.exclusiveLock('somebody', { ignoreVolume: true });
const unmounted = { options: { volumeMounted: false } } as const;

/** The property that nobody tells while the drive is locked. */
const writeCache = '04 00 00 00';
const uniqueId = '03 00 00 00';

/** Causes of one code, or of one that means something else with it. */
const ofCode: Readonly<Partial<Record<ControlCodeName, Readonly<Record<string, Maker>>>>> = {
  IOCTL_SCSI_PASS_THROUGH: ofPassThrough,
  IOCTL_SCSI_PASS_THROUGH_DIRECT: ofPassThrough,
  IOCTL_SCSI_PASS_THROUGH_EX: ofPassThrough,
  IOCTL_SCSI_PASS_THROUGH_DIRECT_EX: ofPassThrough,
  IOCTL_CDROM_GET_VOLUME: {
    'page 0x0E absent or truncated in the returned data': each(
      { replies: 'X(00 06 00 00 00 00 00 00)' },
      { replies: 'X(00 0E 00 00 00 00 00 00 0E 06 04 00 00 00 00 00)' },
      { replies: 'S(0)' },
    ),
    'SRB DATA_OVERRUN is turned into success for this control code and for MODE SENSE generally; Information = bytes transferred':
      ({ replies }) => [{ replies: replies!.replace('X', 'OVR'), information: 4 }],
  },
  IOCTL_CDROM_SET_VOLUME: { 'page 0x0E absent': each({ replies: 'X(00 06 00 00 00 00 00 00)' }) },
  IOCTL_CDROM_READ_Q_CHANNEL: {
    'Format not 1, 2 or 3': (subject) => [edit(subject, [0, '00']), edit(subject, [0, '04'])],
    'output length < 16 (format 1) or < 24 (formats 2, 3)': (subject) => [
      { output: 15, information: 16 },
      { ...edit(subject, [0, '02']), output: 23, information: 24 },
      { ...edit(subject, [0, '03']), output: 23, information: 24 },
    ],
  },
  IOCTL_CDROM_RAW_READ: {
    'SectorCount 0': edited([8, '00']),
    'TrackMode not 0..5 (transfer size computes to 0)': edited([12, '06']),
    'DiskOffset + SectorCount*2048 wraps': edited([0, 'FF FF FF FF FF FF FF FF']),
    'output length < transfer size': each({ output: 2351 }),
    'DiskOffset + SectorCount*2048 > known media length': (subject) => [
      { ...edit(subject, [0, '00 08']), state: { lastLogicalBlockAddress: 0 } },
    ],
    'transfer size > adapter limit (page-aligned or unaligned maximum)': each({ maximumTransferBytes: 2351 }),
    'DO_VERIFY_VOLUME set, no override flag (after a READ CAPACITY)': each({ state: { verifyRequired: true } }),
    'TrackMode 3/4 without C2-pointer support, or 3/5 without sub-code support': (subject) =>
      ['03', '04', '05'].map((mode) => ({
        ...edit(subject, [12, mode]),
        output: 2744,
        state: { rawReadCapabilities: { c2Pointers: false, subCode: false } },
      })),
  },
  IOCTL_CDROM_READ_TOC_EX: {
    'Reserved1, Reserved2 or Reserved3 not zero': (subject) => [
      edit(subject, [0, '10']),
      edit(subject, [2, '01']),
      edit(subject, [3, '01']),
    ],
    'Format 1, 3 or 4 with SessionTrack != 0': (subject) =>
      ['01 01', '03 01', '04 01'].map((bytes) => edit(subject, [0, bytes])),
    'Format > 5': edited([0, '06']),
    'drive returned fewer than 2 bytes': each({ replies: 'S(0)' }, { replies: 'S(1)' }),
  },
  IOCTL_CDROM_GET_CONFIGURATION: {
    'input length < 24 (< 16 for a 32-bit process)': (subject) => [
      ofLength(subject, 23),
      { ...ofLength(subject, 15), options: { callerBits: 32 } },
    ],
    'Feature > 0xFFFF': edited([2, '01']),
    'RequestType not 0, 1 or 2': edited([4, '03']),
    'Reserved not zero': (subject) => [edit(subject, [8, '01']), edit(subject, [23, '01'])],
    'drive is not an MMC drive': each({ options: { isMmc: false } }),
  },
  IOCTL_CDROM_EXCLUSIVE_ACCESS: {
    'any failure status after surprise removal is replaced with this one': each({
      input: unlock,
      state: { surpriseRemoved: true },
    }),
    'RequestType not 0, 1 or 2': edited([0, '03']),
    'query: output length < 65': each({ output: 64 }, { output: 0 }),
    'lock: input length < 72': each({ input: lockByForce.slice(0, 71) }),
    'lock/unlock: no file object': each({ input: lockByForce, ...noFile }, { input: unlock, ...noFile }),
    'lock: CallerName empty, not NUL-terminated within 64 bytes, or holding a character other than A-Z a-z 0-9 space . , : ; _ -':
      each(
        { input: lock(''), ...unmounted },
        { input: lock('x'.repeat(64)), ...unmounted },
        { input: lock('a/b'), ...unmounted },
      ),
    'lock: volume mounted and CDROM_LOCK_IGNORE_VOLUME not set': each({ input: lock('us') }),
    'lock: already locked (even by the same handle)': each(
      { input: lockByForce, before: locking },
      { input: lockByForce, before: (_, other) => locking(other) },
    ),
    'unlock: not locked': each({ input: unlock }),
    'unlock: caller is not the owner': each({ input: unlock, before: (_, other) => locking(other) }),
    done: each(
      { information: 65 },
      { input: lockByForce, information: 0 },
      { input: unlock, before: locking, information: 0 },
    ),
  },
  IOCTL_CDROM_SET_SPEED: {
    'RequestType > 1': edited([0, '02']),
    'RequestType 1 and drive not MMC': (subject) => [{ ...edit(subject, [0, '01']), options: { isMmc: false } }],
    'RequestType 1 and input length < 36': (subject) => [edit(ofLength(subject, 35), [0, '01'])],
  },
  IOCTL_CDROM_GET_INQUIRY_DATA: {
    'any failure status after surprise removal is replaced with this one': each({
      output: 0,
      state: { surpriseRemoved: true },
    }),
    'whole cached INQUIRY data fits': (subject) => [{ replies: subject.replies!, information: 36 }],
    'output shorter than the cached data; the part that fits is copied': (subject) => [
      { replies: subject.replies!, output: 35, information: 35 },
    ],
  },
  IOCTL_CDROM_ENABLE_STREAMING: {
    'RequestType not 1, 2, 3 or 4': (subject) => [edit(subject, [0, '00']), edit(subject, [0, '05'])],
    'request has no file object context': each(noFile),
    'read streaming asked for and not supported, or write streaming asked for and not supported': (subject) =>
      [
        ['02', { read: false, write: false }] as const,
        ['03', { read: true, write: false }] as const,
        ['04', { read: true, write: false }] as const,
      ].map(([mode, streamingCapabilities]) => ({ ...edit(subject, [0, mode]), state: { streamingCapabilities } })),
    'flags stored; type 1 (disable) always succeeds': (subject) => [
      { options: { setStreaming: false } },
      edit(subject, [0, '01']),
    ],
  },
  IOCTL_CDROM_SEND_OPC_INFORMATION: {
    'RequestType != 1': (subject) => [edit(subject, [0, '00']), edit(subject, [0, '02'])],
  },
  IOCTL_CDROM_GET_PERFORMANCE: {
    'type 1 and input length < 20': each({
      input: parseHex('01 00 00 00 01 00 00 00 01 00 00 00 01 00 00 00 00 00 00'),
    }),
    'PerformanceType not 1 or 2': performance([4, '00'], [4, '03']),
    'Exceptions not 1, 2 or 3': performance([8, '00'], [8, '04']),
    'Tolerance != 1': performance([12, '00'], [12, '02']),
    'RequestType not 1 or 2': performance([0, '00'], [0, '03']),
    'fewer than 8 bytes returned': each({ replies: 'S(7)' }, { replies: 'S(0)' }),
  },
  IOCTL_DVD_READ_KEY: {
    'output shorter than needed: challenge 36, bus key 1/2 32, title 32, ASF 28, RPC 28, disk key 2072, other 24': (
      subject,
    ) =>
      (
        [
          ['01', 36],
          ['02', 32],
          ['03', 32],
          ['04', 32],
          ['05', 28],
          ['08', 28],
          ['80', 2072],
          ['7F', 24],
        ] as const
      ).map(([type, bytes]) => ({ ...edit(subject, [8, type]), output: bytes - 1, information: bytes })),
  },
  IOCTL_DVD_SEND_KEY: {
    'KeyType not 1, 3 or 0x3F': (subject) => ['00', '02', '06', '80'].map((type) => edit(subject, [8, type])),
  },
  IOCTL_DVD_SEND_KEY2: {
    'KeyType not 1, 2, 3, 4, 5, 6, 8, 0x80 or 0x3F': (subject) =>
      ['00', '07', '09', '40'].map((type) => edit(subject, [8, type])),
  },
  IOCTL_DVD_GET_REGION: {
    'RPC scheme is not 1': each({ replies: 'X(00 06 00 00 01 FE 00 00) -> X(00 06 00 00 65 FE 00 00)' }),
  },
  IOCTL_AACS_READ_MEDIA_KEY_BLOCK: {
    'layer > 255': edited([0, '00 01']),
    'output cannot hold pack n; Information = total packs * 32768': each({
      output: 8,
      replies: 'X(00 0B 00 03 01 02 03 04 05 06 07 08 09)',
      information: 3 * 32_768,
    }),
    'pack count 0 or length < 2': each({ replies: 'X(00 0A 00 00 01)' }, { replies: 'X(00 01 00 01 01)' }),
    'adapter transfer limit below 32772 bytes': each({ maximumTransferBytes: 32_771 }),
  },
  IOCTL_STORAGE_MEDIA_REMOVAL: {
    'lock count changed; an unlock with the count already 0 also succeeds without a command': each(
      { replies: 'G' },
      { input: Uint8Array.of(0) },
    ),
  },
  IOCTL_STORAGE_EJECTION_CONTROL: {
    'no file object': each(noFile),
    'unlock while this handle or the device holds no secure lock': each({ input: Uint8Array.of(0) }),
  },
  IOCTL_STORAGE_MCN_CONTROL: {
    'no file object context and caller not in kernel mode': each(noFile),
    'enable without a previous disable on this handle': each({ input: Uint8Array.of(0) }),
    'media change notification disabled (TRUE) or re-enabled (FALSE) for this handle': each(
      {},
      {
        input: Uint8Array.of(0),
        before: (handle) => handle.ioctl(controlCode.IOCTL_STORAGE_MCN_CONTROL, prevent),
      },
    ),
  },
  IOCTL_STORAGE_GET_MEDIA_TYPES_EX: {
    'output length < 72 (MMC drive) or < 40 (other)': each(
      { output: 71, information: 72 },
      { output: 39, options: { isMmc: false }, information: 40 },
    ),
    'always once the buffer is large enough; the TEST UNIT READY result only decides the MEDIA_CURRENTLY_MOUNTED flag':
      each(
        { replies: 'G', information: 72 },
        { always: '2/3A/00', information: 72 },
        { always: 'TO', information: 72 },
        { locked: true, information: 72 },
        { state: { zeroPower: true }, information: 72 },
        { always: 'G', options: { isMmc: false }, output: 40, information: 40 },
      ),
  },
  IOCTL_STORAGE_SET_HOTPLUG_INFO: {
    'Size differs from the stored value': edited([0, '09']),
    'MediaRemovable differs': edited([4, '00']),
    'MediaHotplug differs': edited([5, '01']),
    'WriteCacheEnableOverride differs': edited([7, '01']),
  },
  IOCTL_STORAGE_GET_DEVICE_NUMBER: {
    'any failure status after surprise removal is replaced with this one': each({
      output: 0,
      state: { surpriseRemoved: true },
    }),
  },
  IOCTL_STORAGE_PERSISTENT_RESERVE_IN: {
    'invalid service action, scope, type or lengths': (subject) => [
      edit(subject, [8, '02']),
      edit(subject, [8, '1F']),
      edit(subject, [10, '07']),
      edit(subject, [10, '09']),
      { output: 7 },
    ],
  },
  IOCTL_STORAGE_PERSISTENT_RESERVE_OUT: {
    'invalid service action, scope, type or lengths': (subject) => [
      edit(subject, [8, '07']),
      edit(subject, [9, '11']),
      edit(subject, [9, '00']),
      edit(subject, [9, '02']),
      ofLength(subject, 35),
      edit(subject, [4, '23']),
    ],
  },
  IOCTL_STORAGE_QUERY_PROPERTY: {
    'another file object holds the exclusive lock (IOCTL_CDROM_EXCLUSIVE_ACCESS); checked before any other validation, Information 0':
      (subject) => [{ ...edit(subject, [0, writeCache]), output: 0, locked: true }],
    'any failure status after surprise removal is replaced with this one': (subject) => [
      { ...edit(subject, [0, writeCache]), output: 0, state: { surpriseRemoved: true } },
    ],
    'locked by another handle and not an exists-query nor a standard device/adapter query': (subject) => [
      { ...edit(subject, [0, writeCache]), locked: true },
      { ...edit(subject, [0, uniqueId]), locked: true },
      { ...edit(subject, [4, '02']), locked: true },
    ],
    'write-cache query: output length < 8': (subject) => [{ ...edit(subject, [0, writeCache]), output: 7 }],
    'write-cache or unique-id query type other than standard/exists': (subject) =>
      [writeCache, uniqueId].map((id) => edit(subject, [0, `${id} 02`])),
    'answered, possibly truncated': (subject) => [
      { information: 32 },
      { output: 31, information: 31 },
      { output: 0, information: 0 },
      { ...edit(subject, [4, '01']), locked: true, information: 0 },
      { locked: true, information: 32 },
      { ...edit(subject, [0, writeCache]), output: 27, information: 8 },
      {
        ...edit(subject, [0, writeCache]),
        replies: 'G -> X(0F 00 10 00 08 0A 04) -> S(0) x2',
        information: 28,
        options: { profile: 'driver' },
      },
    ],
    'locked-out caller, 0 < output length < 8; Information = descriptor size': each(
      { output: 1, locked: true, information: 32 },
      { output: 7, locked: true, information: 32 },
    ),
    'write cache: MODE SENSE returned fewer than 4 bytes twice': (subject) => [
      { ...edit(subject, [0, writeCache]), replies: 'G -> S(3) x2' },
      { ...edit(subject, [0, writeCache]), replies: '5/20/00 x3' },
    ],
    'unique-id standard query always ends here in the published source because a length variable is still 0': (
      subject,
    ) => [edit(subject, [0, uniqueId])],
  },
  IOCTL_STORAGE_CHECK_PRIORITY_HINT_SUPPORT: { always: each({}, { output: 0 }) },
  IOCTL_STORAGE_EVENT_NOTIFICATION: {
    'device not initialised or no media change detection': each({ state: { mediaChangeDetection: false } }),
    'Version != 1 or Size != 16': (subject) => [edit(subject, [0, '02']), edit(subject, [4, '11'])],
    'no known event bit': edited([8, 'F8']),
    'media change detection disabled, or a poll already running': each({
      before: (_, other) => other.ioctl(controlCode.IOCTL_STORAGE_MCN_CONTROL, prevent),
    }),
    'an asynchronous media-change poll was started': each({ replies: 'G' }, { replies: '2/3A/00' }),
  },
  IOCTL_DISK_VERIFY: {
    'media not writable (capabilities are re-read first)': each(
      { state: { writeCapabilities: undefined }, replies: 'F0' },
      { state: { writeCapabilities: { isAllowed: false, isDefectManaged: false } }, replies: 'F0' },
      { options: { isMmc: false } },
    ),
    'offset overflow, more than 65535 sectors, or LBA above 32 bits': (subject) => [
      edit(subject, [0, '00 00 00 00 00 00 00 80']),
      edit(subject, [8, '00 00 00 08']),
      edit(subject, [0, '00 00 00 00 00 08']),
    ],
  },
  IOCTL_DISK_IS_WRITABLE: {
    otherwise: each(
      { state: { writeCapabilities: { isAllowed: true, isDefectManaged: false } } },
      { state: { writeCapabilities: undefined }, replies: 'F0' },
      { options: { isMmc: false } },
    ),
  },
  IOCTL_MOUNTDEV_QUERY_UNIQUE_ID: {
    'no mounted-device interface name': each({ state: { mountedDeviceInterfaceName: undefined } }),
    'interface name returned': each({ information: 2 + 2 * '\\??\\drive'.length }),
  },
  IOCTL_MOUNTDEV_QUERY_DEVICE_NAME: {
    'device name returned': each({ information: 2 + 2 * '\\Device\\CdRom0'.length }),
  },
  IOCTL_MOUNTDEV_QUERY_SUGGESTED_LINK_NAME: {
    'a stored drive letter was found': each({}, { state: { storedDriveLetter: '%:' } }),
    'output shorter than 32; Information 6': each({ output: 31, information: 6 }, { output: 6, information: 6 }),
    'stored value is not a drive letter': each(
      { state: { storedDriveLetter: 'A:' } },
      { state: { storedDriveLetter: 'EE:' } },
      { state: { storedDriveLetter: '' } },
    ),
    'no stored drive letter in the registry': each({ state: { storedDriveLetter: undefined } }),
  },
};

/** CDROM_PERFORMANCE_REQUEST with one wrong byte. */
function performance(...edits: [offset: number, hex: string][]): Maker {
  const input = parseHex('01 00 00 00 01 00 00 00 01 00 00 00 01 00 00 00 00 00 00 00');
  return each(...edits.map((one) => edit({ input }, one)));
}

/** What brings a status of a code about; undefined where nobody has said so. */
export function changesFor(
  name: ControlCodeName,
  subject: Subject,
  { status, when }: { readonly status: string; readonly when: string },
): readonly Change[] | undefined {
  const maker = ofCode[name]?.[when] ?? general[when];
  if (maker) return maker(subject, name);
  for (const [pattern, make] of patterns) {
    const match = pattern.exec(when);
    if (match) return make(subject, Number(match[1]));
  }
  return status === 'STATUS_SUCCESS' ? answered(subject, name) : undefined;
}
