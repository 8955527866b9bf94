/** Profiles by number. Names from sg3_utils and Aaru; 0080h to 0082h are one vendor's, known from Aaru only. */
export const profileNames = {
  0: 'No current profile',
  1: 'Non-removable disk',
  2: 'Removable disk',
  3: 'MO erasable',
  4: 'Optical write once',
  5: 'AS-MO',
  8: 'CD-ROM',
  9: 'CD-R',
  10: 'CD-RW',
  16: 'DVD-ROM',
  17: 'DVD-R sequential recording',
  18: 'DVD-RAM',
  19: 'DVD-RW restricted overwrite',
  20: 'DVD-RW sequential recording',
  21: 'DVD-R dual layer sequential recording',
  22: 'DVD-R dual layer jump recording',
  23: 'DVD-RW dual layer',
  24: 'DVD-Download disc recording',
  26: 'DVD+RW',
  27: 'DVD+R',
  32: 'DDCD-ROM',
  33: 'DDCD-R',
  34: 'DDCD-RW',
  42: 'DVD+RW dual layer',
  43: 'DVD+R dual layer',
  64: 'BD-ROM',
  65: 'BD-R sequential recording (SRM)',
  66: 'BD-R random recording (RRM)',
  67: 'BD-RE',
  80: 'HD DVD-ROM',
  81: 'HD DVD-R',
  82: 'HD DVD-RAM',
  83: 'HD DVD-RW',
  88: 'HD DVD-R dual layer',
  90: 'HD DVD-RW dual layer',
  128: 'HDBURN CD-ROM',
  129: 'HDBURN CD-R',
  130: 'HDBURN CD-RW',
  65535: 'Non-conforming profile',
} as const;

/** The name of a profile, or its number where it has none. */
export function profileName(profile: number): string {
  const names: Readonly<Record<number, string>> = profileNames;
  return names[profile] ?? `profile ${profile.toString(16).toUpperCase().padStart(4, '0')}h`;
}
