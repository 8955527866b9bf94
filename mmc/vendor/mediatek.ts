/** Commands of ASUS and LITE-ON drives, and of others with MediaTek's controllers. */
import { defineCommand } from '../command.js';
import { reserved, u8, u32be } from '../layout/index.js';

/**
 * READ CACHE (F1h, 06h): bytes of the drive's memory, where the sectors that it read last lie as the disc has them, with
 * sub-channels and C2 errors. Known on the ASUS BW-16D1HT and other drives with MediaTek's controllers. From redumper and
 * Aaru. The last byte is part of the length.
 */
export const mediaTekReadCache = defineCommand({
  name: 'MediaTek READ CACHE',
  id: 'mediaTekReadCache',
  operationCode: 0xf1,
  standard: 'MediaTek',
  cdbLength: 10,
  fields: [u8('function'), u32be('offset'), u32be('lengthBytes')],
  fixed: { function: 0x06 },
  required: ['offset', 'lengthBytes'],
  transfer: { direction: 'in', byteLength: (cdb) => cdb.lengthBytes },
  hasControlByte: false,
});

/**
 * ERROR SCAN (F3h, 0Eh): reads on and counts the errors it corrects, for one interval. LITE-ON drives answer with an
 * address of four bytes and two counts of two. `parameter` is 10h for a DVD, 0 for a CD or BD. From QPxTool.
 */
export const liteOnErrorScan = defineCommand({
  name: 'LITE-ON ERROR SCAN',
  id: 'liteOnErrorScan',
  operationCode: 0xf3,
  standard: 'LITE-ON',
  cdbLength: 12,
  fields: [u8('function'), reserved(6), u8('parameter'), reserved(2)],
  fixed: { function: 0x0e },
  transfer: { direction: 'in', byteLength: () => 16 },
});
