/** A CD-R or CD-RW: what was recorded on it, and its write side. */
import {
  addressOfMsf,
  discStatus,
  msfOfLba,
  type QPosition,
  rawSubChannelBytes,
  sessionState,
  subChannelControl,
  trackDataMode,
} from '../../../../mmc/index.js';
import type { CompactDisc, Track } from '../compact-disc.js';
import {
  type CdMedium,
  type CdSession,
  type LogicalTrack,
  type MediumInCommon,
  noAddress,
  profile,
} from '../medium.js';
import type { RecordingStore } from '../recording-store.js';
import { makeSubChannels } from '../sub-channel-source.js';
import { CdRecorder } from './cd-recorder.js';
import {
  freeBlocks,
  incompleteTrack,
  invisibleTrack,
  isFinalized,
  leadInStart,
  nextWritableAddress,
  openSession,
  stockOf,
} from './layout.js';
import { type Area, recordedDisc, unreadableAreas } from './recorded-disc.js';
import { SectorArea } from './sector-area.js';
import { afterPowerLoss, blankState, type CdState, checkedState, type TrackState } from './state.js';
import type { StockName } from './stock.js';

// Commands run one after the other, so this serves all discs.
const madeUp = new Uint8Array(rawSubChannelBytes);

export class RecordableCd implements CdMedium {
  readonly kind = 'cd';
  readonly profile: number;
  readonly recorder: CdRecorder;
  readonly #store: RecordingStore;
  readonly #sectors: SectorArea;
  /** What can be read, until something more is recorded. */
  #disc: { readonly disc: CompactDisc | undefined } | undefined;
  #unreadable: readonly Area[] | undefined;

