/** The way of a request: what the system checks, what the driver checks, the queue, the operation. */
import { decomposeControlCode, deviceType, controlCode as ioctl, requiredAccess } from './control-codes.js';
import { documentedStatus } from './documented-statuses.js';
import type { IoctlResult } from './exchange.js';
import type { Ending, IoctlRequest, Operation } from './ioctl-request.js';
import { isNtSuccess, ntStatus, ntStatusSeverity } from './ntstatus.js';
import type { CdromSettings } from './options.js';

const grantedAccess: { readonly [A in CdromSettings['access']]: number } = {
  none: requiredAccess.FILE_ANY_ACCESS,
  read: requiredAccess.FILE_READ_ACCESS,
  write: requiredAccess.FILE_WRITE_ACCESS,
  readWrite: requiredAccess.FILE_READ_ACCESS | requiredAccess.FILE_WRITE_ACCESS,
};

const neverLocked: readonly number[] = [deviceType.tape, deviceType.mountDevice];
const lockedBases: readonly number[] = Object.values(deviceType).filter((type) => !neverLocked.includes(type));
const allowedWhileLocked: readonly number[] = [
  ioctl.IOCTL_CDROM_EXCLUSIVE_ACCESS,
  ioctl.IOCTL_CDROM_GET_INQUIRY_DATA,
  ioctl.IOCTL_SCSI_GET_ADDRESS,
  ioctl.IOCTL_STORAGE_GET_DEVICE_NUMBER,
  ioctl.IOCTL_STORAGE_GET_HOTPLUG_INFO,
  ioctl.IOCTL_STORAGE_GET_MEDIA_TYPES_EX,
  // It looks at the lock itself.
  ioctl.IOCTL_STORAGE_QUERY_PROPERTY,
];
const accessDenied: Ending = { ntStatus: ntStatus.STATUS_ACCESS_DENIED };

function isLockedOut({ cdrom, details: { file, controlCode } }: IoctlRequest): boolean {
  if (!cdrom.isLockedAgainst(file)) return false;
  if (controlCode === undefined) return true;
  return (
    lockedBases.includes(decomposeControlCode(controlCode).deviceType) && !allowedWhileLocked.includes(controlCode)
  );
}

/** What happens before the driver sees a request. Kernel callers, who come without a file object, are spared it. */
function refusedBySystem({ details, settings }: IoctlRequest, neededAccess: number): Ending | undefined {
  if (!details.file) return undefined;
  if (details.file.closed) return { ntStatus: ntStatus.STATUS_INVALID_HANDLE };
  return (neededAccess & ~grantedAccess[settings.access]) !== 0 ? accessDenied : undefined;
}

async function runByDriver(request: IoctlRequest, operation: Operation | undefined): Promise<Ending> {
  const early = operation?.beforeLock?.(request);
  if (early) return early;
  if (isLockedOut(request)) return accessDenied;
  if (!operation) return { ntStatus: ntStatus.STATUS_INVALID_DEVICE_REQUEST };
  const known = operation.validate?.(request);
  if (known) return known;
  const inTurn = async () => (isLockedOut(request) ? accessDenied : operation.run(request));
  return request.cdrom.inTurn<Ending>(inTurn, request.details.signal, { ntStatus: ntStatus.STATUS_CANCELLED });
}

/** @internal Carries a request out, `operation` undefined for an unknown control code. Rejects only for a mistake of ours. */
export async function perform(
  request: IoctlRequest,
  operation: Operation | undefined,
  neededAccess: number,
): Promise<IoctlResult> {
  const refused = refusedBySystem(request, neededAccess);
  if (refused) return resultOf(request, refused);
  const ending = await runByDriver(request, operation);
  if (!request.cdrom.state.surpriseRemoved || isNtSuccess(ending.ntStatus)) return resultOf(request, ending);
  return resultOf(request, { ntStatus: ntStatus.STATUS_DEVICE_DOES_NOT_EXIST });
}

function resultOf({ output, exchanges, settings, details }: IoctlRequest, ending: Ending): IoctlResult {
  const { information = 0 } = ending;
  const { controlCode } = details;
  const isFolded = settings.documentedOnly && controlCode !== undefined;
  const status = isFolded ? documentedStatus(controlCode, ending.ntStatus) : ending.ntStatus;
  const delivered = ntStatusSeverity(status) === 'error' ? 0 : Math.min(information, output.length);
  return { ntStatus: status, information, output: output.subarray(0, delivered), exchanges };
}
