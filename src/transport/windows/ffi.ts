/** Calls into kernel32 and ntdll. The only file of this folder that needs native code. */
import { TransportError } from '../transport-error.js';

/** A HANDLE as a number. */
export type Handle = number;

/** Arguments of DeviceIoControl; the caller keeps the arrays reachable until it has returned. */
export interface ControlCall {
  readonly handle: Handle;
  readonly controlCode: number;
  readonly input: Uint8Array;
  readonly output: Uint8Array;
  /** Four bytes that receive how many bytes of `output` were written. */
  readonly bytesReturned: Uint8Array;
}

/** The part of kernel32 that pass-through needs. */
export interface WindowsFfi {
  /** Bytes of a pointer: 4 or 8. */
  readonly pointerBytes: number;
  /** Address of the first byte. Stays valid as long as the array is reachable and not transferred or resized. */
  address(bytes: Uint8Array): bigint;
  /** CreateFileW, shared, on another thread. Resolves to the handle or the error number. */
  openDevice(path: string, desiredAccess: number): Promise<{ handle: Handle } | { code: number }>;
  /** Returns 0, or the error number it failed with. */
  deviceIoControl(call: ControlCall): number;
  /** The same on another thread. */
  deviceIoControlAsync(call: ControlCall, finished: (code: number) => void): void;
  /** Returns 0, or the error number it failed with. */
  closeHandle(handle: Handle): number;
  /** What a name like `D:` stands for, e.g. `\Device\CdRom0`; undefined where it is not in use. */
  queryDosDevice(name: string): string | undefined;
}

/** Arguments of NtDeviceIoControlFile; the caller keeps the arrays reachable until it has returned. */
export interface NtControlCall extends Omit<ControlCall, 'bytesReturned'> {
  /** IO_STATUS_BLOCK: a status and Information, each of the size of a pointer. */
  readonly statusBlock: Uint8Array;
}

/** The part of ntdll that tells what kernel32 translates. */
export interface NtdllFfi {
  /** NtDeviceIoControlFile on another thread. Resolves to the NTSTATUS that it returned. */
  deviceIoControlFile(call: NtControlCall): Promise<number>;
  /** RtlNtStatusToDosError: the Win32 error number of an NTSTATUS. */
  ntStatusToDosError(ntStatus: number): number;
}

const invalidHandle = -1;
const shareReadWrite = 0x3;
const openExisting = 3;
const dosDeviceCharacters = 512;

let loading: Promise<WindowsFfi> | undefined;

/** Loads koffi and kernel32. Throws TransportError `unsupported` where that fails. */
export function loadWindowsFfi(): Promise<WindowsFfi> {
  loading ??= load();
  return loading;
}

async function loadKoffi() {
  const { default: koffi } = await import('koffi').catch((cause: unknown) => {
    throw new TransportError(
      'unsupported',
      'koffi, the package that calls kernel32, could not be loaded; reinstall without --omit=optional',
      { cause },
    );
  });
  return koffi;
}

let loadingNtdll: Promise<NtdllFfi> | undefined;

/** Loads koffi and ntdll. Throws TransportError `unsupported` where that fails. */
export function loadNtdllFfi(): Promise<NtdllFfi> {
  loadingNtdll ??= loadNtdll();
  return loadingNtdll;
}

async function loadNtdll(): Promise<NtdllFfi> {
  const ntdll = (await loadKoffi()).load('ntdll.dll');
  const deviceIoControlFile = ntdll.func('__stdcall', 'NtDeviceIoControlFile', 'uint32_t', [
    'intptr_t',
    'intptr_t',
    'void *',
    'void *',
    'void *',
    'uint32_t',
    'void *',
    'uint32_t',
    'void *',
    'uint32_t',
  ]);
  const ntStatusToDosError = ntdll.func('__stdcall', 'RtlNtStatusToDosError', 'uint32_t', ['uint32_t']);
  return {
    deviceIoControlFile({ handle, controlCode, input, output, statusBlock }) {
      return new Promise((resolve, reject) => {
        const settle = (error: unknown, status: number) => (error ? reject(error) : resolve(status));
        // No buffer is NULL, not the address of nothing: some drivers tell them apart.
        const [inputBuffer, outputBuffer] = [input, output].map((bytes) => (bytes.length === 0 ? null : bytes));
        deviceIoControlFile.async(
          handle,
          0,
          null,
          null,
          statusBlock,
          controlCode,
          inputBuffer,
          input.length,
          outputBuffer,
          output.length,
          settle,
        );
      });
    },
    ntStatusToDosError: (ntStatus) => ntStatusToDosError(ntStatus),
  };
}

async function load(): Promise<WindowsFfi> {
  const koffi = await loadKoffi();
  const kernel32 = koffi.load('kernel32.dll');
  const declare = (name: string, result: string, parameters: string[]) =>
    kernel32.func('__stdcall', name, result, parameters);
  const createFile = declare('CreateFileW', 'intptr_t', [
    'str16',
    'uint32_t',
    'uint32_t',
    'void *',
    'uint32_t',
    'uint32_t',
    'intptr_t',
  ]);
  const deviceIoControl = declare('DeviceIoControl', 'int', [
    'intptr_t',
    'uint32_t',
    'void *',
    'uint32_t',
    'void *',
    'uint32_t',
    'void *',
    'void *',
  ]);
  const closeHandle = declare('CloseHandle', 'int', ['intptr_t']);
  // koffi keeps the error number of each native call apart, and carries that of an asynchronous one into its callback.
  const getLastError = declare('GetLastError', 'uint32_t', []);
  const queryDosDevice = declare('QueryDosDeviceW', 'uint32_t', ['str16', 'void *', 'uint32_t']);

  return {
    pointerBytes: koffi.sizeof('void *'),
    address: (bytes) => koffi.address(bytes),
    openDevice(path, desiredAccess) {
      return new Promise((resolve, reject) => {
        const settle = (error: unknown, handle: number) => {
          if (error) reject(error);
          else resolve(handle === invalidHandle ? { code: getLastError() } : { handle });
        };
        createFile.async(path, desiredAccess, shareReadWrite, null, openExisting, 0, 0, settle);
      });
    },
    deviceIoControl({ handle, controlCode, input, output, bytesReturned }) {
      const isDone = deviceIoControl(
        handle,
        controlCode,
        input,
        input.length,
        output,
        output.length,
        bytesReturned,
        null,
      );
      return isDone ? 0 : getLastError();
    },
    deviceIoControlAsync({ handle, controlCode, input, output, bytesReturned }, finished) {
      const settle = (error: unknown, isDone: number) => {
        if (error) throw error;
        finished(isDone ? 0 : getLastError());
      };
      deviceIoControl.async(
        handle,
        controlCode,
        input,
        input.length,
        output,
        output.length,
        bytesReturned,
        null,
        settle,
      );
    },
    closeHandle: (handle) => (closeHandle(handle) ? 0 : getLastError()),
    queryDosDevice(name) {
      const target = Buffer.alloc(2 * dosDeviceCharacters);
      if (queryDosDevice(name, target, dosDeviceCharacters) === 0) return undefined;
      return target.toString('utf16le').split('\0')[0];
    },
  };
}