  /** Goes on with what the store has kept; else begins blank. Throws Error for a state that cannot be. */
  constructor(store: RecordingStore, name: StockName) {
    const state = store.state === undefined ? blankState(name) : afterPowerLoss(checkedState(store.state));
    if (store.state === undefined) store.commit(state);
    this.#store = store;
    this.#sectors = new SectorArea(store);
    this.recorder = new CdRecorder(store, this.#sectors, state, () => {
      this.#disc = undefined;
      this.#unreadable = undefined;
    });
    this.profile = stockOf(state).isRewritable ? profile.cdRw : profile.cdR;
  }

  get #state(): CdState {
    return this.recorder.state;
  }

  get #recorded(): CompactDisc | undefined {
    this.#disc ??= { disc: recordedDisc(this.#state, this.#sectors) };
    return this.#disc.disc;
  }

  get maximumWriteSpeed(): number | undefined {
    return stockOf(this.#state).maximumWriteSpeed;
  }

  get blockCount(): number {
    return this.#recorded?.blockCount ?? 0;
  }

  get tracks(): readonly Track[] {
    return this.#recorded?.tracks ?? [];
  }

  /** An open session has no table of contents yet. */
  get sessions(): readonly CdSession[] {
    const { sessions } = this.#state;
    return this.#recorded?.sessions.filter(({ number }) => sessions[number - 1]!.closed) ?? [];
  }

  get mediaCatalogNumber(): string | undefined {
    return this.#recorded?.mediaCatalogNumber;
  }

  get cdTextPacks(): Uint8Array | undefined {
    return this.#recorded?.cdTextPacks;
  }

  get atip() {
    return stockOf(this.#state).atip;
  }

  /** The disc identification, and every track that is complete or reserved. */
  get programMemoryArea() {
    const { sessions, discIdentification } = this.#state;
    const tracks = sessions.flatMap((session) => session.tracks).filter(({ end }) => end !== undefined);
    return [
      ...(discIdentification === undefined ? [] : [identificationEntry(discIdentification)]),
      ...tracks.map(({ number, control, start, end }) => ({
        adr: 1,
        control,
        point: number,
        ...timeNamed(end!, 'min', 'sec', 'frame'),
        ...timeNamed(start, 'pmin', 'psec', 'pframe'),
      })),
    ];
  }

  get logicalTracks(): readonly LogicalTrack[] {
    const state = this.#state;
    const tracks = state.sessions.flatMap((session) =>
      session.tracks.map((track) => this.#describe(track, session.number)),
    );
    const next = invisibleTrack(state);
    if (!next) return tracks;
    const free = freeBlocks(state, next.start);
    return [
      ...tracks,
      {
        number: next.number,
        sessionNumber: next.sessionNumber,
        trackMode: subChannelControl.dataTrack,
        dataMode: trackDataMode.none,
        startAddress: next.start,
        sizeBlocks: free,
        isBlank: true,
        nextWritableAddress: next.start,
        freeBlocks: free,
      },
    ];
  }

  #describe(track: TrackState, sessionNumber: number): LogicalTrack {
    const { number, control, mode, start, recordedEnd, end, isComplete, packetBlocks, writtenAs } = track;
    const next = nextWritableAddress(track, this.recorder.openPacket);
    const free = next === undefined ? 0 : freeBlocks(this.#state, next, track);
    return {
      number,
      sessionNumber,
      trackMode: control,
      dataMode: mode === 'audio' ? trackDataMode.none : mode === 'mode1' ? trackDataMode.mode1 : trackDataMode.mode2,
      startAddress: start,
      sizeBlocks: end === undefined ? recordedEnd - start + free : end - start,
      isBlank: recordedEnd === start,
      isReserved: end !== undefined && !isComplete,
      isIncremental: writtenAs === 'packets',
      isDamaged: track.isDamaged ?? false,
      copy: track.copy ?? false,
      ...(packetBlocks !== undefined && { fixedPacketBlocks: packetBlocks }),
      ...(next !== undefined && { nextWritableAddress: next }),
      freeBlocks: free,
    };
  }

  get discInformation(): MediumInCommon['discInformation'] {
    const state = this.#state;
    const { sessions, discIdentification } = state;
    const finalized = isFinalized(state);
    const isBlank = sessions.length === 0;
    const open = openSession(state);
    const next = invisibleTrack(state) ?? incompleteTrack(state);
    const last = finalized ? sessions.at(-1)! : open;
    return {
      erasable: stockOf(state).isRewritable,
      stateOfLastSession: finalized ? sessionState.complete : open ? sessionState.incomplete : sessionState.empty,
      discStatus: isBlank ? discStatus.empty : finalized ? discStatus.finalized : discStatus.incomplete,
      numberOfFirstTrackOnDisc: 1,
      numberOfSessionsLsb: finalized || open ? sessions.length : sessions.length + 1,
      firstTrackNumberInLastSessionLsb: last?.tracks[0]?.number ?? next?.number ?? 1,
      lastTrackNumberInLastSessionLsb: next?.number ?? last?.tracks.at(-1)?.number ?? 1,
      didV: discIdentification !== undefined,
      uru: true,
      discType: isBlank ? 0xff : sessions[0]!.discType,
      discIdentification: discIdentification ?? 0,
      lastSessionLeadInStartAddress: finalized ? noAddress : timeOf(leadInStart(state)),
      lastPossibleLeadOutStartAddress: finalized ? noAddress : timeOf(stockOf(state).lastLeadOutStart),
      opcTables: [],
    };
  }

  trackAt(logicalBlockAddress: number): Track {
    return this.#required.trackAt(logicalBlockAddress);
  }

  /** Stops before blocks that a drive cannot read. */
  sectorsOfOneKind(logicalBlockAddress: number, count: number): number {
    const readable = this.#required.sectorsOfOneKind(logicalBlockAddress, count);
    this.#unreadable ??= unreadableAreas(this.#state);
    const end = logicalBlockAddress + readable;
    const next = this.#unreadable.find(([from, to]) => to > logicalBlockAddress && from < end);
    return next ? Math.max(0, next[0] - logicalBlockAddress) : readable;
  }

  readUserData(logicalBlockAddress: number, count: number, into: Uint8Array, offset: number): void {
    this.#required.readUserData(logicalBlockAddress, count, into, offset);
  }

  readRaw(logicalBlockAddress: number, count: number, into: Uint8Array, offset: number): void {
    this.#required.readRaw(logicalBlockAddress, count, into, offset);
  }

  sectorTypeAt(logicalBlockAddress: number): number {
    return this.#required.sectorTypeAt(logicalBlockAddress);
  }

  sectorsOfOneType(logicalBlockAddress: number, count: number): number {
    return this.#required.sectorsOfOneType(logicalBlockAddress, count);
  }

  readSubChannels(logicalBlockAddress: number, into: Uint8Array, offset: number): void {
    const disc = this.#required;
    disc.readSubChannels(logicalBlockAddress, into, offset);
    const { number } = disc.trackAt(logicalBlockAddress);
    const track = this.#state.sessions.flatMap(({ tracks }) => tracks).find((other) => other.number === number);
    if (!track?.hasSubChannels || track.writtenAs === 'raw') return;
    // But in raw writing P and Q are the drive's, whatever came with the sectors.
    makeSubChannels(disc, logicalBlockAddress, madeUp, 0);
    for (let i = 0; i < madeUp.length; i++) into[offset + i] = (into[offset + i]! & 0x3f) | (madeUp[i]! & 0xc0);
  }

  locate(logicalBlockAddress: number, position: QPosition): void {
    this.#required.locate(logicalBlockAddress, position);
  }

  /** Commits what was written, as a drive does before it gives a disc out. */
  close(): void {
    this.recorder.close();
    this.#store.close();
  }

  /** The caller has made sure that there is something to read. */
  get #required(): CompactDisc {
    if (!this.#recorded) throw new Error('nothing has been recorded on this disc');
    return this.#recorded;
  }
}

const timeOf = (logicalBlockAddress: number): number => addressOfMsf(msfOfLba(logicalBlockAddress));

function timeNamed<M extends string, S extends string, F extends string>(address: number, m: M, s: S, f: F) {
  const { minute, second, frame } = msfOfLba(address);
  return { [m]: minute, [s]: second, [f]: frame } as Record<M | S | F, number>;
}

/** Six digits, two in each byte. */
function identificationEntry(identification: number) {
  const pair = (divisor: number) => Math.floor(identification / divisor) % 100;
  return { adr: 2, min: pair(10_000), sec: pair(100), frame: pair(1) };
}
