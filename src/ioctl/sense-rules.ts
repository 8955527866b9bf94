/**
 * Which NTSTATUS a failed command becomes, whether it is sent again, and what else happens: 108 rules, in order.
 *
 * Facts: the Windows CD-ROM class driver as published (Windows-driver-samples, storage/class/cdrom/src/sense.c, and
 * scratch.c for the retries). It looks at the ASC before the sense key, and at the key only where it has no rule for
 * the ASC. After 5 retries it gives up; commands with a limit of their own have a rule for it.
 */
import { controlCode } from './control-codes.js';
import { ntStatus } from './ntstatus.js';
import type { RuleEffect, RuleMatch, SenseRule } from './sense-rule.js';
import { srbStatus } from './srb.js';

const {
  STATUS_SUCCESS: success,
  STATUS_CANCELLED: cancelled,
  STATUS_COPY_PROTECTION_FAILURE: copyProtectionFailure,
  STATUS_CSS_REGION_MISMATCH: cssRegionMismatch,
  STATUS_DATA_OVERRUN: dataOverrun,
  STATUS_DEVICE_BUSY: deviceBusy,
  STATUS_DEVICE_DATA_ERROR: deviceDataError,
  STATUS_DEVICE_NOT_CONNECTED: deviceNotConnected,
  STATUS_DEVICE_NOT_READY: deviceNotReady,
  STATUS_INVALID_BLOCK_LENGTH: invalidBlockLength,
  STATUS_INVALID_DEVICE_REQUEST: invalidDeviceRequest,
  STATUS_IO_DEVICE_ERROR: ioDeviceError,
  STATUS_IO_TIMEOUT: ioTimeout,
  STATUS_NO_MEDIA_IN_DEVICE: noMediaInDevice,
  STATUS_NO_SUCH_DEVICE: noSuchDevice,
  STATUS_UNRECOGNIZED_MEDIA: unrecognizedMedia,
  STATUS_VERIFY_REQUIRED: verifyRequired,
} = ntStatus;

type Decision = Pick<SenseRule, 'retry' | 'retryIntervalMs' | 'minimumRetryIntervalMs' | 'final'>;

/** No retry. The interval counts only where a later rule turns the retry on. */
const giveUp = (intervalMs = 0): Decision => ({ retry: false, retryIntervalMs: intervalMs });
const retryAfter = (intervalMs: number): Decision => ({ retry: true, retryIntervalMs: intervalMs });
const retryAtOnce = retryAfter(0);
/** Changes whether there is a retry, not when. */
const noRetry: Decision = { retry: false };
const retry: Decision = { retry: true };
const unchanged: Decision = {};

/** One of the rules that decide in the first place, of which only the first that matches counts. */
function decide(
  id: string,
  match: RuleMatch,
  status: SenseRule['status'],
  decision: Decision,
  ...effects: RuleEffect[]
): SenseRule {
  return { id, group: 'decide', match, status: status!, ...decision, effects };
}

/** A deciding rule about sense data. */
function sense(id: string, match: RuleMatch, status: number, decision: Decision, ...effects: RuleEffect[]): SenseRule {
  return decide(id, { senseUsable: true, ...match }, status, decision, ...effects);
}

/** A deciding rule about an SRB status that came without sense data. */
function srb(id: string, match: RuleMatch, status: number, decision: Decision, ...effects: RuleEffect[]): SenseRule {
  return decide(id, { senseUsable: false, ...match }, status, decision, ...effects);
}

/** A rule that refines what was decided; `status` undefined leaves it. */
function refine(
  id: string,
  match: RuleMatch,
  status: number | undefined,
  decision: Decision,
  ...effects: RuleEffect[]
): SenseRule {
  return { id, match, ...(status === undefined ? {} : { status }), ...decision, effects };
}

/** Of the refining rules of one group only the first that matches counts. */
const inGroup = (group: NonNullable<SenseRule['group']>, rule: SenseRule): SenseRule => ({ ...rule, group });

// Rules for the MMC handler do without the length test.
const mmc: RuleMatch = { mmcDevice: true, autosense: true };
/** SEND KEY with key format 6, set region. */
const setRegion: RuleMatch = { ...mmc, operationCode: [0xa3], cdbBits: [{ byte: 10, mask: 0x3f, value: 0x06 }] };

