import type { TransportErrorKind } from '../transport-error.js';

/**
 * Win32 error numbers that opening a drive or a pass-through can end in. Source: mingw-w64 `winerror.h`; which NTSTATUS
 * becomes which number: Wine's `RtlNtStatusToDosError`.
 */
export const win32Error = {
  ERROR_INVALID_FUNCTION: 1,
  ERROR_FILE_NOT_FOUND: 2,
  ERROR_PATH_NOT_FOUND: 3,
  ERROR_ACCESS_DENIED: 5,
  ERROR_INVALID_HANDLE: 6,
  ERROR_NOT_ENOUGH_MEMORY: 8,
  ERROR_INVALID_DRIVE: 15,
  ERROR_NOT_READY: 21,
  ERROR_GEN_FAILURE: 31,
  ERROR_SHARING_VIOLATION: 32,
  ERROR_NOT_SUPPORTED: 50,
  ERROR_DEV_NOT_EXIST: 55,
  ERROR_INVALID_PARAMETER: 87,
  ERROR_SEM_TIMEOUT: 121,
  ERROR_INSUFFICIENT_BUFFER: 122,
  ERROR_INVALID_NAME: 123,
  ERROR_BAD_PATHNAME: 161,
  ERROR_BUSY: 170,
  ERROR_MORE_DATA: 234,
  ERROR_NO_SUCH_DEVICE: 433,
  ERROR_OPERATION_ABORTED: 995,
  ERROR_NOACCESS: 998,
  ERROR_MEDIA_CHANGED: 1110,
  ERROR_BUS_RESET: 1111,
  ERROR_NO_MEDIA_IN_DRIVE: 1112,
  ERROR_IO_DEVICE: 1117,
  ERROR_DEVICE_NOT_CONNECTED: 1167,
  ERROR_REVISION_MISMATCH: 1306,
  ERROR_NO_SYSTEM_RESOURCES: 1450,
} as const;

const names = new Map<number, string>(Object.entries(win32Error).map(([name, number]) => [number, name]));

/** `ERROR_SEM_TIMEOUT` for 121; undefined for a number that is not in {@link win32Error}. */
export function win32ErrorName(number: number): string | undefined {
  return names.get(number);
}

const kinds = new Map<number, TransportErrorKind>([
  [win32Error.ERROR_ACCESS_DENIED, 'accessDenied'],
  [win32Error.ERROR_INVALID_HANDLE, 'rejected'],
  [win32Error.ERROR_INVALID_PARAMETER, 'rejected'],
  [win32Error.ERROR_INSUFFICIENT_BUFFER, 'rejected'],
  [win32Error.ERROR_NOACCESS, 'rejected'],
  [win32Error.ERROR_REVISION_MISMATCH, 'rejected'],
  [win32Error.ERROR_SEM_TIMEOUT, 'timeout'],
  [win32Error.ERROR_DEVICE_NOT_CONNECTED, 'selectionTimeout'],
  [win32Error.ERROR_FILE_NOT_FOUND, 'noDevice'],
  [win32Error.ERROR_DEV_NOT_EXIST, 'noDevice'],
  [win32Error.ERROR_NO_SUCH_DEVICE, 'noDevice'],
  [win32Error.ERROR_BUSY, 'busy'],
  [win32Error.ERROR_OPERATION_ABORTED, 'aborted'],
  [win32Error.ERROR_BUS_RESET, 'busReset'],
  [win32Error.ERROR_MORE_DATA, 'overrun'],
  [win32Error.ERROR_INVALID_FUNCTION, 'unsupported'],
  [win32Error.ERROR_NOT_SUPPORTED, 'unsupported'],
]);

/** What it means that a pass-through call failed with `number`. */
export function kindOfWin32Error(number: number): TransportErrorKind {
  return kinds.get(number) ?? 'hostError';
}
