/** The functions of kernel32 with which a program talks to a CD-ROM drive, on any drive that can be opened here. */
import { type CdromOptions, type IoctlResult, isNtSuccess, ntStatusSeverity, win32ErrorOf } from '../ioctl/index.js';
import { openTransport } from '../open.js';
import { type FoundDrive, findDrives } from '../transport/index.js';
import type { Transport } from '../transport/transport.js';
import { TransportError, type TransportErrorKind } from '../transport/transport-error.js';
import { AddressSpace } from './address-space.js';
import * as w from './constants.js';
import { Drives, type Sharing } from './drives.js';
import { fileSystemControls } from './file-system-controls.js';
import { currentThread, type LastCall } from './last-error.js';
import { DosDevices, driveKey } from './names.js';
import { OpenFile, statusEndOfFile, type Transferred } from './open-file.js';

/** A HANDLE: a number that means something to the functions of the same {@link Win32} only. */
export type Handle = number;
/** LPVOID: any view of memory. */
export type Pointer = ArrayBufferView | null;
/** LPDWORD: the first element receives the number. */
export type DwordPointer = Uint32Array;
/** PLARGE_INTEGER: the first element receives the number. */
export type LargeIntegerPointer = BigInt64Array;

/** The part of OVERLAPPED that a handle without FILE_FLAG_OVERLAPPED looks at: where to read or write. */
export interface Overlapped {
  readonly Offset: number;
  readonly OffsetHigh: number;
}

/** What the functions depend on. */
export interface Win32Options {
  /** Opens a drive by its name. Default: `openTransport`, which knows `/dev/sr0`, `D:` and `virtual:`. */
  readonly open?: (name: string) => Promise<Transport>;
  /** The drives of this machine, to know which names are one drive. Default: `findDrives`. */
  readonly drives?: () => Promise<FoundDrive[]>;
  /**
   * How control codes are carried out. There is no file system here, so `volumeMounted` is false where it is not given;
   * `access` is what CreateFile was called with.
   */
  readonly cdrom?: Omit<CdromOptions, 'access'>;
}

const openErrors: Partial<Record<TransportErrorKind, number>> = {
  notFound: w.ERROR_FILE_NOT_FOUND,
  noDevice: w.ERROR_FILE_NOT_FOUND,
  accessDenied: w.ERROR_ACCESS_DENIED,
  busy: w.ERROR_SHARING_VIOLATION,
  unsupported: w.ERROR_NOT_SUPPORTED,
};

function openErrorOf({ kind, native }: TransportError): number {
  return native?.source === 'GetLastError' ? native.code : (openErrors[kind] ?? w.ERROR_GEN_FAILURE);
}

/** Handles are multiples of four, and none is given twice: one that was closed stays invalid. */
const handleStep = 4;

const noMemory = new Uint8Array(0);

/** The bytes at a pointer, `dword` of them, which has 32 bits; undefined where there are not so many. */
function memoryOf(pointer: Pointer, dword: number): Uint8Array | undefined {
  const size = dword >>> 0;
  if (pointer === null) return size === 0 ? noMemory : undefined;
  if (size > pointer.byteLength) return undefined;
  return new Uint8Array(pointer.buffer, pointer.byteOffset, size);
}

/** The access rights in dwDesiredAccess that reading and writing need. */
function sharingOf(desiredAccess: number, shareMode: number): Sharing {
  const has = (...rights: number[]) => rights.some((right) => (desiredAccess & right) !== 0);
  return {
    reads: has(w.GENERIC_READ, w.GENERIC_ALL, w.MAXIMUM_ALLOWED, w.FILE_READ_DATA),
    writes: has(w.GENERIC_WRITE, w.GENERIC_ALL, w.MAXIMUM_ALLOWED, w.FILE_WRITE_DATA),
    sharesRead: (shareMode & w.FILE_SHARE_READ) !== 0,
    sharesWrite: (shareMode & w.FILE_SHARE_WRITE) !== 0,
  };
}

function accessOf({ reads, writes }: Sharing): NonNullable<CdromOptions['access']> {
  if (reads && writes) return 'readWrite';
  if (reads) return 'read';
  return writes ? 'write' : 'none';
}

