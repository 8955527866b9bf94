import { toBytes } from '../../mmc/index.js';
import type { Device } from '../device/index.js';
import { type CdromDevice, cdromDeviceOf, FileObject } from './cdrom-device.js';
import type { CdromState } from './cdrom-state.js';
import { controlCode as codes, decomposeControlCode, normaliseControlCode, requiredAccess } from './control-codes.js';
import type { IoctlResult } from './exchange.js';
import { handlers } from './handlers/index.js';
import { trackModes } from './handlers/raw-read.js';
import { readWrite } from './handlers/read-write.js';
import { restoreOnClose } from './handlers/streaming.js';
import { unlockOnClose } from './handlers/tray.js';
import { IoctlRequest, type Operation } from './ioctl-request.js';
import { type CdromOptions, type CdromSettings, defaultSettings, type IoctlOptions } from './options.js';
import { perform } from './perform.js';
import {
  exclusiveAccess,
  exclusiveAccessFlag,
  exclusiveAccessRequestType,
  exclusiveLock,
  mediaChangeCount,
  rawReadInfo,
  type StreamingMode,
  streamingControl,
  streamingRequestType,
  type TrackMode,
  trackModeType,
} from './structures/index.js';

/** What {@link CdromHandle.checkVerify} ends in. */
export interface CheckVerifyResult extends IoctlResult {
  /** 32 bits, wraps; undefined where the request failed. Only a difference to an earlier one means something. */
  readonly mediaChangeCount: number | undefined;
}

/** What {@link CdromHandle.rawRead} reads. */
export interface RawReadParameters {
  readonly logicalBlockAddress: number;
  readonly sectorCount: number;
  readonly trackMode: TrackMode;
}

/** How a raw read or write is carried out. */
export interface ReadWriteOptions extends IoctlOptions {
  /** SL_REALTIME_STREAM: this one streams, whatever the handle is set to. Default: false. */
  readonly realtimeStream?: boolean;
}

/** How the drive is taken for one handle. */
export interface ExclusiveLockOptions extends IoctlOptions {
  /** Takes it although a volume is mounted. Default: false. */
  readonly ignoreVolume?: boolean;
}

const noBytes = new Uint8Array(0);

/**
 * Opens a handle on a drive, for control codes and raw reads and writes. Handles of one `Device` share what a driver
 * keeps about the drive ({@link CdromState}, the exclusive lock, the queue); streaming and closing are each handle's own.
 * The device stays open when its handles are closed.
 */
export function openCdrom(device: Device, options: CdromOptions = {}): CdromHandle {
  return new CdromHandle(cdromDeviceOf(device), settingsWith(defaultSettings, options));
}

/** The settings themselves where no option is another one. An option that is undefined is one that is not given. */
function settingsWith(settings: CdromSettings, options: CdromOptions): CdromSettings {
  let changed: CdromSettings | undefined;
  for (const name in options) {
    const option = options[name as keyof CdromOptions];
    if (option === undefined || !(name in settings)) continue;
    changed = { ...(changed ?? settings), [name]: option };
  }
  return changed ?? settings;
}

/** An open handle, see {@link openCdrom}. Whatever the drive and the transport do, a request ends in a result. */
export class CdromHandle implements AsyncDisposable {
  readonly #cdrom: CdromDevice;
  readonly #settings: CdromSettings;
  readonly #file = new FileObject();
  readonly #running = new Set<AbortController>();
  readonly #closing = new AbortController();

