/** IOCTL_CDROM_GET_CONFIGURATION and IOCTL_CDROM_GET_INQUIRY_DATA: what the drive is. */
import { featureRequest, getConfiguration as getConfigurationCommand, inquiry } from '../../../mmc/index.js';
import type { Answer } from '../capabilities.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { ntStatus } from '../ntstatus.js';
import { getConfigurationInput, getConfigurationInput32 } from '../structures/index.js';
import {
  bufferTooSmall,
  deliver,
  done,
  infoLengthMismatch,
  invalidDeviceRequest,
  invalidParameter,
  isOutputMisaligned,
  type Received,
  receive,
} from './operations.js';

const headerBytes = 8;
const descriptorHeaderBytes = 4;
const longestOutput = 0xffff;
const longestAllocation = 0xfffe;
const largestFeature = 0xffff;
const windowsCdbBytes = 12;

const inputOf = ({ settings }: IoctlRequest) =>
  settings.callerBits === 32 ? getConfigurationInput32 : getConfigurationInput;

/** The features of drive and medium. */
export const getConfiguration: Operation = {
  validate(request): Ending | undefined {
    const { input, output, settings } = request;
    if (output.length < headerBytes) return bufferTooSmall(headerBytes);
    if (output.length > longestOutput) return { ntStatus: ntStatus.STATUS_INVALID_BUFFER_SIZE };
    if (isOutputMisaligned(request)) return invalidParameter;
    if (input.length < inputOf(request).span) return infoLengthMismatch;
    const { feature, requestType, reserved } = inputOf(request).decode(input);
    if (feature > largestFeature || requestType > featureRequest.one) return invalidParameter;
    if (reserved.some((byte) => byte !== 0)) return invalidParameter;
    return settings.isMmc ? undefined : invalidDeviceRequest;
  },

  async run(request): Promise<Ending> {
    const { feature, requestType } = inputOf(request).decode(request.input);
    const isTrimmed = requestType === featureRequest.one && request.cdrom.state.distrustsSingleFeature;
    const allocationLength = Math.min(request.output.length, longestAllocation);
    const cdb = getConfigurationCommand.encodeCdb({
      rt: isTrimmed ? featureRequest.all : requestType,
      startingFeatureNumber: feature,
      allocationLength,
    });
    const received = await receive(request, cdbOf(request, cdb), allocationLength);
    return deliver(request, isTrimmed ? firstFeature(received) : received);
  },
};

/** Windows sends the ten bytes of the command, and two more. */
function cdbOf({ settings }: IoctlRequest, cdb: Uint8Array): Uint8Array {
  if (settings.profile !== 'driver') return cdb;
  const padded = new Uint8Array(windowsCdbBytes);
  padded.set(cdb);
  return padded;
}

/** As if the drive had been asked for one feature. */
function firstFeature(received: Received): Received {
  const { data, transferredBytes } = received;
  const lengthAt = headerBytes + descriptorHeaderBytes - 1;
  if (transferredBytes <= lengthAt) return received;
  const end = Math.min(headerBytes + descriptorHeaderBytes + data[lengthAt]!, transferredBytes);
  const trimmed = data.slice(0, end);
  new DataView(trimmed.buffer).setUint32(0, end - descriptorHeaderBytes);
  return { ...received, data: trimmed, transferredBytes: end };
}

const shortInquiryBytes = 36;
const additionalLengthAt = 4;

/** @internal The drive's INQUIRY data, which is asked for once: 36 bytes, and then all of it. */
export async function inquiryData(request: IoctlRequest): Promise<Answer<Uint8Array>> {
  const { state } = request.cdrom;
  if (state.inquiryData) return { value: state.inquiryData };
  const first = await askInquiry(request, shortInquiryBytes);
  if (!first.succeeded) return { ntStatus: first.ntStatus };
  const wholeBytes = first.data[additionalLengthAt]! + additionalLengthAt + 1;
  const whole = wholeBytes > shortInquiryBytes ? await askInquiry(request, wholeBytes) : first;
  const best = whole.succeeded ? whole : first;
  state.inquiryData = best.data.subarray(0, best.transferredBytes);
  return { value: state.inquiryData };
}

const askInquiry = (request: IoctlRequest, allocationLength: number) =>
  receive(request, inquiry.encodeCdb({ allocationLength }), allocationLength, { isInternal: true });

/** INQUIRY data as Windows has kept it from the start; also for whom the exclusive lock keeps out. */
export const getInquiryData: Operation = {
  validate({ output }): Ending | undefined {
    return output.length === 0 ? bufferTooSmall(0) : undefined;
  },

  async run(request): Promise<Ending> {
    const answer = await inquiryData(request);
    if ('ntStatus' in answer) return answer;
    const { output } = request;
    const information = Math.min(answer.value.length, output.length);
    output.set(answer.value.subarray(0, information));
    const isCut = information < answer.value.length;
    return { ntStatus: isCut ? ntStatus.STATUS_BUFFER_OVERFLOW : done.ntStatus, information };
  },
};
