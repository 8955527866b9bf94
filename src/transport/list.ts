import type { FoundDrive } from './found-drive.js';
import { findLinuxDrives } from './linux/sysfs.js';
import { findWindowsDrives } from './windows/drives.js';

/**
 * The optical drives of this machine, as its operating system knows them; no command is sent. Empty on systems without
 * a native transport.
 */
export async function findDrives(): Promise<FoundDrive[]> {
  if (process.platform === 'linux') return findLinuxDrives();
  if (process.platform === 'win32') return findWindowsDrives();
  return [];
}
