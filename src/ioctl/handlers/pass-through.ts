/** IOCTL_SCSI_PASS_THROUGH and its DIRECT and EX forms: a program's own CDB, sent as it is. */
import type { Direction } from '../../transport/transport.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { ntStatus } from '../ntstatus.js';
import { scsiIoctlData } from '../structures/index.js';
import { bufferTooSmall, invalidParameter } from './operations.js';
import { type Form, formsOf, type PassThroughKind, type PassThroughRequest } from './pass-through-forms.js';

const longestTimeoutSeconds = 108_000;
const longestSense = 255;

/** Where a request's data are, or why it cannot be carried out. */
type DataArea = { readonly data: Uint8Array } | Ending;

const fits = (offset: number, length: number, within: number) => offset + length <= within;

/** Two stretches of one buffer that have bytes in common, which an empty one has with none. */
function overlap(oneStart: number, oneLength: number, otherStart: number, otherLength: number): boolean {
  if (oneLength === 0 || otherLength === 0) return false;
  return oneStart < otherStart + otherLength && otherStart < oneStart + oneLength;
}

/**
 * Sends the CDB once. What the target answers is for the program, CHECK CONDITION included: it changes nothing of what
 * the driver keeps. The checks are in the order of the port driver, which looks at the request in its turn.
 */
export function passThrough(kind: PassThroughKind): Operation {
  return {
    validate(request): Ending | undefined {
      return request.input.length < formsOf(kind, request.settings.callerBits).bytes ? invalidParameter : undefined;
    },

    async run(request): Promise<Ending> {
      const form = formsOf(kind, request.settings.callerBits);
      const wanted = form.decode(request.input);
      const wrong = check(request, form, wanted);
      if (wrong) return wrong;
      // METHOD_BUFFERED: one buffer of the system's for what goes in and what comes out.
      const system = new Uint8Array(Math.max(request.input.length, request.output.length));
      system.set(request.input);
      const area = dataArea(request, form, wanted, system);
      if ('ntStatus' in area) return area;
      const { cdb, direction, timeoutSeconds } = wanted;
      const sent = await request.sendOnce({ cdb, direction, data: area.data, timeoutMs: timeoutSeconds * 1000 });
      if (!sent.wasAnswered) return { ntStatus: sent.ntStatus };
      return answer(request, form, wanted, system, sent);
    },
  };
}

function check(request: IoctlRequest, form: Form, wanted: PassThroughRequest): Ending | undefined {
  const { input, output, cdrom } = request;
  const { limits } = cdrom.device.transport;
  if (!wanted.hasRightRevision) return { ntStatus: ntStatus.STATUS_REVISION_MISMATCH };
  if (output.length < form.bytes) return bufferTooSmall(0);
  if (wanted.dataLength > limits.maximumTransferBytes) return invalidParameter;
  const mask = limits.alignmentBytes - 1;
  const isAligned = (Number(wanted.dataAt & BigInt(mask)) | (wanted.dataLength & mask)) === 0;
  if (form.isDirect && wanted.dataLength > 0 && !isAligned) return invalidParameter;
  if (wanted.timeoutSeconds < 1 || wanted.timeoutSeconds > longestTimeoutSeconds) return invalidParameter;
  if (wanted.cdbLength < 1 || wanted.cdbLength > Math.min(form.longestCdb, limits.maximumCdbBytes))
    return invalidParameter;
  if (!fits(form.cdbOffset, wanted.cdbLength, input.length)) return invalidParameter;
  if (wanted.dataDirection > form.largestDirection) return invalidParameter;
  if (wanted.dataDirection === scsiIoctlData.bidirectional) return { ntStatus: ntStatus.STATUS_NOT_SUPPORTED };
  // Which way unspecified data go only the target would know.
  if (wanted.dataDirection === scsiIoctlData.unspecified && wanted.dataLength > 0) return invalidParameter;
  if (!fits(wanted.addressOffset, wanted.addressLength, input.length)) return invalidParameter;
  return checkSense(request, form, wanted);
}

function checkSense({ output }: IoctlRequest, form: Form, wanted: PassThroughRequest): Ending | undefined {
  const { senseOffset, senseLength, dataAt, dataLength } = wanted;
  if (senseLength === 0) return undefined;
  if (senseOffset < endOfStructure(form, wanted) || !fits(senseOffset, senseLength, output.length))
    return invalidParameter;
  const isOverlaid = !form.isDirect && overlap(senseOffset, senseLength, Number(dataAt), dataLength);
  return isOverlaid ? invalidParameter : undefined;
}

function endOfStructure(form: Form, { cdbLength }: PassThroughRequest): number {
  return Math.max(form.bytes, form.cdbOffset + cdbLength);
}

/** The data in the system's buffer, or, in the direct form, in the program's memory. */
function dataArea(request: IoctlRequest, form: Form, wanted: PassThroughRequest, system: Uint8Array): DataArea {
  const { dataAt, dataLength, direction } = wanted;
  if (dataLength === 0) return { data: new Uint8Array(0) };
  if (form.isDirect) {
    const data = request.details.memory?.(dataAt, dataLength);
    return data?.length === dataLength ? { data } : { ntStatus: ntStatus.STATUS_ACCESS_VIOLATION };
  }
  const room = direction === 'in' ? request.output.length : request.input.length;
  if (dataAt < BigInt(endOfStructure(form, wanted)) || dataAt + BigInt(dataLength) > BigInt(room))
    return invalidParameter;
  const start = Number(dataAt);
  return { data: system.subarray(start, start + dataLength) };
}

/** Tells the program what came of it, in its own structure. */
function answer(
  { output }: IoctlRequest,
  form: Form,
  wanted: PassThroughRequest,
  system: Uint8Array,
  sent: {
    readonly scsiStatus: number;
    readonly sense: Uint8Array;
    readonly movedBytes: number;
    readonly ntStatus: number;
  },
): Ending {
  const sense = sent.sense.subarray(0, Math.min(wanted.senseLength, longestSense));
  form.encodeAnswer(system, wanted, sent.scsiStatus, sense.length, sent.movedBytes);
  // Where there is none, the offset may lead anywhere.
  if (sense.length > 0) system.set(sense, wanted.senseOffset);
  const senseEnd = sense.length > 0 ? wanted.senseOffset + sense.length : form.bytes;
  const hasDataIn = !form.isDirect && isIn(wanted.direction) && wanted.dataLength > 0;
  const dataEnd = hasDataIn ? Number(wanted.dataAt) + sent.movedBytes : 0;
  const information = Math.max(senseEnd, dataEnd);
  output.set(system.subarray(0, information));
  return { ntStatus: sent.ntStatus, information };
}

const isIn = (direction: Direction) => direction === 'in';
