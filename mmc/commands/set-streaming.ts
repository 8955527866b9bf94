import { defineCommand } from '../command.js';
import { streamingDbiCacheZones, streamingPerformanceDescriptor } from '../data/performance.js';
import { reserved, u8, u16be } from '../layout/index.js';

const common = {
  operationCode: 0xb6,
  standard: 'MMC-6',
  cdbLength: 12,
  fields: [reserved(7), u8('type'), u16be('parameterListLength')],
  changes: 'drive',
  timeoutGroup: '1',
} as const;

/** SET STREAMING, type 00h: how fast to read and write, for a range of the medium. */
export const setStreaming = defineCommand({
  ...common,
  name: 'SET STREAMING',
  id: 'setStreaming',
  fixed: { type: 0 },
  defaults: { parameterListLength: 28 },
  transfer: { direction: 'out', layout: streamingPerformanceDescriptor, length: 'parameterListLength' },
  features: [0x0029, 0x0107],
});

/** SET STREAMING, type 05h: the zones for which the drive is to remember defective blocks. */
export const setStreamingDbiCacheZone = defineCommand({
  ...common,
  name: 'SET STREAMING (DBI cache zones)',
  id: 'setStreamingDbiCacheZone',
  fixed: { type: 5 },
  transfer: { direction: 'out', layout: streamingDbiCacheZones, length: 'parameterListLength' },
  features: [0x0029],
});
