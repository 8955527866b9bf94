/** DVD copy protection and DVD structures. */
import { dvdRead, readDiscStructure, reportKey, rpcState, sendKey } from '../../../mmc/index.js';
import { hasFeature } from '../capabilities.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { ntStatus } from '../ntstatus.js';
import {
  dvdCopyProtectKey,
  dvdEndAllSessions,
  dvdKeyType,
  dvdReadStructure,
  dvdRegion,
  dvdSessionId,
} from '../structures/index.js';
import {
  blockAt,
  bufferTooSmall,
  deliver,
  done,
  invalidDeviceRequest,
  invalidParameter,
  isOutputMisaligned,
  type Received,
  receive,
} from './operations.js';

const keyHeaderBytes = 4;
const agidBits = 3;
const keyFormatBits = 0x3f;
const longestTransfer = 0xffff;
const agidCount = 4;

/** Carries an operation out on a drive that reads DVDs, and on no other. */
function onDvdDrive(run: (request: IoctlRequest) => Promise<Ending>): Operation['run'] {
  return async (request) => {
    const answer = await hasFeature(request, dvdRead);
    if ('ntStatus' in answer) return answer;
    return answer.value ? run(request) : invalidDeviceRequest;
  };
}

interface Key {
  readonly agid: number;
  readonly keyFormat: number;
  readonly logicalBlockAddress?: number;
}

function askKey(request: IoctlRequest, key: Key, allocationLength: number): Promise<Received> {
  return receive(request, reportKey.encodeCdb({ ...key, keyClass: 0, allocationLength }), allocationLength);
}

const agidBytes = 8;

/** An authentication grant ID, to be given back with IOCTL_DVD_END_SESSION. */
export const startSession: Operation = {
  validate: ({ output }) => (output.length < dvdSessionId.span ? bufferTooSmall(dvdSessionId.span) : undefined),

  run: onDvdDrive(async (request) => {
    const received = await askKey(request, { agid: 0, keyFormat: 0 }, agidBytes);
    if (!received.succeeded) return { ntStatus: received.ntStatus };
    dvdSessionId.encode({ sessionId: received.data[agidBytes - 1]! >> 6 }, request.output);
    return { ...done, information: dvdSessionId.span };
  }),
};

/** Gives an authentication grant ID back, or one after the other until the drive refuses. */
export const endSession: Operation = {
  validate({ input }): Ending | undefined {
    if (input.length === 0) return bufferTooSmall(0);
    return input.length < dvdSessionId.span ? invalidParameter : undefined;
  },

  async run(request): Promise<Ending> {
    const { sessionId } = dvdSessionId.decode(request.input);
    const all = Array.from({ length: agidCount }, (_, agid) => agid);
    const agids = sessionId === dvdEndAllSessions ? all : [sessionId & agidBits];
    let status: number = done.ntStatus;
    for (const agid of agids) {
      const key = { agid, keyClass: 0, keyFormat: dvdKeyType.invalidateAgid, parameterListLength: 0 };
      const result = await request.transfer({ cdb: sendKey.encodeCdb(key) });
      status = result.ntStatus;
      if (!result.succeeded) break;
    }
    return { ntStatus: status };
  },
};

/** How long the data of a key are. */
const keyBytes: ReadonlyMap<number, number> = new Map<number, number>([
  [dvdKeyType.challengeKey, 12],
  [dvdKeyType.busKey1, 8],
  [dvdKeyType.busKey2, 8],
  [dvdKeyType.titleKey, 8],
  [dvdKeyType.asf, 4],
  [dvdKeyType.getRpcKey, 4],
  [dvdKeyType.diskKey, 2048],
]);

/**
 * A key or a state, with REPORT KEY; the disc key with READ DVD STRUCTURE. Windows lets a drive without a region choose
 * the one of the disc, for good, when it is asked for the state. This does not: whoever wants that sends the key.
 */
