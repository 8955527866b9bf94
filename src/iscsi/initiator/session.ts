/** The full feature phase, seen from the initiator: one connection, from the login to the logout. */
import { toBytes } from '../../../mmc/layout/index.js';
import type { Clock } from '../../time/clock.js';
import type { TransportErrorKind } from '../../transport/transport-error.js';
import { asyncEvent, logoutReason, nameOf, noTag, opcode, rejectReason, taskFunction } from '../codes.js';
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
} from '../pdu.js';
import type { PduSink, StreamProblem } from '../pdu-reader.js';
import { InitiatorCommands } from './commands.js';
import type { LoggedIn } from './connect.js';
import type { InFlight } from './in-flight.js';
import { Link } from './link.js';

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
  readonly #link: Link;
  readonly #commands: InitiatorCommands;
  /** Who waits for the answer to a task management request, by its tag. */
  readonly #aborts = new Map<number, (response: number) => void>();
  #isLost = false;
  #isDraining = false;
  #isPingOut = false;
  #wasHeard = true;
  #whenLoggedOut: (() => void) | undefined;

  constructor(host: SessionHost, connection: LoggedIn) {
    this.#host = host;
    this.#link = new Link(connection);
    this.#commands = new InitiatorCommands(host, this.#link, (what) => this.#lose(what, 'busError'));
    connection.attach(this, (why) => this.#lose(why, 'busReset'));
  }

  /** Whether the target takes a further command now. */
  get canSend(): boolean {
    return !this.#isLost && !this.#isDraining && this.#link.isOpen;
  }

  get inFlight(): Iterable<InFlight> {
    return this.#commands.inFlight;
  }

  /** Whether the connection is gone. */
  get isOver(): boolean {
    return this.#isLost;
  }

  get isIdle(): boolean {
    return this.#commands.isIdle;
  }

  /** Sends a command; nothing goes out before {@link flush}. */
  send(command: InFlight): void {
    this.#commands.send(command);
  }

  flush(): void {
    this.#link.connection.writer.flush();
  }

  /** ABORT TASK. Resolves with the target's response; the command itself is settled by then. */
  abort(command: InFlight): Promise<void> {
    const settled = () => this.#commands.aborted(command);
    return this.#manage(taskFunction.abortTask, command.initiatorTaskTag).then(settled, () => {});
  }

  /** Takes back everything that is in flight. */
  abortAll(): Promise<void> {
    const settled = () => this.#commands.abortedAll();
    return this.#manage(taskFunction.abortTaskSet, noTag).then(settled, () => {});
  }

  /** Logs out and closes the connection, waiting for the target as long as it may take. */
  async logOut(): Promise<void> {
    if (this.#isLost) return;
    this.#isDraining = true;
    const answered = new Promise<void>((resolve) => {
      this.#whenLoggedOut = resolve;
    });
    const request = { reason: logoutReason.closeSession, initiatorTaskTag: this.#link.newTag() };
    this.#link.post(toBytes(logoutRequest, { ...this.#immediate(opcode.logoutRequest), ...request }));
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
    const ping = { initiatorTaskTag: this.#link.newTag(), targetTransferTag: noTag };
    this.#link.post(toBytes(nopOut, { ...this.#immediate(opcode.nopOut), ...ping }));
  }

  /** Gives the connection up. */
  drop(why: string): void {
    this.#lose(why, 'busReset');
  }

  place(header: Uint8Array, length: number): Uint8Array | undefined {
    return opcodeOf(header) === opcode.dataIn ? this.#commands.place(header, length) : undefined;
  }

  pdu(header: Uint8Array, data: Uint8Array): void {
    this.#wasHeard = true;
    const code = opcodeOf(header);
    this.#link.readNumbers(header, code);
    switch (code) {
      case opcode.dataIn:
        this.#commands.dataIn(header, data);
        break;
      case opcode.scsiResponse:
        this.#commands.response(header, data);
        break;
      case opcode.readyToTransfer:
        this.#commands.readyToTransfer(header);
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

  /** What all requests for immediate delivery have in common. */
  #immediate(code: number) {
    const { cmdSn, expStatSn } = this.#link;
    return { opcode: code, immediate: true, final: true, cmdSn, expStatSn };
  }

  #manage(taskManagementFunction: number, referencedTaskTag: number): Promise<number> {
    if (this.#isLost) return Promise.reject(new Error('the session is gone'));
    const initiatorTaskTag = this.#link.newTag();
    const { lun } = this.#commands;
    return new Promise((resolve) => {
      this.#aborts.set(initiatorTaskTag, resolve);
      const request = { function: taskManagementFunction, lun, initiatorTaskTag, referencedTaskTag };
      this.#link.post(toBytes(taskManagementRequest, { ...this.#immediate(opcode.taskManagementRequest), ...request }));
    });
  }

  #nopIn(header: Uint8Array, data: Uint8Array): void {
    const { targetTransferTag, lun } = nopIn.decode(header);
    if (targetTransferTag === noTag) return;
    const answer = { lun, initiatorTaskTag: noTag, targetTransferTag };
    this.#link.post(
      toBytes(nopOut, { ...this.#immediate(opcode.nopOut), ...answer }),
      data.subarray(0, this.#link.connection.parameters.maxSendDataSegmentLength),
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

  /** Ends the command whose PDU was rejected, or the session where it was no command's. */
  #rejected(header: Uint8Array, data: Uint8Array): void {
    const { reason } = reject.decode(header);
    const problem = `the target rejects a PDU: ${nameOf(rejectReason, reason)}`;
    const code = data.length >= headerBytes ? opcodeOf(data) : undefined;
    const fate = code === opcode.scsiCommand ? 'notSent' : code === opcode.dataOut ? 'unknown' : undefined;
    if (fate && this.#commands.rejected(readU32(data, at.any.initiatorTaskTag), problem, fate)) return;
    this.#lose(problem, 'busError');
  }

  #lose(why: string, kind: TransportErrorKind): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#link.connection.socket.destroy();
    this.#commands.lost(why, kind);
    for (const settle of this.#aborts.values()) settle(0);
    this.#aborts.clear();
    this.#whenLoggedOut?.();
    this.#host.ended(this);
  }
}
