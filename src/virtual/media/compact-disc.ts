/** A CD: sessions of tracks, with their pauses and all that is recorded beside user data. */
import {
  discStatus,
  leadOutTrack,
  mode1DataBytes,
  type QPosition,
  rawSectorBytes,
  rawSubChannelBytes,
  sessionState,
  trackDataMode,
} from '../../../mmc/index.js';
import type { BlockSource } from './block-source.js';
import { isUniform, readSectors, runOf, sectorTypeOf, userDataOffset } from './data-sectors.js';
import { placeSessions } from './disc-placement.js';
import {
  type CdMedium,
  type CdSession,
  type LeadInPoint,
  type LogicalTrack,
  type MediumInCommon,
  noAddress,
  profile,
} from './medium.js';
import { makeSubChannels } from './sub-channel-source.js';

/**
 * What the sectors of a track are. `mode2Xa` is CD-ROM XA with both forms, and every sector says which it is; sectors
 * that say none are formless.
 */
export type TrackType = 'audio' | 'mode1' | 'mode2Formless' | 'mode2Form1' | 'mode2Form2' | 'mode2Xa';

/** One track of a {@link CompactDisc}, before it has its place. */
export interface TrackInput {
  readonly type: TrackType;
  /**
   * Blocks of 2352 bytes: whole sectors, audio little-endian. Or of less, and the rest is made up: 2048 bytes of user
   * data (`mode1`, `mode2Form1`), 2324 (`mode2Form2`), or the 2336 behind the header (any of mode 2).
   */
  readonly source: BlockSource;
  /** Raw sub-channels P to W, blocks of 96 bytes that go with those of `source`. Without them P and Q are made up. */
  readonly subChannels?: BlockSource | undefined;
  /** P and Q are made up although there are sub-channels: those hold R to W alone. */
  readonly hasOnlyRToW?: boolean;
  /**
   * Logical block address of index 1. Without it the track follows the one before: its pause begins where that ends, or
   * where the program area of its session begins.
   */
  readonly start?: number;
  /**
   * Sectors of pause (index 0) that are not in `source`: silence, or zeros in a data track. Without it there are none,
   * but as many as it takes for 150 before the first track of a session other than the first.
   */
  readonly pregapBlocks?: number;
  /** Sectors of pause at the beginning of `source`. */
  readonly pauseBlocksInSource?: number;
  /** Where index 2 and the following begin, in sectors from index 1, ascending. */
  readonly indexes?: readonly number[];
  /** Sectors of silence, or zeros, after `source`. */
  readonly postgapBlocks?: number;
  /** International standard recording code, `CCOOOYYSSSSS`; audio only. */
  readonly isrc?: string;
  readonly copyPermitted?: boolean;
  readonly preEmphasis?: boolean;
  readonly fourChannel?: boolean;
  /** A data track that was written incrementally. */
  readonly incremental?: boolean;
}

/** One session of a {@link CompactDisc}. */
export interface SessionInput {
  readonly tracks: readonly TrackInput[];
  /**
   * Sectors of lead-out and lead-in between the session before it and its own program area. Without it 11,250 behind
   * the first session, 6750 behind the following.
   */
  readonly gapBlocks?: number;
  /** PSEC of point A0h: 00h CD-DA or CD-ROM, 10h CD-i, 20h CD-ROM XA. Without it XA where a track is in mode 2. */
  readonly discType?: number;
  /** Without it the lead-out starts where the last track ends. */
  readonly leadOutStart?: number;
  /** Points B0h and above of its lead-in. Without it point B0h, where another session follows. */
  readonly otherPoints?: readonly LeadInPoint[];
}

/** What a {@link CompactDisc} is made from: sessions, or the tracks of the only one. */
export type CompactDiscInput = DiscInput & (SessionInput | { readonly sessions: readonly SessionInput[] });

interface DiscInput {
  /** 13 digits. */
  readonly mediaCatalogNumber?: string;
  /** CD-TEXT packs of the first lead-in, 18 bytes each, with their CRCs. */
  readonly cdTextPacks?: Uint8Array | undefined;
  /** 1 where not given. Tracks are numbered through all sessions. */
  readonly firstTrackNumber?: number;
}

/** A track in its place. */
export interface Track {
  readonly number: number;
  readonly sessionNumber: number;
  readonly type: TrackType;
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
  readonly subChannels: BlockSource | undefined;
  readonly hasOnlyRToW: boolean;
}

