/** Media that are recorded from the inside out, in tracks and sessions: DVD-R, DVD-RW, DVD+R and BD-R. */
import {
  type discInformation,
  discStatus,
  type Input,
  multiSession,
  sessionState,
  writeType,
} from '../../../../mmc/index.js';
import {
  addressOutOfRange,
  commandSequenceError,
  emptyReservedTrack,
  endOfUserArea,
  illegalModeForTrack,
  invalidAddressForWrite,
  invalidField,
  noMoreTrackReservations,
  writeProtected,
} from '../../refusal.js';
import { blockLengthBytes, type LogicalTrack } from '../medium.js';
import { noWork, type Recorder, type Work, type WriteParameters, type WriteRequest } from '../recorder.js';
import { leadBlocks } from './stock.js';
import { alignUp, type Disc, type DiscState, dataTrackInCommon, type Extent, StoredMedium } from './stored-medium.js';

/** A track: an RZone of a DVD-R, a fragment of a DVD+R. The last one is open as long as there is room behind the others. */
export interface StoredTrack {
  readonly sessionNumber: number;
  readonly start: number;
  size: number;
  /** Blocks that were written, from `start` on. */
  recorded: number;
  status: 'open' | 'reserved' | 'closed';
  /** Recorded at once with its session, not incrementally. */
  isAtOnce?: true;
}

export interface SequentialState extends DiscState {
  readonly tracks: StoredTrack[];
  isFinalized: boolean;
}

/** What sets one sequential medium apart from another. */
export interface SequentialRules {
  readonly profile: number;
  /** Tracks that can be open at a time, the last one included. */
  readonly maximumOpenTracks: number;
  /** Tracks that there can be; undefined: as many as fit. */
  readonly maximumTracks?: number;
  /** Blocks between the end of a session and the start of the next: what closes the one and opens the other. */
  sessionGapBlocks(sessionNumber: number): number;
  /** Mode page 05h says how to record and whether a session is the last; other media do not look at it. */
  readonly obeysWriteParameters: boolean;
  /** The tracks of a session become one when it is closed. */
  readonly mergesTracks: boolean;
  /** What CLOSE TRACK SESSION knows, by `closeFunction`. */
  readonly closeFunctions: Readonly<Record<number, 'track' | 'session' | 'disc'>>;
  /** The one of them that fills the rest of the disc. */
  readonly fillingFunction?: number;
}

/** Where the last session that is closed ends, and where the next begins; 0: there is none. */
export interface Borders {
  readonly end: number;
  readonly next: number;
}

const closingMs = 2000;
const calibrationMs = 2000;
const flushMs = 500;

/** A sequential medium on which nothing was recorded yet. */
export const blankTracks = (capacityBlocks: number): StoredTrack[] => [
  { sessionNumber: 1, start: 0, size: capacityBlocks, recorded: 0, status: 'open' },
];

