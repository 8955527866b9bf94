/** Sense keys: the class of what happened. */
export const senseKey = {
  noSense: 0x0,
  recoveredError: 0x1,
  notReady: 0x2,
  mediumError: 0x3,
  hardwareError: 0x4,
  illegalRequest: 0x5,
  unitAttention: 0x6,
  dataProtect: 0x7,
  blankCheck: 0x8,
  vendorSpecific: 0x9,
  copyAborted: 0xa,
  abortedCommand: 0xb,
  /** Obsolete: SEARCH DATA found an equal comparison. */
  equal: 0xc,
  volumeOverflow: 0xd,
  miscompare: 0xe,
  /** Reserved before SPC-4. */
  completed: 0xf,
} as const;

const names = Object.keys(senseKey).map((name) => name.replace(/[A-Z]/g, (capital) => ` ${capital}`).toUpperCase());

/** A sense key as the standard prints it, e.g. `NOT READY`; undefined for a number above Fh. */
export function senseKeyName(key: number): string | undefined {
  return names[key];
}
