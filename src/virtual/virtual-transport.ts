import type { AttentionCode } from '../../mmc/index.js';
import { checkRequest, closedError } from '../transport/check-request.js';
import type { Completion, TransferRequest, Transport, TransportLimits } from '../transport/transport.js';
import { TransportError } from '../transport/transport-error.js';
import type { Dispatcher } from './dispatch.js';
import type { VirtualDrive } from './drive.js';
import type { Initiator } from './initiator.js';
import { NoAnswer } from './no-answer.js';

const limits: TransportLimits = {
  maximumTransferBytes: 16 * 1024 * 1024,
  alignmentBytes: 1,
  maximumCdbBytes: 16,
  // Fixed format, as the drive always answers.
  maximumSenseBytes: 18,
};

const nothing = (): void => {};
/** CDB lengths by the group of the operation code (SPC-4); others are variable or vendor specific. */
const cdbBytesByGroup: Readonly<Record<number, number>> = { 0: 6, 1: 10, 2: 10, 4: 16, 5: 12 };

/** An answer that has its time to come yet, or why none comes. */
class Late {
  constructor(
    /** Milliseconds on the drive's clock. */
    readonly afterMs: number,
    readonly answer: Completion | TransportError,
  ) {}
}

/**
 * An initiator's connection to a {@link VirtualDrive}. Commands run in the order they are sent, and take no time unless
 * the drive's `timing` or its fault plan says so.
 */
export class VirtualTransport implements Transport {
  readonly limits = limits;
  readonly #dispatcher: Dispatcher;
  readonly #initiator: Initiator;
  readonly #onClose: () => void;
  #isClosed = false;
  /** Asynchronous commands that have not ended. */
  #waiting = 0;
  #endSleep: (() => void) | undefined;
  /** Settles when the command before has. */
  #previous: Promise<void> = Promise.resolve();

  /** @internal See `VirtualDrive.connect`. */
  constructor(
    readonly name: string,
    /** The drive on the other end. */
    readonly drive: VirtualDrive,
    dispatcher: Dispatcher,
    initiator: Initiator,
    onClose: () => void,
  ) {
    this.#dispatcher = dispatcher;
    this.#initiator = initiator;
    this.#onClose = onClose;
  }

  /** The unit attention that the next command is told, if it is one that is told any. */
  get pendingUnitAttention(): AttentionCode | undefined {
    return this.#initiator.nextUnitAttention;
  }

  async execute(request: TransferRequest): Promise<Completion> {
    this.#check(request);
    this.#waiting++;
    const running = this.#previous.then(() => {
      this.#waiting--;
      // It may have been taken back, or the transport closed, in between.
      this.#check(request);
      const answer = this.#run(request);
      return answer instanceof Late ? this.#awaitAnswer(answer, request) : answer;
    });
    this.#previous = running.then(nothing, nothing);
    return running;
  }

  executeSync(request: TransferRequest): Completion {
    this.#check(request);
    if (this.#waiting > 0)
      throw new TransportError('busy', `${this.name}: an asynchronous command is running; await it first`);
    const answer = this.#run(request);
    if (!(answer instanceof Late)) return answer;
    this.drive.clock.sleepSync?.(answer.afterMs);
    return this.#arrived(answer);
  }

  #arrived({ answer }: Late): Completion {
    if (answer instanceof TransportError) throw answer;
    return answer;
  }

  /** Ends early where the request is aborted or the transport closed; the drive goes on when nobody waits. */
  async #awaitAnswer(late: Late, { signal }: TransferRequest): Promise<Completion> {
    const closing = new AbortController();
    this.#endSleep = () => closing.abort();
    this.#waiting++;
    try {
      await this.drive.clock.sleep(late.afterMs, signal ? AbortSignal.any([signal, closing.signal]) : closing.signal);
    } catch (cause) {
      if (this.#isClosed) throw closedError(this);
      throw new TransportError('aborted', `${this.name}: the command was broken off while it ran`, { cause });
    } finally {
      this.#waiting--;
      this.#endSleep = undefined;
    }
    return this.#arrived(late);
  }

  #run(request: TransferRequest): Completion | Late {
    const { clock } = this.drive;
    const startedAtMs = clock.now();
    let completion: Completion;
    try {
      completion = this.#dispatcher.run(this.#initiator, request);
    } catch (thrown) {
      const failure = this.#failure(thrown);
      if (thrown instanceof NoAnswer && thrown.afterMs > 0) return new Late(thrown.afterMs, failure);
      throw failure;
    }
    const { durationMs } = completion;
    if (durationMs === 0) return completion;
    const leftMs = durationMs - (clock.now() - startedAtMs);
    if (leftMs <= 0) return completion;
    const { timeoutMs } = request;
    return durationMs > timeoutMs ? new Late(timeoutMs, this.#timedOut(timeoutMs)) : new Late(leftMs, completion);
  }

  #timedOut(timeoutMs: number): TransportError {
    return new TransportError('timeout', `${this.name}: no answer within ${timeoutMs} ms; the drive is still at work`);
  }

  #failure(thrown: unknown): TransportError {
    if (thrown instanceof NoAnswer) return new TransportError(thrown.kind, `${this.name}: ${thrown.reason}`);
    // The drive answers for itself; what is left is the image behind it, which could not be read.
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return new TransportError('hostError', `${this.name}: ${reason}`, { cause: thrown });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#endSleep?.();
    this.#onClose();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #check(request: TransferRequest): void {
    if (this.#isClosed) throw closedError(this);
    checkRequest(this, request);
    const { cdb } = request;
    const needed = cdbBytesByGroup[cdb[0]! >> 5];
    if (needed === undefined || cdb.length >= needed) return;
    const code = cdb[0]!.toString(16).toUpperCase().padStart(2, '0');
    const problem = `the CDB has ${cdb.length} bytes; operation code ${code}h takes ${needed}`;
    throw new TransportError('rejected', `${this.name}: ${problem}`);
  }
}