const preventAllow = [0x1e] as const;
const modeSense = [0x1a, 0x5a] as const;
// The driver takes 9Eh for READ CAPACITY(16) without looking at the service action.
const readCapacity = [0x25, 0x9e] as const;
const reserveRelease6 = [0x16, 0x17] as const;
const getPerformance = [0xac] as const;
/** READ and WRITE of 10, 6, 12 and 16 bytes. */
const readWrite = [0x28, 0x08, 0xa8, 0x88, 0x2a, 0x0a, 0xaa, 0x8a] as const;
const withLimitOfTheirOwn = [
  ...preventAllow,
  ...modeSense,
  ...readCapacity,
  ...reserveRelease6,
  ...getPerformance,
  ...readWrite,
];

/** PREVENT ALLOW MEDIUM REMOVAL with nothing set but, perhaps, PREVENT. */
const plainPrevent = (prevent: 0 | 1): RuleMatch => ({
  operationCode: preventAllow,
  cdbBits: [
    { byte: 1, mask: 0xff, value: 0 },
    { byte: 2, mask: 0xff, value: 0 },
    { byte: 3, mask: 0xff, value: 0 },
    { byte: 4, mask: 0xfc, value: 0 },
    { byte: 4, mask: 0x01, value: prevent },
  ],
});
/** READ(12) or WRITE(12) with the streaming bit. */
const streaming: RuleMatch = { operationCode: [0xa8, 0xaa], cdbBits: [{ byte: 10, mask: 0x80, value: 0x80 }] };
const notReadyOrNotSelected: readonly RuleMatch[] = [
  { status: [deviceNotReady], rawAsc: [0x04] },
  { srbStatus: [srbStatus.selectionTimeout] },
];
const servoFailure: RuleMatch = { rawSenseKey: 4, rawAsc: [0x09] };
const atLeastTwoSeconds: Decision = { minimumRetryIntervalMs: 2_000 };

