import { describeDrives, type FoundDrive } from './found-drive.js';
import { openLinuxTransport } from './linux/open-linux.js';
import { findDrives } from './list.js';
import type { Transport } from './transport.js';
import { TransportError } from './transport-error.js';
import { openWindowsTransport, windowsDevicePath } from './windows/open-windows.js';

/** Opens the transport of a whole name, its scheme included, e.g. `virtual:disc.cue`. */
export type SchemeOpener = (name: string) => Promise<Transport>;

/** What an opener depends on; tests give their own. */
interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly drives: () => Promise<FoundDrive[]>;
}

const here: Surroundings = { platform: process.platform, drives: findDrives };

/**
 * Makes the function that opens any name: a scheme of `schemes` (`virtual:…`) first, then what this operating system
 * calls its drives. A scheme has two letters or more: one letter and a colon is a drive.
 *
 * Names that nothing knows end in TransportError `notFound`, which says what was tried and which drives there are.
 */
export function createOpener(
  schemes: Readonly<Record<string, SchemeOpener>>,
  { platform, drives }: Surroundings = here,
): (name: string) => Promise<Transport> {
  return async (name) => {
    const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(name)?.[1]?.toLowerCase();
    const open = scheme === undefined ? undefined : schemes[scheme];
    if (open) return open(name);
    if (platform === 'linux' && name.includes('/')) return openLinuxTransport(name);
    if (platform === 'win32' && windowsDevicePath(name) !== undefined) return openWindowsTransport(name);
    throw await unknownName(name, scheme, Object.keys(schemes), platform, drives);
  };
}

/** Opens a drive by the name this operating system has for it: `/dev/sr0`, `/dev/sg1`, `D:`, `\\.\CdRom0`. */
export const openNativeTransport: (name: string) => Promise<Transport> = createOpener({});

const nativeNames: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'a device node (/dev/sr0, /dev/sg1)',
  win32: 'a drive letter (D:) or device name (\\\\.\\CdRom0)',
};

async function unknownName(
  name: string,
  scheme: string | undefined,
  schemes: readonly string[],
  platform: NodeJS.Platform,
  drives: () => Promise<FoundDrive[]>,
): Promise<TransportError> {
  const native = nativeNames[platform];
  const known = schemes.map((each) => `${each}:`);
  const what = scheme !== undefined ? `"${name}": there is no scheme ${scheme}:` : `"${name}" names no drive`;
  if (native === undefined) {
    const works = known.length > 0 ? `What works here: ${known.join(', ')}` : 'Nothing can be opened here';
    return new TransportError('unsupported', `${what}, and on ${platform} no drive can be opened yet. ${works}.`);
  }
  const tried = [...known, native].join(', ');
  return new TransportError('notFound', `${what}. A name is one of: ${tried}. ${describeDrives(await drives())}.`);
}
