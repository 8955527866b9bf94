import type { TransportErrorKind } from '../transport-error.js';

/** One value of `host_status`. */
export interface HostStatus {
  readonly name: string;
  /** `completed`: the target did answer, the SCSI status says what. */
  readonly kind: TransportErrorKind | 'completed';
}

/** Values of `host_status`, by number. Source: Linux `include/scsi/scsi_status.h`. */
const hostStatuses: readonly HostStatus[] = [
  { name: 'DID_OK', kind: 'completed' },
  { name: 'DID_NO_CONNECT', kind: 'selectionTimeout' },
  { name: 'DID_BUS_BUSY', kind: 'busy' },
  { name: 'DID_TIME_OUT', kind: 'timeout' },
  { name: 'DID_BAD_TARGET', kind: 'noDevice' },
  { name: 'DID_ABORT', kind: 'aborted' },
  { name: 'DID_PARITY', kind: 'busError' },
  { name: 'DID_ERROR', kind: 'hostError' },
  { name: 'DID_RESET', kind: 'busReset' },
  { name: 'DID_BAD_INTR', kind: 'hostError' },
  { name: 'DID_PASSTHROUGH', kind: 'completed' },
  { name: 'DID_SOFT_ERROR', kind: 'hostError' },
  { name: 'DID_IMM_RETRY', kind: 'hostError' },
  { name: 'DID_REQUEUE', kind: 'hostError' },
  { name: 'DID_TRANSPORT_DISRUPTED', kind: 'hostError' },
  { name: 'DID_TRANSPORT_FAILFAST', kind: 'noDevice' },
  { name: 'DID_TARGET_FAILURE', kind: 'hostError' },
  { name: 'DID_NEXUS_FAILURE', kind: 'completed' },
  { name: 'DID_ALLOC_FAILURE', kind: 'hostError' },
  { name: 'DID_MEDIUM_ERROR', kind: 'hostError' },
  { name: 'DID_TRANSPORT_MARGINAL', kind: 'hostError' },
];

const firstMadeFromAnswer = 0x10;
const lastMadeFromAnswer = 0x13;
const reservationConflict = 0x18;
const nexusFailure = 0x11;

/** Name and meaning of `hostStatus`; a number the kernel has not defined yet is a host error without a name. */
export function hostStatusOf(
  hostStatus: number,
): HostStatus | { readonly name: undefined; readonly kind: 'hostError' } {
  return hostStatuses[hostStatus] ?? { name: undefined, kind: 'hostError' };
}

/**
 * The SCSI status of a command, or undefined where the target gave no answer.
 *
 * Kernels before 6.1 note what they made of an answer in `host_status` (DID_TARGET_FAILURE for an illegal request,
 * DID_MEDIUM_ERROR for an unrecovered read error, …). With a status beside it, that is an answer like any other.
 */
export function answeredStatus(hostStatus: number, status: number): number | undefined {
  if (hostStatusOf(hostStatus).kind === 'completed')
    return hostStatus === nexusFailure && status === 0 ? reservationConflict : status;
  const isMadeFromAnswer = hostStatus >= firstMadeFromAnswer && hostStatus <= lastMadeFromAnswer;
  return isMadeFromAnswer && status !== 0 ? status : undefined;
}
