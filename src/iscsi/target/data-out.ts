/** Data from the initiator: with the command, unasked behind it, and as R2Ts ask for it. */
import { noTag, opcode, rejectReason } from '../codes.js';
import { at, readU32, writeU32 } from '../pdu.js';
import type { Commands } from './commands.js';
import { dataPhaseError, unexpectedData } from './sense-answers.js';
import type { Task } from './task.js';

const finalFlag = 0x80;
/** Buffers that are kept for the next command of the same size. */
const maximumKept = 32;
const maximumKeptBytes = 256 * 1024;

/** Gathers the data-out of a session's commands. */
export class DataOut {
  readonly #commands: Commands;
  #waitingBytes = 0;
  #nextTag = 1;
  #kept: Uint8Array[] = [];

  constructor(commands: Commands) {
    this.#commands = commands;
  }

  /** Checks what came with a command. False: the connection is at its end. */
  checkFirst(header: Uint8Array, data: Uint8Array, expectedLength: number): boolean {
    const { session } = this.#commands;
    const { immediateData, initialR2T, firstBurstLength } = session.parameters;
    const isFinal = (header[1]! & finalFlag) !== 0;
    const problem =
      data.length > 0 && !immediateData
        ? 'immediate data, which were not agreed on'
        : data.length > Math.min(firstBurstLength, expectedLength)
          ? `${data.length} bytes of immediate data; ${Math.min(firstBurstLength, expectedLength)} are possible`
          : !isFinal && initialR2T
            ? 'unsolicited data are announced, which were not agreed on'
            : undefined;
    if (problem === undefined) return true;
    session.violation(header, rejectReason.protocolError, problem);
    return false;
  }

  /** Whether there is memory for so much more. */
  hasRoom(bytes: number): boolean {
    return this.#waitingBytes + bytes <= this.#commands.session.host.settings.limits.waitingDataBytes;
  }

  /** A command has come; `isFinal`: nothing follows it unasked. */
  begin(task: Task, needed: number, immediate: Uint8Array, isFinal: boolean): void {
    task.needed = needed;
    task.data = this.#buffer(needed);
    this.#waitingBytes += needed;
    task.data.set(immediate.subarray(0, needed));
    task.received = Math.min(immediate.length, needed);
    if (isFinal) {
      this.#ask(task);
      return;
    }
    const end = Math.min(this.#commands.session.parameters.firstBurstLength, task.expectedLength);
    task.burst = { targetTransferTag: noTag, end, offset: immediate.length, nextDataSn: 0 };
    // It comes although nobody needs it.
    if (task.isReady) task.needed = Math.min(needed, immediate.length);
  }

  /** Where the data of a Data-Out PDU belong. */
  place(header: Uint8Array, length: number): Uint8Array | undefined {
    const task = this.#taskOf(header);
    if (!task?.burst) return undefined;
    const { offset, end } = task.burst;
    if (readU32(header, at.dataOut.bufferOffset) !== offset || offset + length > end) return undefined;
    return offset + length <= task.data.length ? task.data.subarray(offset, offset + length) : undefined;
  }

  take(header: Uint8Array, data: Uint8Array): void {
    const task = this.#taskOf(header);
    // The command has ended, or was aborted, while they were on their way.
    if (!task?.burst) return;
    const { burst } = task;
    const fields = at.dataOut;
    const offset = readU32(header, fields.bufferOffset);
    const tag = readU32(header, fields.targetTransferTag);
    const dataSn = readU32(header, fields.dataSn);
    const isDue =
      tag === burst.targetTransferTag &&
      dataSn === burst.nextDataSn &&
      offset === burst.offset &&
      offset + data.length <= burst.end;
    const isFinal = (header[1]! & finalFlag) !== 0;
    const isSolicited = tag !== noTag;
    const isWhole = offset + data.length === burst.end;
    if (!isDue || (isSolicited && isFinal !== isWhole)) {
      // The command is lost; the session and the other commands go on.
      this.#commands.fail(task, isSolicited || tag === burst.targetTransferTag ? dataPhaseError : unexpectedData);
      return;
    }
    // Data that lie in the buffer already were placed there.
    if (data.buffer !== task.data.buffer || data.byteOffset !== task.data.byteOffset + offset)
      task.data.set(data.subarray(0, Math.max(0, task.data.length - offset)), Math.min(offset, task.data.length));
    burst.offset += data.length;
    burst.nextDataSn++;
    if (!isFinal) return;
    task.received = Math.min(burst.offset, task.data.length);
    task.needed = task.data.length;
    task.burst = undefined;
    this.#ask(task);
    this.#commands.advance();
  }

  /** The command is gone. */
  forget(task: Task): void {
    this.#waitingBytes -= task.data.length;
  }

  /** The buffer is free again. */
  recycle(data: Uint8Array): void {
    if (data.length > 0 && data.length <= maximumKeptBytes && this.#kept.length < maximumKept) this.#kept.push(data);
  }

  #buffer(length: number): Uint8Array {
    const kept = this.#kept.at(-1);
    if (kept?.length === length) return this.#kept.pop()!;
    this.#kept = [];
    return Buffer.allocUnsafeSlow(length);
  }

  #taskOf(header: Uint8Array): Task | undefined {
    return this.#commands.tasks.get(readU32(header, at.dataOut.initiatorTaskTag));
  }

  /** Asks for the next part of the data. */
  #ask(task: Task): void {
    if (task.received >= task.needed) return;
    const { session } = this.#commands;
    const length = Math.min(task.needed - task.received, session.parameters.maxBurstLength);
    const targetTransferTag = this.#nextTag;
    this.#nextTag = targetTransferTag === noTag - 1 ? 1 : targetTransferTag + 1;
    task.burst = { targetTransferTag, offset: task.received, end: task.received + length, nextDataSn: 0 };
    const { writer } = session.host;
    writer.header();
    const { slab, at: start } = writer;
    const fields = at.readyToTransfer;
    slab[start] = opcode.readyToTransfer;
    slab[start + 1] = finalFlag;
    writeU32(slab, start + fields.initiatorTaskTag, task.initiatorTaskTag);
    writeU32(slab, start + fields.targetTransferTag, targetTransferTag);
    writeU32(slab, start + fields.r2tSn, task.r2tSn++);
    writeU32(slab, start + fields.bufferOffset, task.received);
    writeU32(slab, start + fields.desiredDataTransferLength, length);
    session.putNumbersKeepingStatus();
    writer.end();
  }
}
