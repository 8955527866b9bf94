/**
 * Why there was no answer:
 *
 * - `notFound`: there is no such node or drive; nothing was sent
 * - `accessDenied`: the operating system refused to open it or to pass this command
 * - `busy`: something else has it, or the adapter had no room
 * - `rejected`: this machine refused the request before the target saw it (length, alignment, a bad CDB)
 * - `unsupported`: this transport or operating system cannot do that at all
 * - `closed`: the transport was closed
 * - `timeout`: the time limit passed; the command may or may not have run
 * - `noDevice`: the device went away, or there is no such logical unit
 * - `selectionTimeout`: nothing answered at that address
 * - `aborted`: the command was taken back before it finished
 * - `busReset`: a reset ended it
 * - `busError`: parity, an unexpected bus free, a broken frame
 * - `overrun`: more data came than there was room for
 * - `hostError`: the adapter or driver failed without saying more
 */
export type TransportErrorKind =
  | 'notFound'
  | 'accessDenied'
  | 'busy'
  | 'rejected'
  | 'unsupported'
  | 'closed'
  | 'timeout'
  | 'noDevice'
  | 'selectionTimeout'
  | 'aborted'
  | 'busReset'
  | 'busError'
  | 'overrun'
  | 'hostError';

/** What the operating system or adapter said, untouched. */
export interface NativeCode {
  /** Where the number is from. */
  readonly source: 'errno' | 'GetLastError' | 'host_status' | 'driver_status';
  readonly code: number;
  /** Its name in the header, e.g. `EPERM`. */
  readonly name?: string | undefined;
}

/**
 * Whether the target may have carried the command out: `notSent`: it has not, sending it again is safe; `unknown`: it
 * may have, in whole or in part.
 */
export type CommandFate = 'notSent' | 'unknown';

/** No answer from the target. The message says what happened, to which drive, and what to do. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly native: NativeCode | undefined;
  /** Undefined where the transport cannot tell more than the kind does. */
  readonly fate: CommandFate | undefined;
  constructor(
    readonly kind: TransportErrorKind,
    message: string,
    options: { native?: NativeCode | undefined; cause?: unknown; fate?: CommandFate | undefined } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.native = options.native;
    this.fate = options.fate;
  }
}
