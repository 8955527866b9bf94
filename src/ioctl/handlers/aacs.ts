/** AACS: authentication, identifiers, the media key block. */
import { aacs, readDiscStructure, readDiscStructureAacsMediaKeyBlock, reportKey, sendKey } from '../../../mmc/index.js';
import { hasFeature } from '../capabilities.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { isNtSuccess, ntStatus } from '../ntstatus.js';
import {
  aacsCertificate,
  aacsChallengeKey,
  aacsIdentifier,
  aacsLayerNumber,
  aacsReadBindingNonce,
  aacsSendCertificate,
  aacsSendChallengeKey,
  dvdEndAllSessions,
  dvdSessionId,
} from '../structures/index.js';
import {
  bufferTooSmall,
  done,
  infoLengthMismatch,
  invalidDeviceRequest,
  invalidParameter,
  receive,
} from './operations.js';

const aacsClass = 2;
const headerBytes = 4;
const lengthFieldBytes = 2;
const agidBits = 3;
const agidCount = 4;
/** The driver takes one more than there are. */
const largestSession = 4;
const ioDeviceError: Ending = { ntStatus: ntStatus.STATUS_IO_DEVICE_ERROR };
const invalidBufferSize: Ending = { ntStatus: ntStatus.STATUS_INVALID_BUFFER_SIZE };

/**
 * An operation on a drive that knows AACS. Windows knows what the drive is before it looks at the request; here the
 * drive may have to be asked, so the checks come in its turn.
 */
function onAacsDrive(
  check: (request: IoctlRequest) => Ending | undefined,
  run: (request: IoctlRequest) => Promise<Ending>,
): Operation {
  return {
    async run(request): Promise<Ending> {
      const answer = await hasFeature(request, aacs);
      if ('ntStatus' in answer) return answer;
      if (!answer.value) return invalidDeviceRequest;
      return check(request) ?? run(request);
    },
  };
}

const sessionOf = ({ input }: IoctlRequest) => dvdSessionId.decode(input).sessionId;

function checkLengths({ input, output }: IoctlRequest, inputBytes: number, outputBytes: number): Ending | undefined {
  if (input.length !== inputBytes) return infoLengthMismatch;
  if (output.length < outputBytes) return bufferTooSmall(outputBytes);
  return output.length > outputBytes ? invalidBufferSize : undefined;
}

const checkSession = (request: IoctlRequest) => (sessionOf(request) > largestSession ? invalidParameter : undefined);

/** Hands out what follows the header, where the drive says that it is as long as it has to be. */
async function readPayload(request: IoctlRequest, cdb: Uint8Array, payloadBytes: number): Promise<Ending> {
  const { data, succeeded, ntStatus: status } = await receive(request, cdb, headerBytes + payloadBytes);
  if (!succeeded) return { ntStatus: status };
  const length = (data[0]! << 8) | data[1]!;
  if (length !== lengthFieldBytes + payloadBytes) return ioDeviceError;
  request.output.set(data.subarray(headerBytes));
  return { ...done, information: payloadBytes };
}

/** A code that reads something of one length, for a session. */
function reading(payloadBytes: number, cdb: (agid: number, allocationLength: number) => Uint8Array): Operation {
  return onAacsDrive(
    (request) => checkLengths(request, dvdSessionId.span, payloadBytes) ?? checkSession(request),
    (request) => readPayload(request, cdb(sessionOf(request) & agidBits, headerBytes + payloadBytes), payloadBytes),
  );
}

const reportingKey = (keyFormat: number) => (agid: number, allocationLength: number) =>
  reportKey.encodeCdb({ keyClass: aacsClass, keyFormat, agid, allocationLength });
const readingStructure = (formatCode: number) => (agid: number, allocationLength: number) =>
  readDiscStructure.encodeCdb({ formatCode, agid, allocationLength });

/** The drive's certificate, with its nonce. */
export const getCertificate = reading(aacsCertificate.span, reportingKey(0x01));
/** The drive's point on the curve, signed. */
export const getChallengeKey = reading(aacsChallengeKey.span, reportingKey(0x02));
/** The identifier of the volume. */
export const readVolumeId = reading(aacsIdentifier.span, readingStructure(0x80));
/** The serial number of a disc that was pressed. */
export const readSerialNumber = reading(aacsIdentifier.span, readingStructure(0x81));
/** The identifier of a disc that can be written. */
export const readMediaId = reading(aacsIdentifier.span, readingStructure(0x82));

/** A code that sends something, for a session. */
function sending(inputBytes: number, keyFormat: number): Operation {
  return onAacsDrive(
    (request) => (request.input.length === inputBytes ? checkSession(request) : infoLengthMismatch),
    async (request) => {
      const payload = request.input.subarray(dvdSessionId.span);
      const data = new Uint8Array(headerBytes + payload.length);
      new DataView(data.buffer).setUint16(0, data.length - lengthFieldBytes);
      data.set(payload, headerBytes);
      const agid = sessionOf(request) & agidBits;
      const cdb = sendKey.encodeCdb({ keyClass: aacsClass, keyFormat, agid, parameterListLength: data.length });
      const { ntStatus: status } = await request.transfer({ cdb, direction: 'out', data });
      return { ntStatus: status };
    },
  );
}

