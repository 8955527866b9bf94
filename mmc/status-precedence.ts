/**
 * What a command is answered with when it is not carried out, and several things keep it from that: unit attentions and
 * reservations. SAM-3 and later ("Status precedence") put them in this order:
 *
 * 1. a unit attention after a reset, a power-on or the loss of the I_T nexus
 * 2. RESERVATION CONFLICT
 * 3. every other unit attention
 *
 * In SAM-2 a conflict came before everything. The exception is for reservations that outlast a power cycle: an initiator
 * has to hear that the device was reset, whoever holds it.
 */
import { getConfiguration } from './commands/get-configuration.js';
import { getEventStatusNotification } from './commands/get-event-status-notification.js';
import { inquiry } from './commands/inquiry.js';
import { release6 } from './commands/release-6.js';
import { release10 } from './commands/release-10.js';
import { reportLuns } from './commands/report-luns.js';
import { requestSense } from './commands/request-sense.js';

/** What a unit attention is about. */
export interface AttentionCode {
  readonly asc: number;
  readonly ascq: number;
}

const tellsOfTheDevice = [inquiry, requestSense, reportLuns, getConfiguration, getEventStatusNotification];
const operationCodes = (commands: readonly { readonly operationCode: number }[]): ReadonlySet<number> =>
  new Set(commands.map(({ operationCode }) => operationCode));

/** Operation codes of the commands that are carried out whatever unit attentions are waiting (SPC-4, MMC-6). */
export const servedDuringUnitAttention: ReadonlySet<number> = operationCodes(tellsOfTheDevice);

/** Operation codes of the commands that the RESERVE of another initiator does not keep out (SPC-2, MMC-6). */
export const servedDuringReservation: ReadonlySet<number> = operationCodes([...tellsOfTheDevice, release6, release10]);

/** ASC of every unit attention that tells of a power-on, a reset, or a lost I_T nexus. */
const resetOccurred = 0x29;
/** ASC and ASCQ of COMMANDS CLEARED BY POWER LOSS NOTIFICATION. */
const clearedByPowerLoss: AttentionCode = { asc: 0x2f, ascq: 0x01 };

/** Whether a unit attention comes before RESERVATION CONFLICT, and before other unit attentions. */
const isUrgent = ({ asc, ascq }: AttentionCode): boolean =>
  asc === resetOccurred || (asc === clearedByPowerLoss.asc && ascq === clearedByPowerLoss.ascq);

/** Of the unit attentions that wait, the one that is told first. */
export const firstAttention = <A extends AttentionCode>(waiting: readonly A[]): A | undefined =>
  waiting.find(isUrgent) ?? waiting[0];

/**
 * What a command meets that is not carried out: a unit attention, which is told with that, or the reservation of another
 * initiator. Undefined: neither. `isReserved` says whether a reservation keeps this command out.
 */
export function obstacleOf<A extends AttentionCode>(
  operationCode: number,
  waiting: readonly A[],
  isReserved: boolean,
): A | 'reservation' | undefined {
  const attention = servedDuringUnitAttention.has(operationCode) ? undefined : firstAttention(waiting);
  return isReserved && !(attention && isUrgent(attention)) ? 'reservation' : attention;
}
