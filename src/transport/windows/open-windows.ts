import { describeDrives } from '../found-drive.js';
import { TransportError } from '../transport-error.js';
import { findWindowsDrives } from './drives.js';
import { openError } from './explain.js';
import { loadWindowsFfi } from './ffi.js';
import { queryProperty } from './query-property.js';
import { adapterLimits, adapterQuery } from './storage-query.js';
import { WindowsTransport } from './windows-transport.js';

export const genericReadWrite = 0xc0000000;

/** The device path for `D:`, `D:\`, `\\.\D:`, `\\.\CdRom0`; undefined for anything else. */
export function windowsDevicePath(name: string): string | undefined {
  const letter = /^([a-z]:)\\?$/i.exec(name)?.[1];
  if (letter) return `\\\\.\\${letter.toUpperCase()}`;
  // A backslash at the end would name the root folder of the disc instead of the drive.
  return /^\\\\[.?]\\[^\\]/.test(name) ? name.replace(/\\+$/, '') : undefined;
}

/**
 * Opens a drive by its letter or device name, shared with everybody else.
 *
 * Throws TransportError: `notFound`, `accessDenied`, `busy`.
 */
export async function openWindowsTransport(name: string): Promise<WindowsTransport> {
  const path = windowsDevicePath(name);
  if (path === undefined)
    throw new TransportError('notFound', `${name} is neither a drive letter (D:) nor a device name (\\\\.\\CdRom0)`);
  const ffi = await loadWindowsFfi();
  const opened = await ffi.openDevice(path, genericReadWrite);
  if ('code' in opened)
    throw await openError(name, opened.code, async () => describeDrives(await findWindowsDrives(ffi)));
  const descriptor = queryProperty(ffi, opened.handle, adapterQuery);
  return new WindowsTransport(name, opened.handle, descriptor && adapterLimits(descriptor), ffi);
}
