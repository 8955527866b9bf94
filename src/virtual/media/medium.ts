import { mode1DataBytes } from '../../../mmc/index.js';
import type { CompactDisc } from './compact-disc.js';
import type { Dvd } from './dvd.js';

/** What can lie in the drive. */
export type Medium = CompactDisc | Dvd;

/** Profiles of the media that the drive knows, in the order it prefers them. */
export const profile = { none: 0x0000, cdRom: 0x0008, dvdRom: 0x0010, dvdRam: 0x0012 } as const;

/** The current profile with `medium`, or with none. */
export function profileOf(medium: Medium | undefined): number {
  if (!medium) return profile.none;
  return medium.kind === 'cd' ? profile.cdRom : medium.profile;
}

/** Bytes of a logical block of all these media. */
export const blockLengthBytes = mode1DataBytes;
