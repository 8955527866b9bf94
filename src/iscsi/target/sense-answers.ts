/** Sense data that the target gives itself, in front of the drive. */
import {
  type AttentionCode,
  type Codec,
  encodeSense,
  placeOfField,
  type SenseInput,
  senseKey,
} from '../../../mmc/index.js';
import { scsiStatus } from '../../transport/transport.js';
import type { TransportErrorKind } from '../../transport/transport-error.js';

/** A status, and sense data where it is CHECK CONDITION. */
export interface Answer {
  readonly status: number;
  readonly sense: Uint8Array;
}

/** What came of a command that did not reach the drive. */
export interface OwnAnswer extends Answer {
  /** Data-in; the initiator gets as much of it as it takes. */
  readonly data?: Uint8Array;
}

const noSense = new Uint8Array(0);

/** GOOD. */
export const good: Answer = { status: scsiStatus.good, sense: noSense };
/** Another initiator holds a reservation. */
export const reservationConflict: Answer = { status: scsiStatus.reservationConflict, sense: noSense };
/** There is no room for a further command. */
export const taskSetFull: Answer = { status: scsiStatus.taskSetFull, sense: noSense };

/** CHECK CONDITION. */
export const checkCondition = (sense: SenseInput): Answer => ({
  status: scsiStatus.checkCondition,
  sense: encodeSense(sense),
});

const illegalRequest = (asc: number, ascq: number, more?: Pick<SenseInput, 'senseKeySpecific'>): Answer =>
  checkCondition({ senseKey: senseKey.illegalRequest, asc, ascq, ...more });

const pointer = (commandData: boolean, fieldPointer: number, bitPointer: number | undefined) => ({
  senseKeySpecific: { kind: 'fieldPointer', commandData, fieldPointer, bitPointer } as const,
});

/** 5/1A/00 PARAMETER LIST LENGTH ERROR. */
export const parameterListLengthError = illegalRequest(0x1a, 0x00);
/** 5/20/00 INVALID COMMAND OPERATION CODE. */
export const invalidOperationCode = illegalRequest(0x20, 0x00);
/** 5/24/00 INVALID FIELD IN CDB, where no single field is to blame. */
export const invalidFieldInCdb = illegalRequest(0x24, 0x00);
/** 5/24/00 with a pointer to the field `name` of the CDB. */
export function invalidCdbField(layout: Codec<any, any>, name: string): Answer {
  const { byte, bit } = placeOfField(layout, name);
  return illegalRequest(0x24, 0x00, pointer(true, byte, bit));
}
/** 5/25/00 LOGICAL UNIT NOT SUPPORTED. */
export const noSuchUnit = illegalRequest(0x25, 0x00);
/** 5/26/00 INVALID FIELD IN PARAMETER LIST, with a pointer to a byte and a bit of the list. */
export const invalidParameter = (byte: number, bit?: number): Answer =>
  illegalRequest(0x26, 0x00, pointer(false, byte, bit));
/** The same for the field `name` of the list. */
export function invalidParameterField(layout: Codec<any, any>, name: string): Answer {
  const { byte, bit } = placeOfField(layout, name);
  return invalidParameter(byte, bit);
}
/** 5/26/04 INVALID RELEASE OF PERSISTENT RESERVATION. */
export const invalidRelease = illegalRequest(0x26, 0x04);
/** 7/27/00 WRITE PROTECTED. */
export const writeProtected = checkCondition({ senseKey: senseKey.dataProtect, asc: 0x27, ascq: 0x00 });
/** B/0C/0C WRITE ERROR - UNEXPECTED UNSOLICITED DATA. */
export const unexpectedData = checkCondition({ senseKey: senseKey.abortedCommand, asc: 0x0c, ascq: 0x0c });
/** B/4B/00 DATA PHASE ERROR. */
export const dataPhaseError = checkCondition({ senseKey: senseKey.abortedCommand, asc: 0x4b, ascq: 0x00 });

const hardwareError = (asc: number, ascq: number): Answer =>
  checkCondition({ senseKey: senseKey.hardwareError, asc, ascq });
/** 4/08/00 LOGICAL UNIT COMMUNICATION FAILURE. */
const communicationFailure = hardwareError(0x08, 0x00);
/** 4/08/01 LOGICAL UNIT COMMUNICATION TIME-OUT. */
const communicationTimeout = hardwareError(0x08, 0x01);
/** 4/44/00 INTERNAL TARGET FAILURE. */
const internalFailure = hardwareError(0x44, 0x00);

/** What an initiator is told when the drive's transport brought no answer. */
export const answerOfTransportError: Readonly<Record<TransportErrorKind, Answer>> = {
  notFound: noSuchUnit,
  noDevice: noSuchUnit,
  accessDenied: invalidOperationCode,
  unsupported: invalidOperationCode,
  rejected: invalidFieldInCdb,
  busy: { status: scsiStatus.busy, sense: noSense },
  aborted: { status: scsiStatus.taskAborted, sense: noSense },
  closed: communicationFailure,
  selectionTimeout: communicationFailure,
  busReset: communicationFailure,
  busError: communicationFailure,
  timeout: communicationTimeout,
  overrun: dataPhaseError,
  hostError: internalFailure,
};

/** Unit attentions of the target itself (SPC-4). */
export const targetAttention = {
  /** 6/29/03 BUS DEVICE RESET FUNCTION OCCURRED. */
  reset: { asc: 0x29, ascq: 0x03 },
  /** 6/2A/03 RESERVATIONS PREEMPTED. */
  reservationsPreempted: { asc: 0x2a, ascq: 0x03 },
  /** 6/2A/04 RESERVATIONS RELEASED. */
  reservationsReleased: { asc: 0x2a, ascq: 0x04 },
  /** 6/2A/05 REGISTRATIONS PREEMPTED. */
  registrationsPreempted: { asc: 0x2a, ascq: 0x05 },
  /** 6/2F/00 COMMANDS CLEARED BY ANOTHER INITIATOR. */
  commandsCleared: { asc: 0x2f, ascq: 0x00 },
} as const satisfies Record<string, AttentionCode>;