const packBytes = 18;
/** Sectors whose user data is taken out at a time. */
const chunkBlocks = 32;
const chunk = new Uint8Array(chunkBlocks * rawSectorBytes);
const channels = new Uint8Array(rawSubChannelBytes);
const rToWBits = 0x3f;

/** A CD that is complete. Throws RangeError for tracks and sessions that cannot be on one. */
export class CompactDisc implements CdMedium {
  readonly kind = 'cd';
  readonly profile = profile.cdRom;
  readonly recorder = undefined;
  readonly tracks: readonly Track[];
  readonly sessions: readonly CdSession[];
  readonly cdTextPacks: Uint8Array | undefined;
  /** Where the last lead-out starts. */
  readonly blockCount: number;
  readonly mediaCatalogNumber: string | undefined;

  constructor(input: CompactDiscInput) {
    const { mediaCatalogNumber, cdTextPacks, firstTrackNumber = 1 } = input;
    if (mediaCatalogNumber !== undefined && !/^[0-9]{13}$/.test(mediaCatalogNumber))
      throw new RangeError(`"${mediaCatalogNumber}" is not a media catalog number: it has 13 digits`);
    if (cdTextPacks && cdTextPacks.length % packBytes !== 0)
      throw new RangeError(`${cdTextPacks.length} bytes of CD-TEXT are no whole number of ${packBytes}-byte packs`);
    const { tracks, sessions } = placeSessions('sessions' in input ? input.sessions : [input], firstTrackNumber);
    this.tracks = tracks;
    this.sessions = sessions;
    this.blockCount = sessions.at(-1)!.leadOutStart;
    this.mediaCatalogNumber = mediaCatalogNumber;
    this.cdTextPacks = cdTextPacks?.length ? cdTextPacks : undefined;
  }

  get logicalTracks(): readonly LogicalTrack[] {
    return this.tracks.map(({ number, sessionNumber, control, type, start, end }) => ({
      number,
      sessionNumber,
      trackMode: control,
      dataMode: type === 'audio' ? trackDataMode.none : type === 'mode1' ? trackDataMode.mode1 : trackDataMode.mode2,
      startAddress: start,
      sizeBlocks: end - start,
      lastRecordedAddress: end - 1,
    }));
  }

  get discInformation(): MediumInCommon['discInformation'] {
    return finishedDisc(this.sessions);
  }

  /** The track that an address is in, its pause included; see {@link CdMedium.trackAt}. */
  trackAt(logicalBlockAddress: number): Track {
    const { tracks } = this;
    let i = 0;
    while (i + 1 < tracks.length && logicalBlockAddress >= tracks[i + 1]!.pauseStart) i++;
    return tracks[i]!;
  }

  /** How many of `count` sectors follow each other; see {@link CdMedium.sectorsOfOneKind}. */
  sectorsOfOneKind(logicalBlockAddress: number, count: number): number {
    let track = this.trackAt(logicalBlockAddress);
    const { isData, sessionNumber } = track;
    if (logicalBlockAddress >= track.end) return 0;
    const end = logicalBlockAddress + count;
    while (track.end < end) {
      const next = this.trackAt(track.end);
      if (next.isData !== isData || next.sessionNumber !== sessionNumber || next === track)
        return track.end - logicalBlockAddress;
      track = next;
    }
    return count;
  }

  /** What a sector is, one of `cdSectorType`. */
  sectorTypeAt(logicalBlockAddress: number): number {
    return sectorTypeOf(this.trackAt(logicalBlockAddress), logicalBlockAddress);
  }

  /** How many sectors are what the first one is; see {@link CdMedium.sectorsOfOneType}. */
  sectorsOfOneType(logicalBlockAddress: number, count: number): number {
    const type = this.sectorTypeAt(logicalBlockAddress);
    let same = 1;
    while (same < count) {
      const track = this.trackAt(logicalBlockAddress + same);
      if (sectorTypeOf(track, logicalBlockAddress + same) !== type) break;
      same = isUniform(track) ? Math.min(count, track.end - logicalBlockAddress) : same + 1;
    }
    return same;
  }

