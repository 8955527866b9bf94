/** What the drives of this package say in their features. */
import {
  bdRead,
  bdRPseudoOverwrite,
  bdWrite,
  cdAudioExternalPlay,
  cdMastering,
  cdRead,
  cdRwMediaWriteSupport,
  cdTrackAtOnce,
  core,
  driveSerialNumber,
  dvdCss,
  dvdPlusR,
  dvdPlusRDualLayer,
  dvdPlusRw,
  dvdRead,
  dvdRWrite,
  type Feature,
  firmwareInformation,
  formattable,
  hardwareDefectManagement,
  incrementalStreamingWritable,
  loadingMechanismType,
  microcodeUpgrade,
  morphing,
  multiRead,
  powerManagement,
  profileList,
  randomReadable,
  randomWritable,
  realTimeStreaming,
  removableMedium,
  restrictedOverwrite,
  rigidRestrictedOverwrite,
  timeout,
  toBytes,
} from '../../../mmc/index.js';
import { blockLengthBytes } from '../media/medium.js';
import type { PersonalityFeature } from './personality.js';
import { profilesWith } from './profile-features.js';

const headerBytes = 4;

/** A feature with the profiles it is current with. `I` is what its descriptor is made from. */
function describe<I>(feature: Feature<any, I>, version: number, fields: Partial<I>, isAlways: boolean) {
  const descriptor = toBytes(feature.layout, { ...fields, featureCode: feature.code } as I);
  return {
    code: feature.code,
    version,
    persistent: isAlways,
    data: descriptor.subarray(headerBytes),
    currentFor: isAlways ? 'always' : profilesWith(feature.code),
  } as const satisfies PersonalityFeature;
}

const always = <I>(feature: Feature<any, I>, version: number, fields: Partial<I> = {}): PersonalityFeature =>
  describe(feature, version, fields, true);
const withMedia = <I>(feature: Feature<any, I>, version: number, fields: Partial<I> = {}): PersonalityFeature =>
  describe(feature, version, fields, false);

/** Bit n is data block type n. */
const blockTypes = (...types: readonly number[]): number => types.reduce((bits, type) => bits | (1 << type), 0);
const mode1 = 8;
const mode2Form1 = 10;
const mode2Form2 = 12;
const mode2Mixed = 13;
const raw = 0;
const rawWithPacks = 2;
const rawWithSubChannels = 3;
const cdLinkBlocks = 7;
const dvdLinkBlocks = 16;

/** Values of feature 0001h's `physicalInterfaceStandard` (from sg3_utils). */
export const physicalInterface = { scsi: 1, atapi: 2, serialAta: 7, usb: 8 } as const;

/** Bit n: the sub-type n of CD-RW, standard, high speed, ultra speed. */
const cdRwSubTypes = 0x07;
/** Classes of BD media: bit n is version n. */
const bdReClass0 = 0x0006;
const bdRClass0 = 0x001e;

/** What the drive and its loading mechanism are. The profiles are filled in when they are asked for. */
export const driveFeatures = (interfaceStandard: number, canLoad = true): readonly PersonalityFeature[] => [
  always(profileList, 0, { profiles: [] }),
  always(core, 2, { physicalInterfaceStandard: interfaceStandard, inq2: true, dbe: false }),
  always(morphing, 1, { ocevent: true }),
  always(removableMedium, 2, {
    loadingMechanismType: loadingMechanismType.tray,
    load: canLoad,
    eject: true,
    lock: true,
  }),
  always(powerManagement, 0),
  always(timeout, 1, { group3: false, unitLength: 0 }),
  always(driveSerialNumber, 0, { serialNumber: '' }),
];

/** Reading CDs, and playing them. */
export const cdReading: readonly PersonalityFeature[] = [
  withMedia(randomReadable, 0, { logicalBlockSizeBytes: blockLengthBytes, blocking: 1 }),
  withMedia(multiRead, 0),
  withMedia(cdRead, 2, { c2Flags: true, cdText: true }),
  withMedia(cdAudioExternalPlay, 0, { scan: true, scm: true, sv: true, numberOfVolumeLevels: 256 }),
];

const bufferUnderrunFree = { buf: true, testWrite: true } as const;

