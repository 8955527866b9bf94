/** What Wine's driver and ours are both asked: codes with the buffers that programs give, and with others. */
import { toBytes } from '../../../mmc/index.js';
import {
  type ControlCodeName,
  cdromPlayAudioMsf,
  cdromReadTocEx,
  cdromSeekAudioMsf,
  cdromSetSpeed,
  cdromSubQDataFormat,
  controlCode,
  dvdCopyProtectKey,
  dvdKeyType,
  dvdReadStructure,
  dvdSessionId,
  getConfigurationInput,
  preventMediaRemoval,
  rawReadInfo,
  scsiIoctlData,
  scsiPassThrough,
  scsiPassThroughDirect,
  type TrackMode,
  trackModeType,
  volumeControl,
} from '../../../src/ioctl/index.js';

/** One request. */
export interface DifferentialCase {
  readonly code: ControlCodeName;
  readonly number: number;
  /** What is special about the buffers. */
  readonly title: string;
  readonly input: Uint8Array;
  readonly outputLength: number;
  /** Wine answers some requests only where both buffers are one. */
  readonly isOneBuffer?: boolean;
  /** The input has an address in it: data of so many bytes, behind the output. */
  readonly dataBytes?: number;
}

/** A sector in the middle of CONTENT.BIN, the same in every image. */
export const sectorInside = 300;
/** Far behind the end of the disc. */
const sectorOutside = 400_000;

const none = new Uint8Array(0);
const roomForMost = 256;
const senseBytes = 32;

type Extra = Pick<DifferentialCase, 'isOneBuffer' | 'dataBytes'>;

function request(
  name: ControlCodeName,
  title: string,
  input: Uint8Array = none,
  outputLength = 0,
  extra: Extra = {},
): DifferentialCase {
  return { code: name, number: controlCode[name], title, input, outputLength, ...extra };
}

/** A code with output: as programs call it, with a byte too few, without buffers, with an input nobody asked for. */
function withOutput(name: ControlCodeName, bytes: number): DifferentialCase[] {
  return [
    request(name, 'as it is meant', none, bytes),
    request(name, 'output too short', none, bytes - 1),
    request(name, 'no buffers'),
    request(name, 'with an input', Uint8Array.of(1, 2, 3, 4), bytes),
  ];
}

/** A code without any buffer. */
function withoutBuffers(name: ControlCodeName): DifferentialCase[] {
  return [
    request(name, 'as it is meant'),
    request(name, 'with an input', Uint8Array.of(1, 2, 3, 4)),
    request(name, 'with an output', none, 4),
  ];
}

/** A code with input. */
function withInput(name: ControlCodeName, title: string, input: Uint8Array): DifferentialCase[] {
  return [
    request(name, title, input),
    request(name, `${title}, input too short`, input.subarray(1)),
    request(name, `${title}, with an output`, input, 4),
  ];
}

const rawRead = (sector: number, mode: TrackMode, sectorCount = 1) =>
  toBytes(rawReadInfo, { diskOffset: BigInt(sector) * 2048n, sectorCount, trackMode: trackModeType[mode] });

const rawReads: DifferentialCase[] = [
  ...(['yellowMode2', 'xaForm2', 'cdda'] as const).map((mode) =>
    request('IOCTL_CDROM_RAW_READ', mode, rawRead(sectorInside, mode), 2352),
  ),
  request('IOCTL_CDROM_RAW_READ', 'output too short', rawRead(sectorInside, 'cdda'), 2351),
  request('IOCTL_CDROM_RAW_READ', 'no input', none, 2352),
  request('IOCTL_CDROM_RAW_READ', 'behind the end', rawRead(sectorOutside, 'cdda'), 2352),
  request('IOCTL_CDROM_RAW_READ', 'with sub-code', rawRead(sectorInside, 'rawWithSubCode'), 2448),
  request('IOCTL_CDROM_RAW_READ', 'no sectors', rawRead(sectorInside, 'cdda', 0), 2352),
];

const cdb = (...bytes: number[]) => {
  const whole = new Uint8Array(16);
  whole.set(bytes);
  return whole;
};

