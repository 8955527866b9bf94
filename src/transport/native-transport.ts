// The global `performance` is a getter; this is the object.
import { performance } from 'node:perf_hooks';
import { subjectOf } from './subject.js';
import type { Completion, TransferRequest, Transport, TransportLimits } from './transport.js';
import { TransportError } from './transport-error.js';

/** Longest time limit both systems accept, in milliseconds: 30 hours, the most that Windows takes. */
export const maximumTimeoutMs = 108_000_000;
const minimumCdbBytes = 6;

/** A command somebody awaits. */
interface Pending {
  readonly request: TransferRequest;
  readonly resolve: (completion: Completion) => void;
  readonly reject: (reason: unknown) => void;
  unlisten(): void;
}

/**
 * One command through the operating system: the native structures, which live and stay where they are as long as this
 * does, and the call on them. Codes are the system's error numbers (errno, GetLastError); 0: the call succeeded.
 */
export interface NativeCall {
  /** Writes `request` into the structures. The caller keeps its data reachable until the call has returned. */
  pack(request: TransferRequest): void;
  /** Makes the call on this thread and returns its code. */
  call(): number;
  /** Makes the call on another thread and passes on its code, once, later. Throws when it cannot be made. */
  callAsync(finished: (code: number) => void): void;
  /** Reads the structures after the call. Throws TransportError where there was no answer. */
  complete(request: TransferRequest, code: number, durationMs: number): Completion;
}

/**
 * What the transports that call the operating system have in common: requests are checked, one command is in flight,
 * the others wait in a queue, and closing waits for the one that cannot be taken back.
 */
export class NativeTransport implements Transport {
  // `#running` keeps the caller's buffers reachable during a call: native code only has their addresses.
  #running: Pending | undefined;
  #startedAtMs = 0;
  readonly #waiting: Pending[] = [];
  #closing: Promise<void> | undefined;
  #whenIdle: (() => void) | undefined;
  readonly #asynchronous: NativeCall;
  readonly #synchronous: NativeCall;
  readonly #release: () => Promise<void>;

  constructor(
    readonly name: string,
    readonly limits: TransportLimits,
    native: {
      /** Makes the structures of one call; there are two sets, one for each way to execute. */
      readonly makeCall: () => NativeCall;
      /** Frees the handle. Called once, when nothing is running. */
      readonly release: () => Promise<void>;
    },
  ) {
    this.#asynchronous = native.makeCall();
    this.#synchronous = native.makeCall();
    this.#release = native.release;
  }

  execute(request: TransferRequest): Promise<Completion> {
    return new Promise((resolve, reject) => {
      this.#check(request);
      const pending: Pending = { request, resolve, reject, unlisten: doNothing };
      if (this.#running) this.#enqueue(pending);
      else this.#start(pending);
    });
  }

  /**
   * Blocks the thread. While an `execute` is running, this one waits for it in the operating system (on a generic node
   * of Linux, in the drive), and it comes before those in the queue: the way to a last command when the process ends.
   */
  executeSync(request: TransferRequest): Completion {
    this.#check(request);
    const native = this.#synchronous;
    native.pack(request);
    const startedAtMs = performance.now();
    const code = native.call();
    return native.complete(request, code, performance.now() - startedAtMs);
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #end(): Promise<void> {
    for (const pending of this.#waiting.splice(0)) {
      pending.unlisten();
      pending.reject(this.#closedError());
    }
    if (this.#running) {
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve;
      });
    }
    await this.#release();
  }

  #closedError(): TransportError {
    return new TransportError('closed', `${subjectOf(this.name)}the transport is closed`);
  }

  #abortedError(signal: AbortSignal): TransportError {
    const message = `${subjectOf(this.name)}the command was taken back before it was sent`;
    return new TransportError('aborted', message, { cause: signal.reason });
  }

  #check(request: TransferRequest): void {
    const { cdb, data, direction, timeoutMs, signal } = request;
    if (this.#closing) throw this.#closedError();
    if (signal?.aborted) throw this.#abortedError(signal);
    // An object that only looks like bytes would become an address.
    if (!ArrayBuffer.isView(cdb) || !ArrayBuffer.isView(data)) this.#refuse('cdb and data must be Uint8Arrays');
    const { maximumCdbBytes, maximumTransferBytes } = this.limits;
    if (!(cdb.length >= minimumCdbBytes && cdb.length <= maximumCdbBytes))
      this.#refuse(`the CDB has ${cdb.length} bytes; ${minimumCdbBytes} to ${maximumCdbBytes} are possible`);
    if (direction === 'none') {
      if (data.length > 0) this.#refuse(`${data.length} bytes of data were given for a command without data`);
    } else if (direction !== 'in' && direction !== 'out') {
      this.#refuse(`the direction is ${direction}; none, in and out are possible`);
    }
    if (!(data.length <= maximumTransferBytes))
      this.#refuse(
        `${data.length} bytes in one command; the limit here is ${maximumTransferBytes}, split the transfer`,
      );
    if (!(timeoutMs > 0 && timeoutMs <= maximumTimeoutMs))
      this.#refuse(`a time limit of ${timeoutMs} ms; above 0 and up to ${maximumTimeoutMs} are possible`);
  }

  #refuse(problem: string): never {
    throw new TransportError('rejected', `${subjectOf(this.name)}${problem}`);
  }

  #enqueue(pending: Pending): void {
    this.#waiting.push(pending);
    const { signal } = pending.request;
    if (!signal) return;
    const withdraw = () => {
      this.#waiting.splice(this.#waiting.indexOf(pending), 1);
      pending.reject(this.#abortedError(signal));
    };
    signal.addEventListener('abort', withdraw, { once: true });
    pending.unlisten = () => signal.removeEventListener('abort', withdraw);
  }

  #start(pending: Pending): void {
    this.#running = pending;
    try {
      this.#asynchronous.pack(pending.request);
      this.#startedAtMs = performance.now();
      this.#asynchronous.callAsync(this.#finished);
    } catch (error) {
      pending.reject(error);
      this.#next();
    }
  }

  readonly #finished = (code: number): void => {
    const durationMs = performance.now() - this.#startedAtMs;
    const { request, resolve, reject } = this.#running!;
    try {
      resolve(this.#asynchronous.complete(request, code, durationMs));
    } catch (error) {
      reject(error);
    }
    this.#next();
  };

  #next(): void {
    this.#running = undefined;
    const pending = this.#waiting.shift();
    if (pending) {
      pending.unlisten();
      this.#start(pending);
    } else this.#whenIdle?.();
  }
}

function doNothing(): void {}
