import {
  ascii,
  bits,
  flag,
  i32be,
  record,
  remainingBytes,
  remainingLength,
  reserved,
  u8,
  u16be,
} from '../layout/index.js';

const header = [reserved(1), u8('audioStatus'), remainingLength(u16be('subChannelDataLength'))] as const;

/** Response to READ SUB-CHANNEL without SUBQ. */
export const subChannelHeader = record([...header]);

/**
 * Response to READ SUB-CHANNEL, format 01h. Addresses are logical blocks, negative before the track's index 1; with
 * `msf` in the CDB they are for `msfOfAddress`.
 */
export const subChannelCurrentPosition = record([
  ...header,
  u8('subChannelDataFormatCode'),
  bits({ adr: 4, control: 4 }),
  u8('trackNumber'),
  u8('indexNumber'),
  i32be('absoluteCdAddress'),
  i32be('trackRelativeCdAddress'),
]);

/** Response to READ SUB-CHANNEL, format 02h. The number has 13 digits; without `mcval` it means nothing. */
export const subChannelMediaCatalogNumber = record([
  ...header,
  u8('subChannelDataFormatCode'),
  reserved(3),
  bits({ mcval: flag, _: 7 }),
  ascii(13, 'mediaCatalogNumber'),
  u8('zero'),
  u8('aframe'),
]);

/** Response to READ SUB-CHANNEL, format 03h. The ISRC has 12 characters; without `tcval` it means nothing. */
export const subChannelIsrc = record([
  ...header,
  u8('subChannelDataFormatCode'),
  bits({ adr: 4, control: 4 }),
  u8('trackNumber'),
  reserved(1),
  bits({ tcval: flag, _: 7 }),
  ascii(12, 'isrc'),
  u8('zero'),
  u8('aframe'),
  reserved(1),
]);

/** Response to READ SUB-CHANNEL, any other format. */
export const subChannelData = record([...header, u8('subChannelDataFormatCode'), remainingBytes('data')]);

/** Values of `audioStatus` (MMC-3). */
export const audioStatus = {
  notSupported: 0x00,
  playing: 0x11,
  paused: 0x12,
  completed: 0x13,
  stoppedByError: 0x14,
  none: 0x15,
} as const;
