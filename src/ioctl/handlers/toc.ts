/** IOCTL_CDROM_READ_TOC, IOCTL_CDROM_READ_TOC_EX and IOCTL_CDROM_GET_LAST_SESSION. */
import {
  readTocAtip,
  readTocCdText,
  readTocFormatted,
  readTocMultiSession,
  readTocPma,
  readTocRaw,
} from '../../../mmc/index.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { ntStatus } from '../ntstatus.js';
import { cdromReadTocEx, cdromTocBytes, cdromTocSessionDataBytes } from '../structures/index.js';
import { isPlaying } from './audio.js';
import {
  bufferTooSmall,
  deliver,
  infoLengthMismatch,
  invalidDeviceRequest,
  invalidParameter,
  isOutputMisaligned,
  noMediaWithoutPower,
  receive,
} from './operations.js';

const busy: Ending = { ntStatus: ntStatus.STATUS_DEVICE_BUSY };

/** The whole table of contents, with times. */
export const readToc: Operation = {
  validate(request): Ending | undefined {
    return noMediaWithoutPower(request, checkOutput(request, cdromTocBytes));
  },

  async run(request): Promise<Ending> {
    const cdb = readTocFormatted.encodeCdb({ msf: true, allocationLength: cdromTocBytes });
    return (await isPlaying(request)) ? busy : deliver(request, await receive(request, cdb, cdromTocBytes));
  },
};

/** How many sessions there are, and where the last one starts. */
export const getLastSession: Operation = {
  validate: (request) => checkOutput(request, cdromTocSessionDataBytes),

  async run(request): Promise<Ending> {
    const allocationLength = Math.min(request.output.length, cdromTocBytes);
    const cdb = readTocMultiSession.encodeCdb({ allocationLength });
    return (await isPlaying(request)) ? busy : deliver(request, await receive(request, cdb, allocationLength));
  },
};

function checkOutput(request: IoctlRequest, neededBytes: number): Ending | undefined {
  if (request.output.length < neededBytes) return bufferTooSmall(neededBytes);
  return isOutputMisaligned(request) ? invalidParameter : undefined;
}

/** By the number of the format. */
const commands = [readTocFormatted, readTocMultiSession, readTocRaw, readTocPma, readTocAtip, readTocCdText] as const;
/** Formats that are about the whole disc. */
const formatsWithoutStart: readonly number[] = [1, 3, 4];
const lengthFieldBytes = 2;
const longestAllocation = 0xffff;

/** READ TOC/PMA/ATIP in any format. */
export const readTocEx: Operation = {
  validate(request): Ending | undefined {
    return noMediaWithoutPower(request, checkTocEx(request));
  },

  async run(request): Promise<Ending> {
    if (await isPlaying(request)) return busy;
    const { format, msf, sessionTrack } = cdromReadTocEx.decode(request.input);
    const allocationLength = request.output.length;
    const cdb = commands[format]!.encodeCdb({ msf, trackSessionNumber: sessionTrack, allocationLength });
    const received = await receive(request, cdb, allocationLength);
    if (received.succeeded && received.transferredBytes < lengthFieldBytes) return invalidDeviceRequest;
    return deliver(request, received);
  },
};

function checkTocEx(request: IoctlRequest): Ending | undefined {
  const { input, output } = request;
  if (input.length < cdromReadTocEx.span) return infoLengthMismatch;
  if (output.length < lengthFieldBytes) return bufferTooSmall(lengthFieldBytes);
  if (output.length > longestAllocation || isOutputMisaligned(request)) return invalidParameter;
  const { format, sessionTrack, reserved1, reserved2, reserved3 } = cdromReadTocEx.decode(input);
  if (reserved1 !== 0 || reserved2 !== 0 || reserved3 !== 0) return invalidParameter;
  if (formatsWithoutStart.includes(format) && sessionTrack !== 0) return invalidParameter;
  return format < commands.length ? undefined : invalidParameter;
}
