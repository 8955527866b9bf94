import { defineCommand } from '../command.js';
import { bits, flag, reserved, u16be } from '../layout/index.js';

/** CLOSE TRACK SESSION: ends a track, a session, a background format, or the disc. See `closeFunction`. */
export const closeTrackSession = defineCommand({
  name: 'CLOSE TRACK SESSION',
  id: 'closeTrackSession',
  operationCode: 0x5b,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [
    bits({ _: 7, immed: flag }),
    bits({ _: 5, closeFunction: 3 }),
    reserved(1),
    u16be('logicalTrackNumber'),
    reserved(3),
  ],
  required: ['closeFunction'],
  transfer: { direction: 'none' },
  changes: 'medium',
  timeoutGroup: '2',
  features: [0x0021, 0x0028, 0x002a, 0x002b, 0x002d, 0x0034, 0x0035, 0x003a, 0x003b],
  // Writing the lead-out of a nearly empty disc that has to be filled takes longest.
  timeoutMs: 3_600_000,
});

/**
 * Values of `closeFunction`. What 2 and 3 do depends on the medium: 2 also stops a background format so that the disc
 * can be taken out, 3 finalizes a DVD-RW and stops the background format of a DVD+RW with a full lead-out.
 */
export const closeFunction = {
  stopBackgroundFormat: 0,
  track: 1,
  session: 2,
  finalizeDvdRw: 3,
  sessionWithExtendedLeadOut: 4,
  finalizeMinimalRadius: 5,
  finalize: 6,
} as const;
