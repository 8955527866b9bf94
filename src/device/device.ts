import {
  type Command,
  type DataOf,
  decodeSense,
  FieldError,
  type InputOf,
  type PayloadOf,
  toBytes,
} from '../../mmc/index.js';
import { type Clock, realClock } from '../time/clock.js';
import { type Completion, type TransferRequest, type Transport } from '../transport/transport.js';
import { TransportError } from '../transport/transport-error.js';
import { CheckConditionError, type Outcome, outcomeKindOf, StatusError } from './outcome.js';
import { RemovalGuard } from './removal-guard.js';
import { neverRetry, type RetryPolicy } from './retry.js';

/** How one command is sent. */
export interface SendOptions {
  /** Time limit in milliseconds; the command's own where not given. */
  readonly timeoutMs?: number | undefined;
  /** Takes it out of the queue, or out of the wait before a retry. */
  readonly signal?: AbortSignal | undefined;
  /** Instead of the device's policy. */
  readonly retry?: RetryPolicy | undefined;
  /** Where data-in goes, instead of a new array of the transfer's size. Borrowed until the command has ended. */
  readonly buffer?: Uint8Array | undefined;
}

export interface DeviceOptions {
  /** When a failed command is sent again; {@link neverRetry} where not given. */
  readonly retry?: RetryPolicy;
  /** Waits between retries pass on it. */
  readonly clock?: Clock;
  /** Logical block length for commands whose byte count depends on it; 2048 where not given. */
  readonly blockLengthBytes?: number;
}

/** Data-out arguments of a command: none for most. */
type Payload<X extends Command> = PayloadOf<X> extends undefined ? undefined : PayloadOf<X>;
type Rest<X extends Command> =
  Payload<X> extends undefined
    ? [payload?: undefined, options?: SendOptions]
    : [payload: Payload<X>, options?: SendOptions];

/**
 * A logical unit that takes declared commands: encodes, sends, decodes. Closing it ends what it began: medium
 * removal that it prevented is allowed again, also when the process exits.
 */
export class Device implements AsyncDisposable {
  readonly #retry: RetryPolicy;
  readonly #clock: Clock;
  /** Logical block length in bytes: what READ(10) and its kin move per block. */
  blockLengthBytes: number;
  readonly #removal: RemovalGuard;

  constructor(
    readonly transport: Transport,
    options: DeviceOptions = {},
  ) {
    this.#retry = options.retry ?? neverRetry;
    this.#clock = options.clock ?? realClock;
    this.#removal = new RemovalGuard(transport);
    this.blockLengthBytes = options.blockLengthBytes ?? 2048;
  }

  /**
   * Sends a command and returns its decoded data (bytes for blocks, undefined without data-in).
   *
   * Throws FieldError for input that does not fit, CheckConditionError and StatusError for what the target refused,
   * ShortDataError for data too short to decode, TransportError where there was no answer.
   */
  async send<X extends Command>(command: X, input: InputOf<X>, ...rest: Rest<X>): Promise<DataOf<X>> {
    return decodeData(await this.exchange(command, input, ...rest));
  }

  /** Sends a command and returns everything the target said. Throws only FieldError and TransportError. */
  async exchange<X extends Command>(command: X, input: InputOf<X>, ...rest: Rest<X>): Promise<Outcome<X>> {
    const [payload, options = {}] = rest as [unknown, SendOptions?];
    const request = this.#request(command, input, payload, options);
    const retry = options.retry ?? this.#retry;
    for (let sends = 1; ; sends++) {
      let outcome: Outcome<X> | undefined;
      let error: TransportError | undefined;
      try {
        outcome = outcomeOf(command, request, await this.execute(request), sends);
        if (outcome.kind === 'good' || outcome.kind === 'recovered') return outcome;
      } catch (thrown) {
        if (!(thrown instanceof TransportError)) throw thrown;
        error = thrown;
      }
      const delayMs = retry({ outcome, error, sends });
      if (delayMs === undefined) {
        if (outcome) return outcome;
        throw error;
      }
      await this.#clock.sleep(delayMs, options.signal);
    }
  }

