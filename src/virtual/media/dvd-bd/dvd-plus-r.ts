/** DVD+R: fragments in sessions. */
import { closeFunction, type discInformation, type Input, layerBoundaryInformation } from '../../../../mmc/index.js';
import { commandSequenceError, invalidParameter, parameterListLengthError } from '../../refusal.js';
import { type DiscStructure, type DiscStructures, structureOf } from '../disc-structure.js';
import { noAddress, profile } from '../medium.js';
import type { RecordingStore } from '../recording-store.js';
import { dvdPlusStructures, structureCode } from './dvd-structures.js';
import { blankTracks, SequentialMedium, type SequentialRules, type SequentialState } from './sequential-medium.js';
import { stock } from './stock.js';

/** Where the capacity of layer 0 stands in the structure that is sent. */
const boundaryAt = 8;
/** Fifteen reserved fragments, and the one behind them. */
const maximumOpenTracks = 16;
/** The closure of a session, and the intro of the next: 64 ECC blocks each. */
const closureBlocks = 64 * 16;
const introBlocks = 64 * 16;

const rules = (profileNumber: number): SequentialRules => ({
  profile: profileNumber,
  maximumOpenTracks,
  sessionGapBlocks: () => closureBlocks + introBlocks,
  obeysWriteParameters: false,
  mergesTracks: true,
  closeFunctions: {
    [closeFunction.track]: 'track',
    [closeFunction.session]: 'session',
    [closeFunction.finalizeMinimalRadius]: 'disc',
    [closeFunction.finalize]: 'disc',
  },
  fillingFunction: closeFunction.finalize,
});

interface PlusRState extends SequentialState {
  /** Blocks of layer 0 as SEND DISC STRUCTURE has set them, once. */
  readonly layer0Blocks?: number;
}

/** A DVD+R over a store. */
export class DvdPlusR extends SequentialMedium<PlusRState> {
  constructor(name: 'dvd+r' | 'dvd+r-dl', store: RecordingStore) {
    super({ name, store }, rules(name === 'dvd+r' ? profile.dvdPlusR : profile.dvdPlusRDualLayer), {
      medium: name,
      tracks: blankTracks(stock[name].capacityBlocks),
      isFinalized: false,
    });
  }

  /** Fragments have no write type. From Pioneer's command manuals. */
  protected override get isIncremental(): boolean {
    return false;
  }

  /** Addresses of the intro that is recorded next, and of the lead-out. From Pioneer's command manuals. */
  override get discInformation(): Input<typeof discInformation> {
    const { isFinalized, capacityBlocks } = this;
    const nextIntro = Math.max(0, this.borders.next - introBlocks);
    return {
      ...super.discInformation,
      lastSessionLeadInStartAddress: isFinalized ? noAddress : nextIntro,
      lastPossibleLeadOutStartAddress: isFinalized ? noAddress : capacityBlocks,
    };
  }

  get #layer0Blocks(): number {
    return this.state.layer0Blocks ?? this.stock.capacityBlocks / 2;
  }

  get discStructures(): DiscStructures {
    const { stock } = this;
    const blocks = stock.capacityBlocks;
    return new Map(
      stock.layers === 1
        ? dvdPlusStructures('dvd+r', stock, { blocks })
        : dvdPlusStructures('dvd+r-dl', stock, { blocks, layer0Blocks: this.#layer0Blocks }, [
            [structureCode.layerBoundary, this.#layerBoundary],
          ]),
    );
  }

  get #layerBoundary(): DiscStructure {
    return {
      read: () =>
        structureOf(layerBoundaryInformation, {
          initStatus: this.state.layer0Blocks !== undefined || !this.isBlank,
          l0DataZoneCapacitySectors: this.#layer0Blocks,
        }),
      send: (bytes) => {
        if (bytes.length < layerBoundaryInformation.span) throw parameterListLengthError();
        this.#setLayerBoundary(layerBoundaryInformation.decode(bytes).l0DataZoneCapacitySectors);
      },
    };
  }

  /** Layer 0 can be made smaller before the disc is recorded, and layer 1 with it. */
  #setLayerBoundary(layer0Blocks: number): void {
    const { capacityBlocks, eccBlocks } = this.stock;
    if (this.state.layer0Blocks !== undefined || !this.isBlank) throw commandSequenceError();
    if (layer0Blocks === 0 || layer0Blocks > capacityBlocks / 2 || layer0Blocks % eccBlocks !== 0)
      throw invalidParameter(boundaryAt);
    this.state = { ...this.state, layer0Blocks, tracks: blankTracks(2 * layer0Blocks) };
    this.commit();
  }

  protected override get capacityBlocks(): number {
    return this.state.layer0Blocks === undefined ? this.stock.capacityBlocks : 2 * this.state.layer0Blocks;
  }
}
