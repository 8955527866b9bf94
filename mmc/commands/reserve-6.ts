import { defineCommand } from '../command.js';
import { reserved } from '../layout/index.js';
import { getConfiguration } from './get-configuration.js';
import { getEventStatusNotification } from './get-event-status-notification.js';
import { inquiry } from './inquiry.js';
import { release6 } from './release-6.js';
import { release10 } from './release-10.js';
import { reportLuns } from './report-luns.js';
import { requestSense } from './request-sense.js';

/** RESERVE(6): keeps other initiators out. Third-party and extent reservations are obsolete and not in its fields. */
export const reserve6 = defineCommand({
  name: 'RESERVE(6)',
  id: 'reserve6',
  operationCode: 0x16,
  standard: 'SPC-2',
  cdbLength: 6,
  fields: [reserved(4)],
  transfer: { direction: 'none' },
  changes: 'drive',
});

/** Operation codes of the commands that the RESERVE of another initiator does not keep out (SPC-2, MMC-6). */
export const servedDuringReservation: ReadonlySet<number> = new Set(
  [inquiry, requestSense, reportLuns, release6, release10, getConfiguration, getEventStatusNotification].map(
    ({ operationCode }) => operationCode,
  ),
);
