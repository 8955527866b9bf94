/** Error messages: what happened, where, and what to do. */
import { subjectOf } from '../subject.js';
import { type NativeCode, TransportError, type TransportErrorKind } from '../transport-error.js';
import { kindOfWin32Error, win32Error, win32ErrorName } from './win32-error.js';

const meanings: Readonly<Partial<Record<TransportErrorKind, string>>> = {
  accessDenied:
    'another program has the drive for itself, or this user may not use it; close burning software, or run as administrator',
  busy: 'the drive is busy; close what else uses it, or try again',
  rejected: 'Windows refused the request before the drive saw it',
  unsupported: 'the driver of this device has no SCSI pass-through; is it an optical drive?',
  noDevice: 'the drive is gone; was it unplugged?',
  selectionTimeout: 'the drive is not connected; check cable and power',
  aborted: 'the command was aborted before it finished',
  busReset: 'a reset ended the command; the drive may have lost its settings',
  overrun: 'the drive sent more data than there was room for',
  hostError: 'the adapter or its driver failed; the system event log may say why',
};

function nativeOf(code: number): NativeCode {
  return { source: 'GetLastError', code, name: win32ErrorName(code) };
}

function nameOf(code: number): string {
  return `${win32ErrorName(code) ?? 'Win32 error'}, ${code}`;
}

/** Why the pass-through call gave no answer. */
export function passThroughError(name: string, code: number, timeoutMs: number): TransportError {
  const kind = kindOfWin32Error(code);
  const reason =
    kind === 'timeout' ? `timed out after ${timeoutMs} ms; the drive may need longer, or hang` : meanings[kind];
  return new TransportError(kind, `${subjectOf(name)}${reason} (${nameOf(code)})`, { native: nativeOf(code) });
}

/** Why a drive could not be opened. `drives` is asked only where its answer helps. */
export async function openError(name: string, code: number, drives: () => Promise<string>): Promise<TransportError> {
  const fail = (kind: TransportErrorKind, text: string, more = '') =>
    new TransportError(kind, `${subjectOf(name)}${text} (${nameOf(code)})${more}`, { native: nativeOf(code) });
  switch (code) {
    case win32Error.ERROR_FILE_NOT_FOUND:
    case win32Error.ERROR_PATH_NOT_FOUND:
    case win32Error.ERROR_INVALID_DRIVE:
    case win32Error.ERROR_DEV_NOT_EXIST:
    case win32Error.ERROR_INVALID_NAME:
    case win32Error.ERROR_BAD_PATHNAME:
    case win32Error.ERROR_NO_SUCH_DEVICE:
    case win32Error.ERROR_DEVICE_NOT_CONNECTED:
      return fail('notFound', 'there is no such drive', `. ${await drives()}.`);
    case win32Error.ERROR_ACCESS_DENIED:
      return fail('accessDenied', meanings.accessDenied!);
    case win32Error.ERROR_SHARING_VIOLATION:
    case win32Error.ERROR_BUSY:
      return fail('busy', 'another program has it open and does not share it; close that program');
    default:
      return fail('hostError', 'it cannot be opened');
  }
}
