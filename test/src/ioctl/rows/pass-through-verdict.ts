/** What a pass-through request must end in, told from its bytes alone: offsets and rules written down a second time. */
import type { ControlCodeName, NtStatusName } from '../../../../src/ioctl/index.js';
import type { TransportLimits } from '../../../../src/transport/transport.js';

/** A request as a program makes it. */
export interface PassThroughCall {
  readonly input: Uint8Array;
  readonly output: number;
  readonly callerBits: 32 | 64;
  /** How many bytes lie at an address. */
  readonly memory: number;
}

/** What is in the structure, whichever it is. */
interface Members {
  readonly structureBytes: number;
  readonly cdbEnd: number;
  readonly longestCdb: number;
  readonly cdbLength: number;
  readonly direction: number;
  readonly dataLength: number;
  readonly dataAt: bigint;
  readonly timeOutValue: number;
  readonly senseLength: number;
  readonly senseOffset: number;
  readonly addressEnd: number;
  readonly isRevisionRight: boolean;
}

const structureBytes = (isEx: boolean, bits: 32 | 64) => (isEx ? { 32: 52, 64: 64 } : { 32: 44, 64: 56 })[bits];

function plainMembers(view: DataView, bits: 32 | 64): Members {
  const wide = bits === 64;
  return {
    structureBytes: structureBytes(false, bits),
    cdbEnd: (wide ? 36 : 28) + view.getUint8(6),
    longestCdb: 16,
    cdbLength: view.getUint8(6),
    direction: view.getUint8(8),
    dataLength: view.getUint32(12, true),
    dataAt: wide ? view.getBigUint64(24, true) : BigInt(view.getUint32(20, true)),
    timeOutValue: view.getUint32(16, true),
    senseLength: view.getUint8(7),
    senseOffset: view.getUint32(wide ? 32 : 24, true),
    addressEnd: 0,
    isRevisionRight: view.getUint16(0, true) === structureBytes(false, bits),
  };
}

function extendedMembers(view: DataView, bits: 32 | 64): Members {
  const wide = bits === 64;
  const direction = view.getUint8(18);
  const isIn = direction === 1;
  const pointer = (index: 0 | 1) =>
    wide ? view.getBigUint64(40 + 8 * index, true) : BigInt(view.getUint32(40 + 4 * index, true));
  return {
    structureBytes: structureBytes(true, bits),
    cdbEnd: (wide ? 56 : 48) + view.getUint32(8, true),
    longestCdb: Number.POSITIVE_INFINITY,
    cdbLength: view.getUint32(8, true),
    direction,
    dataLength: direction > 1 ? 0 : view.getUint32(isIn ? 36 : 32, true),
    dataAt: pointer(isIn ? 1 : 0),
    timeOutValue: view.getUint32(20, true),
    senseLength: view.getUint8(17),
    senseOffset: view.getUint32(28, true),
    addressEnd: view.getUint32(12, true) + view.getUint32(24, true),
    isRevisionRight: view.getUint32(4, true) === structureBytes(true, bits) && view.getUint32(0, true) === 0,
  };
}

const meet = (a: bigint, aLength: number, b: bigint, bLength: number) =>
  aLength > 0 && bLength > 0 && a < b + BigInt(bLength) && b < a + BigInt(aLength);

/** What is wrong with the numbers in the structure, as words; empty where nothing is. */
function mistakes(
  call: PassThroughCall,
  m: Members,
  isEx: boolean,
  isDirect: boolean,
  limits: TransportLimits,
): string[] {
  const end = Math.max(m.structureBytes, m.cdbEnd);
  const room = m.direction === 1 ? call.output : call.input.length;
  const isOutside = m.dataAt < BigInt(end) || m.dataAt + BigInt(m.dataLength) > BigInt(room);
  const isSenseOutside = m.senseOffset < end || m.senseOffset + m.senseLength > call.output;
  const found: [boolean, string][] = [
    [m.dataLength > limits.maximumTransferBytes, 'too much data'],
    [m.timeOutValue < 1 || m.timeOutValue > 108_000, 'time limit'],
    [m.cdbLength < 1 || m.cdbLength > Math.min(m.longestCdb, limits.maximumCdbBytes), 'length of the CDB'],
    [m.cdbEnd > call.input.length, 'CDB outside'],
    [m.direction > (isEx ? 3 : 2), 'direction'],
    [m.direction === 2 && m.dataLength > 0, 'data of no direction'],
    [m.addressEnd > call.input.length, 'address outside'],
    [m.senseLength > 0 && isSenseOutside, 'sense data outside'],
    [!isDirect && meet(BigInt(m.senseOffset), m.senseLength, m.dataAt, m.dataLength), 'sense data in the data'],
    [!isDirect && m.dataLength > 0 && isOutside, 'data outside'],
  ];
  return found.flatMap(([is, what]) => (is ? [what] : []));
}

/** The statuses that a request may be refused with; undefined: it is to reach the drive. */
export function passThroughVerdict(
  name: ControlCodeName,
  call: PassThroughCall,
  limits: TransportLimits,
): readonly NtStatusName[] | undefined {
  const [isEx, isDirect] = [name.endsWith('_EX'), name.includes('_DIRECT')];
  const { input, output, callerBits, memory } = call;
  if (input.length < structureBytes(isEx, callerBits)) return ['STATUS_INVALID_PARAMETER'];
  const view = new DataView(input.buffer, input.byteOffset, input.length);
  const members = (isEx ? extendedMembers : plainMembers)(view, callerBits);
  if (!members.isRevisionRight) return ['STATUS_REVISION_MISMATCH'];
  if (output < members.structureBytes) return ['STATUS_BUFFER_TOO_SMALL'];
  const isBothWays = isEx && members.direction === 3;
  const isWrong = mistakes(call, members, isEx, isDirect, limits).length > 0;
  if (isWrong && isBothWays) return ['STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED'];
  if (isWrong) return ['STATUS_INVALID_PARAMETER'];
  if (isBothWays) return ['STATUS_NOT_SUPPORTED'];
  return isDirect && members.dataLength > memory ? ['STATUS_ACCESS_VIOLATION'] : undefined;
}
