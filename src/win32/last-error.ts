/** What GetLastError returns, and more of it than a number. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IoctlResult } from '../ioctl/index.js';
import type { TransportError } from '../transport/transport-error.js';

/** How the last call ended, with what a number cannot say. */
export interface LastCall {
  /** The request that it made of the drive: NTSTATUS, Information, every command; undefined where it made none. */
  readonly result: IoctlResult | undefined;
  /** Why a drive could not be opened, in words. */
  readonly cause: TransportError | undefined;
}

/** What Windows keeps for each thread. */
export interface Thread {
  lastError: number;
  lastCall: LastCall;
}

const newThread = (): Thread => ({ lastError: 0, lastCall: { result: undefined, cause: undefined } });
const threads = new AsyncLocalStorage<Thread>();
const mainThread = newThread();

/** The thread that the running code belongs to. */
export function currentThread(): Thread {
  return threads.getStore() ?? mainThread;
}

/**
 * Runs `body` as a thread of its own: GetLastError in it is about its own calls, whatever else is under way. A program
 * that does one thing after the other needs none.
 */
export function runThread<T>(body: () => T): T {
  return threads.run(newThread(), body);
}
