import { bits, list, record, remainingLength, reserved, u8, u16be, u32be } from '../layout/index.js';

const trackDescriptor = record([
  reserved(1),
  bits({ adr: 4, control: 4 }),
  u8('trackNumber'),
  reserved(1),
  u32be('trackStartAddress'),
]);

/** Response to READ TOC/PMA/ATIP, format 0000b: the tracks, and the lead-out as track AAh. */
export const formattedToc = record([
  remainingLength(u16be('tocDataLength')),
  u8('firstTrackNumber'),
  u8('lastTrackNumber'),
  list(trackDescriptor, 'tracks'),
]);
