/** The SRB status: how Windows' port drivers say what became of a command, and what the sense rules are written for. */
import { decodeSense, encodeSense } from '../../mmc/index.js';
import { type Completion, scsiStatus } from '../transport/transport.js';
import type { NativeCode, TransportError, TransportErrorKind } from '../transport/transport-error.js';
import { ntStatus } from './ntstatus.js';

/** SRB status values, without the two flags. Facts: srb.h of mingw-w64. */
export const srbStatus = {
  success: 0x01,
  aborted: 0x02,
  error: 0x04,
  busy: 0x05,
  invalidRequest: 0x06,
  invalidPathId: 0x07,
  noDevice: 0x08,
  timeout: 0x09,
  selectionTimeout: 0x0a,
  commandTimeout: 0x0b,
  busReset: 0x0e,
  parityError: 0x0f,
  requestSenseFailed: 0x10,
  noHba: 0x11,
  dataOverrun: 0x12,
  unexpectedBusFree: 0x13,
  phaseSequenceFailure: 0x14,
  badSrbBlockLength: 0x15,
  requestFlushed: 0x16,
  invalidLun: 0x20,
  invalidTargetId: 0x21,
  badFunction: 0x22,
  internalError: 0x30,
} as const;

/** Flag in an SRB status: there is sense data. */
export const srbAutosenseValid = 0x80;
/** The status proper, without this flag and the one for a frozen queue. */
export const srbStatusMask = 0x3f;

/** What became of one command, in the words of a port driver. */
export interface SrbReply {
  /** Status and flags. */
  readonly srbStatus: number;
  /** 0 where the target gave none. */
  readonly scsiStatus: number;
  /** In fixed format; empty where there is none. */
  readonly sense: Uint8Array;
  /** With `internalError`: the NTSTATUS to end with, whatever the rules say. */
  readonly internalStatus?: number;
}

const noSense = new Uint8Array(0);

/** The SRB status for what a target answered. */
export function srbReplyOf(completion: Completion): SrbReply {
  if (completion.status === scsiStatus.good)
    return { srbStatus: srbStatus.success, scsiStatus: scsiStatus.good, sense: noSense };
  const sense = fixedFormatSense(completion.sense);
  const flags = completion.status === scsiStatus.checkCondition && sense.length > 0 ? srbAutosenseValid : 0;
  return { srbStatus: srbStatus.error | flags, scsiStatus: completion.status, sense };
}

/** Failures that the rules decide about. What has no place here ends with the status in {@link withoutRules}. */
const srbStatusByKind: { readonly [K in TransportErrorKind]?: number } = {
  notFound: srbStatus.noDevice,
  noDevice: srbStatus.noDevice,
  busy: srbStatus.busy,
  timeout: srbStatus.timeout,
  selectionTimeout: srbStatus.selectionTimeout,
  aborted: srbStatus.aborted,
  busReset: srbStatus.busReset,
  busError: srbStatus.parityError,
  overrun: srbStatus.dataOverrun,
  // With SCSI status 0: the rule srb-error-good.
  hostError: srbStatus.error,
};

const withoutRules: { readonly [K in TransportErrorKind]?: number } = {
  accessDenied: ntStatus.STATUS_ACCESS_DENIED,
  rejected: ntStatus.STATUS_INVALID_PARAMETER,
  unsupported: ntStatus.STATUS_NOT_SUPPORTED,
  closed: ntStatus.STATUS_INVALID_HANDLE,
};

/** The operating system no longer knows our own handle. */
const invalidHandles: readonly Pick<NativeCode, 'source' | 'code'>[] = [
  { source: 'errno', code: 9 },
  { source: 'GetLastError', code: 6 },
];

function statusWithoutRules({ kind, native }: TransportError): number {
  if (invalidHandles.some(({ source, code }) => native?.source === source && native.code === code))
    return ntStatus.STATUS_INVALID_HANDLE;
  return withoutRules[kind] ?? ntStatus.STATUS_IO_DEVICE_ERROR;
}

/** The SRB status for a command that got no answer. */
export function srbReplyOfError(error: TransportError): SrbReply {
  const status = srbStatusByKind[error.kind];
  if (status !== undefined) return { srbStatus: status, scsiStatus: 0, sense: noSense };
  return {
    srbStatus: srbStatus.internalError,
    scsiStatus: 0,
    sense: noSense,
    internalStatus: statusWithoutRules(error),
  };
}

/** Facts: the table of ReactOS' scsiport; `busy` is what Windows is taken to say. */
const portStatusBySrb: ReadonlyMap<number, number> = new Map<number, number>([
  [srbStatus.success, ntStatus.STATUS_SUCCESS],
  [srbStatus.busy, ntStatus.STATUS_DEVICE_BUSY],
  [srbStatus.noDevice, ntStatus.STATUS_DEVICE_DOES_NOT_EXIST],
  [srbStatus.timeout, ntStatus.STATUS_IO_TIMEOUT],
  [srbStatus.selectionTimeout, ntStatus.STATUS_DEVICE_NOT_CONNECTED],
  [srbStatus.dataOverrun, ntStatus.STATUS_BUFFER_OVERFLOW],
]);

/**
 * @internal What a port driver says to a program's own command. A SCSI status is an answer, and the program's to look
 * at.
 */
export function portStatus({ srbStatus: status, scsiStatus: answered, internalStatus }: SrbReply): number {
  if (internalStatus !== undefined) return internalStatus;
  if (answered !== scsiStatus.good) return ntStatus.STATUS_SUCCESS;
  return portStatusBySrb.get(status & srbStatusMask) ?? ntStatus.STATUS_IO_DEVICE_ERROR;
}

const headerLength = 8;
const largestFixedInformation = 0xffff_ffffn;

/**
 * Descriptor format sense as fixed format, so that the rules, written for fixed format, do not misread it; anything
 * else is returned as it is. What is too short to be usable stays so.
 */
export function fixedFormatSense(bytes: Uint8Array): Uint8Array {
  const sense = decodeSense(bytes);
  if (sense?.format !== 'descriptor' || sense.senseKey === undefined) return bytes;
  const { deferred, senseKey, asc, ascq, ili, eom, filemark, valid, information } = sense;
  const fits = information !== undefined && information <= largestFixedInformation;
  const fixed = encodeSense({
    deferred,
    senseKey,
    asc,
    ascq,
    ili,
    eom,
    filemark,
    ...(fits ? { valid, information } : {}),
  });
  return bytes.length < headerLength ? fixed.subarray(0, bytes.length) : fixed;
}
