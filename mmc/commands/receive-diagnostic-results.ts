import { defineCommand } from '../command.js';
import { diagnosticPage } from '../data/diagnostic-page.js';
import { bits, flag, u8, u16be } from '../layout/index.js';

/** RECEIVE DIAGNOSTIC RESULTS: with `pcv` the diagnostic page `pageCode`, else what the last SEND DIAGNOSTIC left. */
export const receiveDiagnosticResults = defineCommand({
  name: 'RECEIVE DIAGNOSTIC RESULTS',
  id: 'receiveDiagnosticResults',
  operationCode: 0x1c,
  standard: 'SPC-4',
  cdbLength: 6,
  fields: [bits({ _: 7, pcv: flag }), u8('pageCode'), u16be('allocationLength')],
  defaults: { allocationLength: 4096 },
  transfer: { direction: 'in', layout: diagnosticPage, length: 'allocationLength' },
});