/** The rules, in the order in which they are run. */
export const senseRules: readonly SenseRule[] = [
  // Before any sense data is looked at.
  decide('srb-success', { srbStatus: [srbStatus.success] }, success, { ...giveUp(), final: true }),
  decide('internal-error', { srbStatus: [srbStatus.internalError] }, 'internal', giveUp()),
  decide('reservation-conflict', { scsiStatus: 0x18 }, deviceBusy, giveUp()),
  // A unit attention that is handled further down can count a second time there.
  refine('ua-count', { senseUsable: true, senseKey: 6, notFired: 'decide' }, undefined, unchanged, 'countMediaChange'),

  // By additional sense code, whatever the sense key.
  sense('04-07', { asc: 0x04, ascq: 0x07 }, deviceNotReady, retryAfter(10_000), 'reportOperationInProgress'),
  sense('04-01', { asc: 0x04, ascq: 0x01 }, deviceNotReady, retryAfter(10_000), 'reportBecomingReady'),
  sense('04-08', { asc: 0x04, ascq: 0x08 }, deviceNotReady, retryAtOnce),
  sense('04-03', { asc: 0x04, ascq: 0x03 }, noMediaInDevice, giveUp(10_000)),
  sense('04-04', { asc: 0x04, ascq: 0x04 }, deviceNotReady, giveUp(10_000)),
  sense('04-xx', { asc: 0x04 }, deviceNotReady, retryAtOnce, 'startUnitIfSafe'),
  // CCh is how the IMAPI 1 filter driver marks a drive that it has taken for itself.
  sense('3a-cc', { asc: 0x3a, ascq: 0xcc }, noMediaInDevice, giveUp(), 'mediaUnavailable'),
  sense('3a-xx', { asc: 0x3a }, noMediaInDevice, giveUp(), 'mediaAbsent'),
  sense('30-01', { asc: 0x30, ascq: 0x01 }, unrecognizedMedia, giveUp()),
  sense('30-02', { asc: 0x30, ascq: 0x02 }, unrecognizedMedia, giveUp()),
  sense('30-03', { asc: 0x30, ascq: 0x03 }, ntStatus.STATUS_CLEANER_CARTRIDGE_INSTALLED, giveUp()),
  sense('02-00', { asc: 0x02, ascq: 0x00 }, deviceDataError, retryAtOnce),
  sense('08-03', { asc: 0x08, ascq: 0x03 }, ioDeviceError, retryAfter(1_000)),
  sense('21-xx', { asc: 0x21 }, ntStatus.STATUS_NONEXISTENT_SECTOR, giveUp()),
  sense('25-xx', { asc: 0x25 }, noSuchDevice, giveUp()),
  sense('6f-00', { asc: 0x6f, ascq: 0x00 }, ntStatus.STATUS_CSS_AUTHENTICATION_FAILURE, giveUp()),
  sense('6f-01', { asc: 0x6f, ascq: 0x01 }, ntStatus.STATUS_CSS_KEY_NOT_PRESENT, giveUp()),
  sense('6f-02', { asc: 0x6f, ascq: 0x02 }, ntStatus.STATUS_CSS_KEY_NOT_ESTABLISHED, giveUp()),
  sense('6f-03', { asc: 0x6f, ascq: 0x03 }, ntStatus.STATUS_CSS_SCRAMBLED_SECTOR, giveUp()),
  sense('6f-04', { asc: 0x6f, ascq: 0x04 }, cssRegionMismatch, giveUp()),
  sense('6f-05', { asc: 0x6f, ascq: 0x05 }, ntStatus.STATUS_CSS_RESETS_EXHAUSTED, giveUp()),
  sense('6f-xx', { asc: 0x6f }, copyProtectionFailure, giveUp()),
  sense('24-xx', { asc: 0x24 }, invalidDeviceRequest, giveUp(3_000)),
  sense(
    '28-xx-mounted',
    { asc: 0x28, volumeMounted: true },
    verifyRequired,
    giveUp(),
    'mediaPresent',
    'setVerifyVolume',
  ),
  sense('28-xx-unmounted', { asc: 0x28, volumeMounted: false }, ioDeviceError, retryAtOnce, 'mediaPresent'),
  sense(
    '5a-01-mounted',
    { asc: 0x5a, ascq: 0x01, volumeMounted: true },
    verifyRequired,
    giveUp(),
    'countMediaChange',
    'reportEjectRequest',
    'setVerifyVolume',
  ),
  sense(
    '5a-01-unmounted',
    { asc: 0x5a, ascq: 0x01, volumeMounted: false },
    ioDeviceError,
    retryAtOnce,
    'countMediaChange',
    'reportEjectRequest',
  ),
  sense(
    '3f-xx-mounted',
    { asc: 0x3f, volumeMounted: true },
    verifyRequired,
    giveUp(5_000),
    'countMediaChange',
    'reenumerateBus',
    'setVerifyVolume',
  ),
  sense(
    '3f-xx-unmounted',
    { asc: 0x3f, volumeMounted: false },
    ioDeviceError,
    retryAfter(5_000),
    'countMediaChange',
    'reenumerateBus',
  ),
  // Success under any sense key, even UNIT ATTENTION.
  sense('17-ili', { asc: 0x17, ili: true }, invalidBlockLength, giveUp()),
  sense('17', { asc: 0x17 }, success, giveUp()),
  sense('18-ili', { asc: 0x18, ili: true }, invalidBlockLength, giveUp()),
  sense('18', { asc: 0x18 }, success, giveUp()),
  sense('5d-ili', { asc: 0x5d, ili: true }, invalidBlockLength, giveUp()),
  sense('5d', { asc: 0x5d }, success, giveUp()),
  sense('57-00', { asc: 0x57, ascq: 0x00 }, unrecognizedMedia, giveUp()),

  // By sense key.
  sense('key-2', { senseKey: 2 }, deviceNotReady, retryAtOnce),
  sense('key-7', { senseKey: 7 }, ntStatus.STATUS_MEDIA_WRITE_PROTECTED, giveUp()),
  sense('key-3', { senseKey: 3 }, deviceDataError, giveUp()),
  sense('key-4', { senseKey: 4 }, ioDeviceError, retryAtOnce),
  sense('key-5', { senseKey: 5 }, invalidDeviceRequest, giveUp()),
  sense(
    'key-6-mounted',
    { senseKey: 6, volumeMounted: true },
    verifyRequired,
    giveUp(),
    'countMediaChange',
    'setVerifyVolume',
  ),
  sense('key-6-unmounted', { senseKey: 6, volumeMounted: false }, ioDeviceError, retryAtOnce, 'countMediaChange'),
  sense('key-b', { senseKey: 0xb }, ioDeviceError, retryAfter(1_000)),
  sense('key-8', { senseKey: 8 }, ntStatus.STATUS_NO_DATA_DETECTED, giveUp()),
  sense('key-1-ili', { senseKey: 1, ili: true }, invalidBlockLength, giveUp()),
  sense('key-1', { senseKey: 1 }, success, giveUp()),
  sense('key-0-ili', { senseKey: 0, ili: true }, invalidBlockLength, giveUp()),
  sense('key-0', { senseKey: 0 }, ioDeviceError, retryAtOnce),
  sense('key-other', {}, ioDeviceError, retryAtOnce),

  // By SRB status, without sense data.
  srb(
    'srb-no-device',
    {
      srbStatus: [
        srbStatus.invalidLun,
        srbStatus.invalidTargetId,
        srbStatus.noDevice,
        srbStatus.noHba,
        srbStatus.invalidPathId,
      ],
    },
    noSuchDevice,
    giveUp(),
  ),
  srb(
    'srb-timeout',
    { srbStatus: [srbStatus.timeout, srbStatus.commandTimeout] },
    ioTimeout,
    retryAfter(1_000),
    'countDeviceError',
  ),
  srb('srb-aborted', { srbStatus: [srbStatus.aborted] }, ioTimeout, retryAfter(1_000), 'countDeviceError'),
  srb('srb-selection-timeout', { srbStatus: [srbStatus.selectionTimeout] }, deviceNotConnected, giveUp(2_000)),
  srb('srb-overrun', { srbStatus: [srbStatus.dataOverrun] }, dataOverrun, giveUp()),
  srb(
    'srb-phase-retry',
    { srbStatus: [srbStatus.phaseSequenceFailure], retriedCountLessThan: 2 },
    ioDeviceError,
    retryAfter(1_000),
    'countDeviceError',
  ),
  srb('srb-phase', { srbStatus: [srbStatus.phaseSequenceFailure] }, ioDeviceError, giveUp(1_000), 'countDeviceError'),
  srb(
    'srb-flushed-verify',
    { srbStatus: [srbStatus.requestFlushed], verifyVolumeFlag: true },
    verifyRequired,
    giveUp(),
  ),
  srb('srb-flushed', { srbStatus: [srbStatus.requestFlushed] }, ioDeviceError, retryAtOnce),
  srb('srb-invalid-request', { srbStatus: [srbStatus.invalidRequest] }, invalidDeviceRequest, giveUp()),
  srb(
    'srb-parity',
    { srbStatus: [srbStatus.unexpectedBusFree, srbStatus.parityError] },
    ioDeviceError,
    retryAfter(1_000),
    'countDeviceError',
  ),
  srb('srb-bus-reset', { srbStatus: [srbStatus.busReset] }, ioDeviceError, retryAtOnce),
  srb('srb-error-busy', { srbStatus: [srbStatus.error], scsiStatus: 0x08 }, deviceNotReady, retryAtOnce),
  srb(
    'srb-error-good',
    { srbStatus: [srbStatus.error], scsiStatus: 0x00 },
    ioDeviceError,
    retryAfter(1_000),
    'countDeviceError',
  ),
  srb('srb-error-other', { srbStatus: [srbStatus.error] }, ioDeviceError, retryAtOnce),
  srb('srb-other', {}, ioDeviceError, retryAtOnce, 'logUnhandled'),

  // What MMC drives add to it.
  refine('mmc-2-3a', { ...mmc, rawSenseKey: 2, rawAsc: [0x3a] }, undefined, unchanged, 'disallowWrites'),
  refine(
    'mmc-2-04',
    {
      ...mmc,
      rawSenseKey: 2,
      rawAsc: [0x04],
      rawAscq: [0x07, 0x08],
      // READ(10) and (6), READ CAPACITY(10), READ CD and MSF, READ TOC, WRITE(10) and (6), READ TRACK and DISC INFORMATION
      operationCode: [0x28, 0x08, 0x25, 0xbe, 0xb9, 0x43, 0x2a, 0x0a, 0x52, 0x51],
    },
    deviceBusy,
    retry,
  ),
  refine(
    'mmc-6-28',
    { ...mmc, rawSenseKey: 6, rawAsc: [0x28] },
    undefined,
    unchanged,
    'disallowWrites',
    'refreshCapabilities',
    'restoreDefaultSpeed',
  ),
  refine(
    'mmc-6-29',
    { ...mmc, rawSenseKey: 6, rawAsc: [0x29] },
    undefined,
    unchanged,
    'disallowWrites',
    'refreshCapabilities',
  ),
  // So the eject button never surfaces as VERIFY_REQUIRED.
  refine('mmc-6-5a-01', { ...mmc, rawSenseKey: 6, rawAsc: [0x5a], rawAscq: [0x01] }, deviceBusy, retry),
  refine(
    'mmc-6-5a-02-03',
    { ...mmc, rawSenseKey: 6, rawAsc: [0x5a], rawAscq: [0x02, 0x03] },
    deviceBusy,
    retry,
    'disallowWrites',
    'refreshCapabilities',
  ),
  refine('mmc-5-27', { ...mmc, rawSenseKey: 5, rawAsc: [0x27] }, undefined, unchanged, 'disallowWrites'),
  inGroup('sendKey', refine('mmc-sendkey-3a', { ...setRegion, rawAsc: [0x3a] }, noMediaInDevice, noRetry)),
  inGroup(
    'sendKey',
    refine(
      'mmc-sendkey-6f-04',
      { ...setRegion, rawSenseKey: 5, rawAsc: [0x6f], rawAscq: [0x04] },
      cssRegionMismatch,
      noRetry,
    ),
  ),
  inGroup(
    'sendKey',
    refine(
      'mmc-sendkey-30-02',
      { ...setRegion, rawSenseKey: 5, rawAsc: [0x30], rawAscq: [0x02] },
      cssRegionMismatch,
      noRetry,
    ),
  ),
  // Instead of the MMC handler.
  refine(
    'hitachi-4-44',
    { hitachiDevice: true, autosense: true, rawSenseKey: 4, rawAsc: [0x44] },
    deviceNotReady,
    retry,
    'startUnit',
  ),

  // By command.
  refine('cmd-unlock', { ...plainPrevent(0), retriedCountLessThan: 4 }, undefined, retry),
  refine('cmd-lock-limit', { ...plainPrevent(1), retriedCountGreaterThan: 1 }, undefined, noRetry),
  refine('cmd-prevent-2s', { operationCode: preventAllow, anyOf: notReadyOrNotSelected }, undefined, atLeastTwoSeconds),
  refine('cmd-modesense-2s', { operationCode: modeSense, anyOf: notReadyOrNotSelected }, undefined, atLeastTwoSeconds),
  inGroup(
    'modeSense',
    refine('cmd-modesense-verify', { operationCode: modeSense, status: [verifyRequired] }, undefined, retry),
  ),
  inGroup(
    'modeSense',
    refine('cmd-modesense-overrun', { operationCode: modeSense, srbStatus: [srbStatus.dataOverrun] }, success, noRetry),
  ),
  refine('cmd-modesense-limit', { operationCode: modeSense, retriedCountGreaterThan: 1 }, undefined, noRetry),
  refine('cmd-capacity-verify', { operationCode: readCapacity, status: [verifyRequired] }, undefined, retry),
  refine('cmd-capacity-limit', { operationCode: readCapacity, retriedCountGreaterThan: 1 }, undefined, noRetry),
  refine(
    'cmd-reserve6',
    { operationCode: reserveRelease6, status: [invalidDeviceRequest] },
    undefined,
    retry,
    'useTenByteReserve',
  ),
  refine(
    'cmd-rw-override',
    { operationCode: readWrite, overrideVerify: true, status: [verifyRequired] },
    ioDeviceError,
    retry,
  ),
  inGroup(
    'stream',
    refine(
      'cmd-stream-srb',
      {
        ...streaming,
        srbStatus: [srbStatus.timeout, srbStatus.commandTimeout, srbStatus.selectionTimeout, srbStatus.busReset],
      },
      undefined,
      retryAtOnce,
      'disableStreaming',
    ),
  ),
  inGroup(
    'stream',
    refine(
      'cmd-stream-ua',
      { ...streaming, rawSenseKey: 6, rawAsc: [0x29, 0x2e] },
      undefined,
      retryAtOnce,
      'disableStreaming',
    ),
  ),
  inGroup(
    'stream',
    refine(
      'cmd-stream-illegal',
      { ...streaming, rawSenseKey: 5, rawAscNot: [0x21] },
      undefined,
      retryAtOnce,
      'disableStreaming',
    ),
  ),
  // Failing at once is what streaming is for.
  inGroup('stream', refine('cmd-stream-transient', streaming, undefined, noRetry)),
  refine('cmd-rw-delay', { operationCode: readWrite, retry: true }, undefined, {
    retryIntervalMs: 'readWriteRetryDelay',
  }),
  refine(
    'cmd-rw-count',
    {
      operationCode: readWrite,
      fired: 'cmd-rw-delay',
      retriedCountGreaterThan: 4,
      anyOf: [{ timeKnown: false }, servoFailure],
    },
    undefined,
    noRetry,
  ),
  refine(
    'cmd-rw-time',
    {
      operationCode: readWrite,
      fired: 'cmd-rw-delay',
      timeKnown: true,
      millisecondsSinceFirstSendGreaterThan: 160_000,
      not: servoFailure,
    },
    undefined,
    noRetry,
  ),
  refine('cmd-perf-overrun', { operationCode: getPerformance, srbStatus: [srbStatus.dataOverrun] }, success, noRetry),
  // The source asks for fields of GET CONFIGURATION here, of a GET PERFORMANCE that wants exceptions only.
  refine(
    'cmd-perf-typeone',
    {
      operationCode: getPerformance,
      cdbBits: [{ byte: 1, mask: 0x03, value: 0x02 }],
      srbStatusNot: [srbStatus.success, srbStatus.dataOverrun],
      anyOf: [{ autosense: false }, { senseLengthLessThan: 14 }],
    },
    undefined,
    retry,
    'distrustSingleFeatureConfiguration',
  ),
  refine('cmd-perf-limit', { operationCode: getPerformance, retriedCountGreaterThan: 4 }, undefined, noRetry),
  refine(
    'cmd-default-limit',
    { operationCodeNot: withLimitOfTheirOwn, retriedCountGreaterThan: 4 },
    undefined,
    noRetry,
  ),

  // By the control code in flight.
  refine(
    'ioctl-overrun',
    {
      isDeviceControl: true,
      controlCode: [
        controlCode.IOCTL_CDROM_GET_LAST_SESSION,
        controlCode.IOCTL_CDROM_READ_TOC,
        controlCode.IOCTL_CDROM_READ_TOC_EX,
        controlCode.IOCTL_CDROM_GET_CONFIGURATION,
        controlCode.IOCTL_CDROM_GET_VOLUME,
      ],
      status: [dataOverrun],
    },
    success,
    noRetry,
  ),
  refine(
    'ioctl-readq',
    { isDeviceControl: true, controlCode: [controlCode.IOCTL_CDROM_READ_Q_CHANNEL] },
    undefined,
    unchanged,
    'clearPlayActive',
  ),
  // It comes after the limits, so of itself it never gives up.
  refine(
    'ioctl-override',
    { isDeviceControl: true, overrideVerify: true, status: [verifyRequired] },
    ioDeviceError,
    retry,
    'readCapacityForCheckVerify',
  ),
  refine(
    'ioctl-setspeed',
    { isDeviceControl: true, controlCode: [controlCode.IOCTL_CDROM_SET_SPEED], statusNot: [success] },
    undefined,
    unchanged,
    'forgetDefaultSpeed',
  ),

  // A retry is due that nobody waits for any more.
  refine('cancel', { retry: true, statusNot: [success], cancelled: true }, cancelled, giveUp()),
];
