/** The full feature phase, seen from the initiator: one connection, and the commands that are in flight on it. */
// The global `performance` is a getter; this is the object.
import { performance } from 'node:perf_hooks';
import { toBytes } from '../../../mmc/layout/index.js';
import type { Clock } from '../../time/clock.js';
import { type Completion, scsiStatus } from '../../transport/transport.js';
import { TransportError, type TransportErrorKind } from '../../transport/transport-error.js';
import {
  asyncEvent,
  logoutReason,
  nameOf,
  noTag,
  opcode,
  rejectReason,
  scsiResponseCode,
  taskAttribute,
  taskFunction,
} from '../codes.js';
import { encodeLun } from '../lun.js';
import {
  asyncMessage,
  at,
  headerBytes,
  logoutRequest,
  nopIn,
  nopOut,
  opcodeOf,
  readU32,
  reject,
  taskManagementRequest,
  taskManagementResponse,
  writeU32,
} from '../pdu.js';
import type { PduSink, StreamProblem } from '../pdu-reader.js';
import { distance, next } from '../serial-number.js';
import type { LoggedIn } from './connect.js';
import type { InFlight } from './in-flight.js';

const flag = { final: 0x80, read: 0x40, write: 0x20, overflow: 0x04, underflow: 0x02, status: 0x01 } as const;
const numbersAt = 24;
const noFigures = Object.freeze({});
const noSense = new Uint8Array(0);
const logoutTimeoutMs = 2000;

/** What a session tells the transport. */
export interface SessionHost {
  /** For messages. */
  readonly name: string;
  readonly lun: number;
  readonly isOrdered: boolean;
  readonly clock: Clock;
  /** A command has come to its end, or the window has opened. */
  progressed(): void;
  /** The session is gone; what was in flight has been rejected. */
  ended(session: InitiatorSession): void;
}

/** One session with a target. */
export class InitiatorSession implements PduSink {
  readonly #host: SessionHost;
  readonly #connection: LoggedIn;
  readonly #lun: Uint8Array;
  readonly #attribute: number;
  /** In the order they were sent. */
  readonly #inFlight = new Map<number, InFlight>();
  readonly #aborts = new Map<number, (response: number) => void>();
  #cmdSn: number;
  #maxCmdSn: number;
  #expStatSn: number;
  #lastTag = 0;
  #lastEndMs = 0;
  #isLost = false;
  #isDraining = false;
  #isPingOut = false;
  #wasHeard = true;
  #whenLoggedOut: (() => void) | undefined;

