/** The SCSI commands of a session: their turn, the drive, taking them back. */
import type { Completion, TransferRequest } from '../../transport/transport.js';
import { TransportError } from '../../transport/transport-error.js';
import { rejectReason, taskAttribute } from '../codes.js';
import { at, readU32 } from '../pdu.js';
import { PduWriter } from '../pdu-writer.js';
import { DataOut } from './data-out.js';
import type { LogicalUnit, Nexus } from './logical-unit.js';
import { answerBeforeDrive, answerWithoutUnit } from './own-commands.js';
import { Responses } from './responses.js';
import { type Answer, answerOfTransportError, type OwnAnswer, taskSetFull } from './sense-answers.js';
import type { TargetSession } from './session.js';
import { Task } from './task.js';
import { announcedBytes, cdbLength } from './transfer-length.js';

const noBytes = new Uint8Array(0);
const flag = { final: 0x80, read: 0x40, write: 0x20 } as const;
/** Time limit of a command at the drive: an initiator has its own, and aborts. */
const commandTimeoutMs = 3_600_000;
/** While an initiator does not take what is sent to it, nothing more is carried out. */
const backlogBytes = 8 * 1024 * 1024;
/** Below this, room for data-in is taken as the initiator asks for it. */
const unquestionedBytes = 64 * 1024;

type Direction = TransferRequest['direction'];

/** Carries out the commands of one session, one after the other. */
export class Commands {
  readonly session: TargetSession;
  readonly #writer: PduWriter;
  readonly #readOnly: boolean;
  /** Commands that wait or run, by their tag. */
  readonly tasks = new Map<number, Task>();
  /** Those that wait for their turn. */
  #queue: Task[] = [];
  readonly #dataOut: DataOut;
  readonly #responses: Responses;
  /** Longest data-in that goes out as one PDU from where it was read. */
  readonly #roomBytes: number;
  #isClosed = false;

  constructor(session: TargetSession) {
    this.session = session;
    this.#writer = session.host.writer;
    this.#readOnly = session.host.settings.readOnly;
    const { maxSendDataSegmentLength, maxBurstLength } = session.parameters;
    this.#roomBytes = Math.min(PduWriter.maximumRoomBytes, maxSendDataSegmentLength, maxBurstLength);
    this.#dataOut = new DataOut(this);
    this.#responses = new Responses(session);
  }

  /** Commands that have come and have no response yet. */
  get waiting(): number {
    return this.tasks.size;
  }

  /** Whether commands to this unit have come that have no response yet. */
  hasTasksAt(unit: LogicalUnit): boolean {
    for (const { nexus } of this.tasks.values()) if (nexus?.unit === unit) return true;
    return false;
  }

