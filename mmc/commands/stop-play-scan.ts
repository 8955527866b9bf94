import { defineCommand } from '../command.js';
import { reserved } from '../layout/index.js';

/** STOP PLAY/SCAN: end audio play or scan. A drive that does neither may accept or refuse it. */
export const stopPlayScan = defineCommand({
  name: 'STOP PLAY/SCAN',
  id: 'stopPlayScan',
  operationCode: 0x4e,
  standard: 'MMC-3',
  cdbLength: 10,
  fields: [reserved(8)],
  transfer: { direction: 'none' },
  changes: 'drive',
  timeoutGroup: '1',
  features: [0x0103],
});
