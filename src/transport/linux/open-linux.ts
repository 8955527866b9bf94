import { close, constants, open, type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeDrives } from '../found-drive.js';
import { subjectOf } from '../subject.js';
import { TransportError } from '../transport-error.js';
import { errno, errnoName } from './errno.js';
import { openError } from './explain.js';
import { type LinuxFfi, loadLinuxFfi } from './ffi.js';
import { LinuxTransport } from './linux-transport.js';
import { sgRequest, sgVersion3 } from './sg-io-hdr.js';
import { findLinuxDrives, nodeNumber, queueLimitBytes, scsiDevicePath, scsiNodes, systemTree } from './sysfs.js';

// libuv opens with O_CLOEXEC, so that child processes do not keep the drive open.
const openFile = promisify(open);
const closeFile = promisify(close);

/** Transfer limit where neither sysfs nor the driver names one. */
const cautiousLimitBytes = 32_768;

/**
 * Opens a device node, `/dev/srN` or `/dev/sgN` or a link to one, without waiting for a medium. Read-only where writing
 * is not allowed; the transport's `access` says so.
 *
 * Throws TransportError: `notFound`, `accessDenied`, `busy`, `unsupported` for what is no SCSI device.
 */
export async function openLinuxTransport(path: string): Promise<LinuxTransport> {
  const facts = {
    drives: async () => describeDrives(await findLinuxDrives()),
    owner: () => describeOwner(path),
  };
  const explain = async (cause: unknown): Promise<never> => {
    throw await openError(path, cause as NodeJS.ErrnoException, facts);
  };
  const stats = await stat(path).catch(explain);
  if (!stats.isBlockDevice() && !stats.isCharacterDevice()) throw notADevice(path, stats);
  const ffi = await loadLinuxFfi();
  const { fd, access } = await openNode(path).catch(explain);
  try {
    checkIsScsi(path, fd, ffi);
    const node = nodeNumber(stats.rdev, stats.isBlockDevice());
    const devicePath = scsiDevicePath(systemTree, node);
    const { block, generic } = await scsiNodes(devicePath);
    const limit = block === undefined ? undefined : await queueLimitBytes(devicePath, block);
    const genericPath = generic === undefined ? undefined : join(systemTree.dev, generic);
    return new LinuxTransport(
      { path, isBlock: node.isBlock, access, genericPath },
      fd,
      limit ?? reservedBytes(fd, ffi),
      ffi,
    );
  } catch (error) {
    await closeFile(fd);
    throw error;
  }
}

async function openNode(path: string): Promise<{ fd: number; access: 'readWrite' | 'readOnly' }> {
  try {
    return { fd: await openFile(path, constants.O_RDWR | constants.O_NONBLOCK), access: 'readWrite' };
  } catch (error) {
    const number = -((error as NodeJS.ErrnoException).errno ?? 0);
    if (number !== errno.EACCES && number !== errno.EROFS) throw error;
    return { fd: await openFile(path, constants.O_RDONLY | constants.O_NONBLOCK), access: 'readOnly' };
  }
}

function notADevice(path: string, stats: Stats): TransportError {
  const what = stats.isDirectory() ? 'a folder' : stats.isFile() ? 'a file' : 'neither a block nor a character device';
  const hint = stats.isFile() ? `; to use it as a disc, open virtual:${path}` : '';
  return new TransportError('unsupported', `${subjectOf(path)}this is ${what}, not a device node${hint}`);
}

function checkIsScsi(path: string, fd: number, ffi: LinuxFfi): void {
  const version = new Uint32Array(new ArrayBuffer(4));
  const code = ffi.ioctl(fd, sgRequest.getVersionNumber, new Uint8Array(version.buffer));
  if (code === 0 && version[0]! >= sgVersion3) return;
  const name = errnoName(code);
  const found = code === 0 ? `SG version ${version[0]}, ${sgVersion3} is needed` : (name ?? `errno ${code}`);
  const native = code === 0 ? undefined : ({ source: 'errno', code, name } as const);
  throw new TransportError('unsupported', `${subjectOf(path)}this is not a SCSI device (${found})`, { native });
}

/** What the generic driver keeps for one file: it can always transfer that much. */
function reservedBytes(fd: number, ffi: LinuxFfi): number {
  const size = new Uint32Array(new ArrayBuffer(4));
  const code = ffi.ioctl(fd, sgRequest.getReservedSize, new Uint8Array(size.buffer));
  return code === 0 && size[0]! > 0 ? size[0]! : cautiousLimitBytes;
}

/** Who may open `path`, and how to become one of them. */
async function describeOwner(path: string): Promise<string> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats) return 'a folder on the way to it is closed to this user';
  const group = await groupName(stats.gid);
  const mode = (stats.mode & 0o777).toString(8).padStart(3, '0');
  const isForGroup = (stats.mode & 0o060) !== 0 && stats.gid !== 0;
  const join = isForGroup ? `: add the user to it (sudo usermod -aG ${group} $USER) and log in again` : '';
  return `the node belongs to the group ${group}, mode ${mode}${join}, or run as root`;
}

async function groupName(gid: number): Promise<string> {
  const groups = await readFile('/etc/group', 'utf8').catch(() => '');
  const line = groups.split('\n').find((entry) => entry.split(':')[2] === String(gid));
  return line?.split(':')[0] ?? String(gid);
}
