/** Where sessions and tracks lie on a CD: from what they are made of to addresses. */
import {
  maximumLba,
  mode1DataBytes,
  msfOfLba,
  rawSectorBytes,
  rawSubChannelBytes,
  subChannelControl,
  tocPoint,
} from '../../../mmc/index.js';
import type { SessionInput, Track, TrackInput, TrackType } from './compact-disc.js';
import { TrackError } from './image-error.js';
import type { CdSession, LeadInPoint } from './medium.js';

/** Sectors before address 0, and the least that is before index 1 of the first track of any session. */
export const firstPauseBlocks = 150;
/** Lead-out of the first session, and of those behind it. */
const leadOutBlocks = [6750, 2250] as const;
const leadInBlocks = 4500;
const maximumTracks = 99;
/** Index 2 to 99. */
const mostIndexes = 98;
const isrcPattern = /^[A-Z0-9]{5}[0-9]{7}$/;
/** PSEC of point A0h. */
const discTypeOf = { cdRom: 0x00, xa: 0x20 } as const;
/** The lead-out of an 80 minute disc cannot begin behind this one. */
const lastLeadOutStart = { minute: 79, second: 59, frame: 74 } as const;

/** Bytes that a block of each type can have. */
const blockLengths: Readonly<Record<TrackType, readonly number[]>> = {
  audio: [rawSectorBytes],
  mode1: [mode1DataBytes, rawSectorBytes],
  mode2Formless: [2336, rawSectorBytes],
  mode2Form1: [mode1DataBytes, 2336, rawSectorBytes],
  mode2Form2: [2324, 2336, rawSectorBytes],
  mode2Xa: [2336, rawSectorBytes],
};

/** What a disc has once everything has its place. */
export interface Placement {
  readonly tracks: readonly Track[];
  readonly sessions: readonly CdSession[];
}

/** Gives everything its place. Throws RangeError for what cannot be on a CD, with the track. */
export function placeSessions(inputs: readonly SessionInput[], firstTrackNumber: number): Placement {
  const count = inputs.reduce((sum, { tracks }) => sum + tracks.length, 0);
  if (count < 1 || firstTrackNumber < 1 || firstTrackNumber + count - 1 > maximumTracks)
    throw new RangeError(
      `a CD has 1 to ${maximumTracks} tracks, not ${count}${firstTrackNumber === 1 ? '' : ` from ${firstTrackNumber} on`}`,
    );
  const empty = inputs.findIndex((session) => session.tracks.length === 0);
  if (empty >= 0) throw new RangeError(`session ${empty + 1} has no track`);
  const tracks: Track[] = [];
  const sessions: CdSession[] = [];
  for (const input of inputs) {
    const placed = placeTracks(input, sessions, firstTrackNumber + tracks.length);
    tracks.push(...placed);
    sessions.push(sessionOf(input, placed, sessions.length + 1));
  }
  const end = sessions.at(-1)!.leadOutStart;
  if (end > maximumLba) throw new RangeError(`the tracks take ${end} sectors, a CD has at most ${maximumLba}`);
  return { tracks, sessions: sessions.map((session, i) => withPoints(session, inputs[i]!, tracks, sessions[i + 1])) };
}

/** Where the program area behind a session begins: with the pause of the next one's first track. */
export const nextProgramStart = (
  { number, leadOutStart }: Pick<CdSession, 'number' | 'leadOutStart'>,
  gapBlocks = (leadOutBlocks[number - 1] ?? leadOutBlocks[1]) + leadInBlocks,
): number => leadOutStart + gapBlocks;

function placeTracks(input: SessionInput, before: readonly CdSession[], firstNumber: number): Track[] {
  const placed: Track[] = [];
  for (const track of input.tracks) {
    const number = firstNumber + placed.length;
    const { pauseStart, sourceStart } = placeOf(track, number, placed.at(-1), before.at(-1), input.gapBlocks);
    placed.push(trackAt(track, number, before.length + 1, pauseStart, sourceStart));
  }
  const { leadOutStart } = input;
  const last = placed.at(-1)!;
  if (leadOutStart === undefined) return placed;
  if (leadOutStart < last.end)
    throw new TrackError(
      last.number,
      `track ${last.number} ends at ${last.end}, and its lead-out starts at ${leadOutStart}`,
    );
  return [...placed.slice(0, -1), { ...last, end: leadOutStart }];
}

/** Where the pause of a track begins, and where its source. */
function placeOf(
  track: TrackInput,
  number: number,
  before: Track | undefined,
  session: CdSession | undefined,
  gapBlocks: number | undefined,
) {
  const { start, pauseBlocksInSource = 0 } = track;
  const leastPause = session && !before ? Math.max(0, firstPauseBlocks - pauseBlocksInSource) : 0;
  const { pregapBlocks = leastPause } = track;
  const at = before?.end ?? (session ? nextProgramStart(session, gapBlocks) : 0);
  if (start === undefined) return { pauseStart: at, sourceStart: at + pregapBlocks };
  const sourceStart = start - pauseBlocksInSource;
  const pauseStart = before ? at : session ? sourceStart - pregapBlocks : Math.min(0, sourceStart);
  const earliest = before?.end ?? session?.leadOutStart ?? -firstPauseBlocks;
  if (Math.min(sourceStart, pauseStart) < earliest)
    throw new TrackError(number, `track ${number} begins at ${sourceStart}, and what is before it ends at ${earliest}`);
  return { pauseStart, sourceStart };
}

