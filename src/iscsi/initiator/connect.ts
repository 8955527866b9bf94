/** From an address to a session that is logged in. */

import { connect, type Socket } from 'node:net';
import { hostname } from 'node:os';
import type { Clock } from '../../time/clock.js';
import { TransportError, type TransportErrorKind } from '../../transport/transport-error.js';
import { addressText, iscsiPort } from '../names.js';
import type { SessionParameters, Wishes } from '../negotiation.js';
import { PduReader, type PduSink } from '../pdu-reader.js';
import { PduWriter } from '../pdu-writer.js';
import { InitiatorLogin, type LoginStep } from './login.js';
import type { IscsiAddress } from './url.js';

/** A connection that is logged in. */
export interface LoggedIn {
  readonly socket: Socket;
  readonly writer: PduWriter;
  readonly parameters: SessionParameters;
  readonly statSn: number;
  readonly cmdSn: number;
  readonly maxCmdSn: number;
  /** Takes over what comes; `lost` is told once, when the connection is gone. */
  attach(sink: PduSink, lost: (why: string) => void): void;
}

const readBufferBytes = 256 * 1024;
const loginSegmentBytes = 8192;
const maximumMoves = 3;

/** What this initiator wants of every session. */
export const wishesOf = ({ headerDigest, dataDigest }: IscsiAddress): Wishes => ({
  headerDigest,
  dataDigest,
  maxRecvDataSegmentLength: 256 * 1024,
  initialR2T: false,
  immediateData: true,
  maxBurstLength: 1024 * 1024,
  firstBurstLength: 256 * 1024,
  maxOutstandingR2T: 1,
});

/** The name this machine's initiator goes by. */
export const initiatorName = `iqn.2000-01.localhost.discwire:${hostname()
  .toLowerCase()
  .replace(/[^a-z0-9.-]/g, '-')}`;

const kindOfCode: Readonly<Record<string, TransportErrorKind>> = {
  ENOTFOUND: 'notFound',
  EAI_AGAIN: 'notFound',
  EACCES: 'accessDenied',
};

/**
 * Connects, logs in, and makes a session of the connection: `create` has to attach it before it returns. Rejects with TransportError, `fate` being `notSent`, when that is not
 * done within `timeoutMs`.
 */
export async function connectAndLogIn<T extends object>(
  address: IscsiAddress,
  isid: Uint8Array,
  clock: Clock,
  timeoutMs: number,
  create: (connection: LoggedIn) => T,
  signal?: AbortSignal,
): Promise<T> {
  let { host, port } = address;
  for (let moves = 0; moves <= maximumMoves; moves++) {
    const attempt = new Attempt(address, host, port, isid, create);
    const outcome = await attempt.run(clock, timeoutMs, signal);
    if ('session' in outcome) return outcome.session;
    const match = /^(?:\[([^\]]+)\]|([^:,]+))(?::([0-9]+))?/.exec(outcome.movedTo);
    host = match?.[1] ?? match?.[2] ?? host;
    port = Number(match?.[3] ?? iscsiPort);
  }
  throw new TransportError('hostError', `${address.name}: the target moved more than ${maximumMoves} times`);
}

type Outcome<T> = { readonly session: T } | { readonly movedTo: string };

class Attempt<T extends object> implements PduSink {
  readonly #address: IscsiAddress;
  readonly #where: string;
  readonly #socket: Socket;
  readonly #writer: PduWriter;
  readonly #reader: PduReader;
  readonly #login: InitiatorLogin;
  #sink: PduSink = this;
  #lost: ((why: string) => void) | undefined;
  #isLost = false;
  readonly #create: (connection: LoggedIn) => T;
  #settle!: (outcome: Outcome<T>) => void;
  #fail!: (error: TransportError) => void;

