/**
 * Which features are current with which medium. From the feature lists that MMC-6 gives for each profile, as sg3_utils,
 * libburn and dvd+rw-tools expect them, with what a drive has beside them.
 */
import {
  bdRead,
  bdWrite,
  cdAudioExternalPlay,
  cdMastering,
  cdRead,
  cdRwMediaWriteSupport,
  cdTrackAtOnce,
  dvdPlusR,
  dvdPlusRDualLayer,
  dvdPlusRw,
  dvdRead,
  dvdRWrite,
  type Feature,
  formattable,
  hardwareDefectManagement,
  incrementalStreamingWritable,
  multiRead,
  randomReadable,
  randomWritable,
  realTimeStreaming,
  restrictedOverwrite,
  rigidRestrictedOverwrite,
} from '../../../mmc/index.js';
import { profile } from '../media/medium.js';

const cd = [randomReadable, multiRead, cdRead, cdAudioExternalPlay, realTimeStreaming];
const cdWriting = [incrementalStreamingWritable, cdTrackAtOnce, cdMastering];
const dvd = [randomReadable, dvdRead, realTimeStreaming];
const bd = [randomReadable, bdRead, realTimeStreaming];

const featuresByProfile: Readonly<Record<number, readonly Feature[]>> = {
  [profile.cdRom]: cd,
  [profile.cdR]: [...cd, ...cdWriting],
  [profile.cdRw]: [...cd, ...cdWriting, formattable, restrictedOverwrite, cdRwMediaWriteSupport],
  [profile.dvdRom]: dvd,
  [profile.dvdRSequential]: [...dvd, incrementalStreamingWritable, dvdRWrite],
  [profile.dvdRDualLayerSequential]: [...dvd, incrementalStreamingWritable, dvdRWrite],
  [profile.dvdRam]: [...dvd, randomWritable, formattable, hardwareDefectManagement],
  [profile.dvdRwRestrictedOverwrite]: [...dvd, formattable, restrictedOverwrite, rigidRestrictedOverwrite, dvdRWrite],
  [profile.dvdRwSequential]: [...dvd, incrementalStreamingWritable, formattable, dvdRWrite],
  [profile.dvdPlusRw]: [...dvd, randomWritable, formattable, dvdPlusRw],
  [profile.dvdPlusR]: [...dvd, dvdPlusR],
  [profile.dvdPlusRDualLayer]: [...dvd, dvdPlusRDualLayer],
  [profile.bdRom]: bd,
  [profile.bdRSequential]: [...bd, incrementalStreamingWritable, formattable, hardwareDefectManagement, bdWrite],
  [profile.bdRe]: [...bd, randomWritable, formattable, hardwareDefectManagement, bdWrite],
};

/** The profiles with which a feature is current. */
export const profilesWith = (code: number): readonly number[] =>
  Object.entries(featuresByProfile)
    .filter(([, current]) => current.some((feature) => feature.code === code))
    .map(([number]) => Number(number));

/** The profile that a drive which only reads has for a medium. */
export function readOnlyProfile(number: number): number {
  if (number >= profile.bdRom) return profile.bdRom;
  return number >= profile.dvdRom ? profile.dvdRom : profile.cdRom;
}
