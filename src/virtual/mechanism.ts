/**
 * How long the drive takes: spinning up, seeking, reading and writing at the speed of the place, and what goes on
 * behind a command. What a command takes is added up while it runs; the transport waits for it afterwards.
 */
import type { Clock } from '../time/clock.js';
import { bytesOnDisc, radiusOf, readSpeedAt, writeSpeedAt } from './disc-speed.js';
import type { Medium } from './media/medium.js';
import type { Mechanics } from './personalities/personality.js';
import type { Unit } from './unit.js';

/** The mechanism of one drive. */
export class Mechanism {
  readonly #clock: Clock;
  readonly #mechanics: Mechanics;
  /** What the running command has taken so far, in milliseconds of the clock. */
  #spentMs = 0;
  #isSpinning = false;
  #bufferedBytes = 0;
  #bufferAtMs = 0;
  /** Writes come one after the other, and the disc waits for none of them. */
  #isStreaming = false;

  /** `factor` scales all times: 1 is as in life, 0 takes no time. */
  constructor(
    clock: Clock,
    mechanics: Mechanics,
    readonly factor: number,
  ) {
    this.#clock = clock;
    this.#mechanics = mechanics;
  }

  get isInstant(): boolean {
    return this.factor === 0;
  }

  /** Until a medium that was put in is ready, on the clock. */
  get loadingMs(): number {
    return (this.#mechanics.trayMs + this.#mechanics.spinUpMs) * this.factor;
  }

  /** The running command takes so much longer, in milliseconds of life. */
  spend(ms: number): void {
    this.#spentMs += ms * this.factor;
  }

  /** The running command takes so much longer, in milliseconds of the clock. */
  wait(clockMs: number): void {
    this.#spentMs += clockMs;
  }

  /** What the command took, on the clock; the next one begins at nothing. */
  takeSpent(): number {
    const spent = this.#spentMs;
    this.#spentMs = 0;
    return spent;
  }

  /** The disc turns from now on, without anybody waiting. */
  spun(): void {
    this.#isSpinning = true;
  }

  /** The disc stands still. */
  stop(): void {
    this.#isSpinning = false;
  }

  /** The tray moves. */
  moveTray(): void {
    this.stop();
    this.#bufferedBytes = 0;
    this.#isStreaming = false;
    this.spend(this.#mechanics.trayMs);
  }

  /** Brings the disc up to speed. */
  spinUp(): void {
    if (!this.#isSpinning) this.spend(this.#mechanics.spinUpMs);
    this.#isSpinning = true;
  }

  /** The pick-up goes to a block. */
  seek(unit: Unit, medium: Medium, logicalBlockAddress: number): void {
    if (this.isInstant) return;
    this.spinUp();
    const from = unit.player.position;
    if (from === logicalBlockAddress) return;
    const distance = Math.abs(radiusOf(medium, from) - radiusOf(medium, logicalBlockAddress));
    const { shortestSeekMs, fullStrokeMs } = this.#mechanics;
    this.spend(shortestSeekMs + (fullStrokeMs - shortestSeekMs) * distance);
  }

  /** The pick-up goes over blocks that are read. */
  read(unit: Unit, medium: Medium, logicalBlockAddress: number, count: number): void {
    if (this.isInstant) return;
    this.seek(unit, medium, logicalBlockAddress);
    this.spend((count * bytesOnDisc(medium)) / readSpeedAt(unit, medium, logicalBlockAddress));
  }

  /** Blocks go into the buffer, and wait where it is full. */
  write(unit: Unit, medium: Medium, logicalBlockAddress: number, byteCount: number): void {
    if (this.isInstant) return;
    const speed = writeSpeedAt(unit, medium, logicalBlockAddress);
    if (this.#bufferedBytes === 0) this.seek(unit, medium, logicalBlockAddress);
    this.#drain(speed);
    const tooMuch = this.#bufferedBytes + byteCount - unit.personality.bufferBytes;
    if (tooMuch > 0) this.#waitForBuffer(tooMuch, speed);
    this.#bufferedBytes += byteCount;
    this.#isStreaming = true;
  }

  /** Bytes in the buffer that are not on the disc yet. */
  waitingBytes(unit: Unit, medium: Medium): number {
    if (this.isInstant) return 0;
    this.#drain(writeSpeedAt(unit, medium, unit.player.position));
    return Math.ceil(this.#bufferedBytes);
  }

  /** Whether the buffer has run dry since the last write of a stream that was not flushed. It is told once. */
  takeRunDry(unit: Unit, medium: Medium): boolean {
    if (!this.#isStreaming || this.waitingBytes(unit, medium) > 0) return false;
    this.#isStreaming = false;
    return true;
  }

  /** Everything in the buffer gets onto the disc. */
  flush(unit: Unit, medium: Medium): void {
    if (this.isInstant) return;
    this.#isStreaming = false;
    const speed = writeSpeedAt(unit, medium, unit.player.position);
    this.#drain(speed);
    this.#waitForBuffer(this.#bufferedBytes, speed);
  }

  /** What has left the buffer since it was looked at. Kilobytes a second are bytes a millisecond. */
  #drain(speed: number): void {
    const now = this.#clock.now();
    const elapsedMs = (now - this.#bufferAtMs) / this.factor;
    this.#bufferedBytes = Math.max(0, this.#bufferedBytes - elapsedMs * speed);
    this.#bufferAtMs = now;
  }

  #waitForBuffer(byteCount: number, speed: number): void {
    const before = this.#spentMs;
    this.spend(speed > 0 ? byteCount / speed : 0);
    this.#bufferedBytes -= byteCount;
    this.#bufferAtMs += this.#spentMs - before;
  }
}