  /** @internal */
  constructor(cdrom: CdromDevice, settings: CdromSettings) {
    this.#cdrom = cdrom;
    this.#settings = settings;
    cdrom.openFiles.add(this.#file);
  }

  /** What the handles of the device share. */
  get state(): CdromState {
    return this.#cdrom.state;
  }

  /** Which raw transfers of this handle stream. */
  get streaming(): { readonly read: boolean; readonly write: boolean } {
    return { read: this.#file.streamingRead, write: this.#file.streamingWrite };
  }

  /** How often open handles of the device have turned media change notification off: IOCTL_STORAGE_MCN_CONTROL. */
  get mediaChangeNotificationDisables(): number {
    return this.#cdrom.mcnDisables;
  }

  /** Every request of a closed handle ends in STATUS_INVALID_HANDLE. */
  get isClosed(): boolean {
    return this.#file.closed;
  }

  /**
   * DeviceIoControl: carries out a control code. `output` is the length of the output buffer, or the buffer itself,
   * which is borrowed until the promise settles. A code that is not known ends in STATUS_INVALID_DEVICE_REQUEST. Rejects
   * with RangeError for a code of more than 32 bits and a length that no buffer has.
   */
  async ioctl(
    controlCode: number,
    input: Uint8Array = noBytes,
    output: number | Uint8Array = 0,
    options: IoctlOptions = {},
  ): Promise<IoctlResult> {
    const code = controlCode >>> 0;
    if (code !== controlCode) throw new RangeError(`a control code is a 32-bit unsigned integer, not ${controlCode}`);
    const operation = handlers.get(normaliseControlCode(code));
    const buffers = { controlCode: code, input: input.slice(), output: bufferOf(output) };
    return this.#perform(operation, decomposeControlCode(code).access, buffers, options);
  }

  /** IOCTL_STORAGE_CHECK_VERIFY: whether a medium is there and accessible, and how often it was changed. */
  async checkVerify(options: IoctlOptions = {}): Promise<CheckVerifyResult> {
    const result = await this.ioctl(codes.IOCTL_STORAGE_CHECK_VERIFY, noBytes, mediaChangeCount.span, options);
    const hasCount = result.output.length === mediaChangeCount.span;
    return {
      ...result,
      mediaChangeCount: hasCount ? mediaChangeCount.decode(result.output).mediaChangeCount : undefined,
    };
  }

  /** IOCTL_CDROM_ENABLE_STREAMING: which raw reads and writes of this handle are to stream. */
  enableStreaming(mode: StreamingMode, options: IoctlOptions = {}): Promise<IoctlResult> {
    const input = toBytes(streamingControl, { requestType: streamingRequestType[mode] });
    return this.ioctl(codes.IOCTL_CDROM_ENABLE_STREAMING, input, 0, options);
  }

  /** IOCTL_CDROM_STOP_AUDIO: ends playing. */
  stopAudio(options: IoctlOptions = {}): Promise<IoctlResult> {
    return this.ioctl(codes.IOCTL_CDROM_STOP_AUDIO, noBytes, 0, options);
  }

  /** IOCTL_CDROM_RAW_READ: whole CD sectors, as many as fit in one transfer. They are the `output` of the result. */
  async rawRead(parameters: RawReadParameters, options: IoctlOptions = {}): Promise<IoctlResult> {
    const { logicalBlockAddress, sectorCount } = parameters;
    const trackMode = trackModeType[parameters.trackMode];
    const diskOffset = BigInt.asUintN(64, BigInt(logicalBlockAddress) * 2048n);
    const input = toBytes(rawReadInfo, { diskOffset, sectorCount, trackMode });
    const wantedBytes = sectorCount * (trackModes.get(trackMode)?.sectorBytes ?? 0);
    // More than one transfer is refused anyway, so nobody needs the memory.
    const fits = wantedBytes <= this.#cdrom.device.transport.limits.maximumTransferBytes;
    return this.ioctl(codes.IOCTL_CDROM_RAW_READ, input, fits ? wantedBytes : 0, options);
  }

  /**
   * ReadFile: reads blocks, streaming where the handle does. Offset and length are multiples of the block length.
   * `output` is the length, or the buffer, which is borrowed until the promise settles. Rejects with RangeError for an
   * offset that is negative or no integer.
   */
  async read(offsetBytes: number, output: number | Uint8Array, options: ReadWriteOptions = {}): Promise<IoctlResult> {
    return this.#readWrite('in', offsetBytes, { input: noBytes, output: bufferOf(output) }, options);
  }

  /** WriteFile: writes blocks, streaming where the handle does. `data` is borrowed until the promise settles. */
  write(offsetBytes: number, data: Uint8Array, options: ReadWriteOptions = {}): Promise<IoctlResult> {
    return this.#readWrite('out', offsetBytes, { input: data, output: noBytes }, options);
  }

  /**
   * IOCTL_CDROM_EXCLUSIVE_ACCESS: takes the drive, so that requests of other handles end in STATUS_ACCESS_DENIED.
   * `callerName` has up to 63 letters, digits, blanks and `. , : ; _ -`.
   */
  exclusiveLock(callerName: string, options: ExclusiveLockOptions = {}): Promise<IoctlResult> {
    const name = new Uint8Array(64);
    name.set(new TextEncoder().encode(callerName).subarray(0, name.length));
    const input = toBytes(exclusiveLock, {
      requestType: exclusiveAccessRequestType.lockDevice,
      flags: options.ignoreVolume ? exclusiveAccessFlag.ignoreVolume : 0,
      callerName: name,
    });
    return this.ioctl(codes.IOCTL_CDROM_EXCLUSIVE_ACCESS, input, 0, options);
  }

  /** Gives the drive back. The volume counts as changed. Closing the handle does the same. */
  exclusiveUnlock(options: IoctlOptions = {}): Promise<IoctlResult> {
    const input = toBytes(exclusiveAccess, { requestType: exclusiveAccessRequestType.unlockDevice });
    return this.ioctl(codes.IOCTL_CDROM_EXCLUSIVE_ACCESS, input, 0, options);
  }

  /**
   * Closes the handle: takes back its waiting requests, gives back the exclusive lock, restores the drive's speeds if
   * this handle was the last that streamed, and takes back its IOCTL_STORAGE_EJECTION_CONTROL locks and
   * IOCTL_STORAGE_MCN_CONTROL. Closing twice is no error.
   */
  async close(): Promise<void> {
    if (this.#file.closed) return;
    this.#file.closed = true;
    this.#cdrom.openFiles.delete(this.#file);
    for (const controller of [this.#closing, ...this.#running]) controller.abort(new Error('the handle was closed'));
    if (this.#cdrom.exclusiveLock?.owner === this.#file) this.#cdrom.releaseLock(this.#settings.volumeMounted);
    const { signal } = new AbortController();
    const request = this.#request(
      { controlCode: undefined, input: noBytes, output: noBytes },
      { retry: 'none' },
      signal,
    );
    const restore = async () => {
      await restoreOnClose(request, this.#file);
      await unlockOnClose(request, this.#file);
    };
    await this.#cdrom.inTurn(restore, signal, undefined);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #readWrite(
    direction: 'in' | 'out',
    offsetBytes: number,
    buffers: Pick<Buffers, 'input' | 'output'>,
    options: ReadWriteOptions,
  ): Promise<IoctlResult> {
    if (!Number.isSafeInteger(offsetBytes) || offsetBytes < 0)
      throw new RangeError(`an offset is a whole number of bytes from 0, not ${offsetBytes}`);
    const operation = readWrite({ direction, offsetBytes, realtimeStream: options.realtimeStream ?? false });
    const access = direction === 'in' ? requiredAccess.FILE_READ_ACCESS : requiredAccess.FILE_WRITE_ACCESS;
    return this.#perform(operation, access, { ...buffers, controlCode: undefined }, options);
  }

  async #perform(
    operation: Operation | undefined,
    access: number,
    buffers: Buffers,
    options: IoctlOptions,
  ): Promise<IoctlResult> {
    const { signal } = options;
    // A request that nobody can take back and that does not wait is cancelled by closing alone.
    if (!signal && this.#cdrom.isIdle)
      return perform(this.#request(buffers, options, this.#closing.signal), operation, access);
    // One controller for the caller's signal and for closing the handle.
    const controller = new AbortController();
    const cancel = () => controller.abort(signal?.reason);
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    this.#running.add(controller);
    try {
      return await perform(this.#request(buffers, options, controller.signal), operation, access);
    } finally {
      this.#running.delete(controller);
      signal?.removeEventListener('abort', cancel);
    }
  }

  #request({ controlCode, input, output }: Buffers, options: IoctlOptions, signal: AbortSignal): IoctlRequest {
    return new IoctlRequest(this.#cdrom, settingsWith(this.#settings, options), {
      controlCode,
      input,
      output,
      file: options.fileObject === false ? undefined : this.#file,
      signal,
      overrideVerifyVolume: options.overrideVerifyVolume ?? false,
      memory: options.memory,
    });
  }
}

interface Buffers {
  readonly controlCode: number | undefined;
  readonly input: Uint8Array;
  readonly output: Uint8Array;
}

/** Throws RangeError for a length that no buffer has. */
function bufferOf(output: number | Uint8Array): Uint8Array {
  return typeof output === 'number' ? new Uint8Array(output) : output;
}
