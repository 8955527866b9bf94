/** DVD-RW: recorded sequentially when it is blank, and overwritten in whole ECC blocks when it is formatted. */
import {
  blankingType,
  closeFunction,
  type discInformation,
  discStatus,
  formatType,
  type Input,
  incrementalStreamingWritable,
  sessionState,
} from '../../../../mmc/index.js';
import { addressOutOfRange, invalidAddressForWrite, invalidField } from '../../refusal.js';
import type { DiscStructures } from '../disc-structure.js';
import { type BlockMedium, blockLengthBytes, type LogicalTrack, profile } from '../medium.js';
import {
  type FormatCapacities,
  noWork,
  type Recorder,
  type Work,
  type WriteParameters,
  type WriteRequest,
} from '../recorder.js';
import type { RecordingStore } from '../recording-store.js';
import { dvdMinusRules } from './dvd-minus-r.js';
import { dvdMinusStructures } from './dvd-structures.js';
import {
  capacitiesOf,
  chooseFormat,
  type FormatChoice,
  type FormatDescriptor,
  formatted,
  unformatted,
  unknownCapacity,
} from './formats.js';
import { blankTracks, SequentialMedium, type SequentialState } from './sequential-medium.js';
import { leadBlocks, stock } from './stock.js';
import {
  alignUp,
  beginAnew,
  type Disc,
  type DiscState,
  dataTrackInCommon,
  type Extent,
  oneTrackDisc,
  StoredMedium,
} from './stored-medium.js';

interface SequentialRwState extends SequentialState {
  readonly recording: 'sequential';
  /** Blanked in a hurry: what is left on it allows no more than one session at once. */
  readonly isMinimallyBlanked?: boolean;
}

interface OverwriteState extends DiscState {
  readonly recording: 'overwrite';
  readonly formattedBlocks: number;
  /** A quick format: what follows `formattedBlocks` can be written, one block after the other, until it is closed. */
  readonly isIntermediate: boolean;
}

type RwState = SequentialRwState | OverwriteState;
type GoOn = (state: RwState) => void;

const name = 'dvd-rw';
const { capacityBlocks, eccBlocks } = stock[name];
const quickMs = 2000;
const flushMs = 500;
const calibrationMs = 2000;

const blankState = (isMinimallyBlanked: boolean): SequentialRwState => ({
  medium: name,
  recording: 'sequential',
  tracks: blankTracks(capacityBlocks),
  isFinalized: false,
  ...(isMinimallyBlanked ? { isMinimallyBlanked } : {}),
});

/** Formats that a medium can have from scratch. */
const freshFormats: readonly FormatChoice[] = [formatType.full, formatType.cdRwOrDvdRwFull, formatType.quick].map(
  (formatType) => ({ formatType, numberOfBlocks: capacityBlocks, minimumBlocks: 0, typeDependentParameter: eccBlocks }),
);
/** Formats that go on behind one that is there. */
const growingFormats = (rest: number): readonly FormatChoice[] =>
  [formatType.growSession, formatType.quickGrowLastBorder].map((formatType) => ({
    formatType,
    numberOfBlocks: rest,
    minimumBlocks: 0,
    typeDependentParameter: eccBlocks,
  }));

function erase(type: number, goOn: GoOn): Work {
  if (type !== blankingType.disc && type !== blankingType.minimal) throw invalidField('blankingType');
  const isMinimal = type === blankingType.minimal;
  goOn(blankState(isMinimal));
  return { durationMs: quickMs, recordedBlocks: isMinimal ? leadBlocks : capacityBlocks, told: 'operation' };
}

/** The medium as the formats that begin from scratch leave it. */
function formatAnew({ formatType: type, numberOfBlocks }: FormatDescriptor, goOn: GoOn): Work {
  const formattedBlocks = alignUp(numberOfBlocks, eccBlocks);
  const isIntermediate = type === formatType.quick;
  goOn({ medium: name, recording: 'overwrite', formattedBlocks, isIntermediate });
  return { durationMs: quickMs, recordedBlocks: leadBlocks + formattedBlocks, told: 'format' };
}

