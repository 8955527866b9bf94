/** What was recorded, as a disc that can be read. */
import { subChannelControl } from '../../../../mmc/index.js';
import { CompactDisc, type SessionInput, type TrackInput, type TrackType } from '../compact-disc.js';
import { nextSessionPoint } from '../disc-placement.js';
import { linkBlocks, nextProgramStart, runOutBlocks } from './layout.js';
import type { SectorArea } from './sector-area.js';
import type { CdState, RecordedMode, SessionState, TrackState } from './state.js';

const typeOf: Readonly<Record<RecordedMode, TrackType>> = {
  audio: 'audio',
  mode1: 'mode1',
  mode2Formless: 'mode2Formless',
  xa: 'mode2Xa',
};

/** All tracks that hold anything, up to their last recorded block; undefined: there are none. */
export function recordedDisc({ sessions }: CdState, sectors: SectorArea): CompactDisc | undefined {
  const readable = sessions.flatMap((session) => sessionOf(session, sectors));
  if (readable.length === 0) return undefined;
  const { mediaCatalogNumber, cdText } = sessions[0]!;
  return new CompactDisc({
    ...(mediaCatalogNumber !== undefined && { mediaCatalogNumber }),
    ...(cdText !== undefined && { cdTextPacks: Uint8Array.from(Buffer.from(cdText, 'base64')) }),
    firstTrackNumber: sessions[0]!.tracks[0]!.number,
    sessions: readable,
  });
}

function sessionOf({ number, tracks, discType, closed }: SessionState, sectors: SectorArea): SessionInput[] {
  // A track that was reserved, and not written yet, keeps its number between the others.
  const recorded = tracks.slice(0, tracks.findLastIndex(holdsAnything) + 1);
  if (recorded.length === 0) return [];
  return [
    {
      tracks: recorded.map((track) => inputOf(track, sectors)),
      discType,
      ...(closed && { leadOutStart: closed.leadOutStart }),
      otherPoints: closed ? pointsOf(number, closed) : [],
    },
  ];
}

const holdsAnything = ({ start, recordedEnd }: TrackState): boolean => recordedEnd > start;

function pointsOf(number: number, { otherPoints, allowsNext, leadOutStart }: NonNullable<SessionState['closed']>) {
  return otherPoints ?? (allowsNext ? [nextSessionPoint(nextProgramStart(number, leadOutStart))] : []);
}

function inputOf(track: TrackState, sectors: SectorArea): TrackInput {
  const { mode, control, start, recordedStart, recordedEnd, end = recordedEnd, pauseStart, isrc, indexes } = track;
  const isAudio = mode === 'audio';
  const bit = (mask: number) => (control & mask) !== 0;
  const readEnd = holdsAnything(track) ? recordedEnd : end;
  const blocks = readEnd - recordedStart;
  return {
    type: typeOf[mode],
    source: sectors.sectors(recordedStart, blocks, track.packetBlocks === undefined ? undefined : mode),
    ...(track.hasSubChannels && { subChannels: sectors.subChannels(recordedStart, blocks) }),
    start,
    pregapBlocks: recordedStart - pauseStart,
    pauseBlocksInSource: start - recordedStart,
    postgapBlocks: end - readEnd,
    copyPermitted: bit(subChannelControl.copyPermitted),
    preEmphasis: isAudio && bit(subChannelControl.preEmphasisOrIncremental),
    incremental: !isAudio && bit(subChannelControl.preEmphasisOrIncremental),
    fourChannel: isAudio && bit(subChannelControl.fourChannel),
    // Those that a burn has got to.
    ...(indexes && { indexes: indexes.filter((at) => start + at < end) }),
    ...(isrc !== undefined && isAudio && { isrc }),
  };
}

/** First block of an area, and the first one behind it. */
export type Area = readonly [from: number, to: number];

/** What no drive can read: run-out, link and run-in in data tracks, and what is reserved. In ascending order. */
export const unreadableAreas = ({ sessions }: CdState): Area[] =>
  sessions.flatMap(({ tracks }) => tracks.flatMap(unreadableAreasOf));

function unreadableAreasOf(track: TrackState): Area[] {
  const { mode, writtenAs, links = [], recordedEnd, end = recordedEnd, packetBlocks, isComplete } = track;
  if (!isComplete && end > recordedEnd) return [[recordedEnd, end]];
  if (mode === 'audio' || writtenAs === 'session' || writtenAs === 'raw') return [];
  return [
    ...links.map((from): Area => [from, from + linkBlocks]),
    // Addresses behind fixed packets stand for nothing: what is between packets has none.
    [recordedEnd, packetBlocks === undefined ? Math.min(end, recordedEnd + runOutBlocks) : end],
  ];
}
