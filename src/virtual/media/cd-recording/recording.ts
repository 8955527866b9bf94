/** A recording under way: what the ways of writing have in common. */

import { cannotWriteFormat, endOfUserArea, invalidAddressForWrite } from '../../refusal.js';
import type { WriteParameters, WriteRequest } from '../recorder.js';
import { type InvisibleTrack, invisibleTrack, isFinalized, requireOpenSession } from './layout.js';
import type { SectorSink } from './sector-area.js';
import type { CdState, TrackState } from './state.js';

/** What a write changes; a test write has a copy of the state, and sectors that go nowhere. */
export interface Recording {
  readonly state: CdState;
  readonly sectors: SectorSink;
}

/** A way of writing, from its first block to what ends it. */
export interface WriteMethod {
  blockBytes(logicalBlockAddress: number, parameters: WriteParameters): number;
  write(request: WriteRequest): void;
  /** SYNCHRONIZE CACHE: ends what can be ended, a packet or a session. */
  finish(): void;
}

/** Tracks of the session that is open, by the address that a write has. Throws a Refusal where nothing can be written. */
export function openTracks(state: CdState): readonly TrackState[] {
  if (isFinalized(state)) throw cannotWriteFormat();
  const session = state.sessions.at(-1);
  return session && !session.closed ? session.tracks.filter((track) => !track.isComplete) : [];
}

/** Begins the track that comes next, at an address that has to be its own. */
export function beginTrack(
  { state }: Recording,
  logicalBlockAddress: number,
  parameters: WriteParameters,
  track: Pick<TrackState, 'mode' | 'writtenAs' | 'packetBlocks'>,
): TrackState {
  const invisible: InvisibleTrack | undefined = invisibleTrack(state);
  if (!invisible || logicalBlockAddress !== invisible.start) throw invalidAddressForWrite();
  const { number, pauseStart, start } = invisible;
  const { trackMode: control, copy, tcval, isrc } = parameters;
  const begun: TrackState = {
    number,
    writtenAs: track.writtenAs,
    mode: track.mode,
    control,
    pauseStart,
    start,
    recordedStart: start,
    recordedEnd: start,
    isComplete: false,
    ...(track.packetBlocks !== undefined && { packetBlocks: track.packetBlocks }),
    ...(copy && { copy }),
    ...(tcval && /^[A-Z0-9]{5}[0-9]{7}$/.test(isrc) && { isrc }),
  };
  const session = requireOpenSession(state, parameters.sessionFormat);
  if (parameters.mcval && /^[0-9]{13}$/.test(parameters.mediaCatalogNumber))
    session.mediaCatalogNumber = parameters.mediaCatalogNumber;
  session.tracks.push(begun);
  return begun;
}

/** Throws a Refusal unless so many blocks fit. */
export function requireRoom(free: number, count: number): void {
  if (count > free) throw endOfUserArea();
}
