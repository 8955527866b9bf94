import { defineCommand } from '../command.js';
import { trackInformation } from '../data/track-information.js';
import { bits, flag, reserved, u16be, u32be } from '../layout/index.js';

/**
 * READ TRACK INFORMATION: one track, found by what `addressNumberType` says that `addressOrNumber` is (one of
 * `trackAddressType`). `open` asks for the first open track from that number on.
 */
export const readTrackInformation = defineCommand({
  name: 'READ TRACK INFORMATION',
  id: 'readTrackInformation',
  operationCode: 0x52,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [
    bits({ _: 5, open: flag, addressNumberType: 2 }),
    u32be('addressOrNumber'),
    reserved(1),
    u16be('allocationLength'),
  ],
  required: ['addressNumberType', 'addressOrNumber'],
  defaults: { allocationLength: 48 },
  transfer: { direction: 'in', layout: trackInformation, length: 'allocationLength' },
  timeoutGroup: '1',
  features: [
    0x001d, 0x0021, 0x0026, 0x0027, 0x002b, 0x002c, 0x002d, 0x002e, 0x002f, 0x0031, 0x0032, 0x0033, 0x0034, 0x003b,
  ],
});

/** Values of `addressNumberType`. Track 0 is the lead-in of a CD, track FFh the invisible or incomplete track. */
export const trackAddressType = { logicalBlockAddress: 0, trackNumber: 1, sessionNumber: 2 } as const;
