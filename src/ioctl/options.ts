import { type Clock, realClock } from '../time/clock.js';

/** How control codes are carried out. Each may be given for a handle, and for one request. */
export interface CdromOptions {
  /**
   * `driver`: the very CDBs that Windows sends. `mmc`: those of the standard, where they differ:
   * IOCTL_CDROM_STOP_AUDIO sends STOP PLAY/SCAN, which leaves the disc spinning, instead of START STOP UNIT, which spins
   * it down; GET CONFIGURATION has 10 bytes, instead of 12; the caching page is read with MODE SENSE(10), instead of (6);
   * a new AACS binding nonce is asked for, instead of sending zeros; and what PERSISTENT RESERVE IN reads is handed out.
   * Default: `mmc`.
   */
  readonly profile?: 'mmc' | 'driver';
  /**
   * IOCTL_CDROM_STOP_AUDIO asks the drive first whether it is playing, and fails with STATUS_INVALID_DEVICE_REQUEST
   * where it is not. This takes the drive's news of an ended play from others. Default: false, as Windows.
   */
  readonly probePlayState?: boolean;
  /**
   * A control code ends only in statuses that its documentation lists, as far as one of them can stand for what happened:
   * see `documentedStatus`. Default: false, as Windows.
   */
  readonly documentedOnly?: boolean;
  /**
   * `driver`: failed commands are sent again when and as often as Windows does, which can take a minute. `none`: every
   * command is sent once. Default: `driver`.
   */
  readonly retry?: 'driver' | 'none';
  /**
   * IOCTL_CDROM_ENABLE_STREAMING sends SET STREAMING, so that the drive runs as fast as it can. Windows sends nothing
   * and only remembers the mode. Default: true.
   */
  readonly setStreaming?: boolean;
  /**
   * A file system is mounted on the drive. Then a unit attention ends a request with STATUS_VERIFY_REQUIRED, otherwise
   * the command is sent again and only the media change count tells. Default: true.
   */
  readonly volumeMounted?: boolean;
  /** The drive speaks MMC; false: one from before, which has no features. Default: true. */
  readonly isMmc?: boolean;
  /** Whether the program is one of 32 or of 64 bits: some structures have room for pointers. Default: 64. */
  readonly callerBits?: 32 | 64;
  /** What IOCTL_STORAGE_GET_DEVICE_NUMBER tells. Default: 0. */
  readonly deviceNumber?: number;
  /** What the handle was opened for; control codes name the access they need. Default: `readWrite`. */
  readonly access?: 'none' | 'read' | 'write' | 'readWrite';
  /**
   * Time limit of commands that have none of their own, in milliseconds. Windows takes 10 s, and 260 s or more for
   * drives that can write. Default: 10000.
   */
  readonly defaultTimeoutMs?: number;
  /** Waits between retries pass on it. Default: the clock on the wall. */
  readonly clock?: Clock;
}

/** Options with nothing left open. */
export type CdromSettings = Required<CdromOptions>;

/** @internal */
export const defaultSettings: CdromSettings = {
  profile: 'mmc',
  probePlayState: false,
  documentedOnly: false,
  retry: 'driver',
  setStreaming: true,
  volumeMounted: true,
  isMmc: true,
  callerBits: 64,
  deviceNumber: 0,
  access: 'readWrite',
  defaultTimeoutMs: 10_000,
  clock: realClock,
};

/** How one request is carried out. What is not given is as for the handle. */
export interface IoctlOptions extends CdromOptions {
  /**
   * Takes the request back: it ends with STATUS_CANCELLED where it has not been sent, or is waiting to be sent again.
   * What the drive is doing goes on.
   */
  readonly signal?: AbortSignal | undefined;
  /** SL_OVERRIDE_VERIFY_VOLUME, which file systems set while they look at a changed volume. Default: false. */
  readonly overrideVerifyVolume?: boolean;
  /**
   * The memory of the program, for IOCTL_SCSI_PASS_THROUGH_DIRECT and its EX form: the `length` bytes at an address,
   * borrowed until the request ends, or undefined where there are not so many. Default: there is none anywhere.
   */
  readonly memory?: ((address: bigint, length: number) => Uint8Array | undefined) | undefined;
  /** False: the request comes without a file object, as a kernel caller can send it. Default: true. */
  readonly fileObject?: boolean;
}
