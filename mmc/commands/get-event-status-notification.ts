import { defineCommand } from '../command.js';
import { eventStatus } from '../data/event-status.js';
import { bits, flag, reserved, u8, u16be } from '../layout/index.js';

/**
 * GET EVENT STATUS NOTIFICATION: the oldest event of the most urgent class asked for, which it takes from the queue.
 * Asking without `polled` waits for one, and most drives refuse it.
 */
export const getEventStatusNotification = defineCommand({
  name: 'GET EVENT STATUS NOTIFICATION',
  id: 'getEventStatusNotification',
  operationCode: 0x4a,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [
    bits({ _: 7, polled: flag }),
    reserved(2),
    u8('notificationClassRequest'),
    reserved(2),
    u16be('allocationLength'),
  ],
  required: ['notificationClassRequest'],
  defaults: { polled: true, allocationLength: 8 },
  transfer: { direction: 'in', layout: eventStatus, length: 'allocationLength' },
  timeoutGroup: 'none',
  features: [0x0001, 0x0002, 0x0003, 0x0028, 0x0100],
});

/** Bits of `notificationClassRequest`, and of `supportedEventClasses` in the answer. */
export const notificationClassRequest = {
  operationalChange: 0x02,
  powerManagement: 0x04,
  externalRequest: 0x08,
  media: 0x10,
  multiInitiator: 0x20,
  deviceBusy: 0x40,
} as const;
