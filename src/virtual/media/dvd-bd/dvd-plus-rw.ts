/** DVD+RW: overwritable at once, while the drive formats it behind what is written. */
import {
  closeFunction,
  type discInformation,
  discStatus,
  formatType,
  type Input,
  mediaEventCode,
} from '../../../../mmc/index.js';
import { invalidField } from '../../refusal.js';
import type { DiscStructures } from '../disc-structure.js';
import { profile } from '../medium.js';
import { type FormatCapacities, noWork, type Work, type WriteParameters, type WriteRequest } from '../recorder.js';
import type { RecordingStore } from '../recording-store.js';
import { dvdPlusStructures } from './dvd-structures.js';
import {
  anyNumberOfBlocks,
  capacitiesOf,
  chooseFormat,
  type FormatChoice,
  type FormatDescriptor,
  formatted,
  invalidFormat,
} from './formats.js';
import { OverwritableMedium, type OverwritableState } from './overwritable-medium.js';
import { leadBlocks, stock } from './stock.js';
import type { Extent } from './stored-medium.js';

interface PlusRwState extends OverwritableState {
  /** Blocks from 0 on that are formatted, or written, which does as well; undefined: all of them. */
  readonly formattedBlocks?: number;
}

/** Values of `bgFormatStatus`. */
const backgroundFormatStatus = { none: 0, stopped: 1, running: 2, complete: 3 } as const;

const name = 'dvd+rw';
const { capacityBlocks } = stock[name];

const formats: readonly FormatChoice[] = [
  {
    formatType: formatType.dvdPlusRwBasic,
    numberOfBlocks: capacityBlocks,
    minimumBlocks: 0,
    typeDependentParameter: 0,
  },
];

/** Bit of the type dependent parameter: go on where the last format was stopped. */
const restart = 1;
const leadMs = 2000;

/** A DVD+RW over a store. */
export class DvdPlusRw extends OverwritableMedium<PlusRwState> {
  /** The drive goes on formatting. Gone with the power, or with the medium. */
  #isFormatting = false;
  /** The part of a block that is formatted already. */
  #partOfBlock = 0;

  constructor(store: RecordingStore) {
    super({ name, store }, { profile: profile.dvdPlusRw, discStatus: discStatus.finalized, formats }, { medium: name });
  }

  get discStructures(): DiscStructures {
    return new Map(dvdPlusStructures(name, this.stock, { blocks: capacityBlocks }));
  }

  override get discInformation(): Input<typeof discInformation> {
    return { ...super.discInformation, bgFormatStatus: this.#status };
  }

  get #status(): number {
    const { none, stopped, running, complete } = backgroundFormatStatus;
    if (!this.state.format) return none;
    if (this.state.formattedBlocks === undefined) return complete;
    return this.#isFormatting ? running : stopped;
  }

  protected override extentAt(logicalBlockAddress: number): Extent | undefined {
    const end = this.state.formattedBlocks ?? this.blockCount;
    return logicalBlockAddress < end ? { end, storedEnd: end } : undefined;
  }

  override write(request: WriteRequest): void {
    super.write(request);
    this.#formatUpTo(request.logicalBlockAddress + request.count);
  }

  override formatCapacities(): FormatCapacities {
    const { formattedBlocks, format } = this.state;
    return format && formattedBlocks !== undefined
      ? capacitiesOf(formatted, formattedBlocks, formats)
      : super.formatCapacities();
  }

  override format(descriptor: FormatDescriptor): Work {
    const { numberOfBlocks, typeDependentParameter } = descriptor;
    chooseFormat(formats, numberOfBlocks === anyNumberOfBlocks ? { ...descriptor, numberOfBlocks: 0 } : descriptor);
    if ((typeDependentParameter & restart) !== 0) {
      if (!this.state.format) throw invalidFormat('typeDependentParameter');
      this.#isFormatting = this.state.formattedBlocks !== undefined;
      return { durationMs: 0, told: 'format', mediaEvent: mediaEventCode.backgroundFormatRestarted };
    }
    this.#isFormatting = true;
    this.startOver({
      medium: name,
      format: { formatType: formatType.dvdPlusRwBasic, formatSubType: 0, numberOfBlocks: capacityBlocks },
      formattedBlocks: 0,
    });
    return { durationMs: leadMs, recordedBlocks: leadBlocks, told: 'format' };
  }

  closeTrackSession(code: number, _trackNumber: number, _parameters: WriteParameters): Work {
    const { stopBackgroundFormat, session, finalizeDvdRw } = closeFunction;
    if (code !== stopBackgroundFormat && code !== session && code !== finalizeDvdRw)
      throw invalidField('closeFunction');
    if (code === finalizeDvdRw && this.state.format) this.#formatUpTo(capacityBlocks);
    const wasFormatting = this.#isFormatting;
    this.#isFormatting = false;
    this.commit();
    return wasFormatting ? { durationMs: leadMs, recordedBlocks: leadBlocks, told: 'operation' } : noWork;
  }

  /** Time for so many blocks has passed. Tells whether the format is complete by it. */
  formatInBackground(blocks: number): boolean {
    const { formattedBlocks } = this.state;
    if (!this.#isFormatting || formattedBlocks === undefined) return false;
    const upTo = Math.min(capacityBlocks, formattedBlocks + this.#partOfBlock + blocks);
    this.#partOfBlock = upTo % 1;
    this.#formatUpTo(Math.floor(upTo));
    return this.state.formattedBlocks === undefined;
  }

  /** How much of it is done, 0 to 1; undefined where it does not run. */
  backgroundFormatDone(): number | undefined {
    const { formattedBlocks } = this.state;
    return this.#isFormatting && formattedBlocks !== undefined ? formattedBlocks / capacityBlocks : undefined;
  }

  #formatUpTo(block: number): void {
    const { formattedBlocks, ...rest } = this.state;
    if (formattedBlocks === undefined || block <= formattedBlocks) return;
    this.state = block < capacityBlocks ? { ...rest, formattedBlocks: block } : rest;
    if (block >= capacityBlocks) this.#isFormatting = false;
  }
}
