/** What one rule of the sense table consists of. */

/**
 * What must hold for a rule to fire: every member that is given.
 *
 * The members without `raw` see the sense data as the driver's length test lets them (see `sense-interpreter.ts`);
 * `raw` ones take the byte wherever the buffer has one, and 0 where it ends before.
 */
export interface RuleMatch {
  /** SRB status without its two flag bits. */
  readonly srbStatus?: readonly number[];
  readonly srbStatusNot?: readonly number[];
  readonly scsiStatus?: number;
  /** Sense data is there and has at least 8 bytes. */
  readonly senseUsable?: boolean;
  /** Sense data is there, of whatever length. */
  readonly autosense?: boolean;
  readonly senseLengthLessThan?: number;
  readonly senseKey?: number;
  readonly asc?: number;
  readonly ascq?: number;
  readonly ili?: boolean;
  readonly rawSenseKey?: number;
  readonly rawAsc?: readonly number[];
  readonly rawAscNot?: readonly number[];
  readonly rawAscq?: readonly number[];
  /** The drive is driven by the MMC handler, or by that of the Hitachi GD-2000 family. */
  readonly mmcDevice?: boolean;
  readonly hitachiDevice?: boolean;
  readonly volumeMounted?: boolean;
  readonly verifyVolumeFlag?: boolean;
  /** The request carries SL_OVERRIDE_VERIFY_VOLUME. */
  readonly overrideVerify?: boolean;
  readonly operationCode?: readonly number[];
  readonly operationCodeNot?: readonly number[];
  /** `(cdb[byte] & mask) === value`, for all of them. */
  readonly cdbBits?: readonly { readonly byte: number; readonly mask: number; readonly value: number }[];
  /** A control code is in flight: any, or one of these. */
  readonly isDeviceControl?: boolean;
  readonly controlCode?: readonly number[];
  /** Retries before this attempt: 0 when the first send failed. */
  readonly retriedCountLessThan?: number;
  readonly retriedCountGreaterThan?: number;
  /** It is known when the command was first sent. */
  readonly timeKnown?: boolean;
  readonly millisecondsSinceFirstSendGreaterThan?: number;
  /** What the rules before have decided so far. */
  readonly status?: readonly number[];
  readonly statusNot?: readonly number[];
  readonly retry?: boolean;
  /** A rule or group that has fired, or has not. */
  readonly fired?: string;
  readonly notFired?: string;
  readonly cancelled?: boolean;
  readonly anyOf?: readonly RuleMatch[];
  readonly not?: RuleMatch;
}

/**
 * What a rule does besides deciding.
 *
 * - `countMediaChange`: the media change count goes up by one
 * - `mediaPresent`: a medium is there; counts as a change where the driver did not know of one
 * - `mediaAbsent`, `mediaUnavailable`: there is none, or none to be had
 * - `setVerifyVolume`: DO_VERIFY_VOLUME
 * - `disallowWrites`: until the capabilities have been read again
 * - `refreshCapabilities`: they are to be read again before they are next needed
 * - `restoreDefaultSpeed`: SET STREAMING with RDD, where a speed was set for one medium only
 * - `forgetDefaultSpeed`: that speed is no longer to be taken back
 * - `disableStreaming`: the drive gets no streaming command any more; this one is sent again as READ(10) or WRITE(10)
 * - `clearPlayActive`: audio is no longer taken to be playing
 * - `readCapacityForCheckVerify`: READ CAPACITY goes before the retry of a CHECK_VERIFY code
 * - `useTenByteReserve`: RESERVE(6) and RELEASE(6) become their 10-byte forms, from now on
 * - `distrustSingleFeatureConfiguration`: GET CONFIGURATION for one feature is taken to be broken
 * - `startUnit`, `startUnitIfSafe`: START STOP UNIT in the background; the latter for drives marked as safe for it
 * - `reportBecomingReady`, `reportOperationInProgress`, `reportEjectRequest`: a notification to applications
 * - `reenumerateBus`, `countDeviceError`, `logUnhandled`: for the system's own housekeeping
 */
export type RuleEffect =
  | 'countMediaChange'
  | 'mediaPresent'
  | 'mediaAbsent'
  | 'mediaUnavailable'
  | 'setVerifyVolume'
  | 'disallowWrites'
  | 'refreshCapabilities'
  | 'restoreDefaultSpeed'
  | 'forgetDefaultSpeed'
  | 'disableStreaming'
  | 'clearPlayActive'
  | 'readCapacityForCheckVerify'
  | 'useTenByteReserve'
  | 'distrustSingleFeatureConfiguration'
  | 'startUnit'
  | 'startUnitIfSafe'
  | 'reportBecomingReady'
  | 'reportOperationInProgress'
  | 'reportEjectRequest'
  | 'reenumerateBus'
  | 'countDeviceError'
  | 'logUnhandled';

/** Rules of which at most one fires. */
export type RuleGroup = 'decide' | 'sendKey' | 'modeSense' | 'stream';

/** One rule. What it leaves out stays as the rules before have set it. */
export interface SenseRule {
  readonly id: string;
  /** Fires only where no earlier rule of the group has. */
  readonly group?: RuleGroup;
  readonly match: RuleMatch;
  /** An NTSTATUS value; `internal`: the one that the port driver has put into the SRB. */
  readonly status?: number | 'internal';
  readonly retry?: boolean;
  /** Also where there is no retry: a later rule may turn it on. */
  readonly retryIntervalMs?: number | 'readWriteRetryDelay';
  /** Raises the interval to this. */
  readonly minimumRetryIntervalMs?: number;
  readonly effects: readonly RuleEffect[];
  /** No rule after it is looked at. */
  readonly final?: boolean;
}
