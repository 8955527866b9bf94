/** What Linux says about SCSI devices without any command: sysfs, and the nodes in /dev. */
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundDrive } from '../found-drive.js';

/** Where to look. Tests give a tree of their own. */
export interface SystemTree {
  readonly sys: string;
  readonly dev: string;
}

/** The running system's. */
export const systemTree: SystemTree = { sys: '/sys', dev: '/dev' };

/** A device node, by what the kernel knows it by. */
export interface NodeNumber {
  readonly isBlock: boolean;
  readonly major: number;
  readonly minor: number;
}

/** Splits `st_rdev` as glibc and musl pack it. */
export function nodeNumber(rdev: number, isBlock: boolean): NodeNumber {
  return { isBlock, major: (rdev >>> 8) & 0xfff, minor: (rdev & 0xff) | ((rdev >>> 12) & 0xfff00) };
}

/** Node names of one SCSI device, without `/dev/`. */
export interface ScsiNodes {
  /** `sr0`; undefined where no driver has bound to it. */
  readonly block: string | undefined;
  /** `sg1`; undefined where the module sg is not loaded. */
  readonly generic: string | undefined;
}

/** Folder of the SCSI device behind a node. Exists only when there is one. */
export function scsiDevicePath(tree: SystemTree, node: NodeNumber): string {
  return join(tree.sys, 'dev', node.isBlock ? 'block' : 'char', `${node.major}:${node.minor}`, 'device');
}

/** Both nodes of the SCSI device at `devicePath`. */
export async function scsiNodes(devicePath: string): Promise<ScsiNodes> {
  const [block] = await entries(join(devicePath, 'block'));
  const [generic] = await entries(join(devicePath, 'scsi_generic'));
  return { block, generic };
}

const pageBytes = 4096;

/**
 * Largest transfer that the queue of a block device takes, in bytes, or undefined where sysfs does not say.
 *
 * `max_hw_sectors_kb` alone promises too much: a buffer of a process is scattered over pages, each takes one of
 * `max_segments`, and one that does not begin on a page takes one more.
 */
export async function queueLimitBytes(devicePath: string, block: string): Promise<number | undefined> {
  const queue = join(devicePath, 'block', block, 'queue');
  const kilobytes = Number(await attribute(join(queue, 'max_hw_sectors_kb')));
  const segments = Number(await attribute(join(queue, 'max_segments')));
  if (!(kilobytes > 0)) return undefined;
  const bytes = kilobytes * 1024;
  return segments > 1 ? Math.min(bytes, (segments - 1) * pageBytes) : bytes;
}

const peripheralTypeMultimedia = '5';

/** Every optical drive that sysfs lists and that has a node in /dev, in the order of the nodes' names. */
export async function findLinuxDrives(tree: SystemTree = systemTree): Promise<FoundDrive[]> {
  const drives = new Map<string, FoundDrive>();
  for (const group of ['block', 'scsi_generic']) {
    for (const name of await entries(join(tree.sys, 'class', group))) {
      const devicePath = join(tree.sys, 'class', group, name, 'device');
      if ((await attribute(join(devicePath, 'type'))) !== peripheralTypeMultimedia) continue;
      const drive = await describeDrive(tree, devicePath, await scsiNodes(devicePath));
      if (drive) drives.set(drive.name, drive);
    }
  }
  const byName = new Intl.Collator('en', { numeric: true });
  return [...drives.values()].sort((a, b) => byName.compare(a.name, b.name));
}

async function describeDrive(tree: SystemTree, devicePath: string, both: ScsiNodes): Promise<FoundDrive | undefined> {
  const nodes: string[] = [];
  for (const name of [both.block, both.generic]) {
    // In a container sysfs shows the machine's drives, and /dev only what was passed in.
    if (name !== undefined && (await exists(join(tree.dev, name)))) nodes.push(join(tree.dev, name));
  }
  if (nodes[0] === undefined) return undefined;
  return {
    name: nodes[0],
    nodes,
    vendor: await attribute(join(devicePath, 'vendor')),
    model: await attribute(join(devicePath, 'model')),
    firmware: await attribute(join(devicePath, 'rev')),
  };
}

async function entries(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

async function attribute(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'latin1').catch(() => '');
  return text.trim() || undefined;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
