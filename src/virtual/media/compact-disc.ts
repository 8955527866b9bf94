/** A CD of one session: tracks with their pauses, one after the other, and the lead-out. */
import {
  completeMode1Sector,
  discStatus,
  leadOutTrack,
  maximumLba,
  mode1DataBytes,
  mode1Sector,
  type QPosition,
  rawSectorBytes,
  sessionState,
  subChannelControl,
  trackDataMode,
} from '../../../mmc/index.js';
import type { BlockSource } from './block-source.js';
import { type CdMedium, type CdSession, type LogicalTrack, type MediumInCommon, profile } from './medium.js';

/** One track of a {@link CompactDisc}, before it has its place. */
export interface TrackInput {
  readonly type: 'audio' | 'mode1';
  /** Audio: blocks of 2352 bytes. Mode 1: 2048 bytes of user data, or raw sectors of 2352 bytes. */
  readonly source: BlockSource;
  /** Sectors of pause (index 0) that are not in `source`: silence, or zeros in a data track. */
  readonly pregapBlocks?: number;
  /** Sectors of pause at the beginning of `source`. */
  readonly pauseBlocksInSource?: number;
  /** Where index 2 and the following begin, in sectors from index 1, ascending. */
  readonly indexes?: readonly number[];
  /** Sectors of silence after `source`. */
  readonly postgapBlocks?: number;
  /** International standard recording code, `CCOOOYYSSSSS`; audio only. */
  readonly isrc?: string;
  readonly copyPermitted?: boolean;
  readonly preEmphasis?: boolean;
  readonly fourChannel?: boolean;
}

/** What a {@link CompactDisc} is made from. */
export interface CompactDiscInput {
  /** 13 digits. */
  readonly mediaCatalogNumber?: string;
  readonly tracks: readonly TrackInput[];
}

/** A track in its place. */
export interface Track {
  readonly number: number;
  readonly isData: boolean;
  /** The CONTROL nibble of its sub-channel. */
  readonly control: number;
  /** First sector of its pause; the same as `start` where it has none. */
  readonly pauseStart: number;
  /** Index 1: what the table of contents tells. */
  readonly start: number;
  /** The first sector behind it. */
  readonly end: number;
  readonly indexes: readonly number[];
  readonly isrc: string | undefined;
  readonly source: BlockSource;
  /** Address of the source's first block. */
  readonly sourceStart: number;
}

/** Sectors before address 0, in the pause of the first track. */
export const firstPauseBlocks = 150;
const maximumTracks = 99;
const isrcPattern = /^[A-Z0-9]{5}[0-9]{7}$/;

/** A CD-ROM, an audio CD, or both. Throws RangeError for tracks that cannot be on one. */
export class CompactDisc implements CdMedium {
  readonly kind = 'cd';
  readonly profile = profile.cdRom;
  readonly recorder = undefined;
  readonly tracks: readonly Track[];
  readonly sessions: readonly CdSession[];
  readonly cdTextPacks = undefined;
  /** Where the lead-out starts: the number of addressable blocks. */
  readonly blockCount: number;
  readonly mediaCatalogNumber: string | undefined;
  readonly #sector = new Uint8Array(rawSectorBytes);
  readonly #userDataOfSector = this.#sector.subarray(mode1Sector.userData, mode1Sector.edc);

  constructor(input: CompactDiscInput) {
    const { tracks, mediaCatalogNumber } = input;
    if (tracks.length < 1 || tracks.length > maximumTracks)
      throw new RangeError(`a CD has 1 to ${maximumTracks} tracks, not ${tracks.length}`);
    if (mediaCatalogNumber !== undefined && !/^[0-9]{13}$/.test(mediaCatalogNumber))
      throw new RangeError(`"${mediaCatalogNumber}" is not a media catalog number: it has 13 digits`);
    const placed: Track[] = [];
    let at = 0;
    for (const track of tracks) {
      placed.push(place(track, placed.length + 1, at));
      at = placed.at(-1)!.end;
    }
    if (at > maximumLba) throw new RangeError(`the tracks take ${at} sectors, a CD has at most ${maximumLba}`);
    this.tracks = placed;
    this.blockCount = at;
    this.mediaCatalogNumber = mediaCatalogNumber;
    this.sessions = [
      {
        number: 1,
        discType: 0,
        firstTrackNumber: placed[0]!.number,
        lastTrackNumber: placed.at(-1)!.number,
        leadOutStart: at,
      },
    ];
  }

