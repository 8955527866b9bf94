import { audioStatus, framesPerSecond } from '../../mmc/index.js';
import type { Clock } from '../time/clock.js';

/** How an audio play operation ends by itself: at its last block, or because what follows is not audio. */
export type PlayEnd = typeof audioStatus.completed | typeof audioStatus.stoppedByError;

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'paused'; readonly end: number; readonly endsWith: PlayEnd }
  | { readonly kind: 'playing'; readonly end: number; readonly endsWith: PlayEnd; readonly sinceMs: number };

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

  /** Plays the blocks from `start` to before `end`. */
  play(start: number, end: number, endsWith: PlayEnd): void {
    this.#position = start;
    this.#report = audioStatus.none;
    this.#state = { kind: 'playing', end, endsWith, sinceMs: this.#clock.now() };
  }

  /** False: nothing is being played or paused. */
  pause(): boolean {
    const state = this.#settle();
    if (state.kind === 'idle') return false;
    this.#position = this.position;
    this.#state = { kind: 'paused', end: state.end, endsWith: state.endsWith };
    return true;
  }

  /** False: nothing is being played or paused. */
  resume(): boolean {
    const state = this.#settle();
    if (state.kind === 'paused') this.#state = { ...state, kind: 'playing', sinceMs: this.#clock.now() };
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

  /** The block under the pick-up. */
  get position(): number {
    const state = this.#settle();
    return state.kind === 'playing' ? this.#playedTo(state.sinceMs) : this.#position;
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

  #playedTo(sinceMs: number): number {
    return this.#position + Math.floor(((this.#clock.now() - sinceMs) * framesPerSecond) / 1000);
  }

  #settle(): State {
    const state = this.#state;
    if (state.kind !== 'playing' || this.#playedTo(state.sinceMs) < state.end) return state;
    this.#position = state.end;
    this.#report = state.endsWith;
    this.#state = idle;
    return idle;
  }
}