interface PassThroughShape {
  readonly cdb: Uint8Array;
  readonly cdbLength: number;
  readonly dataBytes?: number;
  readonly direction?: keyof typeof scsiIoctlData;
  readonly length?: number;
}

const read10 = (sector: number): PassThroughShape => ({
  cdb: cdb(0x28, 0, sector >>> 24, sector >>> 16, sector >>> 8, sector, 0, 0, 1, 0),
  cdbLength: 10,
  dataBytes: 2048,
});
const inquiry: PassThroughShape = { cdb: cdb(0x12, 0, 0, 0, 36, 0), cdbLength: 6, dataBytes: 36 };

function passThroughs(isDirect: boolean, title: string, shape: PassThroughShape): DifferentialCase {
  const { dataBytes = 0, direction = dataBytes > 0 ? 'in' : 'unspecified' } = shape;
  const layout = isDirect ? scsiPassThroughDirect : scsiPassThrough;
  const fields = {
    length: shape.length ?? layout.span,
    cdbLength: shape.cdbLength,
    senseInfoLength: senseBytes,
    dataIn: scsiIoctlData[direction],
    dataTransferLength: dataBytes,
    timeOutValue: 20,
    senseInfoOffset: layout.span,
    cdb: shape.cdb,
  };
  const dataBufferOffset = BigInt(layout.span + senseBytes);
  const input = new Uint8Array(layout.span + senseBytes + (isDirect ? 0 : dataBytes));
  if (isDirect) scsiPassThroughDirect.encode(fields, input);
  else scsiPassThrough.encode({ ...fields, dataBufferOffset }, input);
  const name = isDirect ? 'IOCTL_SCSI_PASS_THROUGH_DIRECT' : 'IOCTL_SCSI_PASS_THROUGH';
  return request(name, title, input, input.length, { isOneBuffer: true, ...(isDirect && { dataBytes }) });
}

const passThrough: DifferentialCase[] = [true, false].flatMap((isDirect) => [
  passThroughs(isDirect, 'INQUIRY', inquiry),
  passThroughs(isDirect, 'READ(10)', read10(sectorInside)),
  passThroughs(isDirect, 'READ(10) behind the end', read10(sectorOutside)),
  passThroughs(isDirect, 'TEST UNIT READY', { cdb: cdb(), cdbLength: 6 }),
  passThroughs(isDirect, 'TEST UNIT READY, data-in of 0 bytes', { cdb: cdb(), cdbLength: 6, direction: 'in' }),
  passThroughs(isDirect, 'a CDB of 17 bytes', { cdb: cdb(), cdbLength: 17 }),
  passThroughs(isDirect, 'a CDB of 0 bytes', { cdb: cdb(), cdbLength: 0 }),
  passThroughs(isDirect, 'Length too small', { ...inquiry, length: 40 }),
]);

/** DVD_CHALLENGE_KEY_LENGTH and DVD_RPC_KEY_LENGTH, without what comes before the key itself. */
const keyBytes = { challengeKey: 12, getRpcKey: 8 } as const;

const key = (keyType: keyof typeof keyBytes) => {
  const keyLength = dvdCopyProtectKey.span + keyBytes[keyType];
  const bytes = new Uint8Array(keyLength);
  dvdCopyProtectKey.encode({ keyLength, keyType: dvdKeyType[keyType] }, bytes);
  return bytes;
};

const dvd: DifferentialCase[] = [
  request('IOCTL_DVD_START_SESSION', 'as it is meant', none, dvdSessionId.span),
  request('IOCTL_DVD_START_SESSION', 'output too short', none, 3),
  request('IOCTL_DVD_START_SESSION', 'no buffers'),
  ...(['challengeKey', 'getRpcKey'] as const).flatMap((type) => [
    request('IOCTL_DVD_READ_KEY', type, key(type), key(type).length, { isOneBuffer: true }),
    request('IOCTL_DVD_READ_KEY', `${type}, two buffers`, key(type), key(type).length),
  ]),
  request('IOCTL_DVD_SEND_KEY', 'challengeKey', key('challengeKey')),
  request('IOCTL_DVD_END_SESSION', 'as it is meant', toBytes(dvdSessionId, { sessionId: 0 })),
  request('IOCTL_DVD_END_SESSION', 'input too short', new Uint8Array(3)),
  ...withOutput('IOCTL_DVD_GET_REGION', 4),
  request('IOCTL_DVD_READ_STRUCTURE', 'layer descriptor', toBytes(dvdReadStructure, { format: 0 }), 22),
];

