import { defineCommand } from '../command.js';
import { lunList } from '../data/lun-list.js';
import { reserved, u8, u32be } from '../layout/index.js';

/** REPORT LUNS: the logical units behind a target. An optical drive has one, a bridge or a combined device more. */
export const reportLuns = defineCommand({
  name: 'REPORT LUNS',
  id: 'reportLuns',
  operationCode: 0xa0,
  standard: 'SPC-4',
  cdbLength: 12,
  fields: [reserved(1), u8('selectReport'), reserved(3), u32be('allocationLength'), reserved(1)],
  defaults: { allocationLength: 2056 },
  transfer: { direction: 'in', layout: lunList, length: 'allocationLength' },
});
