import { defineCommand } from '../command.js';
import {
  subChannelCurrentPosition,
  subChannelData,
  subChannelHeader,
  subChannelIsrc,
  subChannelMediaCatalogNumber,
} from '../data/sub-channel.js';
import { bits, flag, reserved, u8, u16be } from '../layout/index.js';

const common = {
  operationCode: 0x42,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [
    bits({ _: 6, msf: flag, _1: 1 }),
    bits({ _: 1, subq: flag, _1: 6 }),
    u8('subChannelParameterList'),
    reserved(2),
    u8('trackNumber'),
    u16be('allocationLength'),
  ],
  timeoutGroup: '1',
  features: [0x0103],
} as const;

/** READ SUB-CHANNEL without SUBQ: only the audio status. */
export const readSubChannelAudioStatus = defineCommand({
  ...common,
  name: 'READ SUB-CHANNEL (audio status)',
  id: 'readSubChannelAudioStatus',
  fixed: { subq: false },
  defaults: { allocationLength: 4 },
  transfer: { direction: 'in', layout: subChannelHeader, length: 'allocationLength' },
});

/** READ SUB-CHANNEL, format 01h: where the drive is playing. */
export const readSubChannelCurrentPosition = defineCommand({
  ...common,
  name: 'READ SUB-CHANNEL (current position)',
  id: 'readSubChannelCurrentPosition',
  fixed: { subq: true, subChannelParameterList: 1 },
  defaults: { allocationLength: 16 },
  transfer: { direction: 'in', layout: subChannelCurrentPosition, length: 'allocationLength' },
});

/** READ SUB-CHANNEL, format 02h: the disc's media catalog number (UPC/EAN). */
export const readSubChannelMediaCatalogNumber = defineCommand({
  ...common,
  name: 'READ SUB-CHANNEL (media catalog number)',
  id: 'readSubChannelMediaCatalogNumber',
  fixed: { subq: true, subChannelParameterList: 2 },
  defaults: { allocationLength: 24 },
  transfer: { direction: 'in', layout: subChannelMediaCatalogNumber, length: 'allocationLength' },
});

/** READ SUB-CHANNEL, format 03h: the ISRC of track `trackNumber`. */
export const readSubChannelIsrc = defineCommand({
  ...common,
  name: 'READ SUB-CHANNEL (ISRC)',
  id: 'readSubChannelIsrc',
  fixed: { subq: true, subChannelParameterList: 3 },
  required: ['trackNumber'],
  defaults: { allocationLength: 24 },
  transfer: { direction: 'in', layout: subChannelIsrc, length: 'allocationLength' },
});

/**
 * READ SUB-CHANNEL, any other format: its header and its bytes. Format 00h of SCSI-2 is the position, the catalog
 * number and the ISRC, one after the other; F0h and up belong to the vendor.
 */
export const readSubChannel = defineCommand({
  ...common,
  name: 'READ SUB-CHANNEL',
  id: 'readSubChannel',
  fixed: { subq: true },
  required: ['subChannelParameterList'],
  defaults: { allocationLength: 48 },
  transfer: { direction: 'in', layout: subChannelData, length: 'allocationLength' },
});
