/** BD-R in sequential recording mode: tracks in sessions, with or without spare areas and pseudo-overwrite. */
import {
  bdRPseudoOverwrite,
  closeFunction,
  formatType,
  type Input,
  type powResourcesInformation,
  type trackResourcesInformation,
} from '../../../../mmc/index.js';
import { addressOutOfRange, commandSequenceError, noMoreTrackReservations } from '../../refusal.js';
import type { DiscStructures } from '../disc-structure.js';
import { blockLengthBytes, profile } from '../medium.js';
import type { FormatCapacities, Recorder, Work, WriteParameters, WriteRequest } from '../recorder.js';
import type { RecordingStore } from '../recording-store.js';
import { bdCapacities } from './bd-capacities.js';
import { bdKind, bdStructures } from './bd-structures.js';
import {
  capacitiesOf,
  chooseFormat,
  type FormatChoice,
  type FormatDescriptor,
  formatted,
  unformatted,
} from './formats.js';
import { blankTracks, SequentialMedium, type SequentialRules, type SequentialState } from './sequential-medium.js';
import { leadBlocks, type Stock, stock } from './stock.js';
import { alignUp } from './stored-medium.js';

interface BdRState extends SequentialState {
  /** What it was formatted as before it was recorded; undefined: nothing, so there are no spare areas. */
  readonly format?: { readonly numberOfBlocks: number; readonly allowsOverwrite: boolean };
  /** Clusters, by the number of the first block, that were overwritten once or more. */
  readonly replacedClusters?: readonly number[];
}

const maximumOpenTracks = 16;
/** As many entries as the sequential recording range information has room for. */
const maximumTracks = 7927;
const formatMs = 2000;
/** Sub-types of formats 00h and 32h: with pseudo-overwrite, and without. */
const subTypes = { pseudoOverwrite: 0, sequential: 1 } as const;
/** Entries of the map that tells where overwritten clusters went. */
const mapEntries = 12_288;
/** Writing the map anew takes nothing that could run out before its entries do. */
const unlimitedUpdates = 0xffff_ffff;

const rules: SequentialRules = {
  profile: profile.bdRSequential,
  maximumOpenTracks,
  maximumTracks,
  sessionGapBlocks: () => 0,
  obeysWriteParameters: false,
  mergesTracks: false,
  closeFunctions: {
    [closeFunction.track]: 'track',
    [closeFunction.session]: 'session',
    [closeFunction.finalize]: 'disc',
  },
};

const formatsOf = ({ capacityBlocks, layers }: Stock): readonly FormatChoice[] => {
  const { standard, least, most } = bdCapacities(capacityBlocks, layers);
  const common = { typeDependentParameter: 0, subTypes: Object.values(subTypes) };
  return [
    { ...common, formatType: formatType.full, numberOfBlocks: standard },
    ...[standard, least, most].map((numberOfBlocks) => ({
      ...common,
      formatType: formatType.bdRFullWithSpareAreas,
      numberOfBlocks,
      minimumBlocks: least,
    })),
  ];
};

/** A BD-R over a store. */
export class BdR extends SequentialMedium<BdRState> implements Recorder {
  constructor(name: 'bd-r' | 'bd-r-dl', store: RecordingStore) {
    super({ name, store }, rules, {
      medium: name,
      tracks: blankTracks(stock[name].capacityBlocks),
      isFinalized: false,
    });
  }

  protected override get capacityBlocks(): number {
    return this.state.format?.numberOfBlocks ?? this.stock.capacityBlocks;
  }

  /** Blocks that are recorded can be written again. */
  get allowsOverwrite(): boolean {
    return this.state.format?.allowsOverwrite ?? false;
  }

  get discStructures(): DiscStructures {
    return new Map(bdStructures(bdKind.recordable, this.stock, this.state.format?.numberOfBlocks));
  }

  get featureChanges(): Readonly<Record<number, boolean>> {
    return { [bdRPseudoOverwrite.code]: this.allowsOverwrite };
  }

  get trackResources(): Input<typeof trackResourcesInformation> {
    const { tracks } = this.state;
    return {
      maximumPossibleNumberOfTracks: maximumTracks,
      numberOfAssignedTracks: tracks.length,
      maximumPossibleNumberOfAppendableTracks: maximumOpenTracks,
      currentNumberOfAppendableTracks: tracks.filter(
        ({ status, recorded, size }) => status !== 'closed' && recorded < size,
      ).length,
    };
  }

  get powResources(): Input<typeof powResourcesInformation> | undefined {
    if (!this.allowsOverwrite) return undefined;
    const last = this.state.tracks.at(-1)!;
    const { eccBlocks } = this.stock;
    const free = last.status === 'closed' ? 0 : last.size - alignUp(last.recorded, eccBlocks);
    return {
      remainingPowReplacements: Math.max(0, Math.floor(free / eccBlocks)),
      remainingPowReallocationMapEntries: mapEntries - (this.state.replacedClusters?.length ?? 0),
      numberOfRemainingPowUpdates: unlimitedUpdates,
    };
  }

  override write(request: WriteRequest): void {
    const { logicalBlockAddress, count, data } = request;
    if (!this.allowsOverwrite || this.isFinalized || this.extentAt(logicalBlockAddress) === undefined) {
      super.write(request);
      return;
    }
    this.#replaceClusters(logicalBlockAddress, count);
    this.store.write(logicalBlockAddress * blockLengthBytes, count * blockLengthBytes, data, 0);
  }

  /** What replaces a cluster is recorded where the last track goes on. */
  #replaceClusters(logicalBlockAddress: number, count: number): void {
    const { eccBlocks } = this.stock;
    const end = logicalBlockAddress + count;
    if (end > (this.extentAt(logicalBlockAddress)?.end ?? 0)) throw addressOutOfRange();
    const known = new Set(this.state.replacedClusters);
    const first = logicalBlockAddress - (logicalBlockAddress % eccBlocks);
    const added = [];
    for (let at = first; at < end; at += eccBlocks) if (!known.has(at)) added.push(at);
    if (added.length === 0) return;
    const last = this.state.tracks.at(-1)!;
    const recorded = alignUp(last.recorded, eccBlocks) + added.length * eccBlocks;
    if (last.status === 'closed' || recorded > last.size || known.size + added.length > mapEntries)
      throw noMoreTrackReservations();
    last.recorded = recorded;
    this.state = { ...this.state, replacedClusters: [...known, ...added] };
  }

  reserveTrackAt(logicalBlockAddress: number, parameters: WriteParameters): void {
    this.splitAt(logicalBlockAddress, parameters);
  }

  formatCapacities(): FormatCapacities {
    const { format } = this.state;
    if (this.isBlank && !format) return capacitiesOf(unformatted, this.capacityBlocks, formatsOf(this.stock));
    return capacitiesOf(formatted, this.capacityBlocks, []);
  }

  format(descriptor: FormatDescriptor): Work {
    const formats = formatsOf(this.stock);
    chooseFormat(formats, descriptor);
    if (!this.isBlank || this.state.format) throw commandSequenceError();
    const { numberOfBlocks, formatSubType } = descriptor;
    this.startOver({
      ...this.state,
      tracks: blankTracks(numberOfBlocks),
      format: { numberOfBlocks, allowsOverwrite: formatSubType === subTypes.pseudoOverwrite },
    });
    return { durationMs: formatMs, recordedBlocks: leadBlocks, told: 'format' };
  }
}