  get logicalTracks(): readonly LogicalTrack[] {
    return this.tracks.map(({ number, control, isData, start, end }) => ({
      number,
      sessionNumber: 1,
      trackMode: control,
      dataMode: isData ? trackDataMode.mode1 : trackDataMode.none,
      startAddress: start,
      sizeBlocks: end - start,
      lastRecordedAddress: end - 1,
    }));
  }

  get discInformation(): MediumInCommon['discInformation'] {
    return finishedDisc(this.tracks[0]!.number, this.tracks.at(-1)!.number);
  }

  /** The track that an address is in, its pause included; addresses before 0 are in the first one's. */
  trackAt(logicalBlockAddress: number): Track {
    const { tracks } = this;
    let i = 0;
    while (i + 1 < tracks.length && logicalBlockAddress >= tracks[i + 1]!.pauseStart) i++;
    return tracks[i]!;
  }

  /** How many of `count` sectors follow each other without changing between audio and data. */
  sectorsOfOneKind(logicalBlockAddress: number, count: number): number {
    const { isData } = this.trackAt(logicalBlockAddress);
    const end = logicalBlockAddress + count;
    const other = this.tracks.find((track) => track.pauseStart > logicalBlockAddress && track.isData !== isData);
    return other === undefined || other.pauseStart >= end ? count : other.pauseStart - logicalBlockAddress;
  }

  /** Writes the user data of `count` data sectors, 2048 bytes each. */
  readUserData(logicalBlockAddress: number, count: number, into: Uint8Array, offset: number): void {
    let at = offset;
    for (let lba = logicalBlockAddress, left = count; left > 0; ) {
      const track = this.trackAt(lba);
      const run = runOf(track, lba, left);
      if (!run.isRecorded) into.fill(0, at, at + run.count * mode1DataBytes);
      else if (track.source.blockLengthBytes === mode1DataBytes)
        track.source.read(lba - track.sourceStart, run.count, into, at);
      else this.#extractUserData(track, lba, run.count, into, at);
      lba += run.count;
      left -= run.count;
      at += run.count * mode1DataBytes;
    }
  }

