import { defineCommand } from '../command.js';
import { mechanismStatusData } from '../data/mechanism-status-data.js';
import { reserved, u16be } from '../layout/index.js';

/** MECHANISM STATUS: what the drive is doing, its tray, and the slots of a changer. */
export const mechanismStatus = defineCommand({
  name: 'MECHANISM STATUS',
  id: 'mechanismStatus',
  operationCode: 0xbd,
  standard: 'MMC-6',
  cdbLength: 12,
  fields: [reserved(7), u16be('allocationLength'), reserved(1)],
  defaults: { allocationLength: 264 },
  transfer: { direction: 'in', layout: mechanismStatusData, length: 'allocationLength' },
  timeoutGroup: 'none',
  features: [0x0003, 0x0102, 0x0103],
});
