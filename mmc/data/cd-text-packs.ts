import { bits, bytes, flag, list, record, remainingLength, reserved, u8, u16be } from '../layout/index.js';

/**
 * A CD-TEXT pack: 12 bytes of a text, or of what else `packType` says. `sequenceNumber` counts from 0 in each block.
 * `characterPosition` is how many characters of the text are in packs before this one, 15 for that many or more.
 * `crc` covers the 16 bytes before it, as `cdTextCrc` computes it; drives do not check it.
 */
export const cdTextPack = record([
  u8('packType'),
  bits({ extension: flag, trackNumber: 7 }),
  u8('sequenceNumber'),
  bits({ doubleByte: flag, blockNumber: 3, characterPosition: 4 }),
  bytes(12, 'text'),
  u16be('crc'),
]);

/** Response to READ TOC/PMA/ATIP, format 0101b; what `decodeCdText` makes texts of. */
export const cdTextToc = record([remainingLength(u16be('cdTextDataLength')), reserved(2), list(cdTextPack, 'packs')]);
