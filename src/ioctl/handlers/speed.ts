/** IOCTL_CDROM_GET_PERFORMANCE, IOCTL_CDROM_SET_SPEED and IOCTL_CDROM_SEND_OPC_INFORMATION. */
import {
  getPerformanceExceptions,
  getPerformanceWriteSpeed,
  getPerformance as nominalPerformance,
  sendOpcInformationPerform,
  setCdSpeed,
  setStreaming,
  streamingPerformanceDescriptor,
  toBytes,
} from '../../../mmc/index.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import {
  cdromOpcInfoType,
  cdromPerformanceExceptionType,
  cdromPerformanceHeaderBytes,
  cdromPerformanceRequest,
  cdromPerformanceRequestType,
  cdromPerformanceToleranceType,
  cdromPerformanceType,
  cdromSetSpeed,
  cdromSetStreaming,
  cdromSimpleOpcInfo,
  cdromSpeedRequest,
  cdromWriteSpeedRequest,
} from '../structures/index.js';
import {
  bufferTooSmall,
  deliver,
  infoLengthMismatch,
  invalidDeviceRequest,
  invalidParameter,
  receive,
  singleCommand,
} from './operations.js';

const longestOutput = 0xffff;
const descriptorBytes = 16;
const exceptionDescriptorBytes = 6;
const performanceTimeoutMs = 20_000;

const isOneOf = (values: Readonly<Record<string, number>>, value: number) => Object.values(values).includes(value);

function checkPerformance(input: Uint8Array): Ending | undefined {
  if (input.length < cdromWriteSpeedRequest.span) return infoLengthMismatch;
  const { requestType } = cdromWriteSpeedRequest.decode(input);
  if (requestType === cdromPerformanceRequestType.writeSpeed) return undefined;
  if (requestType !== cdromPerformanceRequestType.performance) return invalidParameter;
  if (input.length < cdromPerformanceRequest.span) return infoLengthMismatch;
  const { performanceType, exceptions, tolerance } = cdromPerformanceRequest.decode(input);
  const isKnown =
    isOneOf(cdromPerformanceType, performanceType) &&
    isOneOf(cdromPerformanceExceptionType, exceptions) &&
    isOneOf(cdromPerformanceToleranceType, tolerance);
  return isKnown ? undefined : invalidParameter;
}

function performanceCdb(input: Uint8Array, roomBytes: number): Uint8Array {
  const { requestType } = cdromWriteSpeedRequest.decode(input);
  const maximumNumberOfDescriptors = Math.floor(roomBytes / descriptorBytes);
  if (requestType === cdromPerformanceRequestType.writeSpeed)
    return getPerformanceWriteSpeed.encodeCdb({ maximumNumberOfDescriptors });
  const { performanceType, exceptions, startingLba } = cdromPerformanceRequest.decode(input);
  const common = { write: performanceType === cdromPerformanceType.write, startingLba };
  if (exceptions === cdromPerformanceExceptionType.nominal)
    return nominalPerformance.encodeCdb({ ...common, maximumNumberOfDescriptors });
  if (exceptions === cdromPerformanceExceptionType.entireList)
    return getPerformanceExceptions.encodeCdb({ ...common, except: 1, maximumNumberOfDescriptors });
  return getPerformanceExceptions.encodeCdb({
    ...common,
    except: 2,
    maximumNumberOfDescriptors: Math.floor(roomBytes / exceptionDescriptorBytes),
  });
}

/** How fast drive and medium are. The descriptors are as many as there is room for. */
export const getPerformance: Operation = {
  validate({ input, output }): Ending | undefined {
    const wrong = checkPerformance(input);
    if (wrong) return wrong;
    if (output.length < cdromPerformanceHeaderBytes) return bufferTooSmall(cdromPerformanceHeaderBytes);
    return output.length > longestOutput ? invalidParameter : undefined;
  },

  async run(request): Promise<Ending> {
    const { input, output, cdrom } = request;
    const { alignmentBytes } = cdrom.device.transport.limits;
    const cdb = performanceCdb(input, output.length - cdromPerformanceHeaderBytes);
    const alignedBytes = Math.ceil(output.length / alignmentBytes) * alignmentBytes;
    const received = await receive(request, cdb, alignedBytes, { timeoutMs: performanceTimeoutMs });
    if (received.succeeded && received.transferredBytes < cdromPerformanceHeaderBytes) return invalidDeviceRequest;
    return deliver(request, received);
  },
};

const rotationBits = 3;
const isSet = (value: number) => (value & 1) !== 0;

/** SET CD SPEED, or SET STREAMING, whose speeds end with the next medium unless they are to persist. */
export const setSpeed: Operation = {
  validate({ input, settings }): Ending | undefined {
    if (input.length < cdromSetSpeed.span) return infoLengthMismatch;
    const { requestType } = cdromSetSpeed.decode(input);
    // A negative type gets through, in Windows too, and means the same as 1.
    if (requestType > cdromSpeedRequest.setStreaming) return invalidParameter;
    if (requestType === cdromSpeedRequest.setSpeed) return undefined;
    if (!settings.isMmc) return invalidDeviceRequest;
    return input.length < cdromSetStreaming.span ? infoLengthMismatch : undefined;
  },

  async run(request): Promise<Ending> {
    const { requestType, readSpeed, writeSpeed, rotationControl } = cdromSetSpeed.decode(request.input);
    if (requestType !== cdromSpeedRequest.setSpeed) return stream(request);
    const cdb = setCdSpeed.encodeCdb({
      rotationalControl: rotationControl & rotationBits,
      logicalUnitReadSpeedKilobytesPerSecond: readSpeed,
      logicalUnitWriteSpeedKilobytesPerSecond: writeSpeed,
    });
    const { ntStatus: status } = await request.transfer({ cdb });
    return { ntStatus: status };
  },
};

async function stream(request: IoctlRequest): Promise<Ending> {
  const wanted = cdromSetStreaming.decode(request.input);
  const data = toBytes(streamingPerformanceDescriptor, {
    wrc: wanted.rotationControl & rotationBits,
    rdd: isSet(wanted.restoreDefaults),
    exact: isSet(wanted.setExact),
    ra: isSet(wanted.randomAccess),
    startLba: wanted.startLba,
    endLba: wanted.endLba,
    readSizeKilobytes: wanted.readSize,
    readTimeMs: wanted.readTime,
    writeSizeKilobytes: wanted.writeSize,
    writeTimeMs: wanted.writeTime,
  });
  request.cdrom.state.speedRestoring = wanted.persistent === 0 ? 'onMediumChange' : 'no';
  const cdb = setStreaming.encodeCdb({ parameterListLength: data.length });
  const { ntStatus: status } = await request.transfer({ cdb, direction: 'out', data });
  return { ntStatus: status };
}

/** Calibrates the writing power. */
export const sendOpcInformation: Operation = singleCommand({
  inputBytes: cdromSimpleOpcInfo.span,
  validate({ input }): Ending | undefined {
    return cdromSimpleOpcInfo.decode(input).requestType === cdromOpcInfoType.simple ? undefined : invalidParameter;
  },
  cdb(input) {
    const { exclude0, exclude1 } = cdromSimpleOpcInfo.decode(input);
    return sendOpcInformationPerform.encodeCdb({ exclude0: exclude0 !== 0, exclude1: exclude1 !== 0 });
  },
});
