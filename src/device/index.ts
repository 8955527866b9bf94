/**
 * The device layer: declared commands to a logical unit, and what became of them.
 *
 * @module discwire/device
 */
export { Device, type DeviceOptions, type SendOptions } from './device.js';
export { CheckConditionError, type Outcome, type OutcomeKind, StatusError } from './outcome.js';
export { type Attempt, neverRetry, patientRetry, type RetryPolicy } from './retry.js';
