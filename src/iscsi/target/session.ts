/** The full feature phase, seen from the target: the requests of one initiator, in their order. */
import { toBytes } from '../../../mmc/layout/index.js';
import { asyncEvent, logoutReason, logoutResult, nameOf, noTag, opcode, rejectReason } from '../codes.js';
import { decodeLun } from '../lun.js';
import { addressText, initiatorPortName } from '../names.js';
import {
  asyncMessage,
  at,
  headerBytes,
  isImmediate,
  logoutRequest,
  logoutResponse,
  nopIn,
  nopOut,
  opcodeOf,
  readU32,
  reject,
  textRequest,
  textResponse,
  writeU32,
} from '../pdu.js';
import type { PduWriter } from '../pdu-writer.js';
import { distance, next, plus } from '../serial-number.js';
import { decodeText, encodeText, TextError } from '../text.js';
import { Commands } from './commands.js';
import type { Nexus } from './logical-unit.js';
import type { LoginOutcome } from './login.js';
import type { TargetSettings } from './options.js';
import type { Target } from './target.js';
import { manageTasks } from './task-management.js';

/** What a session needs of its connection and of the server. */
export interface SessionHost {
  readonly settings: TargetSettings;
  readonly writer: PduWriter;
  /** Address and port that the initiator has connected to. */
  readonly portal: { readonly host: string; readonly port: number };
  readonly targets: Iterable<Target>;
  /** All sessions that go to a target. */
  sessionsOf(target: Target): Iterable<TargetSession>;
  /** Ends the connection once everything is sent; `failure` goes to the log. */
  end(failure?: string): void;
}

const fullMaximumTextBytes = 64 * 1024;
const textChunkBytes = 8192;
/** Where the three numbers stand in every PDU of the target. */
const numbersAt = 24;

/** One session; it has one connection. */
export class TargetSession {
  readonly host: SessionHost;
  readonly initiatorName: string;
  /** The initiator port: its name, and the identifier of the session. */
  readonly initiatorPort: string;
  readonly tsih: number;
  readonly target: Target | undefined;
  readonly nexuses = new Map<number, Nexus>();
  readonly commands: Commands;
  readonly parameters: LoginOutcome['parameters'];
  readonly #cid: number;
  #statSn: number;
  #expCmdSn: number;
  #maxCmdSn: number;
  /** Requests that came before their turn. */
  readonly #held = new Map<number, { readonly header: Uint8Array; readonly data: Uint8Array }>();
  #text: Uint8Array[] = [];
  /** The rest of an answer that the initiator fetches piece by piece. */
  #textRest: Uint8Array | undefined;
  #isLoggedOut = false;
  #pingsOut = 0;

  constructor(host: SessionHost, outcome: LoginOutcome, tsih: number, statSn: number) {
    this.host = host;
    this.initiatorName = outcome.initiatorName;
    this.initiatorPort = initiatorPortName(outcome.initiatorName, Buffer.from(outcome.isid).toString('hex'));
    this.tsih = tsih;
    this.target = outcome.target;
    this.parameters = outcome.parameters;
    this.#cid = outcome.cid;
    this.#statSn = statSn;
    this.#expCmdSn = outcome.expCmdSn;
    this.#maxCmdSn = plus(outcome.expCmdSn, host.settings.limits.commands - 1);
    for (const [lun, unit] of this.target?.units ?? []) this.nexuses.set(lun, unit.connect(this.initiatorPort));
    this.commands = new Commands(this);
  }

  /** The session is over; nothing is sent any more. */
  close(): void {
    this.commands.close();
    for (const nexus of this.nexuses.values()) nexus.unit.disconnect(nexus);
    this.nexuses.clear();
  }

  /** Where the data segment of a PDU goes, if that is known before it is here. */
  place(header: Uint8Array, length: number): Uint8Array | undefined {
    return opcodeOf(header) === opcode.dataOut ? this.commands.placeDataOut(header, length) : undefined;
  }

  /** Takes a PDU. */
  pdu(header: Uint8Array, data: Uint8Array): void {
    const code = opcodeOf(header);
    if (code === opcode.dataOut) this.commands.dataOut(header, data);
    else if (isImmediate(header)) this.#take(code, header, data);
    else this.#inOrder(code, header, data);
  }

