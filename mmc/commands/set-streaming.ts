import { defineCommand } from '../command.js';
import { streamingPerformanceDescriptor } from '../data/performance.js';
import { reserved, u8, u16be } from '../layout/index.js';

/** SET STREAMING, type 00h: how fast to read and write, for a range of the medium. */
export const setStreaming = defineCommand({
  name: 'SET STREAMING',
  id: 'setStreaming',
  operationCode: 0xb6,
  standard: 'MMC-6',
  cdbLength: 12,
  fields: [reserved(7), u8('type'), u16be('parameterListLength')],
  fixed: { type: 0 },
  defaults: { parameterListLength: 28 },
  transfer: { direction: 'out', layout: streamingPerformanceDescriptor, length: 'parameterListLength' },
  changes: 'drive',
});
