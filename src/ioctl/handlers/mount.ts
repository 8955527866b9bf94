/** What the mount manager asks: who the device is, what it is called, which letter it had. */
import type { CdromState } from '../cdrom-state.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { ntStatus } from '../ntstatus.js';
import { mountdevSuggestedLinkName } from '../structures/index.js';
import { bufferTooSmall, done, invalidParameter } from './operations.js';

const lengthBytes = 2;
/** The structures in C, with one letter of the name. */
const smallestName = 4;
const smallestLinkName = 6;

function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), true);
  return bytes;
}

/** A length, and as many bytes, in an output that is all zeros otherwise. What does not fit is not handed out in part. */
function deliverName({ output }: IoctlRequest, name: Uint8Array): Ending {
  output.fill(0);
  new DataView(output.buffer, output.byteOffset).setUint16(0, name.length, true);
  if (output.length < lengthBytes + name.length)
    return { ntStatus: ntStatus.STATUS_BUFFER_OVERFLOW, information: smallestName };
  output.set(name, lengthBytes);
  return { ...done, information: lengthBytes + name.length };
}

/** The name of the device's interface, which tells it from any other. */
export const queryUniqueId: Operation = {
  validate({ cdrom, output }): Ending | undefined {
    if (cdrom.state.mountedDeviceInterfaceName === undefined) return invalidParameter;
    return output.length < smallestName ? bufferTooSmall(smallestName) : undefined;
  },
  run: async (request) => deliverName(request, utf16(request.cdrom.state.mountedDeviceInterfaceName ?? '')),
};

/** `\\Device\\CdRom` and the number of the device. */
export const queryDeviceName: Operation = {
  validate: ({ output }) => (output.length < smallestName ? bufferTooSmall(smallestName) : undefined),
  run: async (request) => deliverName(request, utf16(`\\Device\\CdRom${request.settings.deviceNumber}`)),
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

  async run({ cdrom, output }): Promise<Ending> {
    const letter = linkLetter(cdrom.state);
    if (typeof letter !== 'string') return letter;
    const { span } = mountdevSuggestedLinkName;
    const name = utf16(`\\DosDevices\\${letter}`);
    output.fill(0);
    mountdevSuggestedLinkName.encode({ useOnlyIfThereAreNoOtherLinks: 1, nameLength: name.length }, output);
    if (output.length < span + name.length)
      return { ntStatus: ntStatus.STATUS_BUFFER_OVERFLOW, information: smallestLinkName };
    output.set(name, span);
    cdrom.state.storedDriveLetter = undefined;
    return { ...done, information: span + name.length };
  },
};