class SequentialDvdRw extends SequentialMedium<SequentialRwState> implements Recorder {
  readonly #goOn: GoOn;

  constructor(disc: Disc, goOn: GoOn) {
    super(disc, dvdMinusRules(profile.dvdRwSequential), blankState(false));
    this.#goOn = goOn;
  }

  protected override get isIncremental(): boolean {
    return !this.state.isMinimallyBlanked;
  }

  get discStructures(): DiscStructures {
    const { borders } = this;
    return new Map(dvdMinusStructures(name, this.stock, { blocks: borders.end || capacityBlocks }, borders));
  }

  get featureChanges(): Readonly<Record<number, boolean>> {
    return { [incrementalStreamingWritable.code]: this.isIncremental };
  }

  blank(type: number): Work {
    return erase(type, this.#goOn);
  }

  formatCapacities(): FormatCapacities {
    return this.isBlank
      ? capacitiesOf(unformatted, capacityBlocks, freshFormats)
      : capacitiesOf(formatted, this.blockCount, freshFormats);
  }

  format(descriptor: FormatDescriptor): Work {
    chooseFormat(freshFormats, descriptor);
    return formatAnew(descriptor, this.#goOn);
  }
}

class OverwritableDvdRw extends StoredMedium<OverwriteState> implements Recorder {
  readonly profile = profile.dvdRwRestrictedOverwrite;
  readonly featureChanges = {};
  readonly #goOn: GoOn;

  constructor(disc: Disc, goOn: GoOn) {
    super(disc, disc.store.state as OverwriteState);
    this.#goOn = goOn;
  }

  get blockCount(): number {
    return this.state.formattedBlocks;
  }

  get discStructures(): DiscStructures {
    return new Map(dvdMinusStructures(name, this.stock, { blocks: capacityBlocks }, { end: 0, next: 0 }));
  }

  get completeSessions(): number {
    return this.state.isIntermediate ? 0 : 1;
  }

  get recorder(): Recorder {
    return this;
  }

  get logicalTracks(): readonly LogicalTrack[] {
    const { formattedBlocks, isIntermediate } = this.state;
    return [
      {
        ...dataTrackInCommon,
        number: 1,
        sessionNumber: 1,
        startAddress: 0,
        sizeBlocks: isIntermediate ? capacityBlocks : formattedBlocks,
        isBlank: formattedBlocks === 0,
        isIncremental: true,
        fixedPacketBlocks: eccBlocks,
        ...(isIntermediate && formattedBlocks < capacityBlocks
          ? { nextWritableAddress: formattedBlocks, freeBlocks: capacityBlocks - formattedBlocks }
          : {}),
      },
    ];
  }

  get discInformation(): Input<typeof discInformation> {
    const { isIntermediate } = this.state;
    return {
      ...oneTrackDisc,
      stateOfLastSession: isIntermediate ? sessionState.incomplete : sessionState.complete,
      discStatus: isIntermediate ? discStatus.incomplete : discStatus.finalized,
    };
  }

  protected extentAt(logicalBlockAddress: number): Extent | undefined {
    const end = this.blockCount;
    return logicalBlockAddress < end ? { end, storedEnd: end } : undefined;
  }

  write({ logicalBlockAddress, count, data }: WriteRequest): void {
    const { formattedBlocks, isIntermediate } = this.state;
    const end = logicalBlockAddress + count;
    if (logicalBlockAddress < 0 || end > (isIntermediate ? capacityBlocks : formattedBlocks)) throw addressOutOfRange();
    if (logicalBlockAddress % eccBlocks !== 0 || logicalBlockAddress > formattedBlocks) throw invalidAddressForWrite();
    if (count % eccBlocks !== 0) throw invalidField('transferLengthBlocks');
    this.store.write(logicalBlockAddress * blockLengthBytes, count * blockLengthBytes, data, 0);
    if (end > formattedBlocks) this.state = { ...this.state, formattedBlocks: end };
  }

  synchronizeCache(): Work {
    this.commit();
    return { durationMs: flushMs, told: 'longWrite' };
  }

  closeTrackSession(code: number, _trackNumber: number, _parameters: WriteParameters): Work {
    const { track, session, finalizeDvdRw } = closeFunction;
    if (code !== track && code !== session && code !== finalizeDvdRw) throw invalidField('closeFunction');
    const { isIntermediate } = this.state;
    if (code !== track) this.state = { ...this.state, isIntermediate: false };
    this.commit();
    return isIntermediate ? { durationMs: quickMs, recordedBlocks: leadBlocks, told: 'operation' } : noWork;
  }

  blank(type: number): Work {
    return erase(type, this.#goOn);
  }

  get #formats(): readonly FormatChoice[] {
    const { formattedBlocks, isIntermediate } = this.state;
    return isIntermediate ? freshFormats : [...freshFormats, ...growingFormats(capacityBlocks - formattedBlocks)];
  }

  formatCapacities(): FormatCapacities {
    const { formattedBlocks, isIntermediate } = this.state;
    return isIntermediate
      ? capacitiesOf(unknownCapacity, capacityBlocks, this.#formats)
      : capacitiesOf(formatted, formattedBlocks, this.#formats);
  }

  format(descriptor: FormatDescriptor): Work {
    const { formatType: type } = chooseFormat(this.#formats, descriptor);
    if (freshFormats.some((choice) => choice.formatType === type)) return formatAnew(descriptor, this.#goOn);
    const added = alignUp(descriptor.numberOfBlocks, eccBlocks);
    this.state = {
      ...this.state,
      formattedBlocks: this.state.formattedBlocks + added,
      isIntermediate: type === formatType.quickGrowLastBorder,
    };
    this.commit();
    return { durationMs: quickMs, recordedBlocks: leadBlocks + added, told: 'format' };
  }

  calibratePower(): Work {
    return { durationMs: calibrationMs, told: 'operation' };
  }
}

/** A DVD-RW over a store: what it is changes with BLANK and FORMAT UNIT, and its profile with it. */
export class DvdRw implements BlockMedium {
  readonly kind = 'dvd';
  readonly name = name;
  readonly maximumWriteSpeed = stock[name].maximumWriteSpeed;
  readonly #disc: Disc;
  #current: SequentialDvdRw | OverwritableDvdRw;

  constructor(store: RecordingStore) {
    this.#disc = { name, store };
    this.#current = this.#open();
  }

  #open(): SequentialDvdRw | OverwritableDvdRw {
    const goOn = (state: RwState) => {
      beginAnew(this.#disc.store, state);
      this.#current = this.#open();
    };
    const isOverwritable = (this.#disc.store.state as RwState | undefined)?.recording === 'overwrite';
    return isOverwritable ? new OverwritableDvdRw(this.#disc, goOn) : new SequentialDvdRw(this.#disc, goOn);
  }

  get profile(): number {
    return this.#current.profile;
  }

  get featureChanges(): Readonly<Record<number, boolean>> {
    return this.#current.featureChanges;
  }

  get blockCount(): number {
    return this.#current.blockCount;
  }

  get logicalTracks(): readonly LogicalTrack[] {
    return this.#current.logicalTracks;
  }

  get discInformation(): Input<typeof discInformation> {
    return this.#current.discInformation;
  }

  get discStructures(): DiscStructures {
    return this.#current.discStructures;
  }

  get completeSessions(): number {
    return this.#current.completeSessions;
  }

  get recorder(): Recorder | undefined {
    return this.#current.recorder;
  }

  readUserData(logicalBlockAddress: number, count: number, into: Uint8Array, offset: number): void {
    this.#current.readUserData(logicalBlockAddress, count, into, offset);
  }

  close(): void {
    this.#current.close();
  }
}