  #extractUserData(track: Track, logicalBlockAddress: number, count: number, into: Uint8Array, offset: number): void {
    for (let i = 0; i < count; i++) {
      track.source.read(logicalBlockAddress - track.sourceStart + i, 1, this.#sector, 0);
      into.set(this.#userDataOfSector, offset + i * mode1DataBytes);
    }
  }

  /** Writes `count` whole sectors of 2352 bytes, audio or data. */
  readRaw(logicalBlockAddress: number, count: number, into: Uint8Array, offset: number): void {
    let at = offset;
    for (let lba = logicalBlockAddress, left = count; left > 0; ) {
      const track = this.trackAt(lba);
      const run = runOf(track, lba, left);
      if (run.isRecorded && track.source.blockLengthBytes === rawSectorBytes)
        track.source.read(lba - track.sourceStart, run.count, into, at);
      else if (track.isData) completeSectors(track, lba, run, into, at);
      else into.fill(0, at, at + run.count * rawSectorBytes);
      lba += run.count;
      left -= run.count;
      at += run.count * rawSectorBytes;
    }
  }

  /** Fills `position` with what channel Q says at an address. */
  locate(logicalBlockAddress: number, position: QPosition): void {
    position.logicalBlockAddress = logicalBlockAddress;
    if (logicalBlockAddress >= this.blockCount) {
      position.control = this.tracks.at(-1)!.control;
      position.trackNumber = leadOutTrack;
      position.index = 1;
      position.relativeAddress = logicalBlockAddress - this.blockCount;
      return;
    }
    const track = this.trackAt(logicalBlockAddress);
    const relativeAddress = logicalBlockAddress - track.start;
    let index = relativeAddress < 0 ? 0 : 1;
    while (index > 0 && (track.indexes[index - 1] ?? Number.POSITIVE_INFINITY) <= relativeAddress) index++;
    position.control = track.control;
    position.trackNumber = track.number;
    position.index = index;
    position.relativeAddress = relativeAddress;
  }

  /** Closes what its sources hold open. */
  close(): void {
    for (const track of this.tracks) track.source.close?.();
  }
}

/** All ones: there is no next session. */
const noMoreAddress = 0xffff_ffff;

/** What READ DISC INFORMATION tells of a CD of one session that is complete. */
function finishedDisc(firstTrack: number, lastTrack: number): MediumInCommon['discInformation'] {
  return {
    stateOfLastSession: sessionState.complete,
    discStatus: discStatus.finalized,
    numberOfFirstTrackOnDisc: firstTrack,
    numberOfSessionsLsb: 1,
    firstTrackNumberInLastSessionLsb: firstTrack,
    lastTrackNumberInLastSessionLsb: lastTrack,
    lastSessionLeadInStartAddress: noMoreAddress,
    lastPossibleLeadOutStartAddress: noMoreAddress,
    opcTables: [],
  };
}

function place(track: TrackInput, number: number, at: number): Track {
  const { source, type, pregapBlocks = 0, pauseBlocksInSource = 0, postgapBlocks = 0, isrc } = track;
  const isData = type === 'mode1';
  const lengths = isData ? [mode1DataBytes, rawSectorBytes] : [rawSectorBytes];
  const problem = (text: string) => new RangeError(`track ${number}: ${text}`);
  if (!lengths.includes(source.blockLengthBytes))
    throw problem(`its blocks have ${source.blockLengthBytes} bytes, ${type} has ${lengths.join(' or ')}`);
  if (source.blockCount <= pauseBlocksInSource) throw problem('there is nothing in it');
  if (isrc !== undefined && !isrcPattern.test(isrc))
    throw problem(`"${isrc}" is not an ISRC: five letters or digits, then seven digits`);
  if (isrc !== undefined && isData) throw problem('a data track has no ISRC');
  const sourceStart = at + pregapBlocks;
  return {
    number,
    isData,
    control: controlOf(track),
    pauseStart: at,
    start: sourceStart + pauseBlocksInSource,
    end: sourceStart + source.blockCount + postgapBlocks,
    indexes: track.indexes ?? [],
    isrc,
    source,
    sourceStart,
  };
}

function controlOf({ type, copyPermitted, preEmphasis, fourChannel }: TrackInput): number {
  const { dataTrack, copyPermitted: copy, preEmphasisOrIncremental, fourChannel: four } = subChannelControl;
  return (
    (type === 'mode1' ? dataTrack : 0) |
    (copyPermitted ? copy : 0) |
    (preEmphasis ? preEmphasisOrIncremental : 0) |
    (fourChannel ? four : 0)
  );
}

interface Run {
  readonly count: number;
  readonly isRecorded: boolean;
}

/** Sectors from an address on that are all in the track's source, or all in a gap of the same track. */
function runOf(track: Track, logicalBlockAddress: number, count: number): Run {
  const sourceEnd = track.sourceStart + track.source.blockCount;
  if (logicalBlockAddress < track.sourceStart)
    return { count: Math.min(count, track.sourceStart - logicalBlockAddress), isRecorded: false };
  if (logicalBlockAddress < sourceEnd)
    return { count: Math.min(count, sourceEnd - logicalBlockAddress), isRecorded: true };
  return { count: Math.min(count, track.end - logicalBlockAddress), isRecorded: false };
}

/** Mode 1 sectors around user data, or around zeros in a gap. */
function completeSectors(track: Track, logicalBlockAddress: number, run: Run, into: Uint8Array, offset: number): void {
  for (let i = 0; i < run.count; i++) {
    const sector = offset + i * rawSectorBytes;
    const data = sector + mode1Sector.userData;
    if (run.isRecorded) track.source.read(logicalBlockAddress + i - track.sourceStart, 1, into, data);
    else into.fill(0, data, data + mode1DataBytes);
    completeMode1Sector(into, sector, logicalBlockAddress + i);
  }
}
