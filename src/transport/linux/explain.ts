/** Error messages: what happened, where, and what to do. */
import { subjectOf } from '../subject.js';
import type { TransferRequest } from '../transport.js';
import { type NativeCode, TransportError, type TransportErrorKind } from '../transport-error.js';
import { errno, errnoName, kindOfErrno } from './errno.js';
import { hostStatusOf } from './host-status.js';

/** An open device node, as far as messages need it. */
export interface DeviceNode {
  /** The name it was opened by. */
  readonly path: string;
  /** A block node (`srN`), not a generic one (`sgN`). */
  readonly isBlock: boolean;
  readonly access: 'readWrite' | 'readOnly';
  /** The generic node of the same device, e.g. `/dev/sg1`; undefined where there is none. */
  readonly genericPath: string | undefined;
}

const meanings: Readonly<Partial<Record<TransportErrorKind, string>>> = {
  busy: 'the device or its adapter is busy; close what else uses the drive, or try again',
  rejected: 'the kernel refused the request before the drive saw it',
  unsupported: 'the kernel has no SG_IO for this node',
  noDevice: 'the device is gone; was it unplugged?',
  selectionTimeout: 'nothing answers at the address of the device; is it connected and switched on?',
  aborted: 'the command was aborted before it finished',
  busReset: 'a reset ended the command; the drive may have lost its settings',
  busError: 'bytes were damaged between the computer and the drive; check cable, hub or bridge',
  hostError: 'the adapter or its driver failed; the kernel log (dmesg) may say why',
};

/** Why SG_IO gave no answer: it failed with `errno`, or the command ended with a `hostStatus`. */
export function sgIoError(
  node: DeviceNode,
  request: TransferRequest,
  result: { readonly errno: number } | { readonly hostStatus: number },
): TransportError {
  const isErrno = 'errno' in result;
  const native: NativeCode = isErrno
    ? { source: 'errno', code: result.errno, name: errnoName(result.errno) }
    : { source: 'host_status', code: result.hostStatus, name: hostStatusOf(result.hostStatus).name };
  const meaning = isErrno ? kindOfErrno(result.errno) : hostStatusOf(result.hostStatus).kind;
  // `completed` never gets here without a status that says more.
  const kind = meaning === 'completed' ? 'hostError' : meaning;
  return new TransportError(kind, `${subjectOf(node.path)}${reason(kind, node, request)} (${nameOf(native)})`, {
    native,
  });
}

function nameOf({ source, code, name }: NativeCode): string {
  return `${name ?? 'unknown'}, ${source} ${code}`;
}

function reason(kind: TransportErrorKind, node: DeviceNode, request: TransferRequest): string {
  if (kind === 'accessDenied') return permissionReason(node, request.cdb);
  if (kind === 'timeout') return `no answer within ${request.timeoutMs} ms; the drive may need longer, or hang`;
  return meanings[kind] ?? 'the command failed';
}

function permissionReason(node: DeviceNode, cdb: Uint8Array): string {
  const code = `${(cdb[0] ?? 0).toString(16).toUpperCase().padStart(2, '0')}h`;
  const refusal = `Linux did not let the command with operation code ${code} pass`;
  if (!node.isBlock)
    return `${refusal}: the node is open read-only, which allows only commands that change nothing; get write permission for it (O_RDWR lifts the filter), or the capability CAP_SYS_RAWIO`;
  const generic = node.genericPath
    ? `open ${node.genericPath} for writing (O_RDWR), which has no filter`
    : 'load the module sg and open the /dev/sgN of the drive for writing (O_RDWR), which has no filter';
  const isReadOnly = node.access === 'readOnly' ? ', and fewer on this one, which is open read-only' : '';
  return `${refusal}: a block node passes only commands the kernel knows${isReadOnly}; ${generic}, or get the capability CAP_SYS_RAWIO`;
}

/** Why a node could not be opened. `facts` are looked up only for the numbers that need them. */
export async function openError(
  path: string,
  cause: NodeJS.ErrnoException,
  facts: { drives(): Promise<string>; owner(): Promise<string> },
): Promise<TransportError> {
  const number = -(cause.errno ?? 0);
  const name = errnoName(number) ?? cause.code;
  const fail = (kind: TransportErrorKind, text: string, more = '') =>
    new TransportError(kind, `${subjectOf(path)}${text} (${name})${more}`, {
      native: { source: 'errno', code: number, name },
      cause,
    });
  switch (number) {
    case errno.ENOENT:
    case errno.ENOTDIR:
    case errno.ENAMETOOLONG:
      return fail('notFound', 'there is no such device node', `. ${await facts.drives()}.`);
    case errno.ENXIO:
    case errno.ENODEV:
      return fail('notFound', 'the node is there, but no device behind it', `. ${await facts.drives()}.`);
    case errno.EACCES:
      return fail('accessDenied', 'permission denied', `; ${await facts.owner()}`);
    case errno.EPERM:
      return fail('accessDenied', 'not permitted; a container must be given the device (--device) or the privilege');
    case errno.EBUSY:
      return fail('busy', 'another program has it for itself (O_EXCL); close that program, or unmount the disc');
    case errno.ENOMEDIUM:
      return fail('rejected', 'the driver opens this node only with a medium; insert one, or open the /dev/sgN node');
    default:
      return fail('hostError', 'it cannot be opened');
  }
}
