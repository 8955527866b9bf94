/** Completing tracks and sessions, and reserving tracks. */
import { multiSession } from '../../../../mmc/index.js';
import {
  cannotWriteFormat,
  commandSequenceError,
  emptyReservedTrack,
  endOfUserArea,
  incompleteTrackInSession,
  invalidField,
  noMoreTrackReservations,
} from '../../refusal.js';
import type { WriteParameters } from '../recorder.js';
import {
  freeBlocks,
  incompleteTrack,
  invisibleTrack,
  isFinalized,
  openSession,
  requireOpenSession,
  runOutBlocks,
  spanOfPackets,
} from './layout.js';
import type { CdState, TrackState } from './state.js';

/** CLOSE TRACK SESSION: the track that has no end yet, whatever its number. */
const incompleteTrackNumber = 0xff;

/** CLOSE TRACK SESSION of a track. One that is complete stays so. */
export function closeTrack(state: CdState, trackNumber: number): void {
  const tracks = state.sessions.flatMap((session) => session.tracks);
  const track =
    trackNumber === incompleteTrackNumber
      ? incompleteTrack(state)
      : tracks.find(({ number }) => number === trackNumber);
  if (!track) throw invalidField('logicalTrackNumber');
  completeTrack(track);
}

/** The rest of a reserved track is filled with zeros. */
export function completeTrack(track: TrackState): void {
  if (track.isComplete) return;
  track.end ??= endOf(track);
  track.isComplete = true;
}

function endOf({ start, recordedEnd, packetBlocks }: TrackState): number {
  if (packetBlocks === undefined) return recordedEnd + runOutBlocks;
  return start + spanOfPackets(recordedEnd - start, packetBlocks);
}

/** RESERVE TRACK. */
export function reserveTrack(state: CdState, sizeBlocks: number, parameters: WriteParameters): void {
  if (isFinalized(state)) throw cannotWriteFormat();
  const next = invisibleTrack(state);
  if (!next) throw incompleteTrack(state) ? commandSequenceError() : noMoreTrackReservations();
  if (sizeBlocks === 0) throw invalidField('reservationSizeBlocks');
  if (sizeBlocks > freeBlocks(state, next.start)) throw endOfUserArea();
  const { number, pauseStart, start } = next;
  requireOpenSession(state, parameters.sessionFormat).tracks.push({
    number,
    writtenAs: 'track',
    mode: 'mode1',
    control: parameters.trackMode,
    pauseStart,
    start,
    recordedStart: start,
    recordedEnd: start,
    end: start + sizeBlocks,
    isComplete: false,
  });
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
