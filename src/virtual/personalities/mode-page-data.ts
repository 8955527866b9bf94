/** The mode pages of the drives of this package: defaults, and what of them can be changed. */
import {
  caching,
  capabilitiesAndMechanicalStatus,
  cdAudioControl,
  cdDeviceParameters,
  definedBits,
  type Input,
  loadingMechanismType,
  type ModePage,
  powerConditionPage,
  readWriteErrorRecovery,
  timeoutAndProtect,
  toBytes,
  writeParameters,
  writeType,
} from '../../../mmc/index.js';
import { profile } from '../media/medium.js';
import type { PersonalityModePage } from './personality.js';

/** Levels of volume of one audio channel. */
export const volumeLevels = 256;
const mode1Block2048 = 8;
const dataTrack = 4;
const pageHeaderBytes = 2;

type Entry = readonly [code: number, page: PersonalityModePage];

/** `changeable` has the most a field can be where MODE SELECT may change it. */
function page<I>(mode: ModePage<any, I>, values: Omit<I, 'pageCode'>, changeable: Omit<I, 'pageCode'>): Entry {
  const bytes = (fields: Omit<I, 'pageCode'>) => toBytes(mode.layout, { ...fields, pageCode: mode.code } as I);
  return [mode.code, { default: bytes(values), changeable: bytes(changeable) }];
}

const errorRecovery = (canWrite: boolean): Entry =>
  page(
    readWriteErrorRecovery,
    { awre: canWrite, arre: canWrite, readRetryCount: 16, writeRetryCount: canWrite ? 1 : 0, recoveryTimeLimitMs: 0 },
    {
      awre: canWrite,
      arre: canWrite,
      tb: true,
      rc: true,
      per: true,
      dte: true,
      dcr: true,
      readRetryCount: 0xff,
      writeRetryCount: canWrite ? 0xff : 0,
      recoveryTimeLimitMs: 0,
    },
  );

const writing: Input<typeof writeParameters.layout> = {
  pageCode: writeParameters.code,
  bufe: true,
  writeType: writeType.trackAtOnce,
  trackMode: dataTrack,
  dataBlockType: mode1Block2048,
  packetSizeBlocks: 16,
  audioPauseLengthBlocks: 150,
};
const writeDefaults = toBytes(writeParameters.layout, writing);

const writeFields = definedBits(writeParameters.layout);

/** Every field but the page's own length; what a medium makes of it, it says when it is written. */
const recording: Entry = [
  writeParameters.code,
  {
    default: writeDefaults,
    changeable: writeDefaults.map((byte, i) => (i < pageHeaderBytes ? byte : writeFields[i]!)),
  },
];

const cache: Entry = page(caching, { wce: true, rcd: false }, { wce: true });

const device: Entry = page(
  cdDeviceParameters,
  { inactivityTimerMultiplier: 11, numberOfSUnitsPerMUnit: 60, numberOfFUnitsPerSUnit: 75 },
  { inactivityTimerMultiplier: 0xf },
);

const audio: Entry = [
  cdAudioControl.code,
  {
    ...page(
      cdAudioControl,
      {
        immed: true,
        logicalBlocksPerSecondOfAudioPlayback: 75,
        outputPort0ChannelSelection: 1,
        outputPort0Volume: 0xff,
        outputPort1ChannelSelection: 2,
        outputPort1Volume: 0xff,
      },
      {
        sotc: true,
        outputPort0ChannelSelection: 0xf,
        outputPort0Volume: 0xff,
        outputPort1ChannelSelection: 0xf,
        outputPort1Volume: 0xff,
      },
    )[1],
    // The playback rate, which Windows sets to zero.
    obsolete: [5, 6, 7],
  },
];

const power: Entry = page(
  powerConditionPage,
  { idleTimer: 1200, standbyTimer: 9000 },
  { idle: true, standby: true, idleTimer: 0xffff_ffff, standbyTimer: 0xffff_ffff },
);

const timeouts: Entry = page(
  timeoutAndProtect,
  { group1MinimumTimeoutSeconds: 30, group2MinimumTimeoutSeconds: 7200 },
  { tmoe: true, group1MinimumTimeoutSeconds: 0xffff, group2MinimumTimeoutSeconds: 0xffff },
);

const { cdR, cdRw, dvdRom, dvdRSequential, dvdRam } = profile;

/** What page 2Ah says whatever medium there is; the rest is filled in when it is asked for. */
function capabilities(profiles: readonly number[], bufferBytes: number): Entry {
  const has = (number: number) => profiles.includes(number);
  const writesCds = has(cdR);
  return page(
    capabilitiesAndMechanicalStatus,
    {
      cdRRead: true,
      cdRwRead: true,
      method2: true,
      dvdRomRead: has(dvdRom),
      dvdRRead: has(dvdRom),
      dvdRamRead: has(dvdRam),
      cdRWrite: writesCds,
      cdRwWrite: has(cdRw),
      testWrite: writesCds,
      dvdRWrite: has(dvdRSequential),
      dvdRamWrite: has(dvdRam),
      audioPlay: true,
      mode2Form1: true,
      mode2Form2: true,
      multiSession: true,
      buf: writesCds,
      cdDaCommandsSupported: true,
      cdDaStreamIsAccurate: true,
      rwDeinterleavedAndCorrected: true,
      rwSupported: true,
      c2PointersSupported: true,
      isrc: true,
      upc: true,
      lock: true,
      eject: true,
      loadingMechanismType: loadingMechanismType.tray,
      separateVolumeLevels: true,
      separateChannelMute: true,
      numberOfVolumeLevelsSupported: volumeLevels,
      bufferSizeSupportedKibibytes: bufferBytes / 1024,
      maximumReadSpeedSupportedKilobytesPerSecond: 0,
      currentReadSpeedSelectedKilobytesPerSecond: 0,
      maximumWriteSpeedSupportedKilobytesPerSecond: 0,
      currentWriteSpeedSelectedMmc2KilobytesPerSecond: 0,
      copyManagementRevisionSupported: has(dvdRom) ? 1 : 0,
      currentWriteSpeedSelectedKilobytesPerSecond: 0,
      writeSpeedPerformanceDescriptors: [],
    },
    { writeSpeedPerformanceDescriptors: [] },
  );
}

/** The pages of a drive that has these profiles; those in `savable` MODE SELECT can save. */
export function modePagesFor(
  profiles: readonly number[],
  bufferBytes: number,
  savable: readonly ModePage[] = [],
): ReadonlyMap<number, PersonalityModePage> {
  const canWrite = profiles.includes(cdR);
  const pages = new Map([
    errorRecovery(canWrite),
    ...(canWrite ? [recording, cache] : []),
    device,
    audio,
    power,
    timeouts,
    capabilities(profiles, bufferBytes),
  ]);
  for (const { code } of savable) pages.set(code, asSavable(pages.get(code)!));
  return pages;
}

/** PS in the page's first byte says that it can be saved. */
const savableBit = 0x80;

function asSavable(mode: PersonalityModePage): PersonalityModePage {
  const marked = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, i) => (i === 0 ? byte | savableBit : byte));
  return { ...mode, default: marked(mode.default), changeable: marked(mode.changeable), isSavable: true };
}
