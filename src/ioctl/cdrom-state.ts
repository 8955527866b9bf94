import type { RuleEffect } from './sense-rule.js';

/** Whether the drive can stream with the medium in it. */
export interface StreamingCapabilities {
  /** Feature 0107h is current: READ(12) with the streaming bit. */
  readonly read: boolean;
  /** The same with its SW bit: WRITE(12) with the streaming bit. */
  readonly write: boolean;
}

/** Whether the medium in the drive can be written to. */
export interface WriteCapabilities {
  /** In any of the ways that Windows knows. */
  readonly isAllowed: boolean;
  /** Any block at any time, with the drive replacing bad ones: features 0020h and 0024h are current. */
  readonly isDefectManaged: boolean;
}

/** What else READ CD can get of a sector. */
export interface RawReadCapabilities {
  readonly c2Pointers: boolean;
  readonly subCode: boolean;
}

/**
 * What all handles of one device share: what a class driver keeps about its drive. It may be written to: whoever
 * knows more than the commands that went through here (a file system, a player) says so.
 */
export interface CdromState {
  /** 32 bits, wraps. Only "another number than last time" means something, never by how much. */
  mediaChangeCount: number;
  mediaState: 'unknown' | 'present' | 'absent' | 'unavailable';
  /**
   * DO_VERIFY_VOLUME: reads and writes are refused with STATUS_VERIFY_REQUIRED. Set when the medium may have been
   * changed while a volume was mounted; to be cleared by whoever has looked at the volume again.
   */
  verifyRequired: boolean;
  /** Audio is taken to be playing: reads and writes are refused with STATUS_DEVICE_BUSY. */
  playActive: boolean;
  /** A streaming command has failed: from now on reads and writes go without the streaming bit. */
  streamingWorkaround: boolean;
  /** SET STREAMING of a handle is in force in the drive. */
  streamingSet: boolean;
  /**
   * IOCTL_CDROM_SET_SPEED with SET STREAMING has set speeds for this medium only: with the next one the drive gets its
   * own back. `due`: as soon as it has answered.
   */
  speedRestoring: 'no' | 'onMediumChange' | 'due';
  /** The drive is asked for all features where one is wanted: it has failed to tell one. */
  distrustsSingleFeature: boolean;
  /** Numbers of all features of the drive, current or not. Undefined: the drive is asked when they are first needed. */
  featureCodes: readonly number[] | undefined;
  /** Undefined: the drive is asked when it is first needed. */
  inquiryData: Uint8Array | undefined;
  /** Undefined: the drive is asked when they are next needed. A medium change forgets them. */
  streamingCapabilities: StreamingCapabilities | undefined;
  /** Undefined: the drive is asked when they are next needed. A medium change forgets them. */
  writeCapabilities: WriteCapabilities | undefined;
  /** Undefined: the drive is asked when they are first needed. */
  rawReadCapabilities: RawReadCapabilities | undefined;
  /** Last logical block of the medium, where it is known. */
  lastLogicalBlockAddress: number | undefined;
  /** Of the medium as it was last measured, a power of two. */
  blockLengthBytes: number;
  /** The drive knows RESERVE and RELEASE only with 10 bytes. */
  usesTenByteReserve: boolean;
  /** The drive may be pulled out at any time: IOCTL_STORAGE_SET_HOTPLUG_INFO. */
  deviceHotplug: boolean;
  /** IOCTL_STORAGE_EVENT_NOTIFICATION looks for a change of media. False: it ends in STATUS_UNSUCCESSFUL. */
  mediaChangeDetection: boolean;
  /** What IOCTL_MOUNTDEV_QUERY_UNIQUE_ID tells: the name of the device's interface. Undefined: it has none. */
  mountedDeviceInterfaceName: string | undefined;
  /**
   * What Windows has stored of the drive's letter: `E:`, or `%:` for none. IOCTL_MOUNTDEV_QUERY_SUGGESTED_LINK_NAME
   * takes it away.
   */
  storedDriveLetter: string | undefined;
  /** The operating system says that the drive was pulled out: every failure becomes STATUS_DEVICE_DOES_NOT_EXIST. */
  surpriseRemoved: boolean;
  /** The operating system says that it has taken the power from the empty drive (zero-power ODD). */
  zeroPower: boolean;
}

/** The state of a device that nobody has asked anything. */
export function initialState(): CdromState {
  return {
    mediaChangeCount: 0,
    mediaState: 'unknown',
    verifyRequired: false,
    playActive: false,
    streamingWorkaround: false,
    streamingSet: false,
    speedRestoring: 'no',
    distrustsSingleFeature: false,
    featureCodes: undefined,
    inquiryData: undefined,
    streamingCapabilities: undefined,
    writeCapabilities: undefined,
    rawReadCapabilities: undefined,
    lastLogicalBlockAddress: undefined,
    blockLengthBytes: 2048,
    usesTenByteReserve: false,
    deviceHotplug: false,
    mediaChangeDetection: true,
    mountedDeviceInterfaceName: undefined,
    storedDriveLetter: undefined,
    surpriseRemoved: false,
    zeroPower: false,
  };
}

function countMediaChange(state: CdromState): void {
  state.mediaChangeCount = (state.mediaChangeCount + 1) >>> 0;
}

function setMediaState(state: CdromState, mediaState: CdromState['mediaState']): void {
  state.mediaState = mediaState;
  state.lastLogicalBlockAddress = undefined;
}

/**
 * Carries out what sense rules ask for. Notifications, error counters and commands in the background are the
 * operating system's and have no counterpart here; they stay visible in the exchanges of a result.
 */
export function applyEffects(state: CdromState, effects: readonly RuleEffect[]): void {
  for (const effect of effects) {
    switch (effect) {
      case 'countMediaChange':
        countMediaChange(state);
        break;
      case 'mediaPresent':
        if (state.mediaState !== 'present') countMediaChange(state);
        setMediaState(state, 'present');
        break;
      case 'mediaAbsent':
        setMediaState(state, 'absent');
        break;
      case 'mediaUnavailable':
        setMediaState(state, 'unavailable');
        break;
      case 'setVerifyVolume':
        state.verifyRequired = true;
        break;
      case 'refreshCapabilities':
        state.streamingCapabilities = undefined;
        state.writeCapabilities = undefined;
        break;
      case 'disallowWrites':
        state.writeCapabilities = undefined;
        break;
      case 'disableStreaming':
        state.streamingWorkaround = true;
        break;
      case 'restoreDefaultSpeed':
        if (state.speedRestoring === 'onMediumChange') state.speedRestoring = 'due';
        break;
      case 'forgetDefaultSpeed':
        if (state.speedRestoring === 'onMediumChange') state.speedRestoring = 'no';
        break;
      case 'distrustSingleFeatureConfiguration':
        state.distrustsSingleFeature = true;
        break;
      case 'useTenByteReserve':
        state.usesTenByteReserve = true;
        break;
      case 'clearPlayActive':
        state.playActive = false;
        break;
    }
  }
}
