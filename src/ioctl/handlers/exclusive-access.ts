/** IOCTL_CDROM_EXCLUSIVE_ACCESS: one handle keeps the drive for itself. */
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { ntStatus } from '../ntstatus.js';
import {
  exclusiveAccess,
  exclusiveAccessFlag,
  exclusiveAccessRequestType,
  exclusiveLock,
  exclusiveLockState,
} from '../structures/index.js';

const done: Ending = { ntStatus: ntStatus.STATUS_SUCCESS };
const nameCharacters = /^[A-Za-z0-9 .,:;_-]+$/;

/** The caller's name up to its NUL, or undefined where it has none or is not allowed. */
function callerName(input: Uint8Array): Uint8Array | undefined {
  const bytes = exclusiveLock.decode(input).callerName;
  const end = bytes.indexOf(0);
  if (end < 0) return undefined;
  const name = bytes.slice(0, end);
  return nameCharacters.test(String.fromCharCode(...name)) ? name : undefined;
}

function validateLock({ file, input, settings }: IoctlRequest, flags: number): Ending | undefined {
  if (input.length < exclusiveLock.span) return { ntStatus: ntStatus.STATUS_INFO_LENGTH_MISMATCH };
  if (!file) return { ntStatus: ntStatus.STATUS_INVALID_HANDLE };
  if (!callerName(input)) return { ntStatus: ntStatus.STATUS_INVALID_PARAMETER };
  const ignoresVolume = (flags & exclusiveAccessFlag.ignoreVolume) !== 0;
  if (settings.volumeMounted && !ignoresVolume) return { ntStatus: ntStatus.STATUS_INVALID_DEVICE_STATE };
  return undefined;
}

function query({ cdrom, output }: IoctlRequest): Ending {
  const { exclusiveLock: lock } = cdrom;
  const name = new Uint8Array(64);
  if (lock) name.set(lock.callerName);
  exclusiveLockState.encode({ lockState: lock ? 1 : 0, callerName: name }, output);
  return { ...done, information: exclusiveLockState.span };
}

/** Asks who has the drive, takes it, or gives it back. Nothing is sent. */
export const exclusiveAccessControl: Operation = {
  validate(request): Ending | undefined {
    const { file, input, output } = request;
    if (input.length < exclusiveAccess.span) return { ntStatus: ntStatus.STATUS_INFO_LENGTH_MISMATCH };
    const { requestType, flags } = exclusiveAccess.decode(input);
    switch (requestType) {
      case exclusiveAccessRequestType.queryState:
        return output.length < exclusiveLockState.span
          ? { ntStatus: ntStatus.STATUS_BUFFER_TOO_SMALL, information: exclusiveLockState.span }
          : undefined;
      case exclusiveAccessRequestType.lockDevice:
        return validateLock(request, flags);
      case exclusiveAccessRequestType.unlockDevice:
        return file ? undefined : { ntStatus: ntStatus.STATUS_INVALID_HANDLE };
      default:
        return { ntStatus: ntStatus.STATUS_INVALID_PARAMETER };
    }
  },

  async run(request): Promise<Ending> {
    const { cdrom, file, input, settings } = request;
    const { requestType } = exclusiveAccess.decode(input);
    if (requestType === exclusiveAccessRequestType.queryState) return query(request);
    if (requestType === exclusiveAccessRequestType.lockDevice) {
      if (cdrom.exclusiveLock) return { ntStatus: ntStatus.STATUS_ACCESS_DENIED };
      cdrom.exclusiveLock = { owner: file!, callerName: callerName(input)! };
      return done;
    }
    if (!cdrom.exclusiveLock) return { ntStatus: ntStatus.STATUS_INVALID_DEVICE_REQUEST };
    if (cdrom.exclusiveLock.owner !== file) return { ntStatus: ntStatus.STATUS_INVALID_HANDLE };
    cdrom.releaseLock(settings.volumeMounted);
    return done;
  },
};
