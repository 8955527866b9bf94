import type { TransportError } from '../transport/transport-error.js';
import type { Outcome } from './outcome.js';

/** One attempt that did not end in GOOD, as a retry policy sees it. */
export interface Attempt {
  /** How the target ended it; undefined where the transport failed. */
  readonly outcome: Outcome | undefined;
  /** Why there was no answer; undefined where the target answered. */
  readonly error: TransportError | undefined;
  /** How often the command was sent so far, this attempt included. */
  readonly sends: number;
}

/** Decides after a failed attempt: milliseconds to wait before the next one, or undefined to stop. */
export type RetryPolicy = (attempt: Attempt) => number | undefined;

/** Every command is sent once: the default. Nothing happens behind the caller's back. */
export const neverRetry: RetryPolicy = () => undefined;

const unitAttention = 0x6;
const notReady = 0x2;
const logicalUnitNotReady = 0x04;
const becomingReady = 0x01;

/**
 * Sends again after a unit attention (it says what happened before, and is reported once) and while the drive is
 * becoming ready; everything else is final.
 */
export function patientRetry(options: { maximumSends?: number; becomingReadyDelayMs?: number } = {}): RetryPolicy {
  const { maximumSends = 20, becomingReadyDelayMs = 500 } = options;
  return ({ outcome, sends }) => {
    const sense = outcome?.kind === 'checkCondition' ? outcome.sense : undefined;
    if (!sense || sends >= maximumSends) return undefined;
    if (sense.senseKey === unitAttention) return 0;
    const isBecomingReady =
      sense.senseKey === notReady && sense.asc === logicalUnitNotReady && sense.ascq === becomingReady;
    return isBecomingReady ? becomingReadyDelayMs : undefined;
  };
}
