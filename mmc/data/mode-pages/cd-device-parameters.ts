import { bits, reserved, u16be } from '../../layout/index.js';
import { defineModePage } from './mode-page.js';

/** Mode page 0Dh: after how long an idle drive stops the disc, and the units of time, 60 and 75. Not since MMC-5. */
export const cdDeviceParameters = defineModePage(0x0d, 'CD Device Parameters', [
  reserved(1),
  bits({ _: 4, inactivityTimerMultiplier: 4 }),
  u16be('numberOfSUnitsPerMUnit'),
  u16be('numberOfFUnitsPerSUnit'),
]);

/** Milliseconds of each `inactivityTimerMultiplier`; undefined: as the vendor likes. */
export const inactivityTimeMs: readonly (number | undefined)[] = [
  undefined,
  125,
  250,
  500,
  1000,
  2000,
  4000,
  8000,
  16_000,
  32_000,
  60_000,
  120_000,
  240_000,
  480_000,
  960_000,
  1_920_000,
];
