/** The commands of a session that are in flight: their data, out and in, and how they end. */
// The global `performance` is a getter; this is the object.
import { performance } from 'node:perf_hooks';
import { type Completion, scsiStatus } from '../../transport/transport.js';
import { TransportError, type TransportErrorKind } from '../../transport/transport-error.js';
import { nameOf, noTag, opcode, scsiResponseCode, taskAttribute } from '../codes.js';
import { encodeLun } from '../lun.js';
import { at, readU32, writeU32 } from '../pdu.js';
import type { InFlight } from './in-flight.js';
import type { Link } from './link.js';
import type { SessionHost } from './session.js';

const flag = { final: 0x80, read: 0x40, write: 0x20, overflow: 0x04, underflow: 0x02, status: 0x01 } as const;
const noFigures = Object.freeze({});
const noSense = new Uint8Array(0);

/** Sends commands, and settles them as their answers come. Where the target breaks the protocol, `breach` is called. */
export class InitiatorCommands {
  readonly lun: Uint8Array;
  readonly #host: SessionHost;
  readonly #link: Link;
  readonly #breach: (what: string) => void;
  readonly #attribute: number;
  /** In the order they were sent. */
  readonly #inFlight = new Map<number, InFlight>();
  #lastEndMs = 0;

  constructor(host: SessionHost, link: Link, breach: (what: string) => void) {
    this.#host = host;
    this.#link = link;
    this.#breach = breach;
    this.lun = encodeLun(host.lun);
    this.#attribute = host.isOrdered ? taskAttribute.ordered : taskAttribute.simple;
  }

  get inFlight(): Iterable<InFlight> {
    return this.#inFlight.values();
  }

  get isIdle(): boolean {
    return this.#inFlight.size === 0;
  }