/** Writing CD-R and CD-RW. */
export const cdWriting: readonly PersonalityFeature[] = [
  withMedia(incrementalStreamingWritable, 3, {
    dataBlockTypesSupported: blockTypes(mode1, mode2Form1, mode2Mixed),
    buf: true,
    linkSizes: [cdLinkBlocks],
  }),
  // Its bits are for BD.
  withMedia(formattable, 1, { renosa: false, frf: false, rrm: false }),
  withMedia(restrictedOverwrite, 0),
  withMedia(cdTrackAtOnce, 2, {
    ...bufferUnderrunFree,
    rwRaw: true,
    rwPack: true,
    cdRw: true,
    rwSubCode: true,
    dataTypeSupported: blockTypes(raw, rawWithPacks, rawWithSubChannels, mode1, mode2Form1, mode2Form2, mode2Mixed),
  }),
  withMedia(cdMastering, 1, {
    ...bufferUnderrunFree,
    sao: true,
    raw: true,
    cdRw: true,
    rw: true,
    maximumCueSheetLengthBytes: 8192,
  }),
  withMedia(cdRwMediaWriteSupport, 0, { cdRwMediaSubTypeSupport: cdRwSubTypes }),
];

/** Reading DVDs. CSS is current with no medium of this package. */
export const dvdReading: readonly PersonalityFeature[] = [
  withMedia(dvdRead, 2, { multi110: false, dualR: true, dualRw: false }),
  withMedia(dvdCss, 0, { cssVersion: 1 }),
];

const incrementally = {
  dataBlockTypesSupported: blockTypes(mode1, mode2Form1, mode2Mixed),
  buf: true,
  linkSizes: [cdLinkBlocks, dvdLinkBlocks],
} as const;

/** Writing DVDs. */
export const dvdWriting: readonly PersonalityFeature[] = [
  withMedia(incrementalStreamingWritable, 3, incrementally),
  withMedia(randomWritable, 1, { lastLba: 0, logicalBlockSizeBytes: blockLengthBytes, blocking: 16 }),
  withMedia(hardwareDefectManagement, 1, { ssa: true }),
  withMedia(dvdPlusRw, 1, { write: true }),
  withMedia(dvdPlusR, 0, { write: true }),
  withMedia(rigidRestrictedOverwrite, 0, { dsdr: true, intermediate: true, blank: true }),
  withMedia(dvdRWrite, 2, { ...bufferUnderrunFree, rdl: true, dvdRw: true }),
  withMedia(dvdPlusRDualLayer, 0, { write: true }),
];

/** Four words for BD-ROM behind BD Write, which sg_get_config looks for: some drives have them, all zero. */
const romClassBytes = 8;

const withRomClasses = (feature: PersonalityFeature): PersonalityFeature => {
  if (feature.code !== bdWrite.code) return feature;
  const data = new Uint8Array(feature.data.length + romClassBytes);
  data.set(feature.data);
  return { ...feature, data };
};

/** Reading and writing BDs. */
export const bdFeatures: readonly PersonalityFeature[] = [
  withMedia(incrementalStreamingWritable, 3, { ...incrementally, trio: true, arsv: true }),
  // Spare areas of a BD-RE cannot grow, and a BD-R is recorded sequentially.
  withMedia(formattable, 1, { renosa: true, expand: false, qcert: true, cert: true, frf: false, rrm: false }),
  withMedia(bdRead, 1, {
    bdReReadSupportClass0: bdReClass0,
    bdReReadSupportClass1: 0,
    bdReReadSupportClass2: 0,
    bdReReadSupportClass3: 0,
    bdRReadSupportClass0: bdRClass0,
    bdRReadSupportClass1: 0,
    bdRReadSupportClass2: 0,
    bdRReadSupportClass3: 0,
    bdRomReadSupportClass0: bdReClass0,
    bdRomReadSupportClass1: 0,
    bdRomReadSupportClass2: 0,
    bdRomReadSupportClass3: 0,
  }),
  // Current with a BD-R that was formatted for it.
  withMedia(bdRPseudoOverwrite, 0),
  withMedia(bdWrite, 1, {
    svnr: true,
    bdReWriteSupportClass0: bdReClass0,
    bdReWriteSupportClass1: 0,
    bdReWriteSupportClass2: 0,
    bdReWriteSupportClass3: 0,
    bdRWriteSupportClass0: bdRClass0,
    bdRWriteSupportClass1: 0,
    bdRWriteSupportClass2: 0,
    bdRWriteSupportClass3: 0,
  }),
].map(withRomClasses);

/** Speeds that can be set and asked for; `sw` is WRITE(12) with STREAMING. */
export const streaming = (isWriter: boolean): PersonalityFeature =>
  withMedia(realTimeStreaming, 5, { scs: true, mp2a: true, wspd: true, sw: isWriter });

/** Firmware that can be replaced, and when it was made. */
export const firmware: readonly PersonalityFeature[] = [
  always(microcodeUpgrade, 1, { m5: true }),
  always(firmwareInformation, 0, {
    century: '20',
    year: '26',
    month: '01',
    day: '01',
    hour: '00',
    minute: '00',
    second: '00',
  }),
];