  /** Writes the user data of `count` sectors of mode 1 or of mode 2 form 1, 2048 bytes each. */
  readUserData(logicalBlockAddress: number, count: number, into: Uint8Array, offset: number): void {
    let at = offset;
    for (let lba = logicalBlockAddress, left = count; left > 0; ) {
      const track = this.trackAt(lba);
      const run = runOf(track, lba, left);
      if (!run.isRecorded) into.fill(0, at, at + run.count * mode1DataBytes);
      else if (track.source.blockLengthBytes === mode1DataBytes)
        track.source.read(lba - track.sourceStart, run.count, into, at);
      else extractUserData(track, lba, run.count, into, at);
      lba += run.count;
      left -= run.count;
      at += run.count * mode1DataBytes;
    }
  }

  /** Writes `count` whole sectors of 2352 bytes, audio or data. */
  readRaw(logicalBlockAddress: number, count: number, into: Uint8Array, offset: number): void {
    let at = offset;
    for (let lba = logicalBlockAddress, left = count; left > 0; ) {
      const track = this.trackAt(lba);
      const run = runOf(track, lba, left);
      readSectors(track, lba, run, into, at);
      lba += run.count;
      left -= run.count;
      at += run.count * rawSectorBytes;
    }
  }

  /** Writes the raw sub-channels P to W of one sector, 96 bytes: those of the image, or P and Q as they have to be. */
  readSubChannels(logicalBlockAddress: number, into: Uint8Array, offset: number): void {
    const { subChannels, sourceStart, source, hasOnlyRToW } = this.trackAt(logicalBlockAddress);
    const block = logicalBlockAddress - sourceStart;
    const isThere = subChannels !== undefined && block >= 0 && block < source.blockCount;
    if (!isThere || hasOnlyRToW) makeSubChannels(this, logicalBlockAddress, into, offset);
    if (isThere && !hasOnlyRToW) subChannels.read(block, 1, into, offset);
    if (!isThere || !hasOnlyRToW) return;
    subChannels.read(block, 1, channels, 0);
    for (let i = 0; i < rawSubChannelBytes; i++) into[offset + i]! |= channels[i]! & rToWBits;
  }

  /** Fills `position` with what channel Q says at an address. */
  locate(logicalBlockAddress: number, position: QPosition): void {
    position.logicalBlockAddress = logicalBlockAddress;
    const track = this.trackAt(logicalBlockAddress);
    position.control = track.control;
    if (logicalBlockAddress >= track.end) {
      position.trackNumber = leadOutTrack;
      position.index = 1;
      position.relativeAddress = logicalBlockAddress - track.end;
      return;
    }
    const relativeAddress = logicalBlockAddress - track.start;
    let index = relativeAddress < 0 ? 0 : 1;
    while (index > 0 && (track.indexes[index - 1] ?? Number.POSITIVE_INFINITY) <= relativeAddress) index++;
    position.trackNumber = track.number;
    position.index = index;
    position.relativeAddress = relativeAddress;
  }

  /** Closes what its sources hold open. */
  close(): void {
    for (const { source, subChannels } of this.tracks) {
      source.close?.();
      subChannels?.close?.();
    }
  }
}

function extractUserData(
  track: Track,
  logicalBlockAddress: number,
  count: number,
  into: Uint8Array,
  offset: number,
): void {
  const dataAt = userDataOffset(track);
  for (let done = 0; done < count; done += chunkBlocks) {
    const run = { count: Math.min(chunkBlocks, count - done), isRecorded: true };
    readSectors(track, logicalBlockAddress + done, run, chunk, 0);
    for (let i = 0; i < run.count; i++) {
      const from = i * rawSectorBytes + dataAt;
      into.set(chunk.subarray(from, from + mode1DataBytes), offset + (done + i) * mode1DataBytes);
    }
  }
}

/** What READ DISC INFORMATION tells of a CD that is complete. */
function finishedDisc(sessions: readonly CdSession[]): MediumInCommon['discInformation'] {
  const last = sessions.at(-1)!;
  return {
    stateOfLastSession: sessionState.complete,
    discStatus: discStatus.finalized,
    numberOfFirstTrackOnDisc: sessions[0]!.firstTrackNumber,
    numberOfSessionsLsb: sessions.length,
    firstTrackNumberInLastSessionLsb: last.firstTrackNumber,
    lastTrackNumberInLastSessionLsb: last.lastTrackNumber,
    uru: true,
    discType: sessions[0]!.discType,
    lastSessionLeadInStartAddress: noAddress,
    lastPossibleLeadOutStartAddress: noAddress,
    opcTables: [],
  };
}
