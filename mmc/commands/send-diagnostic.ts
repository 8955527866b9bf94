import { defineCommand } from '../command.js';
import { diagnosticPage } from '../data/diagnostic-page.js';
import { bits, flag, reserved, u16be } from '../layout/index.js';

const common = {
  operationCode: 0x1d,
  standard: 'SPC-4',
  cdbLength: 6,
  fields: [
    bits({ selfTestCode: 3, pf: flag, _: 1, selftest: flag, devoffl: flag, unitoffl: flag }),
    reserved(1),
    u16be('parameterListLength'),
  ],
  changes: 'drive',
  timeoutGroup: 'none',
} as const;

/** SEND DIAGNOSTIC: sends a diagnostic page. */
export const sendDiagnostic = defineCommand({
  ...common,
  name: 'SEND DIAGNOSTIC',
  id: 'sendDiagnostic',
  fixed: { selftest: false, selfTestCode: 0 },
  defaults: { pf: true },
  transfer: { direction: 'out', layout: diagnosticPage, length: 'parameterListLength' },
});

/** SEND DIAGNOSTIC: the drive's default self-test. It ends when the test has, with a status that says how. */
export const sendDiagnosticDefaultSelfTest = defineCommand({
  ...common,
  name: 'SEND DIAGNOSTIC (default self-test)',
  id: 'sendDiagnosticDefaultSelfTest',
  fixed: { selftest: true },
  transfer: { direction: 'none' },
  timeoutMs: 600_000,
});

/** SEND DIAGNOSTIC: the self-test `selfTestCode`, one of those in `selfTestCode`. */
export const sendDiagnosticSelfTest = defineCommand({
  ...common,
  name: 'SEND DIAGNOSTIC (self-test)',
  id: 'sendDiagnosticSelfTest',
  fixed: { selftest: false },
  required: ['selfTestCode'],
  transfer: { direction: 'none' },
  // An extended test in the foreground takes hours on some devices.
  timeoutMs: 7_200_000,
});

/** Values of `selfTestCode` (SPC-4, from sg3_utils). */
export const selfTestCode = {
  backgroundShort: 1,
  backgroundExtended: 2,
  abortBackground: 4,
  foregroundShort: 5,
  foregroundExtended: 6,
} as const;
