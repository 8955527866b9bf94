/** Control codes as they are: to the operating system's own driver. */
import { describeDrives } from '../found-drive.js';
import { TransportError } from '../transport-error.js';
import { findWindowsDrives } from './drives.js';
import { openError } from './explain.js';
import {
  type Handle,
  loadNtdllFfi,
  loadWindowsFfi,
  type NtControlCall,
  type NtdllFfi,
  type WindowsFfi,
} from './ffi.js';
import { genericReadWrite, windowsDevicePath } from './open-windows.js';

/** What the driver of the operating system made of a control code. */
export interface NativeIoctlResult {
  /** What NtDeviceIoControlFile returned. */
  readonly ntStatus: number;
  /** IoStatus.Information; undefined where the system did not tell: Windows does not after an error. */
  readonly information: number | undefined;
  /** The first `information` bytes of the output buffer; empty after an error. */
  readonly output: Uint8Array;
  /** What GetLastError would return, as the system itself translates the status. */
  readonly win32Error: number;
}

/** What the calls depend on; tests give their own. */
interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly kernel32: () => Promise<WindowsFfi>;
  readonly ntdll: () => Promise<NtdllFfi>;
}

const here: Surroundings = { platform: process.platform, kernel32: loadWindowsFfi, ntdll: loadNtdllFfi };

const noBytes = new Uint8Array(0);
const firstError = 0xc000_0000;
/** What stands in the status block before a call; no Information is so large. */
const unwritten = 0xff;

function informationIn(bytes: Uint8Array): number | undefined {
  if (bytes.every((byte) => byte === unwritten)) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
}

/** A handle on a drive, for the driver of the operating system. See {@link openNativeDriver}. */
export class NativeDriver implements AsyncDisposable {
  readonly #handle: Handle;
  readonly #kernel32: WindowsFfi;
  readonly #ntdll: NtdllFfi;
  #isClosed = false;
  /** Keeps the buffers reachable during a call: native code only has their addresses. */
  readonly #running = new Set<NtControlCall>();

  /** @internal */
  constructor(
    readonly name: string,
    handle: Handle,
    kernel32: WindowsFfi,
    ntdll: NtdllFfi,
  ) {
    this.#handle = handle;
    this.#kernel32 = kernel32;
    this.#ntdll = ntdll;
  }

  /**
   * Sends a control code to the driver. `output` is the length of the output buffer, or the buffer itself. Both are
   * borrowed until the promise settles, and so is all memory whose address is in the input.
   */
  async ioctl(
    controlCode: number,
    input: Uint8Array = noBytes,
    output: number | Uint8Array = 0,
  ): Promise<NativeIoctlResult> {
    if (this.#isClosed) throw new TransportError('closed', `${this.name}: the handle was closed`);
    const buffer = typeof output === 'number' ? new Uint8Array(output) : output;
    const { pointerBytes } = this.#kernel32;
    const statusBlock = new Uint8Array(new ArrayBuffer(2 * pointerBytes)).fill(unwritten);
    const call = { handle: this.#handle, controlCode, input, output: buffer, statusBlock };
    this.#running.add(call);
    try {
      // Never STATUS_PENDING: on a handle without FILE_FLAG_OVERLAPPED the call waits.
      const ntStatus = await this.#ntdll.deviceIoControlFile(call);
      const information = informationIn(statusBlock.subarray(pointerBytes));
      const delivered = ntStatus >= firstError ? 0 : Math.min(information ?? 0, buffer.length);
      const win32Error = this.#ntdll.ntStatusToDosError(ntStatus);
      return { ntStatus, information, output: buffer.subarray(0, delivered), win32Error };
    } finally {
      this.#running.delete(call);
    }
  }

  /**
   * The address of a buffer in this process, for a structure with a pointer in it. It stays valid as long as the buffer
   * is reachable and not transferred or resized.
   */
  addressOf(bytes: Uint8Array): bigint {
    return this.#kernel32.address(bytes);
  }

  /** Closes the handle. Closing twice is no error. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#kernel32.closeHandle(this.#handle);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/**
 * Opens a drive of Windows (`D:`, `\\.\CdRom0`) for its own driver, shared with everybody else.
 *
 * Throws TransportError: `unsupported` on any other system, `notFound`, `accessDenied`, `busy`.
 */
export async function openNativeDriver(
  name: string,
  { platform, kernel32, ntdll }: Surroundings = here,
): Promise<NativeDriver> {
  if (platform !== 'win32')
    throw new TransportError(
      'unsupported',
      `${name}: a driver that takes control codes is part of Windows; on ${platform} there is none to ask`,
    );
  const path = windowsDevicePath(name);
  if (path === undefined)
    throw new TransportError('notFound', `${name} is no drive of Windows, so Windows has no driver for it`);
  const ffi = await kernel32();
  const opened = await ffi.openDevice(path, genericReadWrite);
  if ('code' in opened)
    throw await openError(name, opened.code, async () => describeDrives(await findWindowsDrives(ffi)));
  return new NativeDriver(name, opened.handle, ffi, await ntdll());
}

/**
 * Sends one control code to the operating system's own driver of a drive, to see beside ours what Windows makes of it:
 * the same buffers, and the very NTSTATUS, through NtDeviceIoControlFile. Throws as {@link openNativeDriver}.
 *
 * Buffers with addresses in them, as in SCSI_PASS_THROUGH_DIRECT, are used as they are: an address that is wrong
 * overwrites memory of this process.
 */
export async function nativeIoctl(
  name: string,
  controlCode: number,
  input: Uint8Array = noBytes,
  output: number | Uint8Array = 0,
): Promise<NativeIoctlResult> {
  await using driver = await openNativeDriver(name);
  return await driver.ioctl(controlCode, input, output);
}
