// The global `performance` is a getter; this is the object.
import { performance } from 'node:perf_hooks';
import { type Clock, realClock } from '../../time/clock.js';
import { abortedError, checkRequest, closedError } from '../../transport/check-request.js';
import type { Completion, TransferRequest, Transport, TransportLimits } from '../../transport/transport.js';
import { TransportError } from '../../transport/transport-error.js';
import { connectAndLogIn } from './connect.js';
import { InFlight } from './in-flight.js';
import { randomIsid } from './login.js';
import { InitiatorSession, type SessionHost } from './session.js';
import type { IscsiAddress } from './url.js';

/** How an initiator behaves. Times in milliseconds. */
export interface InitiatorOptions {
  /** To connect and log in. Default: 10 000. */
  readonly loginTimeoutMs?: number | undefined;
  /** After a lost connection, how long commands wait for a new one. Default: 10 000. */
  readonly reconnectMs?: number | undefined;
  /** A silent target is asked after this time, and given up after the same time again. Default: 30 000. */
  readonly keepAliveMs?: number | undefined;
  /** What a target gets to answer ABORT TASK. Default: 5000. */
  readonly abortTimeoutMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

const limits: TransportLimits = {
  maximumTransferBytes: 16 * 1024 * 1024,
  alignmentBytes: 1,
  maximumCdbBytes: 16,
  maximumSenseBytes: 252,
};

const reconnectPauseMs = 500;

/**
 * A logical unit of an iSCSI target. Commands are sent as they come, as many at a time as the target takes, and are
 * carried out in their order.
 *
 * A connection that is lost is made anew for the next command. What was in flight is not sent twice: it is rejected with
 * `fate` being `unknown`; what was not sent yet is sent over the new connection, or rejected with `notSent`.
 */
export class IscsiTransport implements Transport {
  readonly limits = limits;
  readonly name: string;
  readonly #clock: Clock;
  readonly #host: SessionHost;
  readonly #address: IscsiAddress;
  readonly #options: InitiatorOptions;
  readonly #isid = randomIsid();
  readonly #life = new AbortController();
  #session: InitiatorSession | undefined;
  #connecting: Promise<void> | undefined;
  #waiting: InFlight[] = [];
  #isPumpDue = false;
  #isWatching = false;
  /** Ends with the session. */
  #sessionLife = new AbortController();
  /** Since the session began no command has come to its end. */
  #isFruitless = false;
  #lastProgressMs = 0;
  #closing: Promise<void> | undefined;

  /** @internal See {@link openIscsi}. */
  constructor(address: IscsiAddress, options: InitiatorOptions) {
    this.#address = address;
    this.#options = options;
    this.name = address.name;
    this.#clock = options.clock ?? realClock;
    const { name, lun, isOrdered } = address;
    this.#host = {
      name,
      lun,
      isOrdered,
      clock: this.#clock,
      progressed: () => this.#progressed(),
      ended: (session) => this.#ended(session),
    };
  }

  /** @internal Makes the first connection. */
  async open(): Promise<this> {
    const session = await this.#logIn();
    if (!session.isOver) this.#session = session;
    return this;
  }