  /** Sends a command; nothing goes out before the writer is flushed. */
  send(command: InFlight): void {
    const { cdb, data, direction } = command.request;
    const { writer, parameters } = this.#link.connection;
    const isOut = direction === 'out';
    const tag = this.#link.newTag();
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
    slab.set(this.lun, start + fields.lun);
    writeU32(slab, start + fields.initiatorTaskTag, tag);
    writeU32(slab, start + fields.expectedDataTransferLength, data.length);
    writeU32(slab, start + fields.cmdSn, this.#link.takeCmdSn());
    writeU32(slab, start + fields.expStatSn, this.#link.expStatSn);
    slab.set(cdb, start + fields.cdb);
    writer.end(immediate > 0 ? data.subarray(0, immediate) : undefined);
    if (unsolicited > immediate) this.#sendData(command, noTag, immediate, unsolicited);
  }

  /** Where the data segment of a Data-In PDU goes. */
  place(header: Uint8Array, length: number): Uint8Array | undefined {
    const command = this.#inFlight.get(readU32(header, at.dataIn.initiatorTaskTag));
    if (command?.request.direction !== 'in') return undefined;
    const offset = readU32(header, at.dataIn.bufferOffset);
    const { data } = command.request;
    return offset + length <= data.length ? data.subarray(offset, offset + length) : undefined;
  }

  /** Takes a Data-In PDU; what it holds is in its place. */
  dataIn(header: Uint8Array, data: Uint8Array): void {
    const fields = at.dataIn;
    const command = this.#inFlight.get(readU32(header, fields.initiatorTaskTag));
    // Taken back while it was on its way.
    if (!command) return;
    const end = readU32(header, fields.bufferOffset) + data.length;
    if (command.request.direction !== 'in' || end > command.request.data.length) {
      this.#breach('the target sent data that nobody asked for');
      return;
    }
    command.received = Math.max(command.received, end);
    if ((header[1]! & flag.status) !== 0)
      this.#complete(command, header[1]!, header[fields.status]!, readU32(header, fields.residualCount), noSense);
  }

  /** Takes a SCSI response. */
  response(header: Uint8Array, data: Uint8Array): void {
    const fields = at.scsiResponse;
    const command = this.#inFlight.get(readU32(header, fields.initiatorTaskTag));
    if (!command) return;
    if (header[fields.response] !== scsiResponseCode.completed) {
      const problem = `the target failed: ${nameOf(scsiResponseCode, header[fields.response]!)}`;
      this.#reject(command, this.#error('hostError', problem, 'unknown'));
      return;
    }
    const length = data.length >= 2 ? (data[0]! << 8) | data[1]! : 0;
    const sense = data.length >= 2 ? data.slice(2, 2 + length) : noSense;
    const status = header[fields.status]!;
    const kept = status === scsiStatus.good && sense.every((byte) => byte === 0) ? noSense : sense;
    this.#complete(command, header[1]!, status, readU32(header, fields.residualCount), kept);
  }

  /** Takes an R2T, and sends what it asks for. */
  readyToTransfer(header: Uint8Array): void {
    const fields = at.readyToTransfer;
    const command = this.#inFlight.get(readU32(header, fields.initiatorTaskTag));
    if (!command) return;
    const offset = readU32(header, fields.bufferOffset);
    const end = offset + readU32(header, fields.desiredDataTransferLength);
    if (command.request.direction !== 'out' || end > command.request.data.length || end === offset) {
      this.#breach('the target asks for data that there are not');
      return;
    }
    this.#sendData(command, readU32(header, fields.targetTransferTag), offset, end, header.slice(8, 16));
    this.#link.connection.writer.flush();
  }

  /** The target has rejected a PDU of a command. False: there is no such command. */
  rejected(initiatorTaskTag: number, problem: string, fate: 'notSent' | 'unknown'): boolean {
    const command = this.#inFlight.get(initiatorTaskTag);
    if (!command) return false;
    this.#reject(command, this.#error('rejected', problem, fate));
    this.#host.progressed();
    return true;
  }

  /** The target has taken a command back, unless its answer was faster. */
  aborted(command: InFlight): void {
    if (!this.#inFlight.has(command.initiatorTaskTag)) return;
    const { timeoutMs, signal } = command.request;
    if (command.abortCause === 'timeout') {
      const problem = `no answer within ${timeoutMs} ms; the command was aborted`;
      this.#reject(command, this.#error('timeout', problem, 'unknown'));
    } else if (command.abortCause === 'closing' || !signal?.aborted)
      this.#reject(command, this.#error('aborted', 'the command was aborted, the transport closes', 'unknown'));
    else {
      const message = `${this.#host.name}: the command was aborted at the target`;
      this.#reject(command, new TransportError('aborted', message, { cause: signal.reason, fate: 'unknown' }));
    }
    this.#host.progressed();
  }

  /** The same of everything that is in flight. */
  abortedAll(): void {
    for (const command of [...this.#inFlight.values()]) this.aborted(command);
  }

  /** The connection is gone. */
  lost(why: string, kind: TransportErrorKind): void {
    for (const command of [...this.#inFlight.values()]) {
      const cause = command.abortCause === 'timeout' ? 'timeout' : kind;
      const problem = `${why}; a command was in flight and may have been carried out`;
      this.#reject(command, this.#error(cause, problem, 'unknown'));
    }
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

  #reject(command: InFlight, reason: TransportError): void {
    this.#settle(command);
    command.reject(reason);
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

  /** Data-out from `start` to `end`, in as many PDUs as the target wants. */
  #sendData(command: InFlight, targetTransferTag: number, start: number, end: number, lun = this.lun): void {
    const { writer, parameters } = this.#link.connection;
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
      writeU32(slab, headerAt + fields.expStatSn, this.#link.expStatSn);
      writeU32(slab, headerAt + fields.dataSn, dataSn);
      writeU32(slab, headerAt + fields.bufferOffset, offset);
      writer.end(command.request.data.subarray(offset, pieceEnd));
      offset = pieceEnd;
    }
  }

  #error(kind: TransportErrorKind, problem: string, fate: 'notSent' | 'unknown'): TransportError {
    return new TransportError(kind, `${this.#host.name}: ${problem}`, { fate });
  }
}
