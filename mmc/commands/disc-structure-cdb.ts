import { bits, reserved, u8, u16be, u32be } from '../layout/index.js';

/** What all siblings of READ DISC STRUCTURE share. */
export const readDiscStructureCdb = {
  operationCode: 0xad,
  standard: 'MMC-6',
  cdbLength: 12,
  fields: [
    bits({ _: 4, mediaType: 4 }),
    u32be('address'),
    u8('layerNumber'),
    u8('formatCode'),
    u16be('allocationLength'),
    bits({ agid: 2, _: 6 }),
  ],
  timeoutGroup: '1',
} as const;

/** What all siblings of SEND DISC STRUCTURE share. Before MMC-5 the media type was reserved. */
export const sendDiscStructureCdb = {
  operationCode: 0xbf,
  standard: 'MMC-6',
  cdbLength: 12,
  fields: [bits({ _: 4, mediaType: 4 }), reserved(5), u8('formatCode'), u16be('structureDataLength'), reserved(1)],
  changes: 'medium',
  timeoutGroup: '1',
} as const;