  /** Takes a SCSI command PDU with its immediate data. */
  command(header: Uint8Array, data: Uint8Array): void {
    const fields = at.scsiCommand;
    const initiatorTaskTag = readU32(header, fields.initiatorTaskTag);
    if (this.tasks.has(initiatorTaskTag)) {
      this.session.reject(header, rejectReason.taskInProgress);
      return;
    }
    const flags = header[1]!;
    const expectedLength = readU32(header, fields.expectedDataTransferLength);
    const isWrite = (flags & flag.write) !== 0;
    const isRead = (flags & flag.read) !== 0;
    if (isWrite && isRead) {
      this.session.reject(header, rejectReason.commandNotSupported);
      return;
    }
    const direction: Direction = expectedLength === 0 ? 'none' : isWrite ? 'out' : isRead ? 'in' : 'none';
    const lun = this.session.lunOf(header);
    const nexus = lun === undefined ? undefined : this.session.nexuses.get(lun);
    const length = cdbLength(header, fields.cdb);
    const cdb = header.subarray(fields.cdb, fields.cdb + length);
    if (direction !== 'out' && data.length > 0) {
      this.session.violation(header, rejectReason.invalidPduField, 'data with a command that sends none');
      return;
    }
    const isFirst = this.#queue.length === 0 && (nexus === undefined || nexus.isInstant) && !this.isBackedUp;
    if (direction !== 'out' && isFirst) {
      this.#runInstant(initiatorTaskTag, nexus, cdb, direction, expectedLength, noBytes);
      return;
    }
    if (direction === 'out' && !this.#dataOut.checkFirst(header, data, expectedLength)) return;
    const needed = direction === 'out' ? this.#neededBytes(cdb, expectedLength, nexus) : 0;
    if (direction === 'out' && isFirst && (flags & flag.final) !== 0 && data.length >= needed) {
      this.#runInstant(initiatorTaskTag, nexus, cdb, direction, expectedLength, data);
      return;
    }
    if (direction === 'out' && !this.#dataOut.hasRoom(needed)) {
      this.#responses.status(initiatorTaskTag, taskSetFull, expectedLength);
      return;
    }
    const cmdSn = readU32(header, fields.cmdSn);
    const attribute = flags & 0x07;
    const task = new Task(initiatorTaskTag, cmdSn, lun, nexus, cdb.slice(), attribute, direction, expectedLength);
    this.tasks.set(initiatorTaskTag, task);
    if (attribute === taskAttribute.headOfQueue) this.#queue.unshift(task);
    else this.#queue.push(task);
    if (direction === 'out') this.#dataOut.begin(task, needed, data, (flags & flag.final) !== 0);
    this.advance();
  }

  /** See {@link TargetSession.place}. */
  placeDataOut(header: Uint8Array, length: number): Uint8Array | undefined {
    return this.#dataOut.place(header, length);
  }

  /** Takes a Data-Out PDU. */
  dataOut(header: Uint8Array, data: Uint8Array): void {
    this.#dataOut.take(header, data);
  }

  get isBackedUp(): boolean {
    return this.#writer.backlogBytes > backlogBytes;
  }

  /** Carries out what can be. To be called whenever that may have changed. */
  advance(): void {
    while (this.#queue.length > 0 && !this.#isClosed) {
      const task = this.#queue[0]!;
      if (!task.isReady || this.isBackedUp) return;
      this.#queue.shift();
      if (task.nexus === undefined || task.nexus.isInstant) {
        this.#dataOut.forget(task);
        this.tasks.delete(task.initiatorTaskTag);
        const { initiatorTaskTag, nexus, cdb, direction, expectedLength, data } = task;
        this.#runInstant(initiatorTaskTag, nexus, cdb, direction, expectedLength, data);
        this.#dataOut.recycle(data);
      } else void this.#run(task, task.nexus);
    }
  }

  /**
   * Takes commands back. Returns what to wait for until they are gone; undefined with `mustExist` where there is none.
   */
  abort(matches: (task: Task) => boolean, mustExist = false): Promise<void>[] | undefined {
    const aborted = [...this.tasks.values()].filter(matches);
    if (aborted.length === 0 && mustExist) return undefined;
    const ends: Promise<void>[] = [];
    for (const task of aborted) {
      task.isAborted = true;
      if (task.isRunning) {
        ends.push(
          new Promise((resolve) => {
            task.onEnd = resolve;
          }),
        );
        task.controller?.abort();
      } else {
        this.#queue = this.#queue.filter((each) => each !== task);
        this.#end(task);
      }
    }
    if (aborted.length > 0) this.advance();
    return ends;
  }

  /** Ends a command that waits for its data. */
  fail(task: Task, answer: Answer): void {
    this.#queue = this.#queue.filter((each) => each !== task);
    this.#end(task);
    this.#responses.status(task.initiatorTaskTag, answer, task.expectedLength);
    this.advance();
  }

  /** Takes everything back; nothing is sent any more. */
  close(): void {
    this.#isClosed = true;
    this.abort(() => true);
  }

  #end(task: Task): void {
    this.#dataOut.forget(task);
    this.tasks.delete(task.initiatorTaskTag);
    task.onEnd?.();
  }