export const readKey: Operation = {
  validate(request): Ending | undefined {
    const { input, output } = request;
    if (input.length === 0) return bufferTooSmall(0);
    if (input.length < dvdCopyProtectKey.span) return invalidParameter;
    const { keyType } = dvdCopyProtectKey.decode(input);
    const needed = dvdCopyProtectKey.span + (keyBytes.get(keyType) ?? 0);
    if (output.length < needed) return bufferTooSmall(needed);
    return isOutputMisaligned(request) ? invalidParameter : undefined;
  },

  run: onDvdDrive(async (request) => {
    const { keyType } = dvdCopyProtectKey.decode(request.input);
    return keyType === dvdKeyType.diskKey ? readDiskKey(request) : readOtherKey(request);
  }),
};

const diskKeyFormat = 2;

async function readDiskKey(request: IoctlRequest): Promise<Ending> {
  const { sessionId } = dvdCopyProtectKey.decode(request.input);
  const dataBytes = keyBytes.get(dvdKeyType.diskKey)!;
  const allocationLength = keyHeaderBytes + dataBytes;
  const agid = sessionId & agidBits;
  const cdb = readDiscStructure.encodeCdb({ formatCode: diskKeyFormat, agid, allocationLength });
  const { succeeded, ntStatus: status, data } = await receive(request, cdb, allocationLength);
  return succeeded ? deliverKey(request, data.subarray(keyHeaderBytes)) : { ntStatus: status };
}

async function readOtherKey(request: IoctlRequest): Promise<Ending> {
  const { keyType, sessionId, parameters } = dvdCopyProtectKey.decode(request.input);
  const isTitleKey = keyType === dvdKeyType.titleKey;
  const key = {
    agid: sessionId & agidBits,
    keyFormat: keyType & keyFormatBits,
    ...(isTitleKey ? { logicalBlockAddress: blockAt(request, parameters) } : {}),
  };
  const roomBytes = request.output.length - dvdCopyProtectKey.span + keyHeaderBytes;
  const received = await askKey(request, key, Math.min(roomBytes, longestTransfer));
  if (!received.succeeded) return { ntStatus: received.ntStatus };
  const keyData = keyIn(received);
  if (!keyData) return done;
  if (!isTitleKey || keyData.length === 0) return deliverKey(request, keyData);
  // The copy generation flags come first. What they leave is a byte shorter, and a zero makes up for it.
  const shifted = new Uint8Array(keyData.length);
  shifted.set(keyData.subarray(1));
  return deliverKey(request, shifted, keyData[0]);
}

/** What follows the header, as far as it came and the header says; undefined where there is no sensible header. */
function keyIn({ data, transferredBytes }: Received): Uint8Array | undefined {
  const reservedBytes = 2;
  const dataLength = (data[0]! << 8) | data[1]!;
  if (transferredBytes < keyHeaderBytes || dataLength < reservedBytes) return undefined;
  const end = Math.min(transferredBytes, keyHeaderBytes + dataLength - reservedBytes);
  return data.subarray(keyHeaderBytes, end);
}

/** The structure as it was given, with the length that it has now. */
function deliverKey({ input, output }: IoctlRequest, keyData: Uint8Array, keyFlags?: number): Ending {
  const keyLength = dvdCopyProtectKey.span + keyData.length;
  const before = dvdCopyProtectKey.decode(input);
  dvdCopyProtectKey.encode({ ...before, keyLength, keyFlags: keyFlags ?? before.keyFlags }, output);
  output.set(keyData, dvdCopyProtectKey.span);
  return { ...done, information: keyLength };
}

const scratchBytes = 65_536;

/** SEND KEY, of the key types that a code allows. */
function sending(allowed: readonly number[], wrap: (run: Operation['run']) => Operation['run']): Operation {
  return {
    validate({ input }): Ending | undefined {
      if (input.length === 0) return bufferTooSmall(0);
      if (input.length < dvdCopyProtectKey.span) return invalidParameter;
      const { keyLength, keyType } = dvdCopyProtectKey.decode(input);
      return input.length === keyLength && allowed.includes(keyType) ? undefined : invalidParameter;
    },
    run: wrap(sendKeyData),
  };
}

