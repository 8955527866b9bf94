import { defineCommand } from '../command.js';
import { cueSheet } from '../data/cue-sheet.js';
import { reserved, u24be } from '../layout/index.js';

/** SEND CUE SHEET: how a disc is laid out that is going to be written session at once. */
export const sendCueSheet = defineCommand({
  name: 'SEND CUE SHEET',
  id: 'sendCueSheet',
  operationCode: 0x5d,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [reserved(5), u24be('cueSheetSizeBytes')],
  transfer: { direction: 'out', layout: cueSheet, length: 'cueSheetSizeBytes' },
  changes: 'drive',
  timeoutGroup: '1',
  features: [0x002e],
});
