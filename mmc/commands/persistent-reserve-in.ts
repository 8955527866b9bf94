import { defineCommand } from '../command.js';
import {
  persistentReservation,
  persistentReserveCapabilities,
  persistentReserveFullStatus,
  persistentReserveKeys,
} from '../data/persistent-reserve.js';
import { bits, reserved, u16be } from '../layout/index.js';

const common = {
  operationCode: 0x5e,
  standard: 'SPC-4',
  cdbLength: 10,
  fields: [bits({ _: 3, serviceAction: 5 }), reserved(5), u16be('allocationLength')],
} as const;

/** PERSISTENT RESERVE IN, service action 00h: the keys that initiators registered. */
export const persistentReserveInReadKeys = defineCommand({
  ...common,
  name: 'PERSISTENT RESERVE IN (READ KEYS)',
  id: 'persistentReserveInReadKeys',
  fixed: { serviceAction: 0x00 },
  defaults: { allocationLength: 8192 },
  transfer: { direction: 'in', layout: persistentReserveKeys, length: 'allocationLength' },
});

/** PERSISTENT RESERVE IN, service action 01h: who holds the reservation. */
export const persistentReserveInReadReservation = defineCommand({
  ...common,
  name: 'PERSISTENT RESERVE IN (READ RESERVATION)',
  id: 'persistentReserveInReadReservation',
  fixed: { serviceAction: 0x01 },
  defaults: { allocationLength: 24 },
  transfer: { direction: 'in', layout: persistentReservation, length: 'allocationLength' },
});

/** PERSISTENT RESERVE IN, service action 02h: what the device can do. */
export const persistentReserveInReportCapabilities = defineCommand({
  ...common,
  name: 'PERSISTENT RESERVE IN (REPORT CAPABILITIES)',
  id: 'persistentReserveInReportCapabilities',
  fixed: { serviceAction: 0x02 },
  defaults: { allocationLength: 8 },
  transfer: { direction: 'in', layout: persistentReserveCapabilities, length: 'allocationLength' },
});

/** PERSISTENT RESERVE IN, service action 03h: every registration, with the initiator it came from. */
export const persistentReserveInReadFullStatus = defineCommand({
  ...common,
  name: 'PERSISTENT RESERVE IN (READ FULL STATUS)',
  id: 'persistentReserveInReadFullStatus',
  fixed: { serviceAction: 0x03 },
  defaults: { allocationLength: 8192 },
  transfer: { direction: 'in', layout: persistentReserveFullStatus, length: 'allocationLength' },
});