  constructor(
    address: IscsiAddress,
    host: string,
    port: number,
    isid: Uint8Array,
    create: (connection: LoggedIn) => T,
  ) {
    this.#create = create;
    this.#address = address;
    this.#where = addressText(host, port);
    const { name, targetName, chap, mutualChap } = address;
    this.#login = new InitiatorLogin({
      name,
      initiatorName,
      targetName,
      isid,
      chap,
      mutualChap,
      wishes: wishesOf(address),
    });
    this.#reader = new PduReader(
      {
        place: (header, length) => this.#sink.place(header, length),
        pdu: (header, data) => this.#sink.pdu(header, data),
        failed: (problem) => this.#sink.failed(problem),
      },
      loginSegmentBytes,
    );
    this.#socket = connect({
      host,
      port,
      noDelay: true,
      // One buffer for all that comes: what is read is taken out of it at once.
      onread: {
        buffer: Buffer.allocUnsafeSlow(readBufferBytes),
        callback: (length, buffer) => {
          this.#reader.push((buffer as Uint8Array).subarray(0, length));
          return true;
        },
      },
    });
    this.#writer = new PduWriter(this.#socket);
  }

  async run(clock: Clock, timeoutMs: number, signal: AbortSignal | undefined): Promise<Outcome<T>> {
    const settled = new Promise<Outcome<T>>((resolve, reject) => {
      this.#settle = resolve;
      this.#fail = reject;
    });
    const socket = this.#socket;
    socket.on('connect', () => this.#send(this.#login.begin()));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const kind = kindOfCode[error.code ?? ''] ?? 'selectionTimeout';
      this.#over(`no connection to ${this.#where}: ${error.message}`, kind);
    });
    socket.on('close', () => this.#over(`${this.#where} closed the connection`, 'hostError'));
    const watch = new AbortController();
    const stop = () => this.#over('the transport is closed', 'closed');
    signal?.addEventListener('abort', stop, { once: true });
    void clock.sleep(timeoutMs, watch.signal).then(
      () => this.#over(`no login at ${this.#where} within ${timeoutMs} ms`, 'selectionTimeout'),
      () => {},
    );
    try {
      return await settled;
    } catch (error) {
      socket.destroy();
      throw error;
    } finally {
      watch.abort();
      signal?.removeEventListener('abort', stop);
    }
  }

  place(): undefined {
    return undefined;
  }

  pdu(header: Uint8Array, data: Uint8Array): void {
    let step: LoginStep;
    try {
      step = this.#login.take(header, data);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      this.#fail(error);
      this.#reader.stop();
      return;
    }
    if (step.kind === 'send') {
      this.#send(step);
      return;
    }
    if (step.kind === 'moved') {
      this.#settle({ movedTo: step.address });
      this.#reader.stop();
      this.#socket.destroy();
      return;
    }
    const { parameters, statSn, cmdSn, maxCmdSn } = step;
    for (const end of [this.#writer, this.#reader]) {
      end.headerDigest = parameters.headerDigest;
      end.dataDigest = parameters.dataDigest;
    }
    this.#reader.maximumDataSegmentBytes = wishesOf(this.#address).maxRecvDataSegmentLength;
    const session = this.#create({
      socket: this.#socket,
      writer: this.#writer,
      parameters,
      statSn,
      cmdSn,
      maxCmdSn,
      attach: (sink, lost) => this.#attach(sink, lost),
    });
    this.#settle({ session });
  }

  failed({ message }: { readonly message: string }): void {
    this.#over(message, 'busError');
  }

  #attach(sink: PduSink, lost: (why: string) => void): void {
    this.#sink = {
      place: (header, length) => sink.place(header, length),
      pdu: (header, data) => sink.pdu(header, data),
      failed: (problem) => sink.failed(problem),
    };
    this.#lost = lost;
    if (this.#isLost) lost(`${this.#where} closed the connection`);
  }

  #send(step: LoginStep): void {
    if (step.kind !== 'send') return;
    this.#writer.header();
    this.#writer.slab.set(step.header, this.#writer.at);
    this.#writer.end(step.data);
    this.#writer.flush();
  }

  #over(why: string, kind: TransportErrorKind): void {
    this.#reader.stop();
    if (this.#isLost) return;
    this.#isLost = true;
    this.#fail(new TransportError(kind, `${this.#address.name}: ${why}`, { fate: 'notSent' }));
    this.#lost?.(why);
  }
}
