/** What the judge remembers of one host: what it asked, what it was told, what it has not finished. */
import {
  blank,
  type Command,
  closeFunction,
  closeTrackSession,
  formatUnit,
  getConfiguration,
  modePages,
  modeSelect10,
  modeSense10,
  preventAllowMediumRemoval,
  readCapacity,
  readDiscInformation,
  readDiscStructure,
  readFormatCapacities,
  readTocFormatted,
  readTrackInformation,
  sendCueSheet,
  sendOpcInformationPerform,
  senseKey,
  startStopUnit,
  synchronizeCache10,
  writeParameters,
} from '../../../mmc/index.js';
import { unitAttention } from '../initiator.js';
import type { WriteParameters } from '../media/recorder.js';
import { HostPolls } from './host-polls.js';
import type { JudgedCommand } from './judged-command.js';
import { WriteBuffer } from './write-buffer.js';

/** 2/04/xx with which the drive says that it is still at work: format, operation, long write. */
const workInProgress: readonly number[] = [0x04, 0x07, 0x08];
const notReadyAsc = 0x04;
const modeHeaderBytes = 8;
const allPages = 0x3f;

/** Commands that tell what medium there is, and how far it is recorded. */
const tellsOfMedium: ReadonlySet<number> = new Set(
  [
    getConfiguration,
    readCapacity,
    readDiscInformation,
    readDiscStructure,
    readFormatCapacities,
    readTocFormatted,
    readTrackInformation,
  ].map(({ operationCode }) => operationCode),
);

export class History {
  readonly polls = new HostPolls();
  readonly buffer = new WriteBuffer();
  /** The command before; undefined: there was none. */
  previous: JudgedCommand | undefined;
  /** Number of the command that was told 6/28/00, until the host has looked at the medium. */
  mediumChangeToldAt: number | undefined;
  /** Number of the command that was told 6/29/00 after write parameters had been set, until they are set again. */
  parametersLostAt: number | undefined;
  /** Number of the last WRITE whose data may still be in the drive's cache. */
  unsynchronizedWrite: number | undefined;
  /** Number of the last WRITE on this medium. */
  lastWrite: number | undefined;
  /** Page 05h as the last WRITE of the session that is open found it. */
  sessionParameters: WriteParameters | undefined;
  hasCalibrated = false;
  hasSentCueSheet = false;
  hasSetWriteParameters = false;
  /** Number of the command that prevented medium removal, until it is allowed. */
  preventedAt: number | undefined;
  /** How often in a row the command before, byte for byte, was refused with the same sense; 0: it was not refused. */
  refusals = 0;
  /** Number of the command that was told of a deferred error, until the host has asked where the track stands. */
  deferredErrorAt: number | undefined;
  /** What was told, or begun with IMMED, while the drive was at work; undefined: it is not, as far as the host knows. */
  workKnownAt: number | undefined;
  readonly #asked = new Set<number>();
  readonly #askedOfMedium = new Set<number>();
  readonly #pagesRead = new Set<string>();

  /** Whether the command, or a sibling of it, was answered; for what tells of the medium: of this one. */
  hasAsked(command: Command): boolean {
    const { operationCode } = command;
    return (tellsOfMedium.has(operationCode) ? this.#askedOfMedium : this.#asked).has(operationCode);
  }

  /** Whether the command was ever answered, whatever medium there was. */
  hasEverAsked({ operationCode }: Command): boolean {
    return this.#asked.has(operationCode);
  }

  /** Whether the host has read the page as it is, or what of it can be changed. */
  hasReadPage(pageCode: number, control: number): boolean {
    return this.#pagesRead.has(`${pageCode}/${control}`) || this.#pagesRead.has(`${allPages}/${control}`);
  }

  /** Takes in a command that the rules have judged. */
  add(command: JudgedCommand): void {
    this.#addAnswer(command);
    if (command.isGood) {
      this.#asked.add(command.cdb[0]!);
      if (tellsOfMedium.has(command.cdb[0]!)) this.#lookedAtMedium(command);
      this.#addMode(command);
      this.#addRecording(command);
      this.#addTray(command);
    }
    this.polls.add(command);
    this.previous = command;
  }

  #lookedAtMedium(command: JudgedCommand): void {
    this.#askedOfMedium.add(command.cdb[0]!);
    this.mediumChangeToldAt = undefined;
    if (command.cdb[0] === readTrackInformation.operationCode) this.deferredErrorAt = undefined;
  }

