import { defineCommand } from '../command.js';
import { sentEvent } from '../data/event-status.js';
import { bits, flag, reserved, u16be } from '../layout/index.js';

/**
 * SEND EVENT: tells the drive of an event, such as a button. MMC-4 dropped it, and SPC-4 gave its operation code to
 * SECURITY PROTOCOL IN, from which its CDB cannot be told apart: it is in `formerCommands`, not in `mmcCommands`.
 */
export const sendEvent = defineCommand({
  name: 'SEND EVENT',
  id: 'sendEvent',
  operationCode: 0xa2,
  standard: 'MMC-2',
  cdbLength: 12,
  fields: [bits({ _: 7, immed: flag }), reserved(6), u16be('parameterListLength'), reserved(1)],
  transfer: { direction: 'out', layout: sentEvent, length: 'parameterListLength' },
  changes: 'drive',
});
