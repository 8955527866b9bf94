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

/** Packs one after the other, as files of them are and as a lead-in has them. */
export const cdTextPacks = record([list(cdTextPack, 'packs')]);

/** Response to READ TOC/PMA/ATIP, format 0101b; what `decodeCdText` makes texts of. */
export const cdTextToc = record([remainingLength(u16be('cdTextDataLength')), reserved(2), list(cdTextPack, 'packs')]);

/** The 36 bytes that the three packs of type 8Fh make together. Counts are by pack type from 80h, the others by block. */
export const cdTextSizeInformation = record([
  u8('characterCode'),
  u8('firstTrackNumber'),
  u8('lastTrackNumber'),
  u8('copyrightFlags'),
  bytes(16, 'packCounts'),
  bytes(8, 'lastSequenceNumbers'),
  bytes(8, 'languageCodes'),
]);

/** Values of `packType` (libburn, libcdio, cdrdao). */
export const cdTextPackType = {
  title: 0x80,
  performer: 0x81,
  songwriter: 0x82,
  composer: 0x83,
  arranger: 0x84,
  message: 0x85,
  discId: 0x86,
  genre: 0x87,
  toc: 0x88,
  toc2: 0x89,
  closed: 0x8d,
  upcEanOrIsrc: 0x8e,
  sizeInformation: 0x8f,
} as const;

/** Values of `characterCode`. Those from 80h on have two bytes a character. */
export const cdTextCharacterCode = {
  iso8859: 0x00,
  ascii: 0x01,
  msJis: 0x80,
  korean: 0x81,
  mandarinChinese: 0x82,
} as const;
