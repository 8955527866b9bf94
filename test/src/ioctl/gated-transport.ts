import type { Completion, TransferRequest } from '../../../src/transport/transport.js';
import { ScriptedTransport } from '../../helpers/scripted-transport.js';

/** A scripted transport whose commands end only when the test lets them. */
export class GatedTransport extends ScriptedTransport {
  readonly #waiting: (() => void)[] = [];

  /** Commands that are on their way. */
  get running(): number {
    return this.#waiting.length;
  }

  override async execute(request: TransferRequest): Promise<Completion> {
    const completion = await super.execute(request);
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return completion;
  }

  /** Lets the oldest command end, and everything happen that follows from it. */
  async release(): Promise<void> {
    this.#waiting.shift()?.();
    await settle();
  }
}

/** Lets everything happen that needs no more than promises. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
