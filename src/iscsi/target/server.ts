import { createServer, type Server, type Socket } from 'node:net';
import { addressText } from '../names.js';
import { type ConnectionHost, TargetConnection } from './connection.js';
import { settingsOf, type TargetOptions, type TargetSettings } from './options.js';
import type { TargetSession } from './session.js';
import { Target } from './target.js';

/** A session, as far as others may know of it. */
export interface TargetSessionInfo {
  readonly initiatorName: string;
  readonly peer: string;
  /** Undefined: a discovery session. */
  readonly targetName: string | undefined;
}

/** An iSCSI target that listens. */
export class IscsiTarget implements AsyncDisposable {
  /** @internal See {@link serveIscsi}. */
  static async listen(options: TargetOptions): Promise<IscsiTarget> {
    const target = new IscsiTarget(settingsOf(options), options);
    await target.#listen();
    return target;
  }

  readonly #settings: TargetSettings;
  readonly #targets: ReadonlyMap<string, Target>;
  readonly #server: Server;
  readonly #connections = new Set<TargetConnection>();
  readonly #host: ConnectionHost;
  #lastTsih = 0;
  #closing: Promise<void> | undefined;
  #whenEmpty: (() => void) | undefined;

  private constructor(settings: TargetSettings, options: TargetOptions) {
    this.#settings = settings;
    this.#targets = new Map(options.targets.map((input) => [input.name.toLowerCase(), new Target(input)]));
    this.#server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    this.#host = {
      settings,
      targets: this.#targets,
      newTsih: () => this.#newTsih(),
      sessionsOf: (target) => this.#sessionsOf(target),
      began: (session) => this.#began(session),
      ended: (connection) => this.#ended(connection),
    };
  }

  /** Where it listens; the port is the one it got where 0 was asked for. */
  get address(): { readonly host: string; readonly port: number } {
    const address = this.#server.address();
    return typeof address === 'object' && address
      ? { host: address.address, port: address.port }
      : { host: this.#settings.host, port: this.#settings.port };
  }

  /** Who is logged in. */
  get sessions(): TargetSessionInfo[] {
    return [...this.#connections].flatMap(({ session, peer }) =>
      session ? [{ initiatorName: session.initiatorName, peer, targetName: session.target?.name }] : [],
    );
  }

  /** LOGICAL UNIT RESET from the operator's side. Throws RangeError where there is no such unit. */
  resetUnit(targetName: string, lun: number): void {
    const unit = this.#targets.get(targetName.toLowerCase())?.units.get(lun);
    if (!unit) throw new RangeError(`there is no LUN ${lun} at ${targetName}`);
    unit.reset();
    this.#settings.log({ event: 'reset', message: `LUN ${lun} of ${targetName} was reset` });
  }

  /**
   * Takes no further connections, asks the initiators to log out, and ends those that have not in time. The drives stay
   * open. Closing twice is no error.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #listen(): Promise<void> {
    const { host, port, log } = this.#settings;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    this.#server.on('error', (error) => log({ event: 'refused', message: `a connection failed: ${error.message}` }));
    log({ event: 'listening', message: `listening on ${addressText(this.address.host, this.address.port)}` });
  }

  #accept(socket: Socket): void {
    const { limits, log } = this.#settings;
    if (this.#closing || this.#connections.size >= limits.connections) {
      const peer = addressText(socket.remoteAddress ?? '?', socket.remotePort ?? 0);
      log({ event: 'refused', message: `${peer}: there are ${this.#connections.size} connections already`, peer });
      socket.on('error', () => {});
      socket.destroy();
      return;
    }
    this.#connections.add(new TargetConnection(this.#host, socket));
  }

  #newTsih(): number {
    this.#lastTsih = (this.#lastTsih % 0xffff) + 1;
    return this.#lastTsih;
  }

  *#sessionsOf(target: Target): Iterable<TargetSession> {
    for (const { session } of this.#connections) if (session?.target === target) yield session;
  }

  #began(session: TargetSession): void {
    if (!session.target) return;
    for (const connection of this.#connections) {
      const other = connection.session;
      if (
        other &&
        other !== session &&
        other.target === session.target &&
        other.initiatorPort === session.initiatorPort
      )
        connection.destroy('the initiator has logged in anew');
    }
  }

  #ended(connection: TargetConnection): void {
    this.#connections.delete(connection);
    if (this.#connections.size === 0) this.#whenEmpty?.();
  }

  async #close(): Promise<void> {
    const { clock, limits, log } = this.#settings;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    const seconds = Math.ceil(limits.logoutTimeoutMs / 1000);
    for (const connection of this.#connections) {
      if (connection.session) connection.session.requestLogout(seconds);
      else if (!connection.isEnding) connection.destroy('the target closes');
    }
    if (this.#connections.size > 0) {
      const waiting = new AbortController();
      const empty = new Promise<void>((resolve) => {
        this.#whenEmpty = resolve;
      });
      await Promise.race([empty, clock.sleep(limits.logoutTimeoutMs, waiting.signal).catch(() => {})]);
      waiting.abort();
    }
    for (const connection of [...this.#connections]) connection.destroy('the target closes');
    await closed;
    log({ event: 'closed', message: 'the target is closed' });
  }
}

/**
 * Serves drives as iSCSI targets. Listens on loopback where nothing else is said, and on other addresses only with CHAP.
 *
 * Rejects with RangeError for options that make no sense, and with the system's error where it cannot listen.
 */
export const serveIscsi = (options: TargetOptions): Promise<IscsiTarget> => IscsiTarget.listen(options);