  constructor(host: SessionHost, connection: LoggedIn) {
    this.#host = host;
    this.#connection = connection;
    this.#lun = encodeLun(host.lun);
    this.#attribute = host.isOrdered ? taskAttribute.ordered : taskAttribute.simple;
    this.#cmdSn = connection.cmdSn;
    this.#maxCmdSn = connection.maxCmdSn;
    this.#expStatSn = connection.statSn;
    connection.attach(this, (why) => this.#lose(why, 'busReset'));
  }

  /** Whether the target takes a further command now. */
  get canSend(): boolean {
    return !this.#isLost && !this.#isDraining && distance(this.#cmdSn, this.#maxCmdSn) <= 0;
  }

  get inFlight(): Iterable<InFlight> {
    return this.#inFlight.values();
  }

  /** Whether the connection is gone. */
  get isOver(): boolean {
    return this.#isLost;
  }

  get isIdle(): boolean {
    return this.#inFlight.size === 0;
  }

  /** Sends a command; nothing goes out before {@link flush}. */
  send(command: InFlight): void {
    const { cdb, data, direction } = command.request;
    const { writer, parameters } = this.#connection;
    const isOut = direction === 'out';
    this.#lastTag = this.#lastTag >= noTag - 1 ? 1 : this.#lastTag + 1;
    const tag = this.#lastTag;
    command.initiatorTaskTag = tag;
    command.startedAtMs = performance.now();
    this.#inFlight.set(tag, command);
    const { immediateData, initialR2T, firstBurstLength, maxSendDataSegmentLength } = parameters;
    const immediate = isOut && immediateData ? Math.min(data.length, firstBurstLength, maxSendDataSegmentLength) : 0;
    const unsolicited = isOut && !initialR2T ? Math.min(data.length, firstBurstLength) : immediate;
    writer.header();
    const { slab, at: start } = writer;
    const fields = at.scsiCommand;
    slab[start] = opcode.scsiCommand;
    slab[start + 1] =
      (unsolicited > immediate ? 0 : flag.final) |
      (direction === 'in' ? flag.read : isOut ? flag.write : 0) |
      this.#attribute;
    slab.set(this.#lun, start + fields.lun);
    writeU32(slab, start + fields.initiatorTaskTag, tag);
    writeU32(slab, start + fields.expectedDataTransferLength, data.length);
    writeU32(slab, start + fields.cmdSn, this.#cmdSn);
    writeU32(slab, start + fields.expStatSn, this.#expStatSn);
    slab.set(cdb, start + fields.cdb);
    this.#cmdSn = next(this.#cmdSn);
    writer.end(immediate > 0 ? data.subarray(0, immediate) : undefined);
    if (unsolicited > immediate) this.#sendData(command, noTag, immediate, unsolicited);
  }

  flush(): void {
    this.#connection.writer.flush();
  }

  /** ABORT TASK. Resolves with the target's response; the command itself is settled by then. */
  abort(command: InFlight): Promise<void> {
    const settled = () => {
      if (this.#inFlight.has(command.initiatorTaskTag)) this.#rejectAborted(command);
    };
    return this.#manage(taskFunction.abortTask, command.initiatorTaskTag).then(settled, () => {});
  }

  /** Takes back everything that is in flight. */
  abortAll(): Promise<void> {
    return this.#manage(taskFunction.abortTaskSet, noTag).then(
      () => {
        for (const command of [...this.#inFlight.values()]) this.#rejectAborted(command);
      },
      () => {},
    );
  }

  /** Logs out and closes the connection, waiting for the target as long as it may take. */
  async logOut(): Promise<void> {
    if (this.#isLost) return;
    this.#isDraining = true;
    const answered = new Promise<void>((resolve) => {
      this.#whenLoggedOut = resolve;
    });
    this.#post(
      toBytes(logoutRequest, {
        opcode: opcode.logoutRequest,
        immediate: true,
        final: true,
        reason: logoutReason.closeSession,
        initiatorTaskTag: this.#newTag(),
        cmdSn: this.#cmdSn,
        expStatSn: this.#expStatSn,
      }),
    );
    const patience = new AbortController();
    await Promise.race([answered, this.#host.clock.sleep(logoutTimeoutMs, patience.signal).catch(() => {})]);
    patience.abort();
    this.#lose('logged out', 'closed');
  }

  /** To be called again and again while the session lasts. A target that was silent in between is asked, then left. */
  checkAlive(): void {
    if (this.#wasHeard) {
      this.#wasHeard = false;
      this.#isPingOut = false;
      return;
    }
    if (this.#isPingOut) {
      this.#lose('the target does not answer any more', 'timeout');
      return;
    }
    this.#isPingOut = true;
    this.#post(
      toBytes(nopOut, {
        opcode: opcode.nopOut,
        immediate: true,
        final: true,
        initiatorTaskTag: this.#newTag(),
        targetTransferTag: noTag,
        cmdSn: this.#cmdSn,
        expStatSn: this.#expStatSn,
      }),
    );
  }

  /** Gives the connection up. */
  drop(why: string): void {
    this.#lose(why, 'busReset');
  }

  place(header: Uint8Array, length: number): Uint8Array | undefined {
    if (opcodeOf(header) !== opcode.dataIn) return undefined;
    const command = this.#inFlight.get(readU32(header, at.dataIn.initiatorTaskTag));
    if (command?.request.direction !== 'in') return undefined;
    const offset = readU32(header, at.dataIn.bufferOffset);
    const { data } = command.request;
    return offset + length <= data.length ? data.subarray(offset, offset + length) : undefined;
  }

  pdu(header: Uint8Array, data: Uint8Array): void {
    this.#wasHeard = true;
    const code = opcodeOf(header);
    this.#readNumbers(header, code);
    switch (code) {
      case opcode.dataIn:
        this.#dataIn(header, data);
        break;
      case opcode.scsiResponse:
        this.#scsiResponse(header, data);
        break;
      case opcode.readyToTransfer:
        this.#readyToTransfer(header);
        break;
      case opcode.nopIn:
        this.#nopIn(header, data);
        break;
      case opcode.taskManagementResponse: {
        const { initiatorTaskTag, response } = taskManagementResponse.decode(header);
        this.#aborts.get(initiatorTaskTag)?.(response);
        this.#aborts.delete(initiatorTaskTag);
        break;
      }
      case opcode.logoutResponse:
        this.#whenLoggedOut?.();
        break;
      case opcode.asyncMessage:
        this.#asyncMessage(header);
        break;
      case opcode.reject:
        this.#rejected(header, data);
        break;
      default:
        this.#lose(`the target sent ${nameOf(opcode, code)}`, 'busError');
    }
  }

  failed({ message }: StreamProblem): void {
    this.#lose(message, 'busError');
  }

  #newTag(): number {
    this.#lastTag = this.#lastTag >= noTag - 1 ? 1 : this.#lastTag + 1;
    return this.#lastTag;
  }

  #readNumbers(header: Uint8Array, code: number): void {
    const maxCmdSn = readU32(header, numbersAt + 8);
    if (distance(maxCmdSn, this.#maxCmdSn) > 0) this.#maxCmdSn = maxCmdSn;
    const carriesStatus =
      code === opcode.dataIn
        ? (header[1]! & flag.status) !== 0
        : code !== opcode.readyToTransfer &&
          !(code === opcode.nopIn && readU32(header, at.any.initiatorTaskTag) === noTag);
    if (carriesStatus) this.#expStatSn = next(readU32(header, numbersAt));
  }

  #post(header: Uint8Array, data?: Uint8Array): void {
    const { writer } = this.#connection;
    writer.header();
    writer.slab.set(header, writer.at);
    writer.end(data);
    writer.flush();
  }

  #manage(taskManagementFunction: number, referencedTaskTag: number): Promise<number> {
    if (this.#isLost) return Promise.reject(new Error('the session is gone'));
    const initiatorTaskTag = this.#newTag();
    return new Promise((resolve) => {
      this.#aborts.set(initiatorTaskTag, resolve);
      this.#post(
        toBytes(taskManagementRequest, {
          opcode: opcode.taskManagementRequest,
          immediate: true,
          final: true,
          function: taskManagementFunction,
          lun: this.#lun,
          initiatorTaskTag,
          referencedTaskTag,
          cmdSn: this.#cmdSn,
          expStatSn: this.#expStatSn,
        }),
      );
    });
  }

  #dataIn(header: Uint8Array, data: Uint8Array): void {
    const fields = at.dataIn;
    const command = this.#inFlight.get(readU32(header, fields.initiatorTaskTag));
    // Taken back while it was on its way.
    if (!command) return;
    const end = readU32(header, fields.bufferOffset) + data.length;
    if (command.request.direction !== 'in' || end > command.request.data.length) {
      this.#lose('the target sent data that nobody asked for', 'busError');
      return;
    }
    command.received = Math.max(command.received, end);
    if ((header[1]! & flag.status) !== 0)
      this.#complete(command, header[1]!, header[fields.status]!, readU32(header, fields.residualCount), noSense);
  }

  #scsiResponse(header: Uint8Array, data: Uint8Array): void {
    const fields = at.scsiResponse;
    const command = this.#inFlight.get(readU32(header, fields.initiatorTaskTag));
    if (!command) return;
    if (header[fields.response] !== scsiResponseCode.completed) {
      this.#settle(command);
      const problem = `the target failed: ${nameOf(scsiResponseCode, header[fields.response]!)}`;
      command.reject(this.#error('hostError', problem, 'unknown'));
      return;
    }
    const length = data.length >= 2 ? (data[0]! << 8) | data[1]! : 0;
    const sense = data.length >= 2 ? data.slice(2, 2 + length) : noSense;
    const status = header[fields.status]!;
    const kept = status === scsiStatus.good && sense.every((byte) => byte === 0) ? noSense : sense;
    this.#complete(command, header[1]!, status, readU32(header, fields.residualCount), kept);
  }

  #complete(command: InFlight, flags: number, status: number, residualCount: number, sense: Uint8Array): void {
    this.#settle(command);
    const { data, direction } = command.request;
    const isUnderflow = (flags & flag.underflow) !== 0;
    const isOverflow = (flags & flag.overflow) !== 0;
    const told = isUnderflow ? Math.max(0, data.length - residualCount) : data.length;
    const transferredBytes = direction === 'in' ? Math.min(told, command.received) : direction === 'out' ? told : 0;
    const completion: Completion = {
      status,
      sense,
      transferredBytes,
      durationMs: this.#lastEndMs - command.startedAtMs,
      native: isOverflow ? { residualOverflow: residualCount } : noFigures,
    };
    command.resolve(completion);
    this.#host.progressed();
  }

  /** The command is no longer in flight, and the next one's time begins. */
  #settle(command: InFlight): void {
    this.#inFlight.delete(command.initiatorTaskTag);
    command.unlisten();
    this.#lastEndMs = performance.now();
    if (!this.#host.isOrdered) return;
    for (const first of this.#inFlight.values()) {
      first.startedAtMs = Math.max(first.startedAtMs, this.#lastEndMs);
      break;
    }
  }

  #readyToTransfer(header: Uint8Array): void {
    const fields = at.readyToTransfer;
    const command = this.#inFlight.get(readU32(header, fields.initiatorTaskTag));
    if (!command) return;
    const offset = readU32(header, fields.bufferOffset);
    const end = offset + readU32(header, fields.desiredDataTransferLength);
    if (command.request.direction !== 'out' || end > command.request.data.length || end === offset) {
      this.#lose('the target asks for data that there are not', 'busError');
      return;
    }
    this.#sendData(command, readU32(header, fields.targetTransferTag), offset, end, header.slice(8, 16));
    this.flush();
  }

  /** Data-out from `start` to `end`, in as many PDUs as the target wants. */
  #sendData(command: InFlight, targetTransferTag: number, start: number, end: number, lun = this.#lun): void {
    const { writer, parameters } = this.#connection;
    const fields = at.dataOut;
    for (let offset = start, dataSn = 0; offset < end; dataSn++) {
      const pieceEnd = Math.min(end, offset + parameters.maxSendDataSegmentLength);
      writer.header();
      const { slab, at: headerAt } = writer;
      slab[headerAt] = opcode.dataOut;
      slab[headerAt + 1] = pieceEnd === end ? flag.final : 0;
      slab.set(lun, headerAt + fields.lun);
      writeU32(slab, headerAt + fields.initiatorTaskTag, command.initiatorTaskTag);
      writeU32(slab, headerAt + fields.targetTransferTag, targetTransferTag);
      writeU32(slab, headerAt + fields.expStatSn, this.#expStatSn);
      writeU32(slab, headerAt + fields.dataSn, dataSn);
      writeU32(slab, headerAt + fields.bufferOffset, offset);
      writer.end(command.request.data.subarray(offset, pieceEnd));
      offset = pieceEnd;
    }
  }

  #nopIn(header: Uint8Array, data: Uint8Array): void {
    const { targetTransferTag, lun } = nopIn.decode(header);
    if (targetTransferTag === noTag) return;
    this.#post(
      toBytes(nopOut, {
        opcode: opcode.nopOut,
        immediate: true,
        final: true,
        lun,
        initiatorTaskTag: noTag,
        targetTransferTag,
        cmdSn: this.#cmdSn,
        expStatSn: this.#expStatSn,
      }),
      data.subarray(0, this.#connection.parameters.maxSendDataSegmentLength),
    );
  }

  #asyncMessage(header: Uint8Array): void {
    const { event } = asyncMessage.decode(header);
    if (event === asyncEvent.logoutRequested) void this.#leave();
    else if (event === asyncEvent.connectionDropped || event === asyncEvent.allConnectionsDropped)
      this.#lose('the target drops the connection', 'busReset');
  }

  /** The target wants it to end: no new commands, and out as soon as the others are done. */
  async #leave(): Promise<void> {
    this.#isDraining = true;
    if (!this.isIdle) await this.abortAll();
    await this.logOut();
  }