/** The host's certificate, with its nonce. */
export const sendCertificate = sending(aacsSendCertificate.span, 0x01);
/** The host's point on the curve, signed. */
export const sendChallengeKey = sending(aacsSendChallengeKey.span, 0x02);

const agidBytes = 8;

/** An authentication grant ID. */
export const startAacsSession: Operation = onAacsDrive(
  (request) => checkLengths(request, request.input.length, dvdSessionId.span),
  async (request) => {
    const received = await receive(request, reportingKey(0x00)(0, agidBytes), agidBytes);
    if (!received.succeeded) return { ntStatus: received.ntStatus };
    dvdSessionId.encode({ sessionId: received.data[agidBytes - 1]! >> 6 }, request.output);
    return { ...done, information: dvdSessionId.span };
  },
);

const invalidateAgid = 0x3f;

/** Gives an authentication grant ID back, or one after the other until the drive refuses. */
export const endAacsSession: Operation = {
  ...onAacsDrive(({ input }) => (input.length === dvdSessionId.span ? undefined : invalidParameter), endSessions),
  validate: ({ input }) => (input.length === 0 ? bufferTooSmall(0) : undefined),
};

async function endSessions(request: IoctlRequest): Promise<Ending> {
  const sessionId = sessionOf(request);
  const all = Array.from({ length: agidCount }, (_, agid) => agid);
  let status: number = done.ntStatus;
  for (const agid of sessionId === dvdEndAllSessions ? all : [sessionId & agidBits]) {
    const key = { agid, keyClass: aacsClass, keyFormat: invalidateAgid, parameterListLength: 0 };
    status = (await request.transfer({ cdb: sendKey.encodeCdb(key) })).ntStatus;
    if (!isNtSuccess(status)) break;
  }
  return { ntStatus: status };
}

const largestSectorCount = 0xff;
const largestLba = 0xffff_ffffn;

function checkNonce(request: IoctlRequest): Ending | undefined {
  const wrong = checkLengths(request, aacsReadBindingNonce.span, aacsIdentifier.span) ?? checkSession(request);
  if (wrong) return wrong;
  const { numberOfSectors, startLba } = aacsReadBindingNonce.decode(request.input);
  return numberOfSectors > largestSectorCount || startLba > largestLba ? invalidParameter : undefined;
}

function nonceCdb({ input }: IoctlRequest, keyFormat: number): Uint8Array {
  const { sessionId, numberOfSectors, startLba } = aacsReadBindingNonce.decode(input);
  return reportKey.encodeCdb({
    logicalBlockAddress: Number(startLba),
    blockCountOrVcpsFunction: numberOfSectors,
    keyClass: aacsClass,
    keyFormat,
    agid: sessionId & agidBits,
    allocationLength: headerBytes + aacsIdentifier.span,
  });
}

/** The nonce that binds data to a place on the disc. */
export const readBindingNonce: Operation = onAacsDrive(checkNonce, (request) =>
  readPayload(request, nonceCdb(request, 0x21), aacsIdentifier.span),
);

const emptyCdbBytes = 12;

/** A new nonce. The published driver never fills its CDB in and sends zeros, which the profile `driver` does too. */
export const generateBindingNonce: Operation = onAacsDrive(checkNonce, (request) => {
  const isExact = request.settings.profile === 'driver';
  const cdb = isExact ? new Uint8Array(emptyCdbBytes) : nonceCdb(request, 0x20);
  return readPayload(request, cdb, aacsIdentifier.span);
});

const packBytes = 32_768;
const leastKeyBlockBytes = 8;
const largestLayer = 0xff;

/** The media key block, pack by pack. */
export const readMediaKeyBlock: Operation = onAacsDrive(({ input, output }) => {
  if (input.length !== aacsLayerNumber.span) return infoLengthMismatch;
  if (output.length < leastKeyBlockBytes) return bufferTooSmall(leastKeyBlockBytes);
  return aacsLayerNumber.decode(input).layerNumber > largestLayer ? invalidParameter : undefined;
}, readPacks);

async function readPacks(request: IoctlRequest): Promise<Ending> {
  const { input, output, cdrom } = request;
  const allocationLength = headerBytes + packBytes;
  if (cdrom.device.transport.limits.maximumTransferBytes < allocationLength)
    return { ntStatus: ntStatus.STATUS_INTERNAL_ERROR };
  const { layerNumber } = aacsLayerNumber.decode(input);
  // What does not fit as a whole is not handed out in part.
  const block = new Uint8Array(output.length);
  let filled = 0;
  for (let address = 0, packCount = 1; address < packCount; address++) {
    const cdb = readDiscStructureAacsMediaKeyBlock.encodeCdb({ address, layerNumber, allocationLength });
    const { succeeded, ntStatus: status, data, transferredBytes } = await receive(request, cdb, allocationLength);
    if (!succeeded) return { ntStatus: status };
    const length = (data[0]! << 8) | data[1]!;
    packCount = data[headerBytes - 1]!;
    if (packCount === 0 || length < lengthFieldBytes) return ioDeviceError;
    const end = Math.min(headerBytes + length - lengthFieldBytes, transferredBytes);
    const pack = data.subarray(headerBytes, Math.max(end, headerBytes));
    if (filled + pack.length > block.length) return bufferTooSmall(packCount * packBytes);
    block.set(pack, filled);
    filled += pack.length;
  }
  output.set(block.subarray(0, filled));
  return { ...done, information: filled };
}
