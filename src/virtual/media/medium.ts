/** What can lie in the drive, as the drive's commands see it. */
import {
  type atip,
  type discInformation,
  type Input,
  mode1DataBytes,
  type powResourcesInformation,
  type programMemoryArea,
  type QPosition,
  type rawToc,
  type trackResourcesInformation,
  type Value,
} from '../../../mmc/index.js';
import type { Track } from './compact-disc.js';
import type { DiscStructures } from './disc-structure.js';
import type { Recorder } from './recorder.js';

/** Bytes of a logical block of all media, but for what a CD has beside its user data. */
export const blockLengthBytes = mode1DataBytes;

/** What can lie in the drive. */
export type Medium = CdMedium | BlockMedium;

/** What every medium tells of itself. Addresses are logical block addresses. */
export interface MediumInCommon {
  /** Number of the profile that is current while it is in the drive. */
  readonly profile: number;
  /** Blocks that can be read: one more than the last address. 0: nothing has been recorded yet. */
  readonly blockCount: number;
  /** In ascending order; a track that is not there yet but can be written (the invisible track) comes last. */
  readonly logicalTracks: readonly LogicalTrack[];
  /** What READ DISC INFORMATION tells. */
  readonly discInformation: Input<typeof discInformation>;
  /** The write side; undefined: nothing can be written. */
  readonly recorder: Recorder | undefined;
  /** The fastest that it was made for, in kilobytes (1000 bytes) a second; undefined: as fast as the drive can. */
  readonly maximumWriteSpeed?: number | undefined;
  /** Writes the user data of `count` blocks, 2048 bytes each. */
  readUserData(logicalBlockAddress: number, count: number, into: Uint8Array, offset: number): void;
  /** Commits what was recorded, and closes files. Closing twice is no error. */
  close(): void;
}

/** A track as READ TRACK INFORMATION tells of it. */
export interface LogicalTrack {
  readonly number: number;
  readonly sessionNumber: number;
  /** CONTROL nibble; 4 on DVD and BD. */
  readonly trackMode: number;
  /** One of `trackDataMode`. */
  readonly dataMode: number;
  /** First block of user data. */
  readonly startAddress: number;
  readonly sizeBlocks: number;
  /** Nothing is recorded in it. */
  readonly isBlank?: boolean;
  readonly isReserved?: boolean;
  /** Written in packets or incrementally. */
  readonly isIncremental?: boolean;
  /** Set where packets are fixed. */
  readonly fixedPacketBlocks?: number;
  /** Blocks that are recorded together, where packets are not fixed. */
  readonly blockingFactor?: number;
  readonly isDamaged?: boolean;
  readonly copy?: boolean;
  /** Where the next write has to begin; undefined: there is no more writing in this track, or anywhere in it. */
  readonly nextWritableAddress?: number;
  readonly freeBlocks?: number;
  readonly lastRecordedAddress?: number;
}

/** A session of a CD that has a table of contents. */
export interface CdSession {
  readonly number: number;
  /** PSEC of point A0h: 00h CD-DA or CD-ROM, 10h CD-i, 20h CD-ROM XA. */
  readonly discType: number;
  readonly firstTrackNumber: number;
  readonly lastTrackNumber: number;
  /** Where its lead-out starts. */
  readonly leadOutStart: number;
  /** What its lead-in says besides its tracks and points A0h to A2h: points B0h and above, as READ TOC gives them. */
  readonly otherPoints: readonly LeadInPoint[];
}

/** A descriptor of the raw table of contents. */
export type LeadInPoint = Omit<Value<typeof rawToc>['descriptors'][number], 'sessionNumber'>;

/** A CD: whole sectors and sub-channels besides user data. */
export interface CdMedium extends MediumInCommon {
  readonly kind: 'cd';
  /** Tracks that can be read, in ascending order. */
  readonly tracks: readonly Track[];
  /** Complete sessions, in ascending order. */
  readonly sessions: readonly CdSession[];
  readonly mediaCatalogNumber: string | undefined;
  /** CD-TEXT packs in the lead-in of the first session, 18 bytes each; undefined: there are none. */
  readonly cdTextPacks: Uint8Array | undefined;
  /** What the maker of a recordable disc put into its groove; undefined: it is none. */
  readonly atip?: Input<typeof atip> | undefined;
  /** The program memory area of a recordable disc: its tracks, closed sessions or not. */
  readonly programMemoryArea?: Input<typeof programMemoryArea>['descriptors'];
  /**
   * The track that an address is in, its pause included; addresses before 0 are in the first one's, and the lead-out of
   * a session and the lead-in of the next one in the last one's of the session.
   */
  trackAt(logicalBlockAddress: number): Track;
  /**
   * How many of `count` sectors can be read one after the other without changing between audio and data. 0: the
   * address is in no program area.
   */
  sectorsOfOneKind(logicalBlockAddress: number, count: number): number;
  /** What a sector that can be read is: one of `cdSectorType`, but not `any`. */
  sectorTypeAt(logicalBlockAddress: number): number;
  /** How many of `count` sectors that can be read are what the first one is, by `sectorTypeAt`; at least one. */
  sectorsOfOneType(logicalBlockAddress: number, count: number): number;
  /** Writes `count` whole sectors of 2352 bytes, audio or data. */
  readRaw(logicalBlockAddress: number, count: number, into: Uint8Array, offset: number): void;
  /** Writes the raw sub-channels P to W of one sector, 96 bytes. */
  readSubChannels(logicalBlockAddress: number, into: Uint8Array, offset: number): void;
  /** Fills `position` with what channel Q says at an address. */
  locate(logicalBlockAddress: number, position: QPosition): void;
}

/** A DVD or a BD: blocks of 2048 bytes and nothing else. */
export interface BlockMedium extends MediumInCommon {
  readonly kind: 'dvd' | 'bd';
  /** Sessions from the first on that are closed: what READ TOC tells of. */
  readonly completeSessions: number;
  /** What READ and SEND DISC STRUCTURE know, by format code. */
  readonly discStructures: DiscStructures;
  /** How many tracks there can be, and are; undefined: the medium does not tell. */
  readonly trackResources?: Input<typeof trackResourcesInformation>;
  /** What is left for overwriting a medium that is written once; undefined: it cannot be overwritten so. */
  readonly powResources?: Input<typeof powResourcesInformation> | undefined;
  /** Numbers of features that the state of the medium makes current, or not, in spite of its profile. */
  readonly featureChanges?: Readonly<Record<number, boolean>>;
}

/** Behind it nothing can be read or written. */
export function endOf({ blockCount, logicalTracks }: Medium): number {
  const last = logicalTracks.at(-1);
  return Math.max(blockCount, last ? last.startAddress + last.sizeBlocks : 0);
}

/** All ones, in READ DISC INFORMATION: there is no such address. */
export const noAddress = 0xffff_ffff;

/** Profiles by the media they stand for. */
export const profile = {
  none: 0x0000,
  cdRom: 0x0008,
  cdR: 0x0009,
  cdRw: 0x000a,
  dvdRom: 0x0010,
  dvdRSequential: 0x0011,
  dvdRam: 0x0012,
  dvdRwRestrictedOverwrite: 0x0013,
  dvdRwSequential: 0x0014,
  dvdRDualLayerSequential: 0x0015,
  dvdPlusRw: 0x001a,
  dvdPlusR: 0x001b,
  dvdPlusRDualLayer: 0x002b,
  bdRom: 0x0040,
  bdRSequential: 0x0041,
  bdRRandom: 0x0042,
  bdRe: 0x0043,
} as const;