  #rejected(header: Uint8Array, data: Uint8Array): void {
    const { reason } = reject.decode(header);
    const problem = `the target rejects a PDU: ${nameOf(rejectReason, reason)}`;
    const command = data.length >= headerBytes ? this.#inFlight.get(readU32(data, at.any.initiatorTaskTag)) : undefined;
    const code = data.length >= headerBytes ? opcodeOf(data) : undefined;
    if (!command || (code !== opcode.scsiCommand && code !== opcode.dataOut)) {
      this.#lose(problem, 'busError');
      return;
    }
    this.#settle(command);
    command.reject(this.#error('rejected', problem, code === opcode.scsiCommand ? 'notSent' : 'unknown'));
    this.#host.progressed();
  }

  #rejectAborted(command: InFlight): void {
    this.#settle(command);
    const { timeoutMs, signal } = command.request;
    if (command.abortCause === 'timeout')
      command.reject(this.#error('timeout', `no answer within ${timeoutMs} ms; the command was aborted`, 'unknown'));
    else if (command.abortCause === 'closing' || !signal?.aborted)
      command.reject(this.#error('aborted', 'the command was aborted, the transport closes', 'unknown'));
    else {
      const message = `${this.#host.name}: the command was aborted at the target`;
      command.reject(new TransportError('aborted', message, { cause: signal.reason, fate: 'unknown' }));
    }
    this.#host.progressed();
  }

  #lose(why: string, kind: TransportErrorKind): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#connection.socket.destroy();
    for (const command of [...this.#inFlight.values()]) {
      this.#settle(command);
      const cause = command.abortCause === 'timeout' ? 'timeout' : kind;
      const problem = `${why}; a command was in flight and may have been carried out`;
      command.reject(this.#error(cause, problem, 'unknown'));
    }
    for (const settle of this.#aborts.values()) settle(0);
    this.#aborts.clear();
    this.#whenLoggedOut?.();
    this.#host.ended(this);
  }

  #error(kind: TransportErrorKind, problem: string, fate: 'notSent' | 'unknown'): TransportError {
    return new TransportError(kind, `${this.#host.name}: ${problem}`, { fate });
  }
}
