/** Where on a CD what may be recorded next: sessions, tracks, and the room that is left. */
import type { CdState, SessionState, TrackState } from './state.js';
import { type Stock, stocks } from './stock.js';

/** Blocks of the pause before a track, and least before the first one of a session. */
export const pauseBlocks = 150;
/** Blocks of run-out behind a track or a packet that was written by itself. */
export const runOutBlocks = 2;
/** Blocks between two packets: two of run-out, the link, four of run-in. */
export const linkBlocks = 7;
/** Blocks of a lead-in behind the first. */
export const leadInBlocks = 4500;
/** Blocks of the first lead-out, and of the following. */
const leadOutBlocks = [6750, 2250] as const;
export const maximumTracks = 99;

/** The track that can be begun next, before there is one. */
export interface InvisibleTrack {
  readonly number: number;
  readonly sessionNumber: number;
  readonly pauseStart: number;
  readonly start: number;
}

export const stockOf = (state: CdState): Stock => stocks[state.medium];

export const lastSession = ({ sessions }: CdState): SessionState | undefined => sessions.at(-1);

/** The session that has no lead-out yet, where anything was recorded in it. */
export function openSession(state: CdState): SessionState | undefined {
  const last = lastSession(state);
  return last?.closed ? undefined : last;
}

/** Nothing can be recorded any more. */
export const isFinalized = (state: CdState): boolean => lastSession(state)?.closed?.allowsNext === false;

/** Blocks of the lead-out of session `number`. */
export const leadOutBlocksOf = (number: number): number => leadOutBlocks[number - 1] ?? leadOutBlocks[1];

/** Where the pause of the first track of the session behind one would begin. */
export const nextProgramStart = (number: number, leadOutStart: number): number =>
  leadOutStart + leadOutBlocksOf(number) + leadInBlocks;

/** Where the lead-in of the session that is open, or could be begun, starts. */
export function leadInStart(state: CdState): number {
  const closed = state.sessions.filter((session) => session.closed).at(-1);
  if (!closed) return stockOf(state).leadInStart;
  return nextProgramStart(closed.number, closed.closed!.leadOutStart) - leadInBlocks;
}

/** Where the pause of the first track of that session begins. */
export function programStart(state: CdState): number {
  const closed = state.sessions.filter((session) => session.closed).at(-1);
  return closed ? nextProgramStart(closed.number, closed.closed!.leadOutStart) : -pauseBlocks;
}

/** The track that is being written and has no end yet. */
export function incompleteTrack(state: CdState): TrackState | undefined {
  const track = openSession(state)?.tracks.at(-1);
  return track && track.end === undefined ? track : undefined;
}

/** The track that a write could begin; undefined: there is none, or another one has to be completed first. */
export function invisibleTrack(state: CdState): InvisibleTrack | undefined {
  if (isFinalized(state) || incompleteTrack(state)) return undefined;
  const session = openSession(state);
  const previous = session?.tracks.at(-1);
  const number = (previous ?? lastSession(state)?.tracks.at(-1))?.number ?? 0;
  const pauseStart = previous ? previous.end! : programStart(state);
  const start = pauseStart + pauseBlocks;
  if (number >= maximumTracks || start >= stockOf(state).lastLeadOutStart) return undefined;
  return { number: number + 1, sessionNumber: session?.number ?? state.sessions.length + 1, pauseStart, start };
}

/** The session that is open; begins one where there is none. */
export function requireOpenSession(state: CdState, discType: number): SessionState {
  const open = openSession(state);
  if (open) return open;
  const session: SessionState = { number: state.sessions.length + 1, discType, tracks: [] };
  state.sessions.push(session);
  return session;
}

/** Where the next write to a track has to be; undefined: it is complete, full or damaged. */
export function nextWritableAddress(track: TrackState, openPacket: TrackState | undefined): number | undefined {
  if (track.isComplete || track.isDamaged) return undefined;
  const isBetweenPackets =
    track.writtenAs === 'packets' &&
    track.packetBlocks === undefined &&
    track !== openPacket &&
    track.recordedEnd > track.start;
  const next = track.recordedEnd + (isBetweenPackets ? linkBlocks : 0);
  return track.end !== undefined && next >= track.end ? undefined : next;
}

/** Blocks that still fit into a track, or on the disc, from an address on. */
export function freeBlocks(
  state: CdState,
  from: number,
  track: Partial<Pick<TrackState, 'start' | 'end' | 'packetBlocks'>> = {},
): number {
  const { packetBlocks, start = from, end = stockOf(state).lastLeadOutStart } = track;
  if (packetBlocks === undefined) return Math.max(0, end - from);
  return Math.max(0, packetsIn(end - start, packetBlocks) * packetBlocks - (from - start));
}

/** Blocks of link and run-in that a packet has before it; those of a track's first packet are in its pause. */
const linkAndRunInBlocks = linkBlocks - runOutBlocks;

/** Fixed packets that fit into so many blocks. Their addresses leave out what is between them. */
export const packetsIn = (blocks: number, packetBlocks: number): number =>
  Math.floor((blocks + linkAndRunInBlocks) / (packetBlocks + linkBlocks));

/** Blocks that fixed packets with so many blocks of data take. */
export const spanOfPackets = (dataBlocks: number, packetBlocks: number): number =>
  Math.ceil(dataBlocks / packetBlocks) * (packetBlocks + linkBlocks) - linkAndRunInBlocks;
