import { defineCommand } from '../command.js';
import { modeSelectParameterList } from '../data/mode-pages/mode-parameter-list.js';
import { bits, flag, reserved, u16be } from '../layout/index.js';

/** MODE SELECT(10): sets mode pages. `pf` (pages as the standard lays them out) is set unless it is given. */
export const modeSelect10 = defineCommand({
  name: 'MODE SELECT(10)',
  id: 'modeSelect10',
  operationCode: 0x55,
  standard: 'SPC-4',
  cdbLength: 10,
  fields: [bits({ _: 3, pf: flag, _1: 2, rtd: flag, sp: flag }), reserved(5), u16be('parameterListLength')],
  defaults: { pf: true },
  transfer: { direction: 'out', layout: modeSelectParameterList, length: 'parameterListLength' },
  changes: 'drive',
  timeoutGroup: '1',
  features: [0x0001],
});