  #inOrder(code: number, header: Uint8Array, data: Uint8Array): void {
    const cmdSn = readU32(header, numbersAt);
    const ahead = distance(cmdSn, this.#expCmdSn);
    // Outside of the window it is to be ignored without a word.
    if (ahead < 0 || distance(cmdSn, this.#maxCmdSn) > 0) return;
    if (ahead > 0) {
      this.#held.set(cmdSn, { header: header.slice(), data: data.slice() });
      return;
    }
    this.#expCmdSn = next(cmdSn);
    this.#take(code, header, data);
    if (this.#held.size === 0) return;
    for (;;) {
      const held = this.#held.get(this.#expCmdSn);
      if (!held) return;
      this.#held.delete(this.#expCmdSn);
      this.#expCmdSn = next(this.#expCmdSn);
      this.#take(opcodeOf(held.header), held.header, held.data);
    }
  }

  #take(code: number, header: Uint8Array, data: Uint8Array): void {
    // What came before its turn, and has it after the logout.
    if (this.#isLoggedOut) return;
    if (this.target === undefined && (code === opcode.scsiCommand || code === opcode.taskManagementRequest)) {
      this.reject(header, rejectReason.commandNotSupported);
      return;
    }
    switch (code) {
      case opcode.scsiCommand:
        this.commands.command(header, data);
        return;
      case opcode.taskManagementRequest:
        manageTasks(this, header);
        return;
      case opcode.nopOut:
        this.#nopOut(header, data);
        return;
      case opcode.textRequest:
        this.#textRequest(header, data);
        return;
      case opcode.logoutRequest:
        this.#logout(header);
        return;
      case opcode.loginRequest:
        this.reject(header, rejectReason.protocolError);
        this.host.end('a login request in the full feature phase');
        return;
      case opcode.snackRequest:
        // There is no recovery that would use it.
        this.reject(header, rejectReason.snackReject);
        return;
      default:
        this.reject(header, rejectReason.commandNotSupported);
        return;
    }
  }

  /** Fills in StatSN, ExpCmdSN and MaxCmdSN of the header that the writer has begun; StatSN moves on. */
  putNumbers(): void {
    this.putNumbersWithoutStatus();
    writeU32(this.host.writer.slab, this.host.writer.at + numbersAt, this.#statSn);
    this.#statSn = next(this.#statSn);
  }

  /** For PDUs that carry no status: StatSN is reserved. */
  putNumbersWithoutStatus(): void {
    const { slab, at: offset } = this.host.writer;
    // The window never shrinks.
    const open = plus(this.#expCmdSn, this.host.settings.limits.commands - this.commands.waiting - 1);
    if (distance(open, this.#maxCmdSn) > 0) this.#maxCmdSn = open;
    writeU32(slab, offset + numbersAt + 4, this.#expCmdSn);
    writeU32(slab, offset + numbersAt + 8, this.#maxCmdSn);
  }

  /** For R2T and pings: StatSN is the next one, and does not move. */
  putNumbersKeepingStatus(): void {
    this.putNumbersWithoutStatus();
    writeU32(this.host.writer.slab, this.host.writer.at + numbersAt, this.#statSn);
  }

  /** Sends a PDU that was encoded with its codec, and the numbers. */
  send(header: Uint8Array, data?: Uint8Array): void {
    this.#begin(header);
    this.putNumbers();
    this.host.writer.end(data);
  }

  #begin(header: Uint8Array): void {
    const { writer } = this.host;
    writer.header();
    writer.slab.set(header, writer.at);
  }

  /** Says that a PDU was not understood. */
  reject(header: Uint8Array, reason: number): void {
    const sent = toBytes(reject, { opcode: opcode.reject, final: true, reason, initiatorTaskTag: noTag });
    this.send(sent, header.slice(0, headerBytes));
  }

  /** Says so, and ends the connection: the other end does not follow the protocol. */
  violation(header: Uint8Array, reason: number, what: string): void {
    this.reject(header, reason);
    this.host.end(`${nameOf(rejectReason, reason)}: ${what}`);
  }

  #nopOut(header: Uint8Array, data: Uint8Array): void {
    const { initiatorTaskTag, lun } = nopOut.decode(header);
    // The answer to a ping of ours.
    if (initiatorTaskTag === noTag) {
      this.#pingsOut = 0;
      return;
    }
    const echoed = data.subarray(0, Math.min(data.length, this.parameters.maxSendDataSegmentLength));
    const answer = { opcode: opcode.nopIn, final: true, lun, initiatorTaskTag, targetTransferTag: noTag };
    this.send(toBytes(nopIn, answer), echoed);
  }

  /** Asks a silent initiator whether it is there. False: it has not answered the last time. */
  ping(): boolean {
    if (this.#pingsOut > 0) return false;
    this.#pingsOut++;
    this.#begin(toBytes(nopIn, { opcode: opcode.nopIn, final: true, initiatorTaskTag: noTag, targetTransferTag: 1 }));
    this.putNumbersKeepingStatus();
    this.host.writer.end();
    this.host.writer.flush();
    return true;
  }

  #textRequest(header: Uint8Array, data: Uint8Array): void {
    const request = textRequest.decode(header);
    const { initiatorTaskTag } = request;
    if (this.#textRest && request.targetTransferTag !== noTag) {
      this.#sendText(initiatorTaskTag);
      return;
    }
    this.#textRest = undefined;
    this.#text.push(data.slice());
    if (this.#text.reduce((sum, part) => sum + part.length, 0) > fullMaximumTextBytes) {
      this.#text = [];
      this.violation(header, rejectReason.protocolError, 'text without end');
      return;
    }
    if (request.continue) {
      const answer = { opcode: opcode.textResponse, initiatorTaskTag, targetTransferTag: 1 };
      this.send(toBytes(textResponse, answer));
      return;
    }
    const whole = Buffer.concat(this.#text);
    this.#text = [];
    try {
      const answers = decodeText(whole).flatMap(([key, value]) => this.#answerText(key, value));
      this.#textRest = encodeText(answers);
    } catch (error) {
      if (!(error instanceof TextError)) throw error;
      this.violation(header, rejectReason.protocolError, error.message);
      return;
    }
    this.#sendText(initiatorTaskTag);
  }

  /** The next piece of an answer. */
  #sendText(initiatorTaskTag: number): void {
    const rest = this.#textRest!;
    const room = Math.min(textChunkBytes, this.parameters.maxSendDataSegmentLength);
    const isLast = rest.length <= room;
    this.#textRest = isLast ? undefined : rest.subarray(room);
    const answer = {
      opcode: opcode.textResponse,
      final: isLast,
      continue: !isLast,
      initiatorTaskTag,
      targetTransferTag: isLast ? noTag : 1,
    };
    this.send(toBytes(textResponse, answer), rest.subarray(0, room));
  }

  #answerText(key: string, value: string): [string, string][] {
    if (key !== 'SendTargets') return [[key.slice(0, 63), 'NotUnderstood']];
    const isAll = value === 'All';
    if (isAll && this.target) return [[key, 'Reject']];
    const wanted = value === '' ? this.target?.name : value;
    const { host, port } = this.host.portal;
    return [...this.host.targets]
      .filter(({ name }) => isAll || name === wanted)
      .flatMap(({ name }) => [
        ['TargetName', name],
        ['TargetAddress', `${addressText(host, port)},1`],
      ]);
  }

  #logout(header: Uint8Array): void {
    const { initiatorTaskTag, reason, cid } = logoutRequest.decode(header);
    let result: number = logoutResult.closed;
    if (reason === logoutReason.removeForRecovery) result = logoutResult.recoveryNotSupported;
    else if (reason === logoutReason.closeConnection && cid !== this.#cid) result = logoutResult.noSuchConnection;
    const isOver = result === logoutResult.closed;
    if (isOver) this.commands.close();
    const answer = { opcode: opcode.logoutResponse, final: true, response: result, initiatorTaskTag };
    this.send(toBytes(logoutResponse, answer));
    if (!isOver) return;
    this.#isLoggedOut = true;
    this.host.end();
  }

  /** Asks the initiator to log out within so many seconds. */
  requestLogout(seconds: number): void {
    const message = {
      opcode: opcode.asyncMessage,
      final: true,
      initiatorTaskTag: noTag,
      event: asyncEvent.logoutRequested,
      parameter3: seconds,
    };
    this.send(toBytes(asyncMessage, message));
    this.host.writer.flush();
  }

  /** The LUN of a request. */
  lunOf(header: Uint8Array): number | undefined {
    return decodeLun(header, at.any.lun);
  }
}