const removal = (prevent: number) => toBytes(preventMediaRemoval, { preventMediaRemoval: prevent });
const lock = (name: ControlCodeName) => [
  request(name, 'prevent', removal(1)),
  request(name, 'allow', removal(0)),
  request(name, 'no input'),
  request(name, 'allow, with an output', removal(0), 4),
];

/** The tray last: it goes out and in. */
const tray: DifferentialCase[] = [
  request('IOCTL_STORAGE_EJECT_MEDIA', 'with an output', none, 4),
  request('IOCTL_STORAGE_EJECT_MEDIA', 'as it is meant'),
  request('IOCTL_STORAGE_CHECK_VERIFY', 'without a medium'),
  request('IOCTL_CDROM_READ_TOC', 'without a medium', none, 804),
  request('IOCTL_STORAGE_LOAD_MEDIA', 'with an output', none, 4),
  request('IOCTL_STORAGE_LOAD_MEDIA', 'as it is meant'),
  request('IOCTL_CDROM_LOAD_MEDIA', 'with the tray closed'),
  request('IOCTL_CDROM_READ_TOC', 'after loading', none, 804),
];

/** All that Wine's driver implements. */
const implemented: readonly DifferentialCase[] = [
  ...(
    [
      'IOCTL_CDROM_CHECK_VERIFY',
      'IOCTL_DISK_CHECK_VERIFY',
      'IOCTL_STORAGE_CHECK_VERIFY',
      'IOCTL_STORAGE_CHECK_VERIFY2',
    ] as const
  ).flatMap(withoutBuffers),
  ...withOutput('IOCTL_CDROM_READ_TOC', 804),
  request('IOCTL_CDROM_READ_TOC', 'room for one track', none, 20),
  ...withOutput('IOCTL_CDROM_GET_DRIVE_GEOMETRY', 24),
  ...withOutput('IOCTL_CDROM_DISK_TYPE', 4),
  ...withOutput('IOCTL_CDROM_GET_CONTROL', 4),
  ...withOutput('IOCTL_CDROM_GET_VOLUME', volumeControl.span),
  ...withInput('IOCTL_CDROM_SET_VOLUME', 'full', toBytes(volumeControl, { portVolume: new Uint8Array(4).fill(255) })),
  ...([1, 2, 3] as const).map((format) =>
    request('IOCTL_CDROM_READ_Q_CHANNEL', `format ${format}`, toBytes(cdromSubQDataFormat, { format, track: 1 }), 24),
  ),
  request('IOCTL_CDROM_READ_Q_CHANNEL', 'no input', none, 24),
  ...withInput(
    'IOCTL_CDROM_PLAY_AUDIO_MSF',
    'the first second',
    toBytes(cdromPlayAudioMsf, { startingS: 2, endingS: 3 }),
  ),
  ...withInput('IOCTL_CDROM_SEEK_AUDIO_MSF', 'to the beginning', toBytes(cdromSeekAudioMsf, { s: 2 })),
  ...withoutBuffers('IOCTL_CDROM_PAUSE_AUDIO'),
  ...withoutBuffers('IOCTL_CDROM_RESUME_AUDIO'),
  ...withoutBuffers('IOCTL_CDROM_STOP_AUDIO'),
  ...rawReads,
  ...withOutput('IOCTL_STORAGE_GET_DEVICE_NUMBER', 12),
  ...withOutput('IOCTL_STORAGE_GET_MEDIA_TYPES', 40),
  ...withOutput('IOCTL_DISK_GET_MEDIA_TYPES', 40),
  request('IOCTL_STORAGE_GET_MEDIA_TYPES_EX', 'as it is meant', none, roomForMost),
  request('IOCTL_STORAGE_GET_MEDIA_TYPES_EX', 'no buffers'),
  ...withoutBuffers('IOCTL_STORAGE_RESET_DEVICE'),
  ...withOutput('IOCTL_SCSI_GET_ADDRESS', 8),
  ...withOutput('IOCTL_SCSI_GET_CAPABILITIES', 24),
  // Wine writes there without asking how long it is.
  request('IOCTL_SCSI_GET_INQUIRY_DATA', 'as it is meant', none, 256),
  ...passThrough,
  ...dvd,
  ...lock('IOCTL_CDROM_MEDIA_REMOVAL'),
  ...lock('IOCTL_DISK_MEDIA_REMOVAL'),
  ...lock('IOCTL_STORAGE_MEDIA_REMOVAL'),
  ...lock('IOCTL_STORAGE_EJECTION_CONTROL'),
];

