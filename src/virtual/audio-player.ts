import { audioStatus, framesPerSecond } from '../../mmc/index.js';
import type { Clock } from '../time/clock.js';

/** How an audio play operation ends by itself: at its last block, or because what follows is not audio. */
export type PlayEnd = typeof audioStatus.completed | typeof audioStatus.stoppedByError;

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'paused'; readonly end: number; readonly endsWith: PlayEnd }
  | {
      readonly kind: 'playing';
      readonly end: number;
      readonly endsWith: PlayEnd;
      readonly sinceMs: number;
      /** Times as fast as it was recorded; below zero it goes backwards. */
      readonly rate: number;
    };

const idle: State = { kind: 'idle' };

/** Where the pick-up is, and the audio play operation. There is no timer: everything follows from the clock. */
export class AudioPlayer {
  readonly #clock: Clock;
  #state: State = idle;
  /** Where the pick-up was when the state began. */
  #position = 0;
  /** What the next question for the status is answered with, once. */
  #report: number = audioStatus.none;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Plays the blocks from `start` to before `end`; backwards to `end`, where `rate` is below zero. */
  play(start: number, end: number, endsWith: PlayEnd, rate = 1): void {
    this.#position = start;
    this.#report = audioStatus.none;
    this.#state = { kind: 'playing', end, endsWith, sinceMs: this.#clock.now(), rate };
  }

  /** False: nothing is being played or paused. */
  pause(): boolean {
    const state = this.#settle();
    if (state.kind === 'idle') return false;
    this.#position = this.position;
    const end = state.kind === 'playing' && state.rate < 0 ? this.#position : state.end;
    this.#state = { kind: 'paused', end, endsWith: state.endsWith };
    return true;
  }

  /** False: nothing is being played or paused. */
  resume(): boolean {
    const state = this.#settle();
    if (state.kind === 'paused') this.play(this.#position, state.end, state.endsWith);
    return state.kind !== 'idle';
  }

  /** Ends what is played or paused. False: nothing was. */
  stop(): boolean {
    const wasActive = this.#settle().kind !== 'idle';
    this.#position = this.position;
    this.#state = idle;
    this.#report = audioStatus.none;
    return wasActive;
  }

  /** Another command moved the pick-up, which ends audio play. */
  moveTo(logicalBlockAddress: number): void {
    this.#state = idle;
    this.#report = audioStatus.none;
    this.#position = logicalBlockAddress;
  }

  get isPlaying(): boolean {
    return this.#settle().kind === 'playing';
  }

  get isScanning(): boolean {
    const state = this.#settle();
    return state.kind === 'playing' && state.rate !== 1;
  }

  /** The block under the pick-up. */
  get position(): number {
    const state = this.#settle();
    return state.kind === 'playing' ? this.#playedTo(state) : this.#position;
  }

  /** The audio status. That an operation ended is told once, and is no current status after that. */
  takeStatus(): number {
    const { kind } = this.#settle();
    if (kind === 'playing') return audioStatus.playing;
    if (kind === 'paused') return audioStatus.paused;
    const report = this.#report;
    this.#report = audioStatus.none;
    return report;
  }

  #playedTo({ sinceMs, rate }: { readonly sinceMs: number; readonly rate: number }): number {
    return this.#position + Math.trunc(((this.#clock.now() - sinceMs) * framesPerSecond * rate) / 1000);
  }

  #settle(): State {
    const state = this.#state;
    if (state.kind !== 'playing') return state;
    const at = this.#playedTo(state);
    if (state.rate < 0 ? at > state.end : at < state.end) return state;
    this.#position = state.end;
    this.#report = state.endsWith;
    this.#state = idle;
    return idle;
  }
}
