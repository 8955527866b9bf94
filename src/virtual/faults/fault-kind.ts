/** What a kind of fault is. */
import type { Completion, TransferRequest } from '../../transport/transport.js';
import type { NoAnswer } from '../no-answer.js';
import type { FaultContext } from './fault-context.js';
import {
  type BlockRange,
  blockRange,
  commands,
  integer,
  type Member,
  optional,
  orElse,
  probability,
  type ValuesOf,
} from './members.js';

/** Chance for one fault at one moment: 0 to less than 1, the same for the same numbers. */
export type Chance = (...what: readonly number[]) => number;

/** A command that the fault was chosen for. */
export interface Struck {
  readonly context: FaultContext;
  readonly chance: Chance;
  /** How many commands the fault was chosen for, this one included. */
  readonly times: number;
  /** Whether a block is one of those that the fault is about. */
  readonly hits: (logicalBlockAddress: number) => boolean;
}

/** What a fault does, at the moments of a command. Everything is optional. */
export interface FaultActions {
  /** Answers in place of the drive. Throws NoAnswer where nobody answers. */
  readonly instead?: (struck: Struck) => Completion | NoAnswer | undefined;
  /** What reaches the drive in place of the request. */
  readonly request?: (struck: Struck) => TransferRequest | undefined;
  /** What the initiator gets in place of what the drive answered. */
  readonly answer?: (struck: Struck, completion: Completion) => Completion | NoAnswer | undefined;
  /** Sees every other command, too, once the fault was chosen for one: what the initiator gets in its place. */
  readonly later?: (context: FaultContext) => Completion | undefined;
}

/** Members that every fault has. */
export const commonMembers = {
  commands: optional(commands('The commands that the fault is about. Left out: all that its kind is about.')),
  blocks: optional(blockRange('Only commands that address one of these blocks; and of their blocks, only these.')),
  after: orElse(0, integer(0, 1_000_000_000, 'So many commands that it could strike are spared first.')),
  times: optional(integer(1, 1_000_000_000, 'At most so many commands are struck. Left out: no end.')),
  probability: orElse(
    1,
    probability('How likely each command is struck, or each block where the kind is about blocks.'),
  ),
};

export type CommonValues = ValuesOf<typeof commonMembers>;
type Members = Readonly<Record<string, Member<any>>>;

/** A kind of fault. */
export interface FaultKind {
  readonly kind: string;
  readonly about: string;
  readonly members: Members;
  /** Whether `probability` decides for each block, not for the command. */
  readonly isPerBlock: boolean;
  /** Commands that the kind is about, where `commands` does not name them. */
  readonly appliesTo: (context: FaultContext) => boolean;
  readonly create: (values: any) => FaultActions;
  /** A fault of this kind as it stands in a plan, for the page. */
  readonly example: Readonly<Record<string, unknown>>;
}

/** Declares a kind of fault. */
export const defineFault = <const M extends Members>(kind: {
  readonly kind: string;
  readonly about: string;
  readonly members: M;
  readonly isPerBlock?: boolean;
  readonly appliesTo?: (context: FaultContext) => boolean;
  readonly create: (values: ValuesOf<M>) => FaultActions;
  readonly example: Readonly<Record<string, unknown>>;
}): FaultKind => ({ isPerBlock: false, appliesTo: () => true, ...kind });

export const isInRange = (range: BlockRange | undefined, logicalBlockAddress: number): boolean =>
  range === undefined || (logicalBlockAddress >= range.first && logicalBlockAddress <= range.last);
