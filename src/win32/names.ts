/** Names of drives: what a program calls them, and what they are. */
import { realpath } from 'node:fs/promises';
import type { FoundDrive } from '../transport/index.js';

/** `D:` for `\\.\d:`, `\\?\D:` and `D:\`; undefined for what does not look like a device name of Windows. */
function dosName(name: string): string | undefined {
  const [, device] = /^\\\\[.?]\\([^\\]+)\\?$/.exec(name) ?? /^([a-z]:)\\?$/i.exec(name) ?? [];
  return device?.toUpperCase();
}

/** Device names that the program has defined itself. */
export class DosDevices {
  readonly #targets = new Map<string, string>();

  define(deviceName: string, target: string): void {
    this.#targets.set(deviceName.toUpperCase(), target);
  }

  /** False: there was no such definition. */
  remove(deviceName: string): boolean {
    return this.#targets.delete(deviceName.toUpperCase());
  }

  /** What is to be opened for `name`: a defined target, or the name itself. */
  targetOf(name: string): string {
    return this.#targets.get(dosName(name) ?? '') ?? name;
  }
}

/** One name for all that a drive of this machine has; other names stay as they are. */
export async function driveKey(name: string, drives: () => Promise<FoundDrive[]>): Promise<string> {
  const device = dosName(name);
  if (device === undefined && !name.startsWith('/')) return name;
  const path = device ?? (await realpath(name).catch(() => name));
  const isNode = (node: string) => (device === undefined ? node === path : dosName(node) === device);
  return (await drives()).find(({ nodes }) => nodes.some(isNode))?.name ?? path;
}
