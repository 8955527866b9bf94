/** What the mount manager asks: who the device is, what it is called, which letter it had. */
import { toBytes } from '../../../mmc/index.js';
import type { CdromState } from '../cdrom-state.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { isNtSuccess, ntStatus } from '../ntstatus.js';
import { mountdevName, mountdevSuggestedLinkName, mountdevUniqueId } from '../structures/index.js';
import { bufferTooSmall, done, invalidParameter } from './operations.js';

/** The structures in C, with one letter of the name. */
const smallestName = 4;
const smallestLinkName = 6;

function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), true);
  return bytes;
}

/**
 * A length, and as many bytes. What does not fit is not handed out in part: there is the length then, with zeros for the
 * name, as far as `smallest` goes. Windows fills all of its own buffer with zeros, but hands out no more than it counts.
 */
function deliverName({ output }: IoctlRequest, head: Uint8Array, name: Uint8Array, smallest: number): Ending {
  const isCut = output.length < head.length + name.length;
  const delivered = new Uint8Array(isCut ? smallest : head.length + name.length);
  delivered.set(head);
  if (!isCut) delivered.set(name, head.length);
  output.set(delivered);
  return { ntStatus: isCut ? ntStatus.STATUS_BUFFER_OVERFLOW : done.ntStatus, information: delivered.length };
}

/** The name of the device's interface, which tells it from any other. */
export const queryUniqueId: Operation = {
  validate({ cdrom, output }): Ending | undefined {
    if (cdrom.state.mountedDeviceInterfaceName === undefined) return invalidParameter;
    return output.length < smallestName ? bufferTooSmall(smallestName) : undefined;
  },
  async run(request): Promise<Ending> {
    const name = utf16(request.cdrom.state.mountedDeviceInterfaceName ?? '');
    return deliverName(request, toBytes(mountdevUniqueId, { uniqueIdLength: name.length }), name, smallestName);
  },
};

/** `\\Device\\CdRom` and the number of the device. */
export const queryDeviceName: Operation = {
  validate: ({ output }) => (output.length < smallestName ? bufferTooSmall(smallestName) : undefined),
  async run(request): Promise<Ending> {
    const name = utf16(`\\Device\\CdRom${request.settings.deviceNumber}`);
    return deliverName(request, toBytes(mountdevName, { nameLength: name.length }), name, smallestName);
  },
};

const driveLetter = /^[C-Z]:$/;
/** Stored for "no letter", and what becomes of it in the name of the link. */
const noLetter = { stored: '%:', inLink: '\u00ff:' } as const;

/** What a stored letter is called in a link, or why there is no link. */
function linkLetter({ storedDriveLetter: stored }: CdromState): string | Ending {
  if (stored === undefined) return { ntStatus: ntStatus.STATUS_OBJECT_NAME_NOT_FOUND };
  if (stored === noLetter.stored) return noLetter.inLink;
  return driveLetter.test(stored) ? stored : { ntStatus: ntStatus.STATUS_NOT_FOUND };
}

/** The letter that the device had, as a link. Whoever has been told it takes care of it: it is stored no longer. */
export const querySuggestedLinkName: Operation = {
  validate: ({ output }) => (output.length < smallestLinkName ? bufferTooSmall(smallestLinkName) : undefined),

  async run(request): Promise<Ending> {
    const { state } = request.cdrom;
    const letter = linkLetter(state);
    if (typeof letter !== 'string') return letter;
    const name = utf16(`\\DosDevices\\${letter}`);
    const link = { useOnlyIfThereAreNoOtherLinks: 1, nameLength: name.length };
    const ending = deliverName(request, toBytes(mountdevSuggestedLinkName, link), name, smallestLinkName);
    if (isNtSuccess(ending.ntStatus)) state.storedDriveLetter = undefined;
    return ending;
  },
};