function trackAt(
  track: TrackInput,
  number: number,
  sessionNumber: number,
  pauseStart: number,
  sourceStart: number,
): Track {
  checkTrack(track, number);
  const { source, type, pauseBlocksInSource = 0, postgapBlocks = 0, isrc, subChannels } = track;
  return {
    number,
    sessionNumber,
    type,
    isData: type !== 'audio',
    control: controlOf(track),
    pauseStart,
    start: sourceStart + pauseBlocksInSource,
    end: sourceStart + source.blockCount + postgapBlocks,
    indexes: track.indexes ?? [],
    isrc,
    source,
    sourceStart,
    subChannels,
    hasOnlyRToW: track.hasOnlyRToW ?? false,
  };
}

function checkTrack(track: TrackInput, number: number): void {
  const { source, type, pauseBlocksInSource = 0, postgapBlocks = 0, isrc, subChannels, indexes = [] } = track;
  const problem = (text: string) => new TrackError(number, `track ${number}: ${text}`);
  const lengths = blockLengths[type];
  if (!lengths.includes(source.blockLengthBytes))
    throw problem(`its blocks have ${source.blockLengthBytes} bytes, ${type} has ${lengths.join(' or ')}`);
  if (source.blockCount <= pauseBlocksInSource) throw problem('there is nothing in it');
  const behindPause = source.blockCount + postgapBlocks - pauseBlocksInSource;
  if (indexes.some((at, i) => at <= (indexes[i - 1] ?? 0)))
    throw problem(`index 2 and the following begin at ${indexes.join(', ')}, which does not go up`);
  if (indexes.length > mostIndexes || (indexes.at(-1) ?? 0) >= behindPause)
    throw problem(`index ${indexes.length + 1} begins at ${indexes.at(-1)}, and there are ${behindPause} sectors`);
  if (subChannels && subChannels.blockLengthBytes !== rawSubChannelBytes)
    throw problem(`its sub-channels have ${subChannels.blockLengthBytes} bytes a sector, not ${rawSubChannelBytes}`);
  if (subChannels && subChannels.blockCount < source.blockCount)
    throw problem(`there are sub-channels for ${subChannels.blockCount} of its ${source.blockCount} sectors`);
  if (isrc !== undefined && !isrcPattern.test(isrc))
    throw problem(`"${isrc}" is not an ISRC: five letters or digits, then seven digits`);
  if (isrc !== undefined && type !== 'audio') throw problem('a data track has no ISRC');
}

function controlOf({ type, copyPermitted, preEmphasis, fourChannel, incremental }: TrackInput): number {
  const { dataTrack, copyPermitted: copy, preEmphasisOrIncremental, fourChannel: four } = subChannelControl;
  return (
    (type === 'audio' ? 0 : dataTrack) |
    (copyPermitted ? copy : 0) |
    (preEmphasis || incremental ? preEmphasisOrIncremental : 0) |
    (fourChannel ? four : 0)
  );
}

function sessionOf({ discType }: SessionInput, tracks: readonly Track[], number: number): CdSession {
  const isXa = tracks.some(({ type }) => type !== 'audio' && type !== 'mode1');
  return {
    number,
    discType: discType ?? (isXa ? discTypeOf.xa : discTypeOf.cdRom),
    firstTrackNumber: tracks[0]!.number,
    lastTrackNumber: tracks.at(-1)!.number,
    leadOutStart: tracks.at(-1)!.end,
    otherPoints: [],
  };
}

/** A session that another one follows says where, in point B0h, unless it is given what it says. */
function withPoints(
  session: CdSession,
  { otherPoints }: SessionInput,
  tracks: readonly Track[],
  next: CdSession | undefined,
): CdSession {
  if (otherPoints) return { ...session, otherPoints };
  if (!next) return session;
  const first = tracks.find(({ number }) => number === next.firstTrackNumber)!;
  return { ...session, otherPoints: [nextSessionPoint(first.pauseStart)] };
}

/**
 * Point B0h of a session: where the program area of the next one begins, or can begin. `control` is 0, and the last
 * possible lead-out is that of a disc of 80 minutes.
 */
export function nextSessionPoint(programStart: number): LeadInPoint {
  const { minute, second, frame } = msfOfLba(programStart);
  return {
    adr: 5,
    control: 0,
    tno: 0,
    point: tocPoint.multiSession,
    min: minute,
    sec: second,
    frame,
    zero: 1,
    pmin: lastLeadOutStart.minute,
    psec: lastLeadOutStart.second,
    pframe: lastLeadOutStart.frame,
  };
}
