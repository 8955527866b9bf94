// The global `performance` is a getter; this is the object.
import { performance } from 'node:perf_hooks';
import { abortedError, checkRequest, closedError } from './check-request.js';
import type { Completion, TransferRequest, Transport, TransportLimits } from './transport.js';

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
      pending.reject(closedError(this));
    }
    if (this.#running) {
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve;
      });
    }
    await this.#release();
  }

  #check(request: TransferRequest): void {
    if (this.#closing) throw closedError(this);
    checkRequest(this, request);
  }

  #enqueue(pending: Pending): void {
    this.#waiting.push(pending);
    const { signal } = pending.request;
    if (!signal) return;
    const withdraw = () => {
      this.#waiting.splice(this.#waiting.indexOf(pending), 1);
      pending.reject(abortedError(this, signal));
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
