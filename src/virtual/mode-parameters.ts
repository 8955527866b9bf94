/** The mode pages of the drive: 05h and 0Eh, of which a part can be changed, and 2Ah, of which nothing can. */
import {
  capabilitiesAndMechanicalStatus,
  cdAudioControl,
  type Input,
  loadingMechanismType,
  toBytes,
  type Value,
  writeParameters,
  writeType,
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
export const bufferSizeKibibytes = 2048;

type WriteInput = Input<typeof writeParameters.layout>;

const mode1Block2048 = 8;
const dataTrack = 4;

const writeDefaults: WriteInput = {
  pageCode: writeParameters.code,
  bufe: true,
  writeType: writeType.trackAtOnce,
  trackMode: dataTrack,
  dataBlockType: mode1Block2048,
  packetSizeBlocks: 16,
  audioPauseLengthBlocks: 150,
};

/** Everything but the page's own length; what a medium makes of it, it says when it is written. */
const writeChangeable = toBytes(writeParameters.layout, writeDefaults).fill(0xff, 2);

/** A page that MODE SELECT can change a part of. */
interface ChangeablePage {
  readonly default: Uint8Array;
  readonly changeable: Uint8Array;
  readonly obsolete?: readonly number[];
}

const changeablePages: ReadonlyMap<number, ChangeablePage> = new Map([
  [writeParameters.code, { default: toBytes(writeParameters.layout, writeDefaults), changeable: writeChangeable }],
  [
    cdAudioControl.code,
    {
      default: toBytes(cdAudioControl.layout, audioDefaults),
      changeable: toBytes(cdAudioControl.layout, audioChangeable),
      // The playback rate, which Windows sets to zero.
      obsolete: [5, 6, 7],
    },
  ],
]);

/** Values of mode pages that outlive a command. */
export class ModeParameters {
  readonly #current = new Map<number, Uint8Array>();

  constructor() {
    this.reset();
  }

  reset(): void {
    for (const [code, page] of changeablePages) this.#current.set(code, page.default);
  }

  /** The bytes of a page that can be changed. */
  current(code: number): Uint8Array {
    return this.#current.get(code)!;
  }

  /** Takes over the bytes of a page that can be changed. */
  change(code: number, bytes: Uint8Array): void {
    this.#current.set(code, bytes);
  }

  /** SOTC: audio play ends with the track that it is in. */
  get stopsOnTrackCrossing(): boolean {
    return cdAudioControl.layout.decode(this.current(cdAudioControl.code)).sotc;
  }

  /** How the next write records. */
  get writeParameters(): Value<typeof writeParameters.layout> {
    return writeParameters.layout.decode(this.current(writeParameters.code));
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
  return new Map<number, PageBytes>([
    ...[...changeablePages].map(([code, page]) => [code, { ...page, current: unit.mode.current(code) }] as const),
    [capabilitiesAndMechanicalStatus.code, { current: capabilities, changeable: unchangeable, default: capabilities }],
  ]);
}

function capabilitiesOf(unit: Unit): Input<typeof capabilitiesAndMechanicalStatus.layout> {
  const { speeds } = unit;
  const canWrite = unit.writableMedium !== undefined;
  return {
    pageCode: capabilitiesAndMechanicalStatus.code,
    cdRRead: true,
    cdRwRead: true,
    method2: true,
    dvdRamRead: true,
    dvdRRead: false,
    dvdRomRead: true,
    cdRWrite: true,
    cdRwWrite: true,
    testWrite: true,
    dvdRamWrite: true,
    buf: true,
    multiSession: true,
    mode2Form1: true,
    mode2Form2: true,
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
