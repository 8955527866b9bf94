import { defineCommand } from '../command.js';
import { modeSelectParameterList6 } from '../data/mode-pages/mode-parameter-list.js';
import { bits, flag, reserved, u8 } from '../layout/index.js';

/** MODE SELECT(6): sets mode pages, on SCSI drives; ATAPI drives have MODE SELECT(10) only. */
export const modeSelect6 = defineCommand({
  name: 'MODE SELECT(6)',
  id: 'modeSelect6',
  operationCode: 0x15,
  standard: 'SPC-4',
  cdbLength: 6,
  fields: [bits({ _: 3, pf: flag, _1: 2, rtd: flag, sp: flag }), reserved(2), u8('parameterListLength')],
  defaults: { pf: true },
  transfer: { direction: 'out', layout: modeSelectParameterList6, length: 'parameterListLength' },
  changes: 'drive',
  timeoutGroup: '1',
});
