/** BLANK of a CD-RW: what is left of the state. The sectors themselves stay where they are, and are never read again. */
import { blankingType } from '../../../../mmc/index.js';
import { commandSequenceError, invalidAddressForWrite, invalidField } from '../../refusal.js';
import { lastSession, linkBlocks, openSession, programStart } from './layout.js';
import type { CdState, SessionState, TrackState } from './state.js';

/** Whether there is any sector left that can be read. */
export type Erased = 'everything' | 'part';

/** Changes the state; nothing has changed where it throws a Refusal. */
export function blankDisc(state: CdState, type: number, startAddressOrTrackNumber: number): Erased {
  const blanking = blankings[type];
  if (!blanking) throw invalidField('blankingType');
  blanking(state, startAddressOrTrackNumber);
  dropEmptySession(state);
  return state.sessions.length === 0 ? 'everything' : 'part';
}

const blankings: Readonly<Record<number, (state: CdState, value: number) => void>> = {
  [blankingType.disc]: blankAll,
  [blankingType.minimal]: blankAll,

  /** The track, which has to be the last one of a session that is open. */
  [blankingType.track](state, address) {
    const { session, track } = lastTrackAt(state, address);
    if (address !== track.start) throw invalidField('startAddressOrTrackNumber');
    session.tracks.pop();
  },

  [blankingType.unreserveTrack](state, number) {
    const session = openSession(state);
    const track = session?.tracks.at(-1);
    if (
      !session ||
      track?.number !== number ||
      track.isComplete ||
      track.end === undefined ||
      track.recordedEnd > track.start
    )
      throw invalidField('startAddressOrTrackNumber');
    session.tracks.pop();
  },

  /** The last track from an address on, which has to be where a packet begins, or the track. */
  [blankingType.trackTail](state, address) {
    const { track } = lastTrackAt(state, address);
    if (address === track.start) throw invalidAddressForWrite();
    const { packetBlocks, links } = track;
    const isPacketStart =
      packetBlocks !== undefined
        ? (address - track.start) % packetBlocks === 0
        : (links ?? []).some((link) => link + linkBlocks === address);
    if (!isPacketStart) throw invalidAddressForWrite();
    track.recordedEnd = packetBlocks === undefined ? address - linkBlocks : address;
    if (links) track.links = links.filter((link) => link < track.recordedEnd);
    track.isComplete = false;
    delete track.end;
  },

  /** The lead-in and lead-out of the last session. */
  [blankingType.uncloseLastSession](state) {
    const session = lastSession(state);
    if (!session?.closed) throw commandSequenceError();
    delete session.closed;
  },

  /** The last session. */
  [blankingType.session](state) {
    if (state.sessions.length === 0) throw commandSequenceError();
    state.sessions.pop();
  },
};

function blankAll(state: CdState): void {
  state.sessions.length = 0;
  delete state.discIdentification;
}

function lastTrackAt(state: CdState, address: number): { session: SessionState; track: TrackState } {
  const session = openSession(state);
  const track = session?.tracks.at(-1);
  if (!session || !track) throw commandSequenceError();
  if (address < programStart(state) || address < track.pauseStart || address >= (track.end ?? track.recordedEnd))
    throw invalidField('startAddressOrTrackNumber');
  return { session, track };
}

/** A session without tracks is none. */
function dropEmptySession(state: CdState): void {
  if (openSession(state)?.tracks.length === 0) state.sessions.pop();
}
