import { defineCommand } from '../command.js';
import { rawSense } from '../data/raw-sense.js';
import { bits, flag, reserved, u8 } from '../layout/index.js';

/** REQUEST SENSE: the sense data the drive has at hand, as bytes for `decodeSense`. */
export const requestSense = defineCommand({
  name: 'REQUEST SENSE',
  id: 'requestSense',
  operationCode: 0x03,
  standard: 'SPC-4',
  cdbLength: 6,
  fields: [bits({ _: 7, desc: flag }), reserved(2), u8('allocationLength')],
  defaults: { allocationLength: 252 },
  transfer: { direction: 'in', layout: rawSense, length: 'allocationLength' },
  timeoutGroup: 'none',
  features: [0x0001, 0x0023, 0x0035],
});
