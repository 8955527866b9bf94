/** Why the drive ends a command with CHECK CONDITION. Handlers throw these; the dispatcher makes sense data of them. */
import { type Command, placeOfField, type SenseInput, type SenseKeySpecific, senseKey } from '../../mmc/index.js';
import type { CdMedium } from './media/medium.js';

/** Which field is wrong: one of the CDB by its name, or a place in the CDB or in the parameter list. */
export type Culprit =
  | { readonly field: string }
  | { readonly commandData: boolean; readonly byte: number; readonly bit?: number | undefined };

/** Not an Error: it is an answer, made often, and nobody needs its stack. */
export class Refusal {
  constructor(
    readonly sense: SenseInput,
    readonly culprit?: Culprit,
    /** Bytes that had been moved before. */
    readonly transferredBytes = 0,
  ) {}

  /** The sense data's members; `layout` is that of the command's CDB. */
  senseInput(layout: Command['layout'] | undefined): SenseInput {
    return this.culprit ? { ...this.sense, senseKeySpecific: fieldPointer(this.culprit, layout) } : this.sense;
  }
}

function fieldPointer(culprit: Culprit, layout: Command['layout'] | undefined): SenseKeySpecific {
  const place = 'field' in culprit ? { commandData: true, ...placeOfField(layout!, culprit.field) } : culprit;
  return {
    kind: 'fieldPointer',
    commandData: place.commandData,
    fieldPointer: place.byte,
    bitPointer: place.bit,
  };
}

const illegalRequest = (asc: number, ascq: number, culprit?: Culprit): Refusal =>
  new Refusal({ senseKey: senseKey.illegalRequest, asc, ascq }, culprit);
const notReady = (asc: number, ascq: number): Refusal => new Refusal({ senseKey: senseKey.notReady, asc, ascq });

/** 5/1A/00. */
export const parameterListLengthError = (): Refusal => illegalRequest(0x1a, 0x00);
/** 5/20/00. */
export const invalidOperationCode = (): Refusal => illegalRequest(0x20, 0x00, { commandData: true, byte: 0 });
/** 5/21/00; at a block, after `transferredBytes` of the blocks before it, where there were some. */
export const addressOutOfRange = (logicalBlockAddress?: number, transferredBytes = 0): Refusal =>
  logicalBlockAddress === undefined
    ? illegalRequest(0x21, 0x00)
    : new Refusal(
        { senseKey: senseKey.illegalRequest, asc: 0x21, ascq: 0x00, information: logicalBlockAddress >>> 0 },
        undefined,
        transferredBytes,
      );
/** 5/21/02: not where the next write has to be. */
export const invalidAddressForWrite = (): Refusal => illegalRequest(0x21, 0x02);
/** 5/24/00 with a pointer to the CDB's field `field`. */
export const invalidField = (field: string): Refusal => illegalRequest(0x24, 0x00, { field });
/** 5/24/00 with a pointer to a place in the CDB. */
export const invalidCdbPlace = (byte: number, bit?: number): Refusal =>
  illegalRequest(0x24, 0x00, { commandData: true, byte, bit });
/** 5/26/00 with a pointer into the parameter list. */
export const invalidParameter = (byte: number, bit?: number): Refusal =>
  illegalRequest(0x26, 0x00, { commandData: false, byte, bit });
/** 5/2C/00. */
export const commandSequenceError = (): Refusal => illegalRequest(0x2c, 0x00);
/** 5/30/02: a medium of another kind than the command is for. */
export const incompatibleMedium = (): Refusal => illegalRequest(0x30, 0x02);
/** 5/30/05: nothing can be written to a medium that is recorded as this one is. */
export const cannotWriteFormat = (): Refusal => illegalRequest(0x30, 0x05);
/** 5/30/06: a medium that is never formatted. */
export const cannotFormat = (): Refusal => illegalRequest(0x30, 0x06);
/** 5/39/00. */
export const savingNotSupported = (): Refusal => illegalRequest(0x39, 0x00, { field: 'pc' });
/** 5/53/02. */
export const removalPrevented = (): Refusal => illegalRequest(0x53, 0x02);
/** 5/64/00 at a block, after `transferredBytes` of the blocks before it. */
export const illegalModeForTrack = (logicalBlockAddress: number, transferredBytes = 0): Refusal =>
  new Refusal(
    { senseKey: senseKey.illegalRequest, asc: 0x64, ascq: 0x00, information: logicalBlockAddress >>> 0 },
    undefined,
    transferredBytes,
  );
