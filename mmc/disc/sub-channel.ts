/** Sub-channels P to W of one CD sector. Everything is written into arrays of the caller's; nothing is allocated. */
import { FieldError } from '../layout/index.js';
import { writeBcdMsf } from './bcd-msf.js';
import { framesOfLba, toBcd } from './msf.js';

/** Bytes of channel Q in one sector, CRC included. */
export const subChannelQBytes = 12;
/** Bytes of formatted Q as READ CD returns it. */
export const formattedQBytes = 16;
/** Bytes of raw P to W as READ CD returns them. */
export const rawSubChannelBytes = 96;

/** A point on the disc, as channel Q tells it. */
export interface QPosition {
  /** The CONTROL nibble: data or audio, copy permitted, pre-emphasis. */
  control: number;
  /** 1 to 99, or {@link leadOutTrack}. */
  trackNumber: number;
  /** 0: the pause before a track. */
  index: number;
  /** Sectors from index 1 of the track; negative in its pause. */
  relativeAddress: number;
  logicalBlockAddress: number;
}

/** The number that the lead-out has in place of a track number. */
export const leadOutTrack = 0xaa;

let crcTable: Uint16Array | undefined;
const makeCrcTable = (): Uint16Array =>
  Uint16Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte << 8;
    for (let bit = 0; bit < 8; bit++) remainder = remainder & 0x8000 ? (remainder << 1) ^ 0x1021 : remainder << 1;
    return remainder;
  });

/** CRC over the ten bytes of channel Q at `offset`, as it is recorded: x^16+x^12+x^5+1, inverted. */
export function subChannelQCrc(q: Uint8Array, offset = 0): number {
  crcTable ??= makeCrcTable();
  let remainder = 0;
  for (let i = offset; i < offset + 10; i++)
    remainder = ((remainder << 8) & 0xffff) ^ crcTable[(remainder >>> 8) ^ q[i]!]!;
  return remainder ^ 0xffff;
}

/** Whether the CRC of the twelve bytes of channel Q at `offset` is right. Drives may leave it zero in formatted Q. */
export function isSubChannelQRight(q: Uint8Array, offset = 0): boolean {
  return subChannelQCrc(q, offset) === ((q[offset + 10]! << 8) | q[offset + 11]!);
}

/** Writes channel Q in mode 1 (the current position), 12 bytes at `offset`. */
export function writePositionQ(q: Uint8Array, offset: number, position: QPosition): void {
  const { trackNumber, relativeAddress } = position;
  q[offset] = (position.control << 4) | 1;
  q[offset + 1] = trackNumber === leadOutTrack ? leadOutTrack : toBcd(trackNumber);
  q[offset + 2] = toBcd(position.index);
  // In a pause the time counts down to index 1 and shows zero in the last sector before it.
  writeBcdMsf(q, offset + 3, relativeAddress < 0 ? -1 - relativeAddress : relativeAddress);
  q[offset + 6] = 0;
  writeBcdMsf(q, offset + 7, framesOfLba(position.logicalBlockAddress));
  writeCrc(q, offset);
}

/**
 * Writes channel Q in mode 2: the media catalog number, 13 decimal digits. 12 bytes at `offset`. Throws FieldError for
 * what is not that.
 */
export function writeMediaCatalogNumberQ(
  q: Uint8Array,
  offset: number,
  control: number,
  mediaCatalogNumber: string,
  logicalBlockAddress: number,
): void {
  if (!/^[0-9]{13}$/.test(mediaCatalogNumber))
    throw new FieldError('mediaCatalogNumber', `"${mediaCatalogNumber}" is not 13 decimal digits`);
  q.fill(0, offset, offset + subChannelQBytes);
  q[offset] = (control << 4) | 2;
  for (let i = 0; i < 13; i++) {
    const digit = mediaCatalogNumber.charCodeAt(i) - 0x30;
    q[offset + 1 + (i >> 1)]! |= i & 1 ? digit : digit << 4;
  }
  q[offset + 9] = toBcd(framesOfLba(logicalBlockAddress) % 75);
  writeCrc(q, offset);
}