export abstract class SequentialMedium<S extends SequentialState = SequentialState>
  extends StoredMedium<S>
  implements Recorder
{
  readonly #rules: SequentialRules;
  /** Write type 2: the track that is written, and the session with it, ends when the cache is synchronized. */
  #discAtOnce: StoredTrack | undefined;
  /** Test writing: the state goes on without being committed, and nothing is stored. */
  #isTesting = false;

  constructor(disc: Disc, rules: SequentialRules, blank: S) {
    super(disc, blank);
    this.#rules = rules;
  }

  get profile(): number {
    return this.#rules.profile;
  }

  /** Where recording has to stop: less than the capacity where there are spare areas. */
  protected get capacityBlocks(): number {
    return this.stock.capacityBlocks;
  }

  /** Nothing has been written to it, nothing reserved. */
  get isBlank(): boolean {
    const { tracks } = this.state;
    return tracks.length === 1 && tracks[0]!.status === 'open' && tracks[0]!.recorded === 0;
  }

  protected get borders(): Borders {
    const closed = this.state.tracks.filter(({ sessionNumber }) => sessionNumber <= this.completeSessions);
    const next = this.state.tracks[closed.length];
    return {
      end: closed.length > 0 ? endOfRecording(closed.at(-1)!) : 0,
      next: closed.length > 0 ? (next?.start ?? 0) : 0,
    };
  }

  get isFinalized(): boolean {
    return this.state.isFinalized;
  }

  /** Write type 0 is possible, and tracks that it made are said to be incremental. */
  protected get isIncremental(): boolean {
    return true;
  }

  get blockCount(): number {
    const recorded = this.state.tracks.findLast((track) => endOfRecording(track) > track.start);
    return recorded ? endOfRecording(recorded) : 0;
  }

  get completeSessions(): number {
    const last = this.state.tracks.at(-1)!.sessionNumber;
    return this.state.isFinalized ? last : last - 1;
  }

  get recorder(): Recorder | undefined {
    return this.isFinalized && !this.stock.isRewritable ? undefined : this;
  }

  get logicalTracks(): readonly LogicalTrack[] {
    return this.state.tracks.map((track, i) => this.#describe(track, i + 1));
  }

  #describe(track: StoredTrack, number: number): LogicalTrack {
    const { sessionNumber, start, size, recorded, status } = track;
    const isOpen = status !== 'closed';
    return {
      ...dataTrackInCommon,
      number,
      sessionNumber,
      startAddress: start,
      sizeBlocks: size,
      isBlank: recorded === 0 && isOpen,
      isReserved: status === 'reserved',
      isIncremental: this.isIncremental && !track.isAtOnce,
      blockingFactor: this.stock.eccBlocks,
      ...(isOpen && recorded < size ? { nextWritableAddress: start + recorded, freeBlocks: size - recorded } : {}),
      ...(recorded > 0 ? { lastRecordedAddress: endOfRecording(track) - 1 } : {}),
    };
  }

  get discInformation(): Input<typeof discInformation> {
    const { tracks, isFinalized } = this.state;
    const sessionNumber = tracks.at(-1)!.sessionNumber;
    const first = tracks.findIndex((track) => track.sessionNumber === sessionNumber) + 1;
    const isEmpty = tracks.slice(first - 1).every(({ status, recorded }) => status === 'open' && recorded === 0);
    return {
      erasable: this.stock.isRewritable,
      stateOfLastSession: isFinalized ? sessionState.complete : isEmpty ? sessionState.empty : sessionState.incomplete,
      discStatus: isFinalized ? discStatus.finalized : this.isBlank ? discStatus.empty : discStatus.incomplete,
      numberOfFirstTrackOnDisc: 1,
      numberOfSessionsLsb: sessionNumber & 0xff,
      numberOfSessionsMsb: sessionNumber >> 8,
      firstTrackNumberInLastSessionLsb: first & 0xff,
      firstTrackNumberInLastSessionMsb: first >> 8,
      lastTrackNumberInLastSessionLsb: tracks.length & 0xff,
      lastTrackNumberInLastSessionMsb: tracks.length >> 8,
      uru: true,
      opcTables: [],
    };
  }

  protected extentAt(logicalBlockAddress: number): Extent | undefined {
    const track = this.state.tracks.findLast(({ start }) => start <= logicalBlockAddress);
    if (!track) return undefined;
    const end = endOfRecording(track);
    return end > logicalBlockAddress ? { end, storedEnd: track.start + track.recorded } : undefined;
  }

  write({ logicalBlockAddress, count, data, parameters }: WriteRequest): void {
    this.#obey(parameters);
    const track = this.#writableTrack(logicalBlockAddress, count);
    if (this.#rules.obeysWriteParameters) this.#checkWriteType(track, logicalBlockAddress, parameters);
    this.#store(logicalBlockAddress, count, data);
    track.recorded += count;
    if (!this.#isAtOnce(parameters)) return;
    this.#discAtOnce = track;
    track.isAtOnce = true;
  }

  synchronizeCache(parameters: WriteParameters): Work {
    this.#obey(parameters);
    if (this.#isTesting) return noWork;
    const atOnce = this.#discAtOnce;
    if (atOnce) {
      this.#closeTrack(atOnce);
      this.#closeSession(!this.#keepsAppendable(parameters));
    } else for (const track of this.state.tracks) this.#completeBlock(track);
    this.commit();
    if (!atOnce) return { durationMs: flushMs, told: 'longWrite' };
    return { durationMs: closingMs, recordedBlocks: leadBlocks, told: 'longWrite' };
  }

  reserveTrack(sizeBlocks: number, parameters: WriteParameters): void {
    this.#obey(parameters);
    const { tracks } = this.state;
    const last = tracks.at(-1)!;
    if (this.isFinalized || last.recorded > 0) throw commandSequenceError();
    const whole = alignUp(sizeBlocks, this.stock.eccBlocks);
    if (sizeBlocks === 0 || whole > last.size) throw invalidField('reservationSizeBlocks');
    this.#split(last, whole, this.#isAtOnce(parameters) ? sizeBlocks : whole);
    this.#commitUnlessTesting();
  }

  closeTrackSession(code: number, trackNumber: number, parameters: WriteParameters): Work {
    this.#obey(parameters);
    const what = this.#rules.closeFunctions[code];
    if (!what) throw invalidField('closeFunction');
    const track = this.state.tracks[trackNumber - 1];
    if (what === 'track' && !track) throw invalidField('logicalTrackNumber');
    if (this.isFinalized) throw commandSequenceError();
    if (this.#isTesting) return noWork;
    if (what === 'track') {
      this.#closeTrack(track!);
      this.commit();
      return { durationMs: flushMs, told: 'operation' };
    }
    const isLast = what === 'disc' || (this.#rules.obeysWriteParameters && !this.#keepsAppendable(parameters));
    const filledBlocks = code === this.#rules.fillingFunction ? this.capacityBlocks - this.blockCount : 0;
    this.#closeSession(isLast);
    this.commit();
    return { durationMs: closingMs, recordedBlocks: leadBlocks + filledBlocks, told: 'operation' };
  }

  calibratePower(): Work {
    return { durationMs: calibrationMs, told: 'operation' };
  }

  protected override finish(): void {
    if (!this.#isTesting) super.finish();
  }

  /** Divides the last track in a reserved one of `reserved` blocks, and one that begins after `whole`. */
  #split(last: StoredTrack, whole: number, reserved: number): void {
    const { tracks } = this.state;
    const rest = last.size - whole;
    const open = tracks.filter(({ status }) => status !== 'closed').length + (rest > 0 ? 1 : 0);
    const isTooMany = open > this.#rules.maximumOpenTracks || (rest > 0 && !this.#hasRoomForTrack);
    if (last.status !== 'open' || isTooMany) throw noMoreTrackReservations();
    last.status = 'reserved';
    last.size = reserved;
    if (rest > 0) tracks.push(this.#openTrack(last.sessionNumber, last.start + whole));
  }

  /** Reserves the last track up to an address, and opens another one there. */
  protected splitAt(logicalBlockAddress: number, parameters: WriteParameters): void {
    this.#obey(parameters);
    const last = this.state.tracks.at(-1)!;
    const size = logicalBlockAddress - last.start;
    if (this.isFinalized) throw commandSequenceError();
    if (size % this.stock.eccBlocks !== 0 || size <= last.recorded || size >= last.size)
      throw invalidField('reservationLba');
    this.#split(last, size, size);
    this.#commitUnlessTesting();
  }

  get #hasRoomForTrack(): boolean {
    return this.state.tracks.length < (this.#rules.maximumTracks ?? Number.POSITIVE_INFINITY);
  }

  #openTrack(sessionNumber: number, start: number): StoredTrack {
    return { sessionNumber, start, size: this.capacityBlocks - start, recorded: 0, status: 'open' };
  }

  #writableTrack(logicalBlockAddress: number, count: number): StoredTrack {
    if (this.isFinalized) throw writeProtected();
    if (logicalBlockAddress < 0 || logicalBlockAddress >= this.capacityBlocks) throw addressOutOfRange();
    const track = this.state.tracks.find(
      ({ status, start, size, recorded }) =>
        status !== 'closed' && recorded < size && start + recorded === logicalBlockAddress,
    );
    if (!track) throw invalidAddressForWrite();
    if (count > track.size - track.recorded) throw endOfUserArea();
    return track;
  }

  #checkWriteType(track: StoredTrack, logicalBlockAddress: number, parameters: WriteParameters): void {
    const isPossible = this.#isAtOnce(parameters)
      ? this.state.tracks.find(({ sessionNumber }) => sessionNumber === track.sessionNumber) === track
      : parameters.writeType === writeType.packetOrIncremental && this.isIncremental;
    if (!isPossible) throw illegalModeForTrack(logicalBlockAddress);
  }

  #isAtOnce(parameters: WriteParameters): boolean {
    return this.#rules.obeysWriteParameters && parameters.writeType === writeType.sessionAtOnce;
  }

  #keepsAppendable(parameters: WriteParameters): boolean {
    return parameters.multiSession === multiSession.nextAllowed;
  }

  /** A recording that is tested has nothing to do with what is there when the test is over. */
  #obey({ testWrite }: WriteParameters): void {
    const isTest = testWrite && this.#rules.obeysWriteParameters;
    if (this.#isTesting && !isTest) {
      this.state = structuredClone(this.store.state as S);
      this.#discAtOnce = undefined;
    }
    this.#isTesting = isTest;
  }

  #commitUnlessTesting(): void {
    if (!this.#isTesting) this.commit();
  }

  #store(logicalBlockAddress: number, count: number, data: Uint8Array): void {
    if (!this.#isTesting) this.store.write(logicalBlockAddress * blockLengthBytes, count * blockLengthBytes, data, 0);
  }

  /** Fills up the ECC block that was begun, with zeros. */
  #completeBlock(track: StoredTrack): void {
    const whole = Math.min(track.size, alignUp(track.recorded, this.stock.eccBlocks));
    const missing = whole - track.recorded;
    if (missing === 0) return;
    this.#store(track.start + track.recorded, missing, new Uint8Array(missing * blockLengthBytes));
    track.recorded = whole;
  }

  /** Closing a track that is closed already, or the last one while it is empty, changes nothing. */
  #closeTrack(track: StoredTrack): void {
    if (track === this.#discAtOnce) this.#discAtOnce = undefined;
    else this.#completeBlock(track);
    if (track.status === 'reserved') track.status = 'closed';
    if (track.status === 'closed' || track.recorded === 0) return;
    track.status = 'closed';
    track.size = track.recorded;
    const next = alignUp(track.start + track.size, this.stock.eccBlocks);
    if (next < this.capacityBlocks && this.#hasRoomForTrack)
      this.state.tracks.push(this.#openTrack(track.sessionNumber, next));
  }

  #closeSession(isLast: boolean): void {
    const { tracks } = this.state;
    const { sessionNumber } = tracks.at(-1)!;
    const inSession = () => tracks.filter((track) => track.sessionNumber === sessionNumber);
    if (inSession().some(({ status, recorded, size }) => status === 'reserved' && recorded < size))
      throw emptyReservedTrack();
    for (const track of inSession()) this.#closeTrack(track);
    const isEmpty = inSession().every(({ status }) => status !== 'closed');
    if (isEmpty && sessionNumber === 1 && isLast) throw commandSequenceError();
    if (isEmpty && !isLast) return;
    if (tracks.at(-1)!.status === 'open') tracks.pop();
    if (this.#rules.mergesTracks && !isEmpty) this.#merge(inSession());
    const { start, size } = tracks.at(-1)!;
    const end = alignUp(start + size, this.stock.eccBlocks);
    const next = end + this.#rules.sessionGapBlocks(sessionNumber);
    if (isLast || next >= this.capacityBlocks || !this.#hasRoomForTrack) this.state.isFinalized = true;
    else tracks.push(this.#openTrack(sessionNumber + 1, next));
  }

  #merge(fragments: readonly StoredTrack[]): void {
    const { tracks } = this.state;
    const [first] = fragments;
    const end = endOfRecording(fragments.at(-1)!);
    tracks.splice(tracks.indexOf(first!), fragments.length, {
      ...first!,
      size: end - first!.start,
      recorded: end - first!.start,
    });
  }
}

/** A closed track is recorded to its end: what nobody wrote was filled up with zeros. */
const endOfRecording = ({ start, size, recorded, status }: StoredTrack): number =>
  start + (status === 'closed' ? size : recorded);
