/**
 * The Win32 functions with which a program talks to a CD-ROM drive, by their own names: its calls port line by line, and
 * run on any drive and any system.
 *
 * @module discwire/win32
 */
import { Win32 } from './win32.js';

export * from './constants.js';
export { type LastCall, runThread } from './last-error.js';
export {
  type DwordPointer,
  type Handle,
  type LargeIntegerPointer,
  type Overlapped,
  type Pointer,
  Win32,
  type Win32Options,
} from './win32.js';

/** The process that the functions of this module belong to. */
export const {
  CreateFile,
  DeviceIoControl,
  ReadFile,
  WriteFile,
  SetFilePointerEx,
  CloseHandle,
  GetLastError,
  SetLastError,
  lastCall,
  DefineDosDevice,
  addressOf,
} = new Win32();
