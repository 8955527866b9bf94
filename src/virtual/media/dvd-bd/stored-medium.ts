/** What all recordable DVDs and BDs share: blocks in a store, and a state that is committed with them. */
import { type discInformation, type Input, subChannelControl, trackDataMode } from '../../../../mmc/index.js';
import { unrecoveredReadError } from '../../refusal.js';
import type { DiscStructures } from '../disc-structure.js';
import { type BlockMedium, blockLengthBytes, type LogicalTrack } from '../medium.js';
import type { RecordedState } from '../recordable-media.js';
import type { Recorder } from '../recorder.js';
import type { RecordingStore } from '../recording-store.js';
import { type Stock, type StockName, stock } from './stock.js';

/** A state of JSON values, as it stands in a file. */
export interface DiscState extends RecordedState {
  readonly medium: StockName;
  /** The bytes are of an earlier recording: they go before anything else is done. */
  readonly forgetsData?: boolean;
}

/** A medium of one kind in one store. */
export interface Disc {
  readonly name: StockName;
  readonly store: RecordingStore;
}

/** Blocks that can be read one after the other; those from `storedEnd` on are zero, whatever the store has there. */
export interface Extent {
  readonly end: number;
  readonly storedEnd: number;
}

/** What every track of a DVD or BD has. */
export const dataTrackInCommon = {
  trackMode: subChannelControl.dataTrack,
  dataMode: trackDataMode.mode1,
} as const;

/** What READ DISC INFORMATION says of every medium that has one track in one session. */
export const oneTrackDisc = {
  erasable: true,
  numberOfFirstTrackOnDisc: 1,
  numberOfSessionsLsb: 1,
  firstTrackNumberInLastSessionLsb: 1,
  lastTrackNumberInLastSessionLsb: 1,
  uru: true,
  opcTables: [],
} as const;

/** The least multiple of `unit` that is not less than `count`. */
export const alignUp = (count: number, unit: number): number => Math.ceil(count / unit) * unit;

/** Forgets all bytes of a store and commits a state: after a power cut there is all of the old, or all of the new. */
export function beginAnew<S extends DiscState>(store: RecordingStore, state: S): S {
  store.commit({ ...state, forgetsData: true });
  store.discard();
  const { forgetsData, ...rest } = state;
  store.commit(rest);
  return rest as S;
}

/** A recordable medium over a store. */
export abstract class StoredMedium<S extends DiscState> implements BlockMedium {
  readonly name: StockName;
  readonly stock: Stock;
  protected readonly store: RecordingStore;
  protected state: S;
  #isClosed = false;

  /** `blank` is the state of a medium that nothing was done to yet. */
  constructor({ name, store }: Disc, blank: S) {
    this.name = name;
    this.stock = stock[name];
    this.store = store;
    this.state = structuredClone((store.state as S | undefined) ?? blank);
    if (store.state === undefined) this.commit();
    else if (this.state.forgetsData) this.startOver(this.state);
  }

  abstract readonly profile: number;
  abstract readonly blockCount: number;
  abstract readonly logicalTracks: readonly LogicalTrack[];
  abstract readonly discInformation: Input<typeof discInformation>;
  abstract readonly completeSessions: number;
  abstract readonly discStructures: DiscStructures;
  abstract readonly recorder: Recorder | undefined;

  get kind(): 'dvd' | 'bd' {
    return this.stock.kind;
  }

  get maximumWriteSpeed(): number {
    return this.stock.maximumWriteSpeed;
  }

  /** What is recorded around a block; undefined where nothing is. */
  protected abstract extentAt(logicalBlockAddress: number): Extent | undefined;

  blockBytes(): number {
    return blockLengthBytes;
  }

  readUserData(logicalBlockAddress: number, count: number, into: Uint8Array, offset: number): void {
    for (let done = 0; done < count; ) {
      const at = logicalBlockAddress + done;
      const extent = this.extentAt(at);
      if (!extent) throw unrecoveredReadError(at, done * blockLengthBytes);
      const run = Math.min(count - done, extent.end - at);
      const stored = Math.max(0, Math.min(run, extent.storedEnd - at));
      const start = offset + done * blockLengthBytes;
      const zeros = start + stored * blockLengthBytes;
      if (stored > 0) this.store.read(at * blockLengthBytes, stored * blockLengthBytes, into, start);
      into.fill(0, zeros, start + run * blockLengthBytes);
      done += run;
    }
  }

  /** Makes what was written safe, and the state as it is now. */
  protected commit(): void {
    this.store.commit(this.state);
  }

  /** Forgets what was written and goes on with another state. */
  protected startOver(state: S): void {
    this.state = beginAnew(this.store, state);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.finish();
    this.store.close();
  }

  /** What a drive does before it lets a medium go. */
  protected finish(): void {
    this.commit();
  }
}
