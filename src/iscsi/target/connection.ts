import type { Socket } from 'node:net';
import { rejectReason } from '../codes.js';
import { addressText } from '../names.js';
import { PduReader, type PduSink, type StreamProblem } from '../pdu-reader.js';
import { PduWriter } from '../pdu-writer.js';
import { type LoginOutcome, TargetLogin } from './login.js';
import type { TargetLogRecord, TargetSettings } from './options.js';
import { type SessionHost, TargetSession } from './session.js';
import type { Target } from './target.js';

/** Login text comes in segments of at most this (RFC 7143), whatever is negotiated later. */
const loginSegmentBytes = 8192;

/** What a connection needs of the server. */
export interface ConnectionHost {
  readonly settings: TargetSettings;
  readonly targets: ReadonlyMap<string, Target>;
  newTsih(): number;
  sessionsOf(target: Target): Iterable<TargetSession>;
  /** The session begins; one of the same initiator port to the same target ends. */
  began(session: TargetSession): void;
  ended(connection: TargetConnection, session: TargetSession | undefined): void;
}

/** One connection of an initiator: the login, then the session. */
export class TargetConnection implements PduSink, SessionHost {
  readonly settings: TargetSettings;
  readonly writer: PduWriter;
  readonly peer: string;
  readonly portal: { readonly host: string; readonly port: number };
  readonly #host: ConnectionHost;
  readonly #socket: Socket;
  readonly #reader: PduReader;
  readonly #login: TargetLogin;
  readonly #tsih: number;
  readonly #watch = new AbortController();
  #session: TargetSession | undefined;
  #isEnding = false;
  #isOver = false;
  /** Whether anything has come since the keep-alive looked last. */
  #wasHeard = true;

  constructor(host: ConnectionHost, socket: Socket) {
    this.#host = host;
    this.settings = host.settings;
    this.#socket = socket;
    this.peer = addressText(socket.remoteAddress ?? '?', socket.remotePort ?? 0);
    this.portal = { host: socket.localAddress ?? host.settings.host, port: socket.localPort ?? host.settings.port };
    this.writer = new PduWriter(socket);
    this.#reader = new PduReader(this, loginSegmentBytes);
    this.#tsih = host.newTsih();
    this.#login = new TargetLogin(host.settings, (name) => host.targets.get(name.toLowerCase()), this.#tsih);
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#onData(chunk));
    socket.on('drain', () => this.#onDrain());
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') this.#initiatorLeft('reset');
      else this.#over(`the connection failed: ${error.message}`);
    });
    socket.on('close', () => this.#initiatorLeft('closed'));
    this.#log('connected', `a connection from ${this.peer}`);
    void this.#limitLogin();
  }

  /** Undefined before the login, and once it is over. */
  get session(): TargetSession | undefined {
    return this.#isEnding ? undefined : this.#session;
  }

  /** Whether it is only waiting for the initiator to close its end. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  get targets(): Iterable<Target> {
    return this.#host.targets.values();
  }

  sessionsOf(target: Target): Iterable<TargetSession> {
    return this.#host.sessionsOf(target);
  }

  place(header: Uint8Array, length: number): Uint8Array | undefined {
    return this.#session?.place(header, length);
  }

  pdu(header: Uint8Array, data: Uint8Array): void {
    if (this.#session) this.#session.pdu(header, data);
    else this.#loginStep(header, data);
  }

  failed(problem: StreamProblem): void {
    if (this.#session && problem.kind !== 'headerDigest') {
      const reason = problem.kind === 'dataDigest' ? rejectReason.dataDigestError : rejectReason.protocolError;
      this.#session.reject(problem.header, reason);
    }
    this.end(problem.message);
  }

  end(failure?: string): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#reader.stop();
    this.writer.flush();
    this.#socket.end();
    // An initiator that keeps its end open, or does not read, is not waited for.
    void this.settings.clock.sleep(this.settings.limits.logoutTimeoutMs, this.#watch.signal).then(
      () => this.#socket.destroy(),
      () => {},
    );
    if (this.#session && failure === undefined) this.#log('loggedOut', `${this.peer} has logged out`);
    else if (failure !== undefined) this.#log(this.#session ? 'dropped' : 'loginFailed', `${this.peer}: ${failure}`);
    this.#release();
  }

  /** Ends it without another word. */
  destroy(why: string): void {
    this.#over(why);
    this.#socket.destroy();
  }

  #onData(chunk: Uint8Array): void {
    this.#wasHeard = true;
    this.#reader.push(chunk);
    this.writer.flush();
    if (this.#session?.commands.isBackedUp) this.#socket.pause();
  }

  #onDrain(): void {
    this.#session?.commands.advance();
    this.writer.flush();
    if (this.#socket.isPaused() && !this.#session?.commands.isBackedUp) this.#socket.resume();
  }

  #loginStep(header: Uint8Array, data: Uint8Array): void {
    const { response, data: text, outcome, failure } = this.#login.step(header, data);
    this.writer.header();
    this.writer.slab.set(response, this.writer.at);
    this.writer.end(text);
    if (failure !== undefined) {
      this.end(failure);
      return;
    }
    if (outcome) this.#begin(outcome);
  }

  #begin(outcome: LoginOutcome): void {
    const { parameters } = outcome;
    this.writer.flush();
    this.writer.headerDigest = parameters.headerDigest;
    this.writer.dataDigest = parameters.dataDigest;
    this.#reader.headerDigest = parameters.headerDigest;
    this.#reader.dataDigest = parameters.dataDigest;
    this.#reader.maximumDataSegmentBytes = this.settings.limits.dataSegmentBytes;
    const session = new TargetSession(this, outcome, this.#tsih, this.#login.statSn);
    this.#host.began(session);
    this.#session = session;
    const where = outcome.target ? `to ${outcome.target.name}` : 'for discovery';
    this.#log('loggedIn', `${outcome.initiatorName} at ${this.peer} has logged in ${where}`);
    void this.#keepAlive();
  }

  async #limitLogin(): Promise<void> {
    try {
      await this.settings.clock.sleep(this.settings.limits.loginTimeoutMs, this.#watch.signal);
    } catch {
      return;
    }
    if (!this.#session) this.destroy('no login within its time');
  }

  /** Asks a silent initiator whether it is there, and drops it when it is not. */
  async #keepAlive(): Promise<void> {
    const { clock, limits } = this.settings;
    const { signal } = this.#watch;
    while (!signal.aborted) {
      try {
        await clock.sleep(limits.keepAliveMs, signal);
      } catch {
        return;
      }
      if (this.#wasHeard) this.#wasHeard = false;
      else if (!this.#session!.ping()) return this.destroy('the initiator does not answer any more');
    }
  }

  /** A discovery is over when its initiator goes. Some log out first, open-iscsi resets the connection. */
  #initiatorLeft(how: 'closed' | 'reset'): void {
    if (this.#session && !this.#session.target) this.#over('the discovery is over', 'loggedOut');
    else this.#over(`the initiator ${how} the connection`);
  }

  #over(why: string, event: TargetLogRecord['event'] = this.#session ? 'dropped' : 'loginFailed'): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#watch.abort();
    this.#reader.stop();
    if (!this.#isEnding) this.#log(event, `${this.peer}: ${why}`);
    this.#isEnding = true;
    this.#release();
    this.#host.ended(this, this.#session);
  }

  #release(): void {
    this.#session?.close();
  }

  #log(event: TargetLogRecord['event'], message: string): void {
    const initiator = this.#session?.initiatorName;
    this.settings.log({ event, message, peer: this.peer, ...(initiator !== undefined && { initiator }) });
  }
}
