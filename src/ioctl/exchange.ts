import type { Completion, Direction } from '../transport/transport.js';
import type { TransportError } from '../transport/transport-error.js';
import type { SenseVerdict } from './sense-interpreter.js';

/** One command that was sent for a request, what came back, and what the sense rules made of it. */
export interface IoctlExchange {
  readonly cdb: Uint8Array;
  readonly direction: Direction;
  /** Bytes that were to be transferred. */
  readonly transferLengthBytes: number;
  /** What the target answered; undefined where it did not. */
  readonly completion: Completion | undefined;
  /** Why there was no answer. */
  readonly error: TransportError | undefined;
  /** The SRB status, flags included, that the rules were given. */
  readonly srbStatus: number;
  /** True: the sense data reports an earlier command, and this one was not carried out. */
  readonly deferred: boolean;
  readonly verdict: SenseVerdict;
  /** Milliseconds waited before the command was sent again; undefined: it was not. */
  readonly delayMs: number | undefined;
}

/** What a request ended in. */
export interface IoctlResult {
  /** NTSTATUS, see `ntStatus` and `ntStatusName`. */
  readonly ntStatus: number;
  /** What a driver puts into IoStatus.Information: mostly how many bytes of output there are, or how many are needed. */
  readonly information: number;
  /** What a Win32 caller gets: a view of the first `information` bytes of the output buffer; empty after an error. */
  readonly output: Uint8Array;
  /** Every command that was sent, in order. */
  readonly exchanges: readonly IoctlExchange[];
}
