import { bits, list, record, remainingLength, reserved, u8, u16be, u32be } from '../layout/index.js';

const trackDescriptor = record([
  reserved(1),
  bits({ adr: 4, control: 4 }),
  u8('trackNumber'),
  reserved(1),
  u32be('trackStartAddress'),
]);

/**
 * Response to READ TOC/PMA/ATIP, format 0000b: the tracks, and the lead-out as track AAh. With `msf` in the CDB a
 * `trackStartAddress` is for `msfOfAddress`.
 */
export const formattedToc = record([
  remainingLength(u16be('tocDataLength')),
  u8('firstTrackNumber'),
  u8('lastTrackNumber'),
  list(trackDescriptor, 'tracks'),
]);

/** Response to READ TOC/PMA/ATIP, format 0001b. */
export const multiSessionInformation = record([
  remainingLength(u16be('tocDataLength')),
  u8('firstCompleteSessionNumber'),
  u8('lastCompleteSessionNumber'),
  reserved(1),
  bits({ adr: 4, control: 4 }),
  u8('firstTrackNumberInLastCompleteSession'),
  reserved(1),
  u32be('startAddressOfFirstTrackInLastSession'),
]);

const rawTocDescriptor = record([
  u8('sessionNumber'),
  bits({ adr: 4, control: 4 }),
  u8('tno'),
  u8('point'),
  u8('min'),
  u8('sec'),
  u8('frame'),
  u8('zero'),
  u8('pmin'),
  u8('psec'),
  u8('pframe'),
]);

/**
 * Response to READ TOC/PMA/ATIP, format 0010b: the Q sub-channel of the lead-ins. Times are always minutes, seconds
 * and frames in binary. What a descriptor says depends on `adr` and `point`.
 */
export const rawToc = record([
  remainingLength(u16be('tocDataLength')),
  u8('firstCompleteSessionNumber'),
  u8('lastCompleteSessionNumber'),
  list(rawTocDescriptor, 'descriptors'),
]);

const pmaDescriptor = record([
  reserved(1),
  bits({ adr: 4, control: 4 }),
  u8('tno'),
  u8('point'),
  u8('min'),
  u8('sec'),
  u8('frame'),
  u8('zero'),
  u8('pmin'),
  u8('psec'),
  u8('pframe'),
]);

/**
 * Response to READ TOC/PMA/ATIP, format 0011b: the Q sub-channel of the program memory area. With `adr` 1 a track
 * `point` runs from `pmin`, `psec`, `pframe` to `min`, `sec`, `frame`; with 2 these three are the disc identification.
 */
export const programMemoryArea = record([
  remainingLength(u16be('pmaDataLength')),
  reserved(2),
  list(pmaDescriptor, 'descriptors'),
]);

/** Values of `trackNumber` and `point` that are not tracks (MMC-6; from libcdio and Aaru). */
export const tocPoint = {
  firstTrack: 0xa0,
  lastTrack: 0xa1,
  leadOut: 0xa2,
  /** The lead-out in a formatted TOC. */
  formattedLeadOut: 0xaa,
  multiSession: 0xb0,
  skipCounts: 0xb1,
  atipCopy: 0xc0,
  atipAdditionalInformation: 0xc1,
} as const;

/** Bits of a Q sub-channel's `control` nibble. */
export const subChannelControl = {
  /** Audio: pre-emphasis. Data: recorded incrementally. */
  preEmphasisOrIncremental: 0x1,
  copyPermitted: 0x2,
  dataTrack: 0x4,
  fourChannel: 0x8,
} as const;
