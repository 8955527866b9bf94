/** Reading channel Q of a CD sector. */
import { readBcdMsf } from './bcd-msf.js';
import { fromBcd, lbaOfFrames } from './msf.js';
import { type LeadInQ, leadOutTrack, type QPosition, subChannelQBytes } from './sub-channel.js';

/** Channel Q, told apart by its mode (ADR) and, in mode 1, by its area. */
export type SubChannelQ =
  | ({ readonly kind: 'position' } & Readonly<QPosition>)
  | ({ readonly kind: 'leadIn' } & Readonly<LeadInQ>)
  | {
      readonly kind: 'mediaCatalogNumber';
      readonly control: number;
      /** 13 digits. */
      readonly mediaCatalogNumber: string;
      /** Frame of the absolute time; undefined where that is not decimal. */
      readonly absoluteFrame: number | undefined;
    }
  | {
      readonly kind: 'isrc';
      readonly control: number;
      /** 12 characters. */
      readonly isrc: string;
      /** Frame of the absolute time; undefined where that is not decimal. */
      readonly absoluteFrame: number | undefined;
    }
  /** Another mode, or digits that are none. */
  | { readonly kind: 'unknown'; readonly control: number; readonly adr: number; readonly bytes: Uint8Array };

/**
 * Reads the position from channel Q at `offset` into `into`, without allocating. False, and `into` untouched,
 * when it is not in mode 1, lies in the lead-in, or holds digits that are none. Does not look at the CRC:
 * see `isSubChannelQRight`.
 */
export function readPositionQ(q: Uint8Array, offset: number, into: QPosition): boolean {
  const track = q[offset + 1]!;
  if ((q[offset]! & 0x0f) !== 1 || track === 0) return false;
  const trackNumber = track === leadOutTrack ? leadOutTrack : fromBcd(track);
  const index = fromBcd(q[offset + 2]!);
  const relative = readBcdMsf(q, offset + 3);
  const absolute = readBcdMsf(q, offset + 7);
  if (trackNumber === undefined || index === undefined || relative === undefined || absolute === undefined)
    return false;
  into.control = q[offset]! >> 4;
  into.trackNumber = trackNumber;
  into.index = index;
  into.relativeAddress = index === 0 ? -1 - relative : relative;
  into.logicalBlockAddress = lbaOfFrames(absolute);
  return true;
}

/**
 * What channel Q says: the 12 bytes at `offset`, as recorded or as the first 12 of formatted Q. Does not look at the
 * CRC: see `isSubChannelQRight`. The caller has to know that 12 bytes are there.
 */
export function decodeSubChannelQ(q: Uint8Array, offset = 0): SubChannelQ {
  const control = q[offset]! >> 4;
  const adr = q[offset]! & 0x0f;
  const unknown = { kind: 'unknown', control, adr, bytes: q.slice(offset, offset + subChannelQBytes) } as const;
  if ((adr === 1 || adr === 5) && q[offset + 1] === 0) return { kind: 'leadIn', ...readLeadInQ(q, offset) };
  const absoluteFrame = fromBcd(q[offset + 9]!);
  if (adr === 1) {
    const position = { control, trackNumber: 0, index: 0, relativeAddress: 0, logicalBlockAddress: 0 };
    return readPositionQ(q, offset, position) ? { kind: 'position', ...position } : unknown;
  }
  if (adr === 2) {
    const mediaCatalogNumber = readDigits(q, offset + 1, 13);
    return mediaCatalogNumber ? { kind: 'mediaCatalogNumber', control, mediaCatalogNumber, absoluteFrame } : unknown;
  }
  if (adr === 3) {
    const isrc = readIsrc(q, offset + 1);
    return isrc ? { kind: 'isrc', control, isrc, absoluteFrame } : unknown;
  }
  return unknown;
}

function readLeadInQ(q: Uint8Array, offset: number): LeadInQ {
  return {
    control: q[offset]! >> 4,
    adr: q[offset]! & 0x0f,
    point: q[offset + 2]!,
    minute: q[offset + 3]!,
    second: q[offset + 4]!,
    frame: q[offset + 5]!,
    zero: q[offset + 6]!,
    pMinute: q[offset + 7]!,
    pSecond: q[offset + 8]!,
    pFrame: q[offset + 9]!,
  };
}

/** `count` digits of four bits, or undefined. */
function readDigits(q: Uint8Array, at: number, count: number): string | undefined {
  let digits = '';
  for (let i = 0; i < count; i++) {
    const digit = (q[at + (i >> 1)]! >> (i & 1 ? 0 : 4)) & 0x0f;
    if (digit > 9) return undefined;
    digits += digit;
  }
  return digits;
}

/** Five characters of six bits, two bits, seven digits of four bits; or undefined. */
function readIsrc(q: Uint8Array, at: number): string | undefined {
  const packed = ((q[at]! << 24) | (q[at + 1]! << 16) | (q[at + 2]! << 8) | q[at + 3]!) >>> 0;
  let characters = '';
  for (let i = 0; i < 5; i++) characters += String.fromCharCode(0x30 + ((packed >>> (26 - 6 * i)) & 0x3f));
  const digits = readDigits(q, at + 4, 7);
  return digits !== undefined && /^[0-9A-Z]{5}$/.test(characters) ? characters + digits : undefined;
}
