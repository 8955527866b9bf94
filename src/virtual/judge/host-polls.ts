/** How fast a host asks the same thing again and again. */
import { getEventStatusNotification, readBufferCapacity, requestSense, testUnitReady } from '../../../mmc/index.js';
import type { JudgedCommand } from './judged-command.js';

const polling: ReadonlySet<number> = new Set(
  [testUnitReady, requestSense, getEventStatusNotification, readBufferCapacity].map(
    ({ operationCode }) => operationCode,
  ),
);

/** The polls that follow each other without anything else between them. */
export class HostPolls {
  count = 0;
  #last: JudgedCommand | undefined;
  #firstAtMs = 0;
  #lastAtMs = 0;

  add(command: JudgedCommand): void {
    if (!polling.has(command.cdb[0]!)) {
      this.#last = undefined;
      this.count = 0;
      return;
    }
    if (!command.repeats(this.#last) || !command.isAnsweredLike(this.#last)) {
      this.#firstAtMs = command.startedAtMs;
      this.count = 0;
    }
    this.#last = command;
    this.#lastAtMs = command.startedAtMs;
    this.count++;
  }

  /** Milliseconds from one to the next, on the average; undefined: no time has passed, on a clock that stands still. */
  get intervalMs(): number | undefined {
    const passedMs = this.#lastAtMs - this.#firstAtMs;
    return passedMs > 0 && this.count > 1 ? passedMs / (this.count - 1) : undefined;
  }
}