/** Codes that Wine does not implement, as they are meant where that is easily said. */
const notImplementedInput: Partial<Record<ControlCodeName, Uint8Array>> = {
  IOCTL_CDROM_READ_TOC_EX: toBytes(cdromReadTocEx, { format: 2 }),
  IOCTL_CDROM_GET_CONFIGURATION: toBytes(getConfigurationInput, {}),
  IOCTL_CDROM_SET_SPEED: toBytes(cdromSetSpeed, { readSpeed: 0xffff, writeSpeed: 0xffff }),
};
/** They take the medium from the next request, or are pass-through forms that Wine does not know. */
const leftOut: readonly ControlCodeName[] = [
  'IOCTL_CDROM_EJECT_MEDIA',
  'IOCTL_DISK_EJECT_MEDIA',
  'IOCTL_SCSI_PASS_THROUGH_EX',
  'IOCTL_SCSI_PASS_THROUGH_DIRECT_EX',
];

/** What is special about a request whose code Wine does not implement: nothing. */
export const notImplemented = 'any buffers';

function others(): DifferentialCase[] {
  const asked = new Set([...implemented, ...tray].map(({ number }) => number));
  return (Object.keys(controlCode) as ControlCodeName[])
    .filter((name) => !asked.has(controlCode[name]) && !leftOut.includes(name))
    .map((name) => request(name, notImplemented, notImplementedInput[name] ?? none, roomForMost));
}

/** Every request, in the order in which it is to be made: some change the drive. */
export const differentialCases: readonly DifferentialCase[] = [...implemented, ...others(), ...tray];

/** Play lasts longer than all requests that follow it. */
const play = request(
  'IOCTL_CDROM_PLAY_AUDIO_MSF',
  '18 seconds',
  toBytes(cdromPlayAudioMsf, { startingS: 2, endingS: 20 }),
);
const volume = (...ports: number[]) =>
  request('IOCTL_CDROM_SET_VOLUME', ports.join(' '), toBytes(volumeControl, { portVolume: Uint8Array.from(ports) }));
const readQ = (format: number) =>
  request('IOCTL_CDROM_READ_Q_CHANNEL', `format ${format}`, toBytes(cdromSubQDataFormat, { format, track: 1 }), 24);

/** What only a drive with an audio disc answers: Wine asks first, so that a thing done is done already when we ask. */
export const audioCases: readonly DifferentialCase[] = [
  request('IOCTL_CDROM_READ_TOC', 'of an audio disc', none, 804),
  ...[1, 2, 3].map(readQ),
  request('IOCTL_CDROM_GET_VOLUME', 'as it is meant', none, volumeControl.span),
  volume(128, 64, 0, 0),
  volume(255, 255, 255, 255),
  play,
  request('IOCTL_CDROM_PAUSE_AUDIO', 'while it plays'),
  request('IOCTL_CDROM_RESUME_AUDIO', 'after a pause'),
  request('IOCTL_CDROM_STOP_AUDIO', 'while it plays'),
  request('IOCTL_CDROM_PAUSE_AUDIO', 'after the stop'),
  request('IOCTL_CDROM_RESUME_AUDIO', 'after the stop'),
  ...(['cdda', 'yellowMode2', 'rawWithSubCode'] as const).map((mode) =>
    request(
      'IOCTL_CDROM_RAW_READ',
      `${mode} of audio`,
      rawRead(sectorInside, mode),
      mode === 'rawWithSubCode' ? 2448 : 2352,
    ),
  ),
];