/**
 * Writes channel Q in mode 3: the ISRC, 12 characters `CCOOOYYSSSSS`, letters in capitals and digits from the sixth
 * character on. 12 bytes at `offset`. Throws FieldError for what is not that.
 */
export function writeIsrcQ(
  q: Uint8Array,
  offset: number,
  control: number,
  isrc: string,
  logicalBlockAddress: number,
): void {
  if (!/^[0-9A-Z]{5}[0-9]{7}$/.test(isrc))
    throw new FieldError('isrc', `"${isrc}" is not five letters or digits and seven digits`);
  q.fill(0, offset, offset + subChannelQBytes);
  q[offset] = (control << 4) | 3;
  // Five characters of six bits, two zero bits, then seven digits of four bits.
  for (let i = 0; i < 5; i++) writeBits(q, offset + 1, 6 * i, 6, isrc.charCodeAt(i) - 0x30);
  for (let i = 0; i < 7; i++) writeBits(q, offset + 1, 32 + 4 * i, 4, isrc.charCodeAt(5 + i) - 0x30);
  q[offset + 9] = toBcd(framesOfLba(logicalBlockAddress) % 75);
  writeCrc(q, offset);
}

/** What channel Q says in the lead-in, in modes 1 and 5: one entry of the table of contents, byte for byte. */
export interface LeadInQ {
  control: number;
  /** 1 or 5. */
  adr: number;
  /** A track number in BCD, or A0h and above. */
  point: number;
  /** Running time in the lead-in, in BCD; with `adr` 5 what `point` defines. */
  minute: number;
  second: number;
  frame: number;
  zero: number;
  /** Address in BCD, or what `point` defines. */
  pMinute: number;
  pSecond: number;
  pFrame: number;
}

/** Writes channel Q as in the lead-in, 12 bytes at `offset`. */
export function writeLeadInQ(q: Uint8Array, offset: number, entry: LeadInQ): void {
  q[offset] = (entry.control << 4) | entry.adr;
  q[offset + 1] = 0;
  q[offset + 2] = entry.point;
  q[offset + 3] = entry.minute;
  q[offset + 4] = entry.second;
  q[offset + 5] = entry.frame;
  q[offset + 6] = entry.zero;
  q[offset + 7] = entry.pMinute;
  q[offset + 8] = entry.pSecond;
  q[offset + 9] = entry.pFrame;
  writeCrc(q, offset);
}

function writeBits(bytes: Uint8Array, offset: number, firstBit: number, length: number, value: number): void {
  for (let i = 0; i < length; i++) {
    const bit = firstBit + i;
    if (value & (1 << (length - 1 - i))) bytes[offset + (bit >> 3)]! |= 0x80 >> (bit & 7);
  }
}

function writeCrc(q: Uint8Array, offset: number): void {
  const crc = subChannelQCrc(q, offset);
  q[offset + 10] = crc >>> 8;
  q[offset + 11] = crc;
}

/** Writes formatted Q: the 12 bytes at `qOffset` of `q`, and the state of channel P in the last of 16 bytes. */
export function writeFormattedQ(into: Uint8Array, offset: number, q: Uint8Array, qOffset: number, p: boolean): void {
  for (let i = 0; i < subChannelQBytes; i++) into[offset + i] = q[qOffset + i]!;
  into[offset + 12] = 0;
  into[offset + 13] = 0;
  into[offset + 14] = 0;
  into[offset + 15] = p ? 0x80 : 0;
}

/** Writes raw P to W, 96 symbols of one byte with P in bit 7 and Q in bit 6; R to W are zero. */
export function writeRawSubChannels(
  into: Uint8Array,
  offset: number,
  q: Uint8Array,
  qOffset: number,
  p: boolean,
): void {
  const pBit = p ? 0x80 : 0;
  for (let i = 0; i < rawSubChannelBytes; i++) {
    const qBit = (q[qOffset + (i >> 3)]! >> (7 - (i & 7))) & 1;
    into[offset + i] = pBit | (qBit << 6);
  }
}
