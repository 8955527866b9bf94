/**
 * What a transport is: CDB bytes out, status, sense and data back. It knows nothing of commands.
 *
 * Implementers: `execute` resolves for every command that the target answered, whatever the SCSI status. It rejects
 * with {@link TransportError} when there is no answer. It must not keep `cdb` or `data` after it has settled, must
 * not move or drop them before, and never writes outside of `data`. What `data` holds after `transferredBytes` is
 * undefined: a driver may use all of it (Linux's generic SCSI driver does).
 */

/** Which way the data goes, seen from this machine. */
export type Direction = 'none' | 'in' | 'out';

/**
 * One command, as bytes. The buffers are borrowed until the promise settles: do not transfer or resize them until then,
 * native code has their address.
 */
export interface TransferRequest {
  /** 6 to 16 bytes (32 where the transport allows): the exact length of the CDB. */
  readonly cdb: Uint8Array;
  readonly direction: Direction;
  /** Receives data-in or holds data-out; empty for `none`. Its length is the expected transfer length. */
  readonly data: Uint8Array;
  /** Time limit in milliseconds. Transports that count seconds round up. */
  readonly timeoutMs: number;
  /** Takes a command that has not started out of the queue. A started one ends only where the transport can abort. */
  readonly signal?: AbortSignal | undefined;
}

/** Status codes of the SCSI architecture model (SAM-5). */
export const scsiStatus = {
  good: 0x00,
  checkCondition: 0x02,
  conditionMet: 0x04,
  busy: 0x08,
  reservationConflict: 0x18,
  commandTerminated: 0x22,
  taskSetFull: 0x28,
  acaActive: 0x30,
  taskAborted: 0x40,
} as const;

/** `BUSY (08h)`; a number that SAM-5 does not define stays a number. */
export function statusName(status: number): string {
  const name = Object.entries(scsiStatus).find(([, value]) => value === status)?.[0];
  const number = `${status.toString(16).toUpperCase().padStart(2, '0')}h`;
  return name ? `${name.replace(/[A-Z]/g, (c) => ` ${c}`).toUpperCase()} (${number})` : number;
}

/** What the target answered. CHECK CONDITION is an answer, not an exception. */
export interface Completion {
  /** SCSI status byte. */
  readonly status: number;
  /** Sense bytes as they arrived; empty where there were none. */
  readonly sense: Uint8Array;
  /** Bytes of `data` that were moved, as far as the transport knows. */
  readonly transferredBytes: number;
  /** Time the command took, in milliseconds, as the transport measured it. */
  readonly durationMs: number;
  /** Figures of the layers between, untouched, by the names their headers use (host_status, ScsiStatus, …). */
  readonly native?: Readonly<Record<string, number>> | undefined;
}

/** What a transport can carry. Discovered when it opens. */
export interface TransportLimits {
  /** Largest data transfer of one command, in bytes. */
  readonly maximumTransferBytes: number;
  /** Power of two that the address of a data buffer must be a multiple of; the transport copies where it is not. */
  readonly alignmentBytes: number;
  readonly maximumCdbBytes: number;
  /** Room for sense data, in bytes. */
  readonly maximumSenseBytes: number;
}

/** Carries SCSI commands to one logical unit. */
export interface Transport extends AsyncDisposable {
  /** The name it was opened with, e.g. `/dev/sr0`. */
  readonly name: string;
  readonly limits: TransportLimits;
  /** Sends one command. Never runs two at once on one transport: a second waits for the first. */
  execute(request: TransferRequest): Promise<Completion>;
  /**
   * The same, blocking the thread; absent where the transport cannot. While an `execute` is running it waits for that
   * one, or throws `busy` where it cannot.
   */
  executeSync?(request: TransferRequest): Completion;
  /** Ends what is running where it can and frees the handle. Closing twice is no error. */
  close(): Promise<void>;
}
