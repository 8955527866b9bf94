import type { Device } from '../device/index.js';
import { type CdromState, initialState } from './cdrom-state.js';

/** @internal What the system keeps for one open handle: its file object. */
export class FileObject {
  closed = false;
  streamingRead = false;
  streamingWrite = false;
  /** Locks of IOCTL_STORAGE_EJECTION_CONTROL. */
  secureLocks = 0;
  /** How often IOCTL_STORAGE_MCN_CONTROL has turned media change notification off. */
  mcnDisables = 0;

  get isStreaming(): boolean {
    return this.streamingRead || this.streamingWrite;
  }
}

/** @internal A device and what its handles share: the state, the lock, and the queue through which requests go. */
export class CdromDevice {
  readonly state: CdromState = initialState();
  exclusiveLock: { readonly owner: FileObject; readonly callerName: Uint8Array } | undefined;
  readonly openFiles = new Set<FileObject>();
  /** Locks of IOCTL_STORAGE_MEDIA_REMOVAL. */
  simpleLocks = 0;
  #lastTurn: Promise<unknown> = Promise.resolve();
  #turns = 0;

  constructor(readonly device: Device) {}

  /** Locks of all handles that keep the tray from moving. */
  get secureLocks(): number {
    return [...this.openFiles].reduce((sum, { secureLocks }) => sum + secureLocks, 0);
  }

  /** Locks of both kinds: the drive is prevented from ejecting while there is one. */
  get locks(): number {
    return this.simpleLocks + this.secureLocks;
  }

  /** How often open handles have turned media change notification off. */
  get mcnDisables(): number {
    return [...this.openFiles].reduce((sum, { mcnDisables }) => sum + mcnDisables, 0);
  }

  isLockedAgainst(file: FileObject | undefined): boolean {
    return this.exclusiveLock !== undefined && this.exclusiveLock.owner !== file;
  }

  /** Unlocking sends everyone to look at the drive again: the owner may have done anything to it. */
  releaseLock(volumeMounted: boolean): void {
    this.exclusiveLock = undefined;
    this.state.streamingCapabilities = undefined;
    this.state.writeCapabilities = undefined;
    if (volumeMounted) this.state.verifyRequired = true;
  }

  /** Nothing runs and nothing waits: whoever comes now has its turn at once. */
  get isIdle(): boolean {
    return this.#turns === 0;
  }

  /** Runs tasks one after the other. A task that is taken back before its turn is skipped and ends as `withdrawn`. */
  async inTurn<T>(task: () => Promise<T>, signal: AbortSignal, withdrawn: T): Promise<T> {
    if (signal.aborted) return withdrawn;
    if (!this.isIdle) return this.#afterOthers(task, signal, withdrawn);
    const result = task();
    this.#occupyUntil(result.catch(() => undefined));
    return result;
  }

  #afterOthers<T>(task: () => Promise<T>, signal: AbortSignal, withdrawn: T): Promise<T> {
    return new Promise((resolve, reject) => {
      const withdraw = () => resolve(withdrawn);
      signal.addEventListener('abort', withdraw, { once: true });
      const turn = this.#lastTurn.then(async () => {
        signal.removeEventListener('abort', withdraw);
        if (!signal.aborted) await task().then(resolve, reject);
      });
      this.#occupyUntil(turn);
    });
  }

  #occupyUntil(turn: Promise<unknown>): void {
    this.#turns++;
    this.#lastTurn = turn.then(() => {
      this.#turns--;
    });
  }
}

const cdromDevices = new WeakMap<Device, CdromDevice>();

/** @internal The one `CdromDevice` of a device. */
export function cdromDeviceOf(device: Device): CdromDevice {
  let cdrom = cdromDevices.get(device);
  if (!cdrom) {
    cdrom = new CdromDevice(device);
    cdromDevices.set(device, cdrom);
  }
  return cdrom;
}
