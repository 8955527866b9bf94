import { type Completion, type TransferRequest, type Transport } from '../../src/transport/transport.js';
import { TransportError } from '../../src/transport/transport-error.js';

/** What a scripted drive answers to one command: a completion, or no answer, of which data may be left nevertheless. */
export type Reply = { status?: number; sense?: Uint8Array; data?: Uint8Array; error?: TransportError } | TransportError;

/** A request as it was at the moment it was sent. */
export interface Sent {
  readonly cdb: Uint8Array;
  readonly direction: TransferRequest['direction'];
  readonly data: Uint8Array;
  readonly timeoutMs: number;
}

/** A transport that gives the scripted replies in order, remembers what was sent, and fails when it runs out. */
export class ScriptedTransport implements Transport {
  readonly name = 'scripted:';
  readonly limits = { maximumTransferBytes: 65_536, alignmentBytes: 1, maximumCdbBytes: 16, maximumSenseBytes: 252 };
  readonly sent: Sent[] = [];
  readonly #replies: Reply[];
  isClosed = false;

  constructor(...replies: Reply[]) {
    this.#replies = replies;
  }

  /** Replies that nobody has asked for. */
  get unused(): number {
    return this.#replies.length;
  }

  executeSync(request: TransferRequest): Completion {
    const { cdb, direction, data, timeoutMs } = request;
    this.sent.push({ cdb: cdb.slice(), direction, data: data.slice(), timeoutMs });
    const reply = this.#replies.shift();
    if (!reply) throw new Error(`the script has no reply to ${cdb}`);
    if (reply instanceof TransportError) throw reply;
    const transferredBytes = direction === 'in' ? Math.min(reply.data?.length ?? 0, data.length) : data.length;
    if (direction === 'in' && reply.data) data.set(reply.data.subarray(0, transferredBytes));
    if (reply.error) throw reply.error;
    return { status: reply.status ?? 0, sense: reply.sense ?? new Uint8Array(0), transferredBytes, durationMs: 0 };
  }

  async execute(request: TransferRequest): Promise<Completion> {
    request.signal?.throwIfAborted();
    return this.executeSync(request);
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** The target is fine. */
export const good: Reply = {};

/** GOOD with data-in. */
export const goodWith = (...bytes: number[]): Reply => ({ data: Uint8Array.from(bytes) });

/** CHECK CONDITION with 18 bytes of fixed format sense. */
export function check(senseKey: number, asc: number, ascq = 0): Reply {
  return { status: 0x02, sense: Uint8Array.of(0x70, 0, senseKey, 0, 0, 0, 0, 10, 0, 0, 0, 0, asc, ascq, 0, 0, 0, 0) };
}
