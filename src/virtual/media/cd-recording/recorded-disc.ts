/** What was recorded, as a disc that can be read. */
import { subChannelControl } from '../../../../mmc/index.js';
import { CompactDisc, type TrackInput } from '../compact-disc.js';
import { linkBlocks, runOutBlocks } from './layout.js';
import type { SectorArea } from './sector-area.js';
import type { CdState, TrackState } from './state.js';

/** The tracks that hold anything, up to their last recorded block; undefined: there are none. */
export function recordedDisc(state: CdState, sectors: SectorArea): CompactDisc | undefined {
  const sessions = state.sessions.flatMap(({ tracks, mediaCatalogNumber }) => {
    const recorded = tracks.filter(({ start, recordedEnd }) => recordedEnd > start);
    return recorded.length === 0 ? [] : [{ tracks: recorded, mediaCatalogNumber }];
  });
  const first = sessions[0];
  if (!first) return undefined;
  const { mediaCatalogNumber } = first;
  return new CompactDisc({
    ...(mediaCatalogNumber !== undefined && { mediaCatalogNumber }),
    tracks: first.tracks.map((track) => inputOf(track, sectors)),
  });
}

function inputOf(track: TrackState, sectors: SectorArea): TrackInput {
  const { mode, control, start, recordedEnd, end = recordedEnd, pauseStart, isrc, indexes } = track;
  const isAudio = mode === 'audio';
  const bit = (mask: number) => (control & mask) !== 0;
  return {
    type: isAudio ? 'audio' : 'mode1',
    source: sectors.sectors(start, recordedEnd - start),
    pregapBlocks: start === 0 ? 0 : start - pauseStart,
    postgapBlocks: end - recordedEnd,
    copyPermitted: bit(subChannelControl.copyPermitted),
    preEmphasis: isAudio && bit(subChannelControl.preEmphasisOrIncremental),
    fourChannel: isAudio && bit(subChannelControl.fourChannel),
    ...(indexes && { indexes }),
    ...(isrc !== undefined && isAudio && { isrc }),
  };
}

/** First block of an area, and the first one behind it. */
export type Area = readonly [from: number, to: number];

/** Blocks of run-out, link and run-in in data tracks, which no drive can read. In ascending order. */
export function unreadableAreas({ sessions }: CdState): Area[] {
  return sessions.flatMap(({ tracks }) =>
    tracks
      .filter(({ mode, writtenAs }) => mode !== 'audio' && (writtenAs === 'track' || writtenAs === 'packets'))
      .flatMap(({ links = [], recordedEnd, end = recordedEnd }): Area[] => [
        ...links.map((from): Area => [from, from + linkBlocks]),
        [recordedEnd, Math.min(end, recordedEnd + runOutBlocks)],
      ]),
  );
}