  /** Bytes of data-out that a command needs before it can run. */
  #neededBytes(cdb: Uint8Array, expectedLength: number, nexus: Nexus | undefined): number {
    if (!nexus) return 0;
    return Math.min(expectedLength, announcedBytes(cdb, nexus.unit.blockLengthBytes) ?? expectedLength);
  }

  /** The length of the buffer for data-in: no more than what can come. */
  #roomFor(cdb: Uint8Array, expectedLength: number, nexus: Nexus): number {
    if (expectedLength <= unquestionedBytes) return expectedLength;
    const announced = announcedBytes(cdb, nexus.unit.blockLengthBytes) ?? expectedLength;
    return Math.min(expectedLength, announced, nexus.transport.limits.maximumTransferBytes);
  }

  #runInstant(
    initiatorTaskTag: number,
    nexus: Nexus | undefined,
    cdb: Uint8Array,
    direction: Direction,
    expectedLength: number,
    dataOut: Uint8Array,
  ): void {
    const own = this.#ownAnswer(nexus, cdb, dataOut);
    if (own) {
      this.#responses.own(initiatorTaskTag, own, direction, expectedLength);
      return;
    }
    const { transport } = nexus!;
    if (direction !== 'in') {
      const data = direction === 'out' ? dataOut : noBytes;
      const completion = this.#execute(() =>
        transport.executeSync!({ cdb, direction, data, timeoutMs: commandTimeoutMs }),
      );
      this.#responses.withoutData(initiatorTaskTag, nexus!, cdb, completion, expectedLength);
      return;
    }
    const length = this.#roomFor(cdb, expectedLength, nexus!);
    const inRoom = length <= this.#roomBytes;
    const data = inRoom ? this.#writer.dataRoom(length) : this.#writer.dataBuffer(length);
    const completion = this.#execute(() =>
      transport.executeSync!({ cdb, direction, data, timeoutMs: commandTimeoutMs }),
    );
    this.#responses.withData(initiatorTaskTag, nexus!, cdb, completion, data, inRoom, expectedLength);
  }

  /** Over a transport that takes its time. */
  async #run(task: Task, nexus: Nexus): Promise<void> {
    const { initiatorTaskTag, cdb, direction, expectedLength } = task;
    const own = this.#ownAnswer(nexus, cdb, task.data);
    if (own) {
      this.#end(task);
      return this.#responses.own(initiatorTaskTag, own, direction, expectedLength);
    }
    const data =
      direction === 'in'
        ? Buffer.allocUnsafeSlow(this.#roomFor(cdb, expectedLength, nexus))
        : direction === 'out'
          ? task.data
          : noBytes;
    task.isRunning = true;
    task.controller = new AbortController();
    nexus.running.add(task.controller);
    const { signal } = task.controller;
    let completion: Completion;
    try {
      completion = await nexus.transport.execute({ cdb, direction, data, timeoutMs: commandTimeoutMs, signal });
      nexus.unit.passOn(completion, nexus);
    } catch (error) {
      completion = completionOf(error);
    }
    nexus.running.delete(task.controller);
    this.#end(task);
    if (!task.isAborted && !this.#isClosed) {
      if (direction === 'in')
        this.#responses.withData(initiatorTaskTag, nexus, cdb, completion, data, false, expectedLength);
      else this.#responses.withoutData(initiatorTaskTag, nexus, cdb, completion, expectedLength);
    }
    this.advance();
    this.#writer.flush();
  }

  #ownAnswer(nexus: Nexus | undefined, cdb: Uint8Array, dataOut: Uint8Array): OwnAnswer | undefined {
    const target = this.session.target!;
    if (!nexus) return answerWithoutUnit(target, cdb);
    return answerBeforeDrive(target, nexus, cdb, dataOut, this.#readOnly);
  }

  #execute(run: () => Completion): Completion {
    try {
      return run();
    } catch (error) {
      return completionOf(error);
    }
  }
}

function completionOf(error: unknown): Completion {
  if (!(error instanceof TransportError)) throw error;
  return { ...answerOfTransportError[error.kind], transferredBytes: 0, durationMs: 0 };
}
