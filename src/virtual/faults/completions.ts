/** Answers that are not the drive's own. */
import { encodeSense, type SenseInput } from '../../../mmc/index.js';
import { type Completion, scsiStatus } from '../../transport/transport.js';

const noBytes = new Uint8Array(0);

/** CHECK CONDITION with this sense. */
export const checkCondition = (sense: SenseInput, transferredBytes = 0): Completion => ({
  status: scsiStatus.checkCondition,
  sense: encodeSense(sense),
  transferredBytes,
  durationMs: 0,
  native: {},
});

/** A status alone. */
export const bareStatus = (status: number): Completion => ({
  status,
  sense: noBytes,
  transferredBytes: 0,
  durationMs: 0,
  native: {},
});