  execute(request: TransferRequest): Promise<Completion> {
    return new Promise((resolve, reject) => {
      if (this.#closing) throw closedError(this);
      checkRequest(this, request);
      const command = new InFlight(request, resolve, reject);
      if (request.signal) this.#listen(command, request.signal);
      this.#waiting.push(command);
      // What is given in one turn of the event loop goes out in one piece.
      if (this.#isPumpDue) return;
      this.#isPumpDue = true;
      process.nextTick(this.#pump);
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #progressed(): void {
    this.#isFruitless = false;
    this.#lastProgressMs = performance.now();
    this.#pumpSoon();
  }

  #pumpSoon(): void {
    if (this.#waiting.length === 0 || this.#isPumpDue) return;
    this.#isPumpDue = true;
    process.nextTick(this.#pump);
  }

  #ended(session: InitiatorSession): void {
    if (this.#session === session) {
      this.#session = undefined;
      this.#sessionLife.abort();
    }
    this.#pumpSoon();
  }

  readonly #pump = (): void => {
    this.#isPumpDue = false;
    if (this.#waiting.length === 0 || this.#closing) return;
    if (!this.#isWatching) void this.#watchTime();
    const session = this.#session;
    if (!session) {
      this.#connecting ??= this.#reconnect();
      return;
    }
    let sent = 0;
    while (sent < this.#waiting.length && session.canSend) session.send(this.#waiting[sent++]!);
    this.#waiting = sent === this.#waiting.length ? [] : this.#waiting.slice(sent);
    session.flush();
  };

  #listen(command: InFlight, signal: AbortSignal): void {
    const withdraw = () => {
      const at = this.#waiting.indexOf(command);
      if (at < 0) {
        this.#abort(command, 'signal');
        return;
      }
      this.#waiting.splice(at, 1);
      command.unlisten();
      command.reject(abortedError(this, signal));
    };
    signal.addEventListener('abort', withdraw, { once: true });
    command.unlisten = () => signal.removeEventListener('abort', withdraw);
  }

  /** Takes back a command that was sent. A target that does not even answer that is given up. */
  #abort(command: InFlight, cause: 'signal' | 'timeout'): void {
    const session = this.#session;
    if (!session || command.abortCause) return;
    command.abortCause = cause;
    const patience = new AbortController();
    void session.abort(command).then(() => patience.abort());
    void this.#clock.sleep(this.#options.abortTimeoutMs ?? 5000, patience.signal).then(
      () => session.drop('the target does not answer ABORT TASK'),
      () => {},
    );
  }

  /** Sees to it that no command takes longer than it may, for as long as there are any. */
  async #watchTime(): Promise<void> {
    this.#isWatching = true;
    while (!this.#closing && (this.#waiting.length > 0 || this.#session?.isIdle === false)) {
      const restMs = this.#session?.isIdle === false ? this.#checkInFlight(this.#session) : this.#checkWaiting();
      await this.#clock.sleep(Math.min(restMs, 1000) + 1, this.#life.signal).catch(() => {});
    }
    this.#isWatching = false;
  }

  /** Takes back what has run for too long. Returns the milliseconds until the next one has. */
  #checkInFlight(session: InitiatorSession): number {
    let restMs = Number.POSITIVE_INFINITY;
    const now = performance.now();
    for (const command of session.inFlight) {
      if (command.abortCause) continue;
      const dueMs = command.startedAtMs + command.request.timeoutMs - now;
      if (dueMs <= 0) this.#abort(command, 'timeout');
      else restMs = Math.min(restMs, dueMs);
      // The time of the others begins when the first one has ended.
      if (this.#address.isOrdered) break;
    }
    return restMs;
  }

  /** The same where nothing runs: the target takes no command, or there is no session. */
  #checkWaiting(): number {
    let restMs = Number.POSITIVE_INFINITY;
    const now = performance.now();
    for (const command of [...this.#waiting]) {
      const dueMs = Math.max(command.givenAtMs, this.#lastProgressMs) + command.request.timeoutMs - now;
      restMs = Math.min(restMs, Math.max(0, dueMs));
      if (dueMs > 0) continue;
      this.#waiting = this.#waiting.filter((each) => each !== command);
      command.unlisten();
      const problem = `the target took no command within ${command.request.timeoutMs} ms`;
      command.reject(new TransportError('timeout', `${this.name}: ${problem}`, { fate: 'notSent' }));
    }
    return restMs;
  }

  async #logIn(): Promise<InitiatorSession> {
    const timeoutMs = this.#options.loginTimeoutMs ?? 10_000;
    const session = await connectAndLogIn(
      this.#address,
      this.#isid,
      this.#clock,
      timeoutMs,
      (connection) => new InitiatorSession(this.#host, connection),
      this.#life.signal,
    );
    this.#isFruitless = true;
    this.#sessionLife = new AbortController();
    void this.#keepAlive(session, this.#sessionLife.signal);
    return session;
  }

  async #keepAlive(session: InitiatorSession, signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        await this.#clock.sleep(this.#options.keepAliveMs ?? 30_000, signal);
      } catch {
        return;
      }
      session.checkAlive();
    }
  }

  /** Makes a new session for the commands that wait; when that fails for too long they are rejected, unsent. */
  async #reconnect(): Promise<void> {
    const giveUpAtMs = this.#clock.now() + (this.#options.reconnectMs ?? 10_000);
    // A target that lets us in and then drops us is not to be kept busy with that.
    if (this.#isFruitless) await this.#clock.sleep(reconnectPauseMs, this.#life.signal).catch(() => {});
    for (;;) {
      try {
        const session = await this.#logIn();
        if (!session.isOver) this.#session = session;
        break;
      } catch (error) {
        const isFinal = error instanceof TransportError && /^(?:accessDenied|notFound|closed)$/.test(error.kind);
        if (this.#closing || isFinal || this.#clock.now() >= giveUpAtMs) {
          this.#rejectWaiting(error);
          break;
        }
        await this.#clock.sleep(reconnectPauseMs, this.#life.signal).catch(() => {});
      }
    }
    this.#connecting = undefined;
    this.#pump();
  }

  #rejectWaiting(reason: unknown): void {
    for (const command of this.#waiting.splice(0)) {
      command.unlisten();
      command.reject(reason);
    }
  }

  async #close(): Promise<void> {
    this.#rejectWaiting(closedError(this));
    const session = this.#session;
    if (session) {
      for (const command of session.inFlight) command.abortCause ??= 'closing';
      if (!session.isIdle) {
        const patience = new AbortController();
        const late = this.#clock.sleep(this.#options.abortTimeoutMs ?? 5000, patience.signal).catch(() => {});
        await Promise.race([session.abortAll(), late]);
        patience.abort();
      }
      await session.logOut();
    }
    this.#life.abort();
    this.#sessionLife.abort();
    await this.#connecting;
  }
}
