/** How fast media turn, by profile. Kilobytes are 1000 bytes. */
import { profile } from '../media/medium.js';

/** How fast a drive reads and writes one kind of medium, in kilobytes a second. */
export interface MediumSpeeds {
  /** Reading turns at one rate: the maximum is reached at the rim. Up to `constant` the speed is the same everywhere. */
  readonly read: { readonly minimum: number; readonly constant: number; readonly maximum: number };
  /** Fastest first; empty where the drive does not write it. */
  readonly write: readonly number[];
}

/** One time the basic speed. */
const single = { cd: 176.4, dvd: 1385, bd: 4496 } as const;

type Family = keyof typeof single;

const times = (family: Family, factor: number): number => Math.floor(single[family] * factor);

/** `read` and `write` are multiples of the basic speed. */
function speedsOf(family: Family, read: readonly [minimum: number, constant: number, maximum: number]) {
  const [minimum, constant, maximum] = read.map((factor) => times(family, factor)) as [number, number, number];
  return (...write: readonly number[]): MediumSpeeds => ({
    read: { minimum, constant, maximum },
    write: write.map((factor) => times(family, factor)),
  });
}

const cd = speedsOf('cd', [1, 16, 40]);
const dvd = speedsOf('dvd', [1, 6, 16]);
const dvdRewritable = speedsOf('dvd', [1, 6, 8]);
const dvdRam = speedsOf('dvd', [1, 5, 5]);
const bd = speedsOf('bd', [1, 2, 8]);

const read: Readonly<Record<number, MediumSpeeds>> = {
  [profile.cdRom]: cd(),
  [profile.dvdRom]: dvd(),
  [profile.bdRom]: bd(),
};

/** What CD recorders write. */
export const cdSpeeds: Readonly<Record<number, MediumSpeeds>> = {
  [profile.cdRom]: read[profile.cdRom]!,
  [profile.cdR]: cd(40, 32, 24, 16, 8, 4),
  [profile.cdRw]: cd(10, 4, 2),
};

/** And what DVD recorders write besides. */
export const dvdSpeeds: Readonly<Record<number, MediumSpeeds>> = {
  ...cdSpeeds,
  [profile.dvdRom]: read[profile.dvdRom]!,
  [profile.dvdRSequential]: dvd(16, 12, 8, 6, 4, 2),
  [profile.dvdRDualLayerSequential]: dvdRewritable(8, 6, 4, 2),
  [profile.dvdRam]: dvdRam(5, 3, 2),
  [profile.dvdRwRestrictedOverwrite]: dvdRewritable(6, 4, 2),
  [profile.dvdRwSequential]: dvdRewritable(6, 4, 2),
  [profile.dvdPlusRw]: dvdRewritable(8, 4, 2.4),
  [profile.dvdPlusR]: dvd(16, 12, 8, 6, 4, 2.4),
  [profile.dvdPlusRDualLayer]: dvdRewritable(8, 6, 4, 2.4),
};

/** And what BD recorders write besides. */
export const bdSpeeds: Readonly<Record<number, MediumSpeeds>> = {
  ...dvdSpeeds,
  [profile.bdRom]: read[profile.bdRom]!,
  [profile.bdRSequential]: bd(8, 6, 4, 2),
  [profile.bdRe]: bd(2),
};

/** What a CD-ROM drive reads. */
export const cdReaderSpeeds: Readonly<Record<number, MediumSpeeds>> = { [profile.cdRom]: read[profile.cdRom]! };

/** The speeds of a profile that a table does not have: those of the read-only medium. */
export const speedsFallback: MediumSpeeds = read[profile.cdRom]!;
