/** IOCTL_CDROM_ENABLE_STREAMING. */
import { senseKey, setStreaming, streamingPerformanceDescriptor, toBytes } from '../../../mmc/index.js';
import { streamingCapabilities } from '../capabilities.js';
import type { CdromDevice, FileObject } from '../cdrom-device.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { isNtSuccess, ntStatus } from '../ntstatus.js';
import { streamingControl, streamingRequestType } from '../structures/index.js';

/** The two flags of a handle. */
interface Directions {
  readonly read: boolean;
  readonly write: boolean;
}

const directionsOf: ReadonlyMap<number, Directions> = new Map([
  [streamingRequestType.disable, { read: false, write: false }],
  [streamingRequestType.readOnly, { read: true, write: false }],
  [streamingRequestType.writeOnly, { read: false, write: true }],
  [streamingRequestType.readWrite, { read: true, write: true }],
]);

const requestedDirections = ({ input }: IoctlRequest) => directionsOf.get(streamingControl.decode(input).requestType);

/**
 * Makes raw reads and writes of one handle streaming ones, or plain ones again. A failure leaves them as they were.
 * The flags belong to the handle, what SET STREAMING does to the drive does not: it is taken back with the last one.
 */
export const enableStreaming: Operation = {
  validate(request): Ending | undefined {
    if (request.input.length < streamingControl.span) return { ntStatus: ntStatus.STATUS_INFO_LENGTH_MISMATCH };
    return requestedDirections(request) ? undefined : { ntStatus: ntStatus.STATUS_INVALID_PARAMETER };
  },

  async run(request): Promise<Ending> {
    const { file } = request;
    if (!file) return { ntStatus: ntStatus.STATUS_INVALID_HANDLE };
    const wanted = requestedDirections(request)!;
    const status = wanted.read || wanted.write ? await start(request, wanted) : await stop(request, file);
    if (!isNtSuccess(status)) return { ntStatus: status };
    file.streamingRead = wanted.read;
    file.streamingWrite = wanted.write;
    return { ntStatus: status };
  },
};

async function start(request: IoctlRequest, wanted: Directions): Promise<number> {
  const { state } = request.cdrom;
  if (state.streamingWorkaround) return ntStatus.STATUS_INVALID_DEVICE_REQUEST;
  const capabilities = await streamingCapabilities(request);
  if ('ntStatus' in capabilities) return capabilities.ntStatus;
  const { read, write } = capabilities.value;
  if ((wanted.read && !read) || (wanted.write && !write)) return ntStatus.STATUS_INVALID_DEVICE_REQUEST;
  if (!request.settings.setStreaming) return ntStatus.STATUS_SUCCESS;
  const { ntStatus: status, succeeded } = await sendDescriptor(request, {
    startLba: 0,
    endLba: state.lastLogicalBlockAddress ?? unknownEnd,
    readSizeKilobytes: fastest,
    readTimeMs: perSecond,
    writeSizeKilobytes: fastest,
    writeTimeMs: perSecond,
  });
  if (succeeded) state.streamingSet = true;
  return status;
}

async function stop(request: IoctlRequest, file: FileObject): Promise<number> {
  const { cdrom, settings } = request;
  if (!settings.setStreaming || !needsRestoring(cdrom, file)) return ntStatus.STATUS_SUCCESS;
  const result = await sendDescriptor(request, { rdd: true });
  // A drive that has no defaults to go back to has nothing to be taken back either.
  const isRejected = result.senseKey === senseKey.illegalRequest;
  if (!result.succeeded && !isRejected) return result.ntStatus;
  cdrom.state.streamingSet = false;
  return ntStatus.STATUS_SUCCESS;
}

/** @internal Whether SET STREAMING is in force, and no handle but this one has use for it. */
export function needsRestoring(cdrom: CdromDevice, file: FileObject): boolean {
  const others = [...cdrom.openFiles].some((other) => other !== file && other.isStreaming);
  return cdrom.state.streamingSet && !others;
}

/**
 * @internal Gives the drive its own speeds back, where nobody else streams. A failure is nobody's any more. What another
 * handle does under its exclusive lock goes on undisturbed: whoever closes or stops next gives them back.
 */
export async function restoreOnClose(request: IoctlRequest, file: FileObject): Promise<void> {
  if (needsRestoring(request.cdrom, file) && !request.cdrom.isLockedAgainst(file)) await stop(request, file);
}

/** Beyond any medium. */
const unknownEnd = 0x7fff_ffff;
/** What the burning programs ask for when they want all the drive can do. */
const fastest = 0x7fff_ffff;
const perSecond = 1_000;

function sendDescriptor(request: IoctlRequest, descriptor: Parameters<typeof encodeDescriptor>[0]) {
  const data = encodeDescriptor(descriptor);
  const cdb = setStreaming.encodeCdb({ parameterListLength: data.length });
  return request.transfer({ cdb, direction: 'out', data });
}

const encodeDescriptor = (descriptor: Parameters<typeof streamingPerformanceDescriptor.encode>[0]) =>
  toBytes(streamingPerformanceDescriptor, descriptor);
