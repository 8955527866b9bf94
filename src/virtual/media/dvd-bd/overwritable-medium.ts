/** Media any block of which can be written at any time once they are formatted: DVD-RAM and BD-RE. */
import { type discInformation, discStatus, formatType, type Input, sessionState } from '../../../../mmc/index.js';
import { addressOutOfRange, cannotWriteFormat } from '../../refusal.js';
import { blockLengthBytes, type LogicalTrack } from '../medium.js';
import type { FormatCapacities, Recorder, Work, WriteRequest } from '../recorder.js';
import {
  capacitiesOf,
  chooseFormat,
  type FormatChoice,
  type FormatDescriptor,
  formatted,
  unformatted,
} from './formats.js';
import { leadBlocks } from './stock.js';
import {
  type Disc,
  type DiscState,
  dataTrackInCommon,
  type Extent,
  oneTrackDisc,
  StoredMedium,
} from './stored-medium.js';

export interface OverwritableState extends DiscState {
  /** The format that it has; undefined: none. */
  readonly format?: { readonly formatType: number; readonly formatSubType: number; readonly numberOfBlocks: number };
}

/** What sets one such medium apart from another. */
export interface OverwritableRules {
  readonly profile: number;
  readonly discStatus: number;
  readonly formats: readonly FormatChoice[];
}

const flushMs = 500;
const quickFormatMs = 2000;
const calibrationMs = 2000;
/** Sub-type of formats 30h and 31h: every block is tried. */
const fullCertification = 2;

export abstract class OverwritableMedium<S extends OverwritableState = OverwritableState>
  extends StoredMedium<S>
  implements Recorder
{
  protected readonly rules: OverwritableRules;

  constructor(disc: Disc, rules: OverwritableRules, blank: S) {
    super(disc, blank);
    this.rules = rules;
  }

  get profile(): number {
    return this.rules.profile;
  }

  /** What it is formatted as; undefined: it is not. */
  get currentFormat(): OverwritableState['format'] {
    return this.state.format;
  }

  get blockCount(): number {
    return this.state.format?.numberOfBlocks ?? 0;
  }

  get completeSessions(): number {
    return this.state.format ? 1 : 0;
  }

  get recorder(): Recorder {
    return this;
  }

  get logicalTracks(): readonly LogicalTrack[] {
    const isBlank = this.state.format === undefined;
    return [
      {
        ...dataTrackInCommon,
        number: 1,
        sessionNumber: 1,
        startAddress: 0,
        sizeBlocks: isBlank ? this.stock.capacityBlocks : this.blockCount,
        blockingFactor: this.stock.eccBlocks,
        isBlank,
      },
    ];
  }

  get discInformation(): Input<typeof discInformation> {
    const isBlank = this.state.format === undefined;
    return {
      ...oneTrackDisc,
      stateOfLastSession: isBlank ? sessionState.empty : sessionState.complete,
      discStatus: isBlank ? discStatus.empty : this.rules.discStatus,
    };
  }

  protected extentAt(logicalBlockAddress: number): Extent | undefined {
    const end = this.blockCount;
    return logicalBlockAddress < end ? { end, storedEnd: end } : undefined;
  }

  write({ logicalBlockAddress, count, data }: WriteRequest): void {
    if (!this.state.format) throw cannotWriteFormat();
    if (logicalBlockAddress < 0 || logicalBlockAddress + count > this.blockCount) throw addressOutOfRange();
    this.store.write(logicalBlockAddress * blockLengthBytes, count * blockLengthBytes, data, 0);
  }

  synchronizeCache(): Work {
    this.commit();
    return { durationMs: flushMs, told: 'longWrite' };
  }

  formatCapacities(): FormatCapacities {
    const { format } = this.state;
    return format
      ? capacitiesOf(formatted, format.numberOfBlocks, this.rules.formats)
      : capacitiesOf(unformatted, this.stock.capacityBlocks, this.rules.formats);
  }

  format(descriptor: FormatDescriptor): Work {
    chooseFormat(this.rules.formats, descriptor);
    const { formatType, formatSubType, numberOfBlocks } = descriptor;
    this.startOver({ ...this.state, format: { formatType, formatSubType, numberOfBlocks } });
    return { durationMs: quickFormatMs, recordedBlocks: this.#formatBlocks(descriptor), told: 'format' };
  }

  calibratePower(): Work {
    return { durationMs: calibrationMs, told: 'operation' };
  }

  #formatBlocks({ formatType: type, formatSubType, fov, dcrt }: FormatDescriptor): number {
    const isWithoutSub = type === formatType.full && this.stock.kind === 'dvd';
    const certifies = isWithoutSub ? !(fov && dcrt) : formatSubType === fullCertification;
    return certifies ? this.stock.capacityBlocks : leadBlocks;
  }
}
