/** What has been recorded on a CD besides the sectors themselves: JSON, which the store keeps with them. */
import type { LeadInPoint } from '../medium.js';
import type { RecordedState } from '../recordable-media.js';
import { type StockName, stocks } from './stock.js';

/** What the sectors of a track are; `xa` has forms 1 and 2 mixed. */
export type RecordedMode = 'audio' | 'mode1' | 'mode2Formless' | 'xa';

/** All addresses are logical block addresses; an `end` is the first address behind. */
export interface CdState extends RecordedState {
  readonly medium: StockName;
  /** Six decimal digits that the first recording puts into the program memory area. */
  discIdentification?: number;
  /** How often the power was calibrated; the test area has room for a hundred times. */
  powerCalibrations: number;
  /** A disc that power cannot be calibrated on; nothing the drive does sets it. */
  readonly isPowerCalibrationAreaBad?: boolean;
  /** In ascending order; only the last one can be open. */
  readonly sessions: SessionState[];
}

export interface SessionState {
  readonly number: number;
  /** PSEC of point A0h. */
  discType: number;
  /** In ascending order; only the last one can be without an end. */
  readonly tracks: TrackState[];
  mediaCatalogNumber?: string;
  /** CD-TEXT packs of its lead-in, in base 64. */
  cdText?: string;
  /** Set once it has its lead-in and its lead-out. */
  closed?: {
    readonly leadOutStart: number;
    /** Whether another session may follow. */
    readonly allowsNext: boolean;
    /** Points B0h and above, where they came with the lead-in. */
    readonly otherPoints?: readonly LeadInPoint[];
  };
}

export interface TrackState {
  readonly number: number;
  writtenAs: 'track' | 'packets' | 'session' | 'raw';
  mode: RecordedMode;
  /** The CONTROL nibble. */
  control: number;
  /** The first block of its pause. */
  readonly pauseStart: number;
  /** Index 1, where the program starts. */
  start: number;
  /** What lies from here on can be read, up to `recordedEnd`: `start`, or before it where the pause was sent as well. */
  readonly recordedStart: number;
  recordedEnd: number;
  /** Known when it is complete or reserved. */
  end?: number;
  isComplete: boolean;
  isDamaged?: boolean;
  /** Blocks of each packet, where packets are fixed. */
  packetBlocks?: number;
  /** Variable packets: where the seven blocks between one packet and the next begin, ascending. */
  links?: number[];
  isrc?: string;
  copy?: boolean;
  /** Where index 2 and the following begin, in blocks from index 1, ascending. */
  indexes?: number[];
  /** Sub-channels came with the sectors. */
  hasSubChannels?: boolean;
}

export const blankState = (medium: StockName): CdState => ({ medium, powerCalibrations: 0, sessions: [] });

/** What a store kept, once it has been looked at. Throws Error for what cannot be the state of a CD, with what it is. */
export function checkedState(kept: unknown): CdState {
  const state = kept as CdState;
  const require = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`the state of the disc is damaged: ${what}`);
  };
  const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;
  require(typeof state === 'object' && state !== null && Object.hasOwn(stocks, state.medium), 'medium');
  require(isCount(state.powerCalibrations), 'powerCalibrations');
  require(Array.isArray(state.sessions), 'sessions');
  let at = -150;
  let number = 0;
  for (const [i, session] of state.sessions.entries()) {
    const where = `sessions[${i}]`;
    require(session?.number === i + 1 && isCount(session.discType), `${where}.number or discType`);
    require(session.closed !== undefined || i === state.sessions.length - 1, `${where} is open`);
    require(Array.isArray(session.tracks), `${where}.tracks`);
    for (const [j, track] of session.tracks.entries()) {
      const path = `${where}.tracks[${j}]`;
      require(isCount(track?.number) && track.number > number && track.number <= 99, `${path}.number`);
      number = track.number;
      require(['audio', 'mode1', 'mode2Formless', 'xa'].includes(track.mode), `${path}.mode`);
      require(isCount(track.control) && track.control <= 15, `${path}.control`);
      const places = [at, track.pauseStart, track.recordedStart, track.recordedEnd, track.end ?? track.recordedEnd];
      require(places.every(
        (place, k) => Number.isInteger(place) && place >= (places[k - 1] ?? place),
      ), `${path}: its addresses`);
      require(track.start >= track.recordedStart, `${path}.start`);
      require(track.end !== undefined || !track.isComplete, `${path}.end`);
      at = track.end ?? track.recordedEnd;
    }
    if (session.closed) {
      require(Number.isInteger(session.closed.leadOutStart) && session.closed.leadOutStart >= at, `${where}.closed`);
      at = session.closed.leadOutStart;
    }
  }
  return structuredClone(state);
}

/**
 * What a drive makes of a disc that it lost the power over: a track that has to be written in one go, and was not, can
 * only be closed.
 */
export function afterPowerLoss(state: CdState): CdState {
  for (const track of state.sessions.at(-1)?.tracks ?? [])
    if (!track.isComplete && track.writtenAs !== 'packets' && track.recordedEnd > track.start) track.isDamaged = true;
  return state;
}