async function sendKeyData(request: IoctlRequest): Promise<Ending> {
  const { input, cdrom } = request;
  const { sessionId, keyType } = dvdCopyProtectKey.decode(input);
  const keyData = input.subarray(dvdCopyProtectKey.span);
  const parameterListLength = keyHeaderBytes + keyData.length;
  const roomBytes = Math.min(scratchBytes, cdrom.device.transport.limits.maximumTransferBytes);
  if (parameterListLength > Math.min(roomBytes, longestTransfer)) return { ntStatus: ntStatus.STATUS_INTERNAL_ERROR };
  const data = new Uint8Array(parameterListLength);
  new DataView(data.buffer).setUint16(0, parameterListLength - 2);
  data.set(keyData, keyHeaderBytes);
  const cdb = sendKey.encodeCdb({
    agid: sessionId & agidBits,
    keyClass: 0,
    keyFormat: keyType & keyFormatBits,
    parameterListLength,
  });
  const { ntStatus: status } = await request.transfer({ cdb, direction: 'out', data });
  return { ntStatus: status };
}

const { challengeKey, busKey2, invalidateAgid } = dvdKeyType;

/** Keys that change nothing for good. The published driver does not ask here whether the drive reads DVDs. */
export const sendReadAccessKey: Operation = sending([challengeKey, busKey2, invalidateAgid], (run) => run);

/** Any key, the region of the drive included. */
export const sendAnyKey: Operation = sending(Object.values(dvdKeyType), onDvdDrive);

const structureHeaderBytes = 4;
const layerDescriptorFormat = 0;
/** Where the layer descriptor has its three sector numbers. */
const sectorOffsets = [8, 12, 16] as const;

/** A DVD structure. Numbers that Windows knows of become little-endian: the length, and the sectors of a layer. */
export const readStructure: Operation = {
  validate(request): Ending | undefined {
    const { input, output } = request;
    if (input.length < dvdReadStructure.span) return invalidParameter;
    if (output.length < structureHeaderBytes) return bufferTooSmall(structureHeaderBytes);
    return output.length > longestTransfer || isOutputMisaligned(request) ? invalidParameter : undefined;
  },

  run: onDvdDrive(async (request) => {
    const { blockByteOffset, format, sessionId, layerNumber } = dvdReadStructure.decode(request.input);
    const allocationLength = request.output.length;
    const formatCode = format & 0xff;
    const cdb = readDiscStructure.encodeCdb({
      address: blockAt(request, blockByteOffset),
      layerNumber,
      formatCode,
      agid: formatCode === diskKeyFormat ? sessionId & agidBits : 0,
      allocationLength,
    });
    const received = await receive(request, cdb, allocationLength);
    const came = received.data.subarray(0, received.transferredBytes);
    reverse(came, 0, 2);
    if (formatCode === layerDescriptorFormat) for (const offset of sectorOffsets) reverse(came, offset, 4);
    return deliver(request, received);
  }),
};

/** Turns a number round, where all of it came. */
function reverse(bytes: Uint8Array, offset: number, length: number): void {
  if (offset + length <= bytes.length) bytes.subarray(offset, offset + length).reverse();
}

const copyrightFormat = 1;
const copyrightBytes = 8;
const rpcStateBytes = 8;
const rpcPhase2 = 1;

/** The regions of disc and drive. */
export const getRegion: Operation = {
  run: onDvdDrive(async (request) => {
    if (request.output.length < dvdRegion.span) return bufferTooSmall(0);
    const cdb = readDiscStructure.encodeCdb({ formatCode: copyrightFormat, allocationLength: copyrightBytes });
    const copyright = await receive(request, cdb, copyrightBytes);
    if (!copyright.succeeded) return { ntStatus: copyright.ntStatus };
    const answer = await askKey(request, { agid: 0, keyFormat: dvdKeyType.getRpcKey }, rpcStateBytes);
    if (!answer.succeeded) return { ntStatus: answer.ntStatus };
    const state = rpcState.decode(keyIn(answer) ? answer.data : new Uint8Array(rpcStateBytes));
    if (state.rpcScheme !== rpcPhase2) return invalidDeviceRequest;
    const region = {
      copySystem: copyright.data[4]!,
      regionData: copyright.data[5]!,
      systemRegion: state.typeCode === 0 ? 0 : ~state.regionMask & 0xff,
      resetCount: state.numberOfUserControlledChangesAvailable,
    };
    dvdRegion.encode(region, request.output);
    return { ...done, information: dvdRegion.span };
  }),
};
