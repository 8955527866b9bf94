/**
 * What DeviceIoControl asks of a file system. There is none, so these are the answers of a volume on which nothing is
 * mounted but the raw file system.
 *
 * Facts: Microsoft's published CDFS (Windows-driver-samples, filesys/cdfs/fsctrl.c).
 */
import * as w from './constants.js';
import type { OpenFile } from './open-file.js';

/** Only one handle on the drive: this one. */
function lock({ handle }: OpenFile): number {
  const { drive } = handle;
  if (drive.lockedBy || drive.handles.size > 1) return w.ERROR_ACCESS_DENIED;
  drive.lockedBy = handle;
  return w.ERROR_SUCCESS;
}

function unlock({ handle }: OpenFile): number {
  if (handle.drive.lockedBy !== handle) return w.ERROR_NOT_LOCKED;
  handle.drive.lockedBy = undefined;
  return w.ERROR_SUCCESS;
}

function allowExtendedDasdIo(file: OpenFile): number {
  file.mayReachBeyondEnd = true;
  return w.ERROR_SUCCESS;
}

const nothingToDo = () => w.ERROR_SUCCESS;

/** What a code does, and the Win32 error it ends in. */
export const fileSystemControls: ReadonlyMap<number, (file: OpenFile) => number> = new Map([
  [w.FSCTL_LOCK_VOLUME, lock],
  [w.FSCTL_UNLOCK_VOLUME, unlock],
  [w.FSCTL_DISMOUNT_VOLUME, nothingToDo],
  [w.FSCTL_IS_VOLUME_MOUNTED, nothingToDo],
  [w.FSCTL_ALLOW_EXTENDED_DASD_IO, allowExtendedDasdIo],
]);
