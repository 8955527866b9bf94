/** Time as something that is passed in, so that tests never wait and drives can run on a clock of their own. */
export interface Clock {
  /** Milliseconds since some fixed point; never goes back. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Returns after `ms` milliseconds; nothing else runs on this thread meanwhile. Not every clock can. */
  sleepSync?(ms: number): void;
}

/** The clock on the wall. */
export const realClock: Clock = {
  now: () => performance.now(),
  sleep(ms, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  },
  sleepSync(ms) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  },
};

/** A clock that stands still until someone sleeps on it or moves it: sleeping takes no time and is remembered. */
export class ManualClock implements Clock {
  #now: number;
  /** Every sleep so far, in milliseconds. */
  readonly sleeps: number[] = [];
  constructor(startMs = 0) {
    this.#now = startMs;
  }
  now(): number {
    return this.#now;
  }
  advance(ms: number): void {
    this.#now += ms;
  }
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleepSync(ms);
  }
  sleepSync(ms: number): void {
    this.sleeps.push(ms);
    this.#now += ms;
  }
}
