/** The mode pages of the drive: 0Eh, of which a part can be changed, and 2Ah, of which nothing can. */
import {
  capabilitiesAndMechanicalStatus,
  cdAudioControl,
  type Input,
  loadingMechanismType,
  toBytes,
} from '../../mmc/index.js';
import type { Unit } from './unit.js';

type AudioControl = Input<typeof cdAudioControl.layout>;

const audioDefaults: AudioControl = {
  pageCode: cdAudioControl.code,
  immed: true,
  logicalBlocksPerSecondOfAudioPlayback: 75,
  outputPort0ChannelSelection: 1,
  outputPort0Volume: 0xff,
  outputPort1ChannelSelection: 2,
  outputPort1Volume: 0xff,
};

const audioChangeable: AudioControl = {
  pageCode: cdAudioControl.code,
  sotc: true,
  outputPort0ChannelSelection: 0xf,
  outputPort0Volume: 0xff,
  outputPort1ChannelSelection: 0xf,
  outputPort1Volume: 0xff,
};

/** Levels of volume of one audio channel. */
export const volumeLevels = 256;
const bufferSizeKibibytes = 2048;

/** Values of mode pages that outlive a command. */
export class ModeParameters {
  audioControl = toBytes(cdAudioControl.layout, audioDefaults);

  reset(): void {
    this.audioControl = toBytes(cdAudioControl.layout, audioDefaults);
  }

  /** SOTC: audio play ends with the track that it is in. */
  get stopsOnTrackCrossing(): boolean {
    return cdAudioControl.layout.decode(this.audioControl).sotc;
  }
}

/** A mode page as bytes: what it says, and which of its bits MODE SELECT may change. */
export interface PageBytes {
  readonly current: Uint8Array;
  readonly changeable: Uint8Array;
  readonly default: Uint8Array;
  /** Offsets of obsolete bytes: what MODE SELECT has there is not looked at. */
  readonly obsolete?: readonly number[];
}

/** The pages by code, in ascending order. */
export function modePagesOf(unit: Unit): ReadonlyMap<number, PageBytes> {
  const capabilities = toBytes(capabilitiesAndMechanicalStatus.layout, capabilitiesOf(unit));
  const unchangeable = capabilities.slice().fill(0, 2);
  return new Map([
    [
      cdAudioControl.code,
      {
        current: unit.mode.audioControl,
        changeable: toBytes(cdAudioControl.layout, audioChangeable),
        default: toBytes(cdAudioControl.layout, audioDefaults),
        // The playback rate, which Windows sets to zero.
        obsolete: [5, 6, 7],
      },
    ],
    [capabilitiesAndMechanicalStatus.code, { current: capabilities, changeable: unchangeable, default: capabilities }],
  ]);
}

function capabilitiesOf(unit: Unit): Input<typeof capabilitiesAndMechanicalStatus.layout> {
  const { speeds } = unit;
  const canWrite = unit.writableMedium !== undefined;
  return {
    pageCode: capabilitiesAndMechanicalStatus.code,
    dvdRamRead: true,
    dvdRRead: false,
    dvdRomRead: true,
    dvdRamWrite: true,
    audioPlay: true,
    upc: true,
    isrc: true,
    c2PointersSupported: true,
    cdDaStreamIsAccurate: true,
    cdDaCommandsSupported: true,
    loadingMechanismType: loadingMechanismType.tray,
    eject: true,
    lockState: unit.isRemovalPrevented,
    lock: true,
    separateChannelMute: true,
    separateVolumeLevels: true,
    maximumReadSpeedSupportedKilobytesPerSecond: speeds.maximumRead,
    numberOfVolumeLevelsSupported: volumeLevels,
    bufferSizeSupportedKibibytes: bufferSizeKibibytes,
    currentReadSpeedSelectedKilobytesPerSecond: speeds.read,
    maximumWriteSpeedSupportedKilobytesPerSecond: canWrite ? speeds.maximumWrite : 0,
    currentWriteSpeedSelectedMmc2KilobytesPerSecond: canWrite ? speeds.write : 0,
    copyManagementRevisionSupported: 0,
    currentWriteSpeedSelectedKilobytesPerSecond: canWrite ? speeds.write : 0,
    writeSpeedPerformanceDescriptors: canWrite
      ? speeds.writeSpeeds.map((speed) => ({ writeSpeedSupportedKilobytesPerSecond: speed }))
      : [],
  };
}
