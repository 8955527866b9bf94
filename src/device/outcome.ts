import { type Command, describeSense, hex, type Sense } from '../../mmc/index.js';
import type { Completion } from '../transport/transport.js';
import { scsiStatus, statusName } from '../transport/transport.js';

/**
 * How a command ended, as the target told it:
 *
 * - `good`: GOOD
 * - `recovered`: CHECK CONDITION with RECOVERED ERROR, not deferred: it was executed, with a remark
 * - `checkCondition`: CHECK CONDITION, the sense says why
 * - `status`: any other SCSI status
 */
export type OutcomeKind = 'good' | 'recovered' | 'checkCondition' | 'status';

/** The result of one command, all of it. */
export interface Outcome<X extends Command = Command> {
  readonly kind: OutcomeKind;
  readonly command: X;
  readonly cdb: Uint8Array;
  readonly completion: Completion;
  /** Decoded sense, where there was any. */
  readonly sense: Sense | undefined;
  /** Data-in as bytes, cut to what was transferred; empty for other directions. */
  readonly data: Uint8Array;
  /** How often it was sent. */
  readonly sends: number;
}

const senseKeyRecoveredError = 0x1;

/** Puts a completion in its category. */
export function outcomeKindOf(status: number, sense: Sense | undefined): OutcomeKind {
  if (status === scsiStatus.good) return 'good';
  if (status !== scsiStatus.checkCondition) return 'status';
  return sense?.senseKey === senseKeyRecoveredError && !sense.deferred ? 'recovered' : 'checkCondition';
}

/** The target answered CHECK CONDITION. */
export class CheckConditionError extends Error {
  override readonly name = 'CheckConditionError';
  constructor(readonly outcome: Outcome) {
    const { command, cdb, sense } = outcome;
    const reason = sense ? describeSense(sense, command, cdb) : 'CHECK CONDITION without sense data';
    super(`${command.name}: ${reason} (CDB ${hex(cdb)})`);
  }
  /** Decoded sense; undefined where the target gave none. */
  get sense(): Sense | undefined {
    return this.outcome.sense;
  }
}

/** The target answered a status that is neither GOOD nor CHECK CONDITION. */
export class StatusError extends Error {
  override readonly name = 'StatusError';
  constructor(readonly outcome: Outcome) {
    const { command, cdb, completion } = outcome;
    super(`${command.name}: SCSI status ${statusName(completion.status)} (CDB ${hex(cdb)})`);
  }
  /** SCSI status byte. */
  get status(): number {
    return this.outcome.completion.status;
  }
}
