import type { JudgedCommand } from './judged-command.js';

/** What a buffer of a drive holds at most, in bytes; what is beyond it, the drive makes the host wait for. */
const capacityBytes = 2 * 1024 * 1024;

/** The drive's write buffer as far as a host can know it: what WRITE brings goes out at the speed of writing. */
export class WriteBuffer {
  /** When it runs empty, on the drive's clock; undefined: nothing was written. */
  #emptyAtMs: number | undefined;
  /** Where the next write continues the last one. */
  #nextAddress = 0;

  add(command: JudgedCommand): void {
    const { logicalBlockAddress, count } = command.write!;
    const bytesPerMs = Math.max(1, command.unit.speeds.write);
    const start = Math.max(this.#emptyAtMs ?? 0, command.endedAtMs);
    const full = command.endedAtMs + capacityBytes / bytesPerMs;
    this.#emptyAtMs = Math.min(full, start + command.dataLengthBytes / bytesPerMs);
    this.#nextAddress = logicalBlockAddress + count;
  }

  /** How long it has been empty when a write comes that goes on where the last one ended; 0: it has not. */
  emptyMs(command: JudgedCommand): number {
    if (this.#emptyAtMs === undefined || command.write?.logicalBlockAddress !== this.#nextAddress) return 0;
    return Math.max(0, command.startedAtMs - this.#emptyAtMs);
  }
}
