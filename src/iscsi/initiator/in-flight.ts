// The global `performance` is a getter; this is the object.
import { performance } from 'node:perf_hooks';
import type { Completion, TransferRequest } from '../../transport/transport.js';

/** A command somebody awaits. */
export class InFlight {
  /** Its tag in the session it was sent in. */
  initiatorTaskTag = 0;
  /** When it was given, and when the target could begin with it, on the clock of durations. */
  readonly givenAtMs = performance.now();
  startedAtMs = 0;
  /** Bytes of data-in that have come. */
  received = 0;
  /** Why it is being taken back. */
  abortCause: 'signal' | 'timeout' | 'closing' | undefined;
  unlisten: () => void = nothing;

  constructor(
    readonly request: TransferRequest,
    readonly resolve: (completion: Completion) => void,
    readonly reject: (reason: unknown) => void,
  ) {}
}

function nothing(): void {}
