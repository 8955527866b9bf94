/** Formats: what READ FORMAT CAPACITIES offers, and FORMAT UNIT takes. */
import { capacityDescriptorType, formatDescriptorList, placeOfField, type Value } from '../../../../mmc/index.js';
import { invalidParameter, type Refusal } from '../../refusal.js';
import { blockLengthBytes } from '../medium.js';
import type { FormatCapacities } from '../recorder.js';

/** The list that FORMAT UNIT brings. */
export type FormatDescriptor = Value<typeof formatDescriptorList>;

/** One format that a medium can get. */
export interface FormatChoice {
  readonly formatType: number;
  readonly numberOfBlocks: number;
  /** The least that may be asked for; undefined: just `numberOfBlocks`. */
  readonly minimumBlocks?: number;
  readonly typeDependentParameter: number;
  /** Sub-types; undefined: only 0. */
  readonly subTypes?: readonly number[];
}

/** Any number of blocks does: the drive takes as many as there are. */
export const anyNumberOfBlocks = 0xffff_ffff;

/** 5/26/00 with a pointer to a field of the descriptor. */
export function invalidFormat(name: keyof FormatDescriptor & string): Refusal {
  const { byte, bit } = placeOfField(formatDescriptorList, name);
  return invalidParameter(byte, bit);
}

/** The format that a descriptor asks for. Throws a Refusal that points to what none of them has. */
export function chooseFormat(choices: readonly FormatChoice[], descriptor: FormatDescriptor): FormatChoice {
  const { formatType, formatSubType, numberOfBlocks } = descriptor;
  const ofType = choices.filter((choice) => choice.formatType === formatType);
  if (ofType.length === 0) throw invalidFormat('formatType');
  const ofSubType = ofType.filter(({ subTypes = [0] }) => subTypes.includes(formatSubType));
  if (ofSubType.length === 0) throw invalidFormat('formatSubType');
  const choice = ofSubType.find(
    (choice) =>
      numberOfBlocks <= choice.numberOfBlocks && numberOfBlocks >= (choice.minimumBlocks ?? choice.numberOfBlocks),
  );
  if (!choice) throw invalidFormat('numberOfBlocks');
  return choice;
}

/** READ FORMAT CAPACITIES. `descriptorType` is one of `capacityDescriptorType`. */
export const capacitiesOf = (
  descriptorType: number,
  numberOfBlocks: number,
  choices: readonly FormatChoice[],
): FormatCapacities => ({
  numberOfBlocks,
  descriptorType,
  blockLengthBytes,
  formattableCapacities: choices.map(({ formatType, numberOfBlocks, typeDependentParameter }) => ({
    numberOfBlocks,
    formatType,
    typeDependentParameter,
  })),
});

export const { unformatted, formatted, noMedium: unknownCapacity } = capacityDescriptorType;
