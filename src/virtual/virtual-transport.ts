import { checkRequest, closedError } from '../transport/check-request.js';
import type { Completion, TransferRequest, Transport, TransportLimits } from '../transport/transport.js';
import { TransportError } from '../transport/transport-error.js';
import type { Dispatcher } from './dispatch.js';
import type { VirtualDrive } from './drive.js';
import type { Initiator } from './initiator.js';

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

/**
 * An initiator's connection to a {@link VirtualDrive}. Commands run in the order they are sent, and take no time unless
 * the drive's `timing` says so.
 */
export class VirtualTransport implements Transport {
  readonly limits = limits;
  readonly #dispatcher: Dispatcher;
  readonly #initiator: Initiator;
  readonly #onClose: () => void;
  #isClosed = false;
  #waiting = 0;
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

  async execute(request: TransferRequest): Promise<Completion> {
    this.#check(request);
    this.#waiting++;
    const running = this.#previous.then(() => {
      this.#waiting--;
      // It may have been taken back, or the transport closed, in between.
      this.#check(request);
      const completion = this.#run(request);
      const { delayMs } = this.#dispatcher;
      return delayMs > 0 ? this.#awaitDrive(completion, delayMs, request.timeoutMs) : completion;
    });
    this.#previous = running.then(nothing, nothing);
    return running;
  }

  executeSync(request: TransferRequest): Completion {
    this.#check(request);
    if (this.#waiting > 0)
      throw new TransportError('busy', `${this.name}: an asynchronous command is running; await it first`);
    const completion = this.#run(request);
    const { delayMs } = this.#dispatcher;
    if (delayMs > 0) this.drive.clock.sleepSync?.(Math.min(delayMs, request.timeoutMs));
    if (delayMs > request.timeoutMs) throw this.#timedOut(request.timeoutMs);
    return completion;
  }

  /** On a clock that is not instant the answer comes when the mechanism is done; it goes on when nobody waits. */
  async #awaitDrive(completion: Completion, delayMs: number, timeoutMs: number): Promise<Completion> {
    await this.drive.clock.sleep(Math.min(delayMs, timeoutMs));
    if (delayMs > timeoutMs) throw this.#timedOut(timeoutMs);
    return completion;
  }

  #timedOut(timeoutMs: number): TransportError {
    return new TransportError('timeout', `${this.name}: no answer within ${timeoutMs} ms; the drive is still at work`);
  }

  #run(request: TransferRequest): Completion {
    try {
      return this.#dispatcher.run(this.#initiator, request);
    } catch (error) {
      // The drive answers for itself; what is left is the image behind it, which could not be read.
      const reason = error instanceof Error ? error.message : String(error);
      throw new TransportError('hostError', `${this.name}: ${reason}`, { cause: error });
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
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
