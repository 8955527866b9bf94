/** GET CONFIGURATION: what the drive can do, and with the medium in it. */
import {
  cdAudioExternalPlay,
  cdMastering,
  cdRead,
  cdTrackAtOnce,
  core,
  driveSerialNumber,
  dvdRead,
  featureDescriptor,
  featureRequest,
  getConfiguration,
  loadingMechanismType,
  morphing,
  powerManagement,
  profileList,
  randomReadable,
  randomWritable,
  realTimeStreaming,
  removableMedium,
} from '../../../mmc/index.js';
import { type Handled, handle } from '../handler.js';
import { blockLengthBytes, profile } from '../media/medium.js';
import { volumeLevels } from '../mode-parameters.js';
import { invalidField } from '../refusal.js';
import type { Unit } from '../unit.js';

const scsiFamily = 1;
/** Blocks that are read and written together: an ECC block of a DVD, a sector of a CD. */
const dvdBlocking = 16;
const cdBlocking = 1;
/** Data block types 0 and 8 to 13, one bit each. */
const cdTrackDataTypes = 0x3f01;
/** Lines of eight bytes: of 99 tracks the ISRC, the pause and a few indexes. */
const maximumCueSheetLengthBytes = 8192;

/** GET CONFIGURATION. */
export const configurationHandlers: readonly Handled[] = [
  handle(getConfiguration, ({ rt, startingFeatureNumber }, { unit }) => {
    if (rt > featureRequest.one) throw invalidField('rt');
    return {
      currentProfile: profileOf(unit),
      features: featuresOf(unit).filter(({ featureCode, current }) =>
        rt === featureRequest.one
          ? featureCode === startingFeatureNumber
          : featureCode! >= startingFeatureNumber && (rt === featureRequest.all || current),
      ),
    };
  }),
];

const profileOf = ({ readyMedium }: Unit): number => readyMedium?.profile ?? profile.none;

/** The features in ascending order. */
function featuresOf(unit: Unit) {
  const { settings } = unit;
  const medium = unit.readyMedium;
  const isCd = medium?.kind === 'cd';
  const isDvd = medium?.kind === 'dvd';
  const currentProfile = profileOf(unit);
  const randomMedium = isDvd ? unit.writableMedium : undefined;
  const isWritableCd = isCd && unit.writableMedium !== undefined;
  const blocking = isDvd ? dvdBlocking : cdBlocking;
  const persistent = { persistent: true, current: true };
  return [
    featureDescriptor(profileList, {
      ...persistent,
      profiles: [profile.dvdRam, profile.dvdRom, profile.cdRw, profile.cdR, profile.cdRom].map((profileNumber) => ({
        profileNumber,
        currentp: profileNumber === currentProfile,
      })),
    }),
    featureDescriptor(core, {
      ...persistent,
      version: 2,
      physicalInterfaceStandard: scsiFamily,
      inq2: true,
      dbe: false,
    }),
    featureDescriptor(morphing, { ...persistent, version: 1 }),
    featureDescriptor(removableMedium, {
      ...persistent,
      version: 2,
      loadingMechanismType: loadingMechanismType.tray,
      load: true,
      eject: true,
      lock: true,
    }),
    featureDescriptor(randomReadable, {
      current: medium !== undefined,
      logicalBlockSizeBytes: blockLengthBytes,
      blocking,
    }),
    featureDescriptor(cdRead, { version: 2, current: isCd, c2Flags: true, cdText: true }),
    featureDescriptor(dvdRead, { version: 2, current: isDvd, multi110: false }),
    featureDescriptor(randomWritable, {
      version: 1,
      current: randomMedium !== undefined,
      lastLba: randomMedium ? randomMedium.blockCount - 1 : 0,
      logicalBlockSizeBytes: blockLengthBytes,
      blocking: dvdBlocking,
    }),
    featureDescriptor(cdTrackAtOnce, {
      version: 2,
      current: isWritableCd,
      buf: true,
      testWrite: true,
      cdRw: true,
      dataTypeSupported: cdTrackDataTypes,
    }),
    featureDescriptor(cdMastering, {
      current: isWritableCd,
      buf: true,
      sao: true,
      raw: true,
      testWrite: true,
      cdRw: true,
      rw: true,
      maximumCueSheetLengthBytes,
    }),
    featureDescriptor(powerManagement, persistent),
    featureDescriptor(cdAudioExternalPlay, { current: isCd, scm: true, sv: true, numberOfVolumeLevels: volumeLevels }),
    ...(settings.realTimeStreaming
      ? [
          featureDescriptor(realTimeStreaming, {
            version: 5,
            current: unit.streams,
            scs: true,
            mp2a: true,
            wspd: true,
            sw: settings.realTimeStreaming.streamWriting,
          }),
        ]
      : []),
    featureDescriptor(driveSerialNumber, { ...persistent, serialNumber: settings.serialNumber }),
  ];
}
