/**
 * DeviceIoControl for CD-ROM drives: control codes and bytes in; NTSTATUS, Information and bytes out.
 *
 * @module discwire/ioctl
 */
export {
  type CdromHandle,
  type CheckVerifyResult,
  type ExclusiveLockOptions,
  openCdrom,
  type RawReadParameters,
  type ReadWriteOptions,
} from './cdrom.js';
export type { CdromState, RawReadCapabilities, StreamingCapabilities } from './cdrom-state.js';
export {
  type ControlCodeName,
  type ControlCodeParts,
  composeControlCode,
  controlCode,
  controlCodeName,
  decomposeControlCode,
  deviceType,
  normaliseControlCode,
  parseControlCode,
  requiredAccess,
  transferMethod,
} from './control-codes.js';
export { type IoctlDifference, type IoctlOutputDifference, ioctlDifferences } from './differences.js';
export { documentedStatus, documentedStatuses } from './documented-statuses.js';
export type { IoctlExchange, IoctlResult } from './exchange.js';
export {
  isNtSuccess,
  type NtStatusName,
  type NtStatusSeverity,
  ntStatus,
  ntStatusName,
  ntStatusSeverity,
  ntStatusText,
  win32ErrorOf,
} from './ntstatus.js';
export type { CdromOptions, IoctlOptions } from './options.js';
export { interpretSense, readWriteRetryDelayMs, type SenseContext, type SenseVerdict } from './sense-interpreter.js';
export type { RuleEffect, RuleGroup, RuleMatch, SenseRule } from './sense-rule.js';
export { senseRules } from './sense-rules.js';
export { fixedFormatSense, type SrbReply, srbAutosenseValid, srbReplyOf, srbReplyOfError, srbStatus } from './srb.js';
export * from './structures/index.js';
