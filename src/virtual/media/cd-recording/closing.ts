/** Completing tracks and sessions, and reserving tracks. */
import { multiSession } from '../../../../mmc/index.js';
import { commandSequenceError, emptyReservedTrack, incompleteTrackInSession, invalidField } from '../../refusal.js';
import type { WriteParameters } from '../recorder.js';
import { openSession, runOutBlocks } from './layout.js';
import type { CdState, TrackState } from './state.js';

/** CLOSE TRACK SESSION of a track. One that is complete stays so. */
export function closeTrack(state: CdState, trackNumber: number): void {
  const tracks = state.sessions.flatMap((session) => session.tracks);
  const track = tracks.find(({ number }) => number === trackNumber);
  if (!track) throw invalidField('logicalTrackNumber');
  completeTrack(track);
}

/** The rest of a reserved track is filled with zeros. */
export function completeTrack(track: TrackState): void {
  if (track.isComplete) return;
  track.end ??= track.recordedEnd + runOutBlocks;
  track.isComplete = true;
}

/** CLOSE TRACK SESSION of a session: its lead-in and its lead-out. */
export function closeSession(state: CdState, parameters: WriteParameters): void {
  const session = openSession(state);
  if (!session) throw commandSequenceError();
  const open = session.tracks.find(({ isComplete }) => !isComplete);
  if (open) throw open.end === undefined ? incompleteTrackInSession() : emptyReservedTrack();
  session.closed = { leadOutStart: session.tracks.at(-1)!.end!, allowsNext: allowsNextSession(parameters) };
}

/** What the mode page says about a session behind this one. */
export function allowsNextSession(parameters: WriteParameters): boolean {
  const next: number = parameters.multiSession;
  return next === multiSession.nextAllowed;
}