  /** As {@link send}, blocking the thread, once, without retries. Throws `unsupported` where the transport cannot. */
  sendSync<X extends Command>(command: X, input: InputOf<X>, ...rest: Rest<X>): DataOf<X> {
    return decodeData(this.exchangeSync(command, input, ...rest));
  }

  /** As {@link exchange}, blocking the thread, once, without retries. */
  exchangeSync<X extends Command>(command: X, input: InputOf<X>, ...rest: Rest<X>): Outcome<X> {
    const [payload, options = {}] = rest as [unknown, SendOptions?];
    const request = this.#request(command, input, payload, options);
    return outcomeOf(command, request, this.executeSync(request), 1);
  }

  /** Sends bytes as they are. What they do to medium removal is still undone on close. */
  async execute(request: TransferRequest): Promise<Completion> {
    this.#removal.sending(request.cdb);
    const completion = await this.transport.execute(request);
    this.#removal.answered(request.cdb, completion.status);
    return completion;
  }

  /** As {@link execute}, blocking the thread. Throws `unsupported` where the transport cannot. */
  executeSync(request: TransferRequest): Completion {
    if (!this.transport.executeSync)
      throw new TransportError('unsupported', `${this.transport.name} cannot run a command synchronously; await it`);
    this.#removal.sending(request.cdb);
    const completion = this.transport.executeSync(request);
    this.#removal.answered(request.cdb, completion.status);
    return completion;
  }

  #request(command: Command, input: unknown, payload: unknown, options: SendOptions): TransferRequest {
    const { transfer } = command;
    const timeoutMs = options.timeoutMs ?? command.timeoutMs;
    const { signal } = options;
    if (transfer.direction === 'out' && 'layout' in transfer) {
      const data = toBytes(transfer.layout, payload);
      const length = 'length' in transfer ? { [transfer.length]: data.length } : {};
      const cdb = command.encodeCdb({ ...length, ...(input as object) });
      return { cdb, direction: data.length === 0 ? 'none' : 'out', data, timeoutMs, signal };
    }
    const cdb = command.encodeCdb(input);
    if (transfer.direction === 'none') return { cdb, direction: 'none', data: noData, timeoutMs, signal };
    const size =
      'length' in transfer
        ? (command.decodeCdb(cdb)[transfer.length] as number)
        : transfer.byteLength(command.decodeCdb(cdb), this.blockLengthBytes);
    const data = transfer.direction === 'out' ? (payload as Uint8Array) : bufferFor(size, options.buffer);
    if (data.length !== size)
      throw new FieldError('data', `${command.name} transfers ${size} bytes, ${data.length} were given`);
    return { cdb, direction: size === 0 ? 'none' : transfer.direction, data, timeoutMs, signal };
  }

  /** Allows removal again if this device prevented it, then closes the transport. */
  async close(): Promise<void> {
    try {
      await this.#removal.release();
    } finally {
      await this.transport.close();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

const noData = new Uint8Array(0);

function bufferFor(size: number, buffer: Uint8Array | undefined): Uint8Array {
  if (!buffer) return new Uint8Array(size);
  if (buffer.length < size)
    throw new FieldError('buffer', `the command transfers ${size} bytes, the buffer has ${buffer.length}`);
  return buffer.subarray(0, size);
}

function outcomeOf<X extends Command>(
  command: X,
  request: TransferRequest,
  completion: Completion,
  sends: number,
): Outcome<X> {
  const sense = completion.sense.length > 0 ? decodeSense(completion.sense) : undefined;
  return {
    kind: outcomeKindOf(completion.status, sense),
    command,
    cdb: request.cdb,
    completion,
    sense,
    data: request.direction === 'in' ? request.data.subarray(0, completion.transferredBytes) : noData,
    sends,
  };
}

function decodeData<X extends Command>(outcome: Outcome<X>): DataOf<X> {
  if (outcome.kind === 'checkCondition') throw new CheckConditionError(outcome);
  if (outcome.kind === 'status') throw new StatusError(outcome);
  const { transfer } = outcome.command;
  if (transfer.direction !== 'in') return undefined as DataOf<X>;
  return ('layout' in transfer ? transfer.layout.decode(outcome.data) : outcome.data) as DataOf<X>;
}