/** 5/63/00: more than fits into the track. */
export const endOfUserArea = (): Refusal => illegalRequest(0x63, 0x00);
/** 5/63/01. */
export const packetDoesNotFit = (): Refusal => illegalRequest(0x63, 0x01);
/** 5/72/03: a track of the session is not complete. */
export const incompleteTrackInSession = (): Refusal => illegalRequest(0x72, 0x03);
/** 5/72/04: a track was reserved and not written, or not all of it. */
export const emptyReservedTrack = (): Refusal => illegalRequest(0x72, 0x04);
/** 5/72/05. */
export const noMoreTrackReservations = (): Refusal => illegalRequest(0x72, 0x05);
/** 3/0C/09: the write buffer was empty, and the laser had to be turned off. */
export const lossOfStreaming = (): Refusal => new Refusal({ senseKey: senseKey.mediumError, asc: 0x0c, ascq: 0x09 });
/** 3/73/03. */
export const powerCalibrationError = (): Refusal =>
  new Refusal({ senseKey: senseKey.mediumError, asc: 0x73, ascq: 0x03 });
/** 3/73/02: the test area is used up. */
export const powerCalibrationAreaFull = (): Refusal =>
  new Refusal({ senseKey: senseKey.mediumError, asc: 0x73, ascq: 0x02 });
/** Why reading ends at an address of a CD: it lies in no program area, or the sector there is of another type or none. */
export const unreadable = (disc: CdMedium, logicalBlockAddress: number, transferredBytes = 0): Refusal =>
  logicalBlockAddress >= disc.trackAt(logicalBlockAddress).end
    ? addressOutOfRange(logicalBlockAddress, transferredBytes)
    : illegalModeForTrack(logicalBlockAddress, transferredBytes);
/** 5/6F/01: the disc has no such key. */
export const keyNotPresent = (): Refusal => illegalRequest(0x6f, 0x01);
/** 5/6F/05: the region of the drive cannot be changed any more. */
export const noRegionChangeLeft = (): Refusal => illegalRequest(0x6f, 0x05);
/** 3/11/00 at a block, after `transferredBytes` of the blocks before it. */
export const unrecoveredReadError = (logicalBlockAddress: number, transferredBytes = 0): Refusal =>
  new Refusal(
    { senseKey: senseKey.mediumError, asc: 0x11, ascq: 0x00, information: logicalBlockAddress >>> 0 },
    undefined,
    transferredBytes,
  );
/** What other commands are told while the drive is at work: ASCQ with ASC 04h. */
const workInProgress = { format: 0x04, operation: 0x07, longWrite: 0x08 } as const;

const progressIndication = (done: number): SenseKeySpecific => ({
  kind: 'progressIndication',
  progressIndication: Math.min(0xffff, Math.floor(done * 0x1_0000)),
});

/** 2/04/04, 2/04/07 or 2/04/08, with how much of it is done, 0 to 1. */
export const atWork = (told: keyof typeof workInProgress, done: number): Refusal =>
  new Refusal({
    senseKey: senseKey.notReady,
    asc: 0x04,
    ascq: workInProgress[told],
    senseKeySpecific: progressIndication(done),
  });
/** 0/04/04, which refuses nothing: the medium can be used meanwhile. */
export const formattingInBackground = (done: number): SenseInput => ({
  senseKey: senseKey.noSense,
  asc: 0x04,
  ascq: workInProgress.format,
  senseKeySpecific: progressIndication(done),
});
/** 2/04/01. */
export const becomingReady = (): Refusal => notReady(0x04, 0x01);
/** 2/3A/01 with the tray closed, 2/3A/02 with the tray open. */
export const mediumNotPresent = (isTrayOpen: boolean): Refusal => notReady(0x3a, isTrayOpen ? 0x02 : 0x01);
/** 2/30/00: a medium that the drive is not made for. */
export const unreadableMedium = (): Refusal => notReady(0x30, 0x00);
/** 7/27/00. */
export const writeProtected = (): Refusal => new Refusal({ senseKey: senseKey.dataProtect, asc: 0x27, ascq: 0x00 });
/** B/4B/00: the initiator gave less data than the CDB announces. */
export const dataPhaseError = (): Refusal => new Refusal({ senseKey: senseKey.abortedCommand, asc: 0x4b, ascq: 0x00 });
