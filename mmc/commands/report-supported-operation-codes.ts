import { defineCommand } from '../command.js';
import { commandDescriptors, commandDescriptorsWithTimeouts, commandSupport } from '../data/supported-commands.js';
import { bits, flag, reserved, u8, u16be, u32be } from '../layout/index.js';

const common = {
  operationCode: 0xa3,
  standard: 'SPC-4',
  cdbLength: 12,
  fields: [
    bits({ _: 3, serviceAction: 5 }),
    bits({ rctd: flag, _: 4, reportingOptions: 3 }),
    u8('requestedOperationCode'),
    u16be('requestedServiceAction'),
    u32be('allocationLength'),
    reserved(1),
  ],
} as const;

/** REPORT SUPPORTED OPERATION CODES: all commands that the device has. */
export const reportSupportedOperationCodes = defineCommand({
  ...common,
  name: 'REPORT SUPPORTED OPERATION CODES',
  id: 'reportSupportedOperationCodes',
  fixed: { serviceAction: 0x0c, reportingOptions: 0, rctd: false },
  defaults: { allocationLength: 8192 },
  transfer: { direction: 'in', layout: commandDescriptors, length: 'allocationLength' },
});

/** REPORT SUPPORTED OPERATION CODES: all commands, with the times they take. */
export const reportSupportedOperationCodesWithTimeouts = defineCommand({
  ...common,
  name: 'REPORT SUPPORTED OPERATION CODES (time-outs)',
  id: 'reportSupportedOperationCodesWithTimeouts',
  fixed: { serviceAction: 0x0c, reportingOptions: 0, rctd: true },
  defaults: { allocationLength: 8192 },
  transfer: { direction: 'in', layout: commandDescriptorsWithTimeouts, length: 'allocationLength' },
});

/** REPORT SUPPORTED OPERATION CODES: whether there is one command. See `reportingOptions`. */
export const reportSupportedOperationCode = defineCommand({
  ...common,
  name: 'REPORT SUPPORTED OPERATION CODES (one command)',
  id: 'reportSupportedOperationCode',
  fixed: { serviceAction: 0x0c },
  required: ['reportingOptions', 'requestedOperationCode'],
  defaults: { allocationLength: 64 },
  transfer: { direction: 'in', layout: commandSupport, length: 'allocationLength' },
});

/** Values of `reportingOptions`: whether a command is named by its operation code, or by a service action as well. */
export const reportingOptions = { all: 0, operationCode: 1, serviceAction: 2, serviceActionIfAny: 3 } as const;