/**
 * A process: its handles, its drives, its memory. The functions are its own, so they can be taken out of it
 * (`const { CreateFile, DeviceIoControl } = new Win32()`); `discwire/win32` exports those of one process for all.
 *
 * Names, order of arguments and results are those of Win32. What waits for the drive is asynchronous: `await` the call,
 * then look at GetLastError. As in Win32, a call that succeeds leaves the last error as it was, except CreateFile, which
 * sets it. A TypeError is thrown where a C program would crash: a pointer that must not be NULL.
 */
export class Win32 implements AsyncDisposable {
  readonly #cdromOptions: CdromOptions;
  readonly #names = new DosDevices();
  readonly #drives: Drives;
  readonly #files = new Map<Handle, OpenFile>();
  readonly #addresses: AddressSpace;
  #nextHandle = handleStep;

  constructor({ open = openTransport, drives = findDrives, cdrom = {} }: Win32Options = {}) {
    this.#cdromOptions = { volumeMounted: false, ...cdrom };
    this.#drives = new Drives({ open, keyOf: (name) => driveKey(name, drives) });
    this.#addresses = new AddressSpace(cdrom.callerBits ?? 64);
  }

  /**
   * Opens a drive: `\\.\D:`, `\\.\CdRom0`, `/dev/sr0`, `virtual:…`, or what DefineDosDevice has defined. Handles on
   * one drive share it, the exclusive lock and the counts included; share modes count among the handles of this process.
   * Resolves to INVALID_HANDLE_VALUE where it fails: ERROR_FILE_NOT_FOUND (2) for a name that nothing has,
   * ERROR_SHARING_VIOLATION (32), ERROR_ACCESS_DENIED (5) also while the volume is locked and for a disposition that
   * would make or truncate a file, ERROR_NOT_SUPPORTED (50) for FILE_FLAG_OVERLAPPED: every call is asynchronous
   * already. {@link Win32.lastCall} says in words why a drive could not be opened.
   */
  readonly CreateFile = async (
    lpFileName: string,
    dwDesiredAccess: number,
    dwShareMode: number,
    _lpSecurityAttributes: null,
    dwCreationDisposition: number,
    dwFlagsAndAttributes: number,
    _hTemplateFile: null,
  ): Promise<Handle> => {
    const fail = (error: number, cause?: TransportError) => {
      this.#fail(error, { cause });
      return w.INVALID_HANDLE_VALUE;
    };
    const isOpening = dwCreationDisposition === w.OPEN_EXISTING || dwCreationDisposition === w.OPEN_ALWAYS;
    if (dwCreationDisposition < w.CREATE_NEW || dwCreationDisposition > w.TRUNCATE_EXISTING)
      return fail(w.ERROR_INVALID_PARAMETER);
    if (lpFileName === '') return fail(w.ERROR_PATH_NOT_FOUND);
    if (!isOpening) return fail(w.ERROR_ACCESS_DENIED);
    if ((dwFlagsAndAttributes & w.FILE_FLAG_OVERLAPPED) !== 0) return fail(w.ERROR_NOT_SUPPORTED);
    const sharing = sharingOf(dwDesiredAccess, dwShareMode);
    const options = { ...this.#cdromOptions, access: accessOf(sharing) };
    try {
      const opened = await this.#drives.open(this.#names.targetOf(lpFileName), sharing, options);
      if (opened === 'notShared') return fail(w.ERROR_SHARING_VIOLATION);
      if (opened === 'locked') return fail(w.ERROR_ACCESS_DENIED);
      const handle = this.#nextHandle;
      this.#nextHandle += handleStep;
      this.#files.set(handle, new OpenFile(opened));
      this.SetLastError(dwCreationDisposition === w.OPEN_ALWAYS ? w.ERROR_ALREADY_EXISTS : w.ERROR_SUCCESS);
      this.#succeed();
      return handle;
    } catch (error) {
      if (error instanceof TransportError) return fail(openErrorOf(error), error);
      throw error;
    }
  };

  /**
   * Carries out a control code. Both buffers may be one. `lpBytesReturned` receives how many bytes of the output there
   * are: after success, and after a warning (NTSTATUS 0x8…, e.g. ERROR_MORE_DATA), which fails and has output all the
   * same; after an error it stays as it was. FSCTL codes that lock, unlock and dismount the volume do so among the
   * handles of this process. A buffer that is shorter than its size says ends in ERROR_NOACCESS (998).
   */
  readonly DeviceIoControl = async (
    hDevice: Handle,
    dwIoControlCode: number,
    lpInBuffer: Pointer,
    nInBufferSize: number,
    lpOutBuffer: Pointer,
    nOutBufferSize: number,
    lpBytesReturned: DwordPointer,
    lpOverlapped: null = null,
  ): Promise<boolean> => {
    if (!lpBytesReturned) throw new TypeError('DeviceIoControl: lpBytesReturned must not be NULL without lpOverlapped');
    const file = this.#files.get(hDevice);
    if (!file) return this.#fail(w.ERROR_INVALID_HANDLE);
    if (lpOverlapped) return this.#fail(w.ERROR_NOT_SUPPORTED);
    const input = memoryOf(lpInBuffer, nInBufferSize);
    const output = memoryOf(lpOutBuffer, nOutBufferSize);
    if (!input || !output) return this.#fail(w.ERROR_NOACCESS);
    const memory = (address: bigint, length: number) => this.#addresses.at(address, length);
    const code = dwIoControlCode >>> 0;
    const control = fileSystemControls.get(code);
    if (control) {
      lpBytesReturned[0] = 0;
      const error = control(file);
      return error === w.ERROR_SUCCESS ? this.#succeed() : this.#fail(error);
    }
    const result = await file.inTurn(() => file.handle.cdrom.ioctl(code, input, output, { memory }));
    if (ntStatusSeverity(result.ntStatus) !== 'error') lpBytesReturned[0] = result.information;
    return this.#endWith(result.ntStatus, result);
  };

  /**
   * Reads whole blocks at the file pointer, or where `lpOverlapped` says, and moves the file pointer behind them. Offset
   * and length that are no multiples of the block length end in ERROR_INVALID_PARAMETER (87). A read that reaches
   * beyond the end brings what there is. One that begins there succeeds with 0 bytes; with `lpOverlapped` it ends in
   * ERROR_HANDLE_EOF (38).
   */
  readonly ReadFile = (
    hFile: Handle,
    lpBuffer: Pointer,
    nNumberOfBytesToRead: number,
    lpNumberOfBytesRead: DwordPointer | null,
    lpOverlapped: Overlapped | null = null,
  ): Promise<boolean> =>
    this.#readWrite('read', hFile, lpBuffer, nNumberOfBytesToRead, lpNumberOfBytesRead, lpOverlapped);

  /**
   * Writes whole blocks, in the same way as {@link Win32.ReadFile} reads them. What reaches beyond the end is not
   * written, and only `lpNumberOfBytesWritten` says so.
   */
  readonly WriteFile = (
    hFile: Handle,
    lpBuffer: Pointer,
    nNumberOfBytesToWrite: number,
    lpNumberOfBytesWritten: DwordPointer | null,
    lpOverlapped: Overlapped | null = null,
  ): Promise<boolean> =>
    this.#readWrite('write', hFile, lpBuffer, nNumberOfBytesToWrite, lpNumberOfBytesWritten, lpOverlapped);

  /**
   * Moves the file pointer, from FILE_BEGIN or FILE_CURRENT, and tells where it is. Any byte will do; reading there is
   * another matter. ERROR_NEGATIVE_SEEK (131) in front of the beginning. FILE_END ends in ERROR_INVALID_PARAMETER (87),
   * as on a volume of Windows, whose length no file function tells: ask with IOCTL_DISK_GET_LENGTH_INFO.
   */
  readonly SetFilePointerEx = (
    hFile: Handle,
    liDistanceToMove: bigint | number,
    lpNewFilePointer: LargeIntegerPointer | null,
    dwMoveMethod: number,
  ): boolean => {
    const file = this.#files.get(hFile);
    if (!file) return this.#fail(w.ERROR_INVALID_HANDLE);
    if (dwMoveMethod !== w.FILE_BEGIN && dwMoveMethod !== w.FILE_CURRENT) return this.#fail(w.ERROR_INVALID_PARAMETER);
    const from = dwMoveMethod === w.FILE_CURRENT ? file.position : 0n;
    // A sum of 64 bits: what is too far for it comes out in front of the beginning.
    const position = BigInt.asIntN(64, from + BigInt(liDistanceToMove));
    if (position < 0n) return this.#fail(w.ERROR_NEGATIVE_SEEK);
    file.position = position;
    if (lpNewFilePointer) lpNewFilePointer[0] = position;
    return this.#succeed();
  };

  /**
   * Closes a handle: its requests that wait are taken back (ERROR_OPERATION_ABORTED, 995), its locks are given back. The
   * last handle of a drive closes the drive.
   */
  readonly CloseHandle = async (hObject: Handle): Promise<boolean> => {
    const file = this.#files.get(hObject);
    if (!file) return this.#fail(w.ERROR_INVALID_HANDLE);
    this.#files.delete(hObject);
    await this.#drives.close(file.handle);
    return this.#succeed();
  };

  /** Why the last call of this thread that failed did so. */
  readonly GetLastError = (): number => currentThread().lastError;

  /** Sets what {@link Win32.GetLastError} returns. */
  readonly SetLastError = (dwErrCode: number): void => {
    currentThread().lastError = dwErrCode >>> 0;
  };

  /** The last call of this thread, failed or not, with what a number cannot say. There is no such function in Win32. */
  readonly lastCall = (): LastCall => currentThread().lastCall;

  /**
   * Gives a drive a device name: after `DefineDosDevice(0, 'D:', '/dev/sr0')` CreateFile opens it as `\\.\D:`. The
   * target is any name that CreateFile takes. DDD_REMOVE_DEFINITION takes the name away again.
   */
  readonly DefineDosDevice = (dwFlags: number, lpDeviceName: string, lpTargetPath: string | null): boolean => {
    if ((dwFlags & ~(w.DDD_RAW_TARGET_PATH | w.DDD_REMOVE_DEFINITION)) !== 0)
      return this.#fail(w.ERROR_INVALID_PARAMETER);
    if ((dwFlags & w.DDD_REMOVE_DEFINITION) !== 0)
      return this.#names.remove(lpDeviceName) ? this.#succeed() : this.#fail(w.ERROR_FILE_NOT_FOUND);
    if (lpTargetPath === null) return this.#fail(w.ERROR_INVALID_PARAMETER);
    this.#names.define(lpDeviceName, lpTargetPath);
    return this.#succeed();
  };

  /**
   * What to put where a structure wants a pointer, e.g. into `dataBuffer` of SCSI_PASS_THROUGH_DIRECT:
   * `addressOf(buffer)`. The number means something to this process only. Keep the buffer as long as the address is in
   * use. There is no such function in Win32.
   */
  readonly addressOf = (buffer: ArrayBufferView): bigint => this.#addresses.addressOf(buffer);

  /** Ends the process: closes every handle. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#files.keys()].map((handle) => this.CloseHandle(handle)));
  }

  async #readWrite(
    direction: 'read' | 'write',
    handle: Handle,
    pointer: Pointer,
    size: number,
    count: DwordPointer | null,
    overlapped: Overlapped | null,
  ): Promise<boolean> {
    if (!count && !overlapped) throw new TypeError('the byte count must not be NULL without lpOverlapped');
    const tell = (byteCount: number) => {
      if (count) count[0] = byteCount;
    };
    tell(0);
    const file = this.#files.get(handle);
    if (!file) return this.#fail(w.ERROR_INVALID_HANDLE);
    const { reads, writes } = file.handle.sharing;
    if (!(direction === 'read' ? reads : writes)) return this.#fail(w.ERROR_ACCESS_DENIED);
    const bytes = memoryOf(pointer, size);
    if (!bytes) return this.#fail(w.ERROR_NOACCESS);
    const {
      ntStatus: status,
      byteCount,
      result,
    }: Transferred = await file.inTurn(() => file[direction](bytes, overlapped ? offsetOf(overlapped) : undefined));
    if (status === statusEndOfFile) return overlapped ? this.#fail(w.ERROR_HANDLE_EOF) : this.#succeed();
    if (ntStatusSeverity(status) !== 'error') tell(byteCount);
    return this.#endWith(status, result);
  }

  #endWith(status: number, result: IoctlResult | undefined): boolean {
    return isNtSuccess(status) ? this.#succeed({ result }) : this.#fail(win32ErrorOf(status), { result });
  }

  #succeed(call: Partial<LastCall> = {}): true {
    currentThread().lastCall = { result: undefined, cause: undefined, ...call };
    return true;
  }

  #fail(error: number, call: Partial<LastCall> = {}): false {
    const thread = currentThread();
    thread.lastError = error;
    thread.lastCall = { result: undefined, cause: undefined, ...call };
    return false;
  }
}

function offsetOf({ Offset, OffsetHigh }: Overlapped): bigint {
  return BigInt.asIntN(64, (BigInt(OffsetHigh >>> 0) << 32n) | BigInt(Offset >>> 0));
}
