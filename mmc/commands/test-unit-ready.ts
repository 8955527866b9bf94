import { defineCommand } from '../command.js';
import { reserved } from '../layout/index.js';

/** TEST UNIT READY: GOOD when the medium can be accessed, otherwise sense data that says why not. */
export const testUnitReady = defineCommand({
  name: 'TEST UNIT READY',
  id: 'testUnitReady',
  operationCode: 0x00,
  standard: 'SPC-4',
  cdbLength: 6,
  fields: [reserved(4)],
  transfer: { direction: 'none' },
  timeoutGroup: '1',
  features: [0x0001],
  timeoutMs: 20_000,
});