  /** Another medium, for all that is known: nothing that was asked counts any more. */
  #forgetMedium(): void {
    this.#askedOfMedium.clear();
    this.hasCalibrated = false;
    this.hasSentCueSheet = false;
    this.unsynchronizedWrite = undefined;
    this.lastWrite = undefined;
    this.sessionParameters = undefined;
    this.deferredErrorAt = undefined;
    this.workKnownAt = undefined;
  }

  #addAnswer(command: JudgedCommand): void {
    const { sense } = command;
    if (!sense) {
      this.refusals = 0;
      // What needs no medium is answered at any time, and says nothing about the work.
      if (command.isGood && command.command?.timeoutGroup !== 'none') this.workKnownAt = undefined;
      return;
    }
    const isAgain = command.repeats(this.previous) && command.isAnsweredLike(this.previous);
    this.refusals = isAgain ? this.refusals + 1 : 1;
    if (sense.deferred) this.deferredErrorAt = command.number;
    if (sense.senseKey === senseKey.notReady && sense.asc === notReadyAsc && workInProgress.includes(sense.ascq!))
      this.workKnownAt = command.number;
    if (sense.senseKey !== senseKey.unitAttention) return;
    if (sense.asc === unitAttention.mediumMayHaveChanged.asc) {
      this.#forgetMedium();
      this.mediumChangeToldAt = command.number;
    }
    if (sense.asc === unitAttention.powerOnOrReset.asc) {
      if (this.hasSetWriteParameters) this.parametersLostAt = command.number;
      this.hasSetWriteParameters = false;
      this.preventedAt = undefined;
    }
  }

  #addMode(command: JudgedCommand): void {
    const sensed = command.as(modeSense10);
    if (sensed) this.#pagesRead.add(`${sensed.pageCode}/${sensed.pc}`);
    if (command.as(modeSelect10) && selectedPages(command).includes(writeParameters.code)) {
      this.hasSetWriteParameters = true;
      this.parametersLostAt = undefined;
      this.hasSentCueSheet = false;
    }
  }

  #addRecording(command: JudgedCommand): void {
    const { number, write } = command;
    if (write && write.count > 0) {
      this.unsynchronizedWrite = number;
      this.lastWrite = number;
      this.sessionParameters = command.unit.mode.writeParameters;
      this.hasSentCueSheet = true;
      this.buffer.add(command);
    }
    if (command.as(synchronizeCache10)) this.unsynchronizedWrite = undefined;
    if (command.as(sendOpcInformationPerform)) this.hasCalibrated = true;
    if (command.as(sendCueSheet)) this.hasSentCueSheet = true;
    const closing = command.as(closeTrackSession);
    if (closing) this.unsynchronizedWrite = undefined;
    if (closing && closing.closeFunction !== closeFunction.track) this.sessionParameters = undefined;
    const begunWithImmed = closing?.immed || command.as(blank)?.immed || isFormatImmed(command);
    if (begunWithImmed) this.workKnownAt = number;
  }

  #addTray(command: JudgedCommand): void {
    const lock = command.as(preventAllowMediumRemoval);
    if (lock) this.preventedAt = lock.prevent ? (this.preventedAt ?? command.number) : undefined;
    if (command.as(startStopUnit)?.loej) this.#forgetMedium();
  }
}

/** FORMAT UNIT has its IMMED in the parameter list. */
function isFormatImmed(command: JudgedCommand): boolean {
  return command.as(formatUnit) !== undefined && (command.dataOut[1]! & 0x02) !== 0;
}

/** Codes of the pages in the parameter list of MODE SELECT. */
export function selectedPages(command: JudgedCommand): number[] {
  const list = command.dataOut;
  const codes: number[] = [];
  for (let at = modeHeaderBytes; at + 1 < list.length; at += 2 + list[at + 1]!) codes.push(list[at]! & 0x3f);
  return codes.filter((code) => modePages.has(code));
}
