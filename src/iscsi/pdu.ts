/**
 * Headers of iSCSI PDUs, for both ends: the basic header segment of 48 bytes as the tables of RFC 7143 list it. What
 * follows a header (additional segments, digests, data) is the business of {@link PduReader} and {@link PduWriter}.
 */
import {
  bits,
  bytes,
  type Codec,
  fieldsOf,
  flag,
  record,
  reserved,
  u8,
  u16be,
  u24be,
  u32be,
  type Value,
} from '../../mmc/layout/index.js';

/** Bytes of a basic header segment. */
export const headerBytes = 48;

const request = bits({ _: 1, immediate: flag, opcode: 6 });
const response = bits({ _: 2, opcode: 6 });
const final = bits({ final: flag, _: 7 });
const lengths = [u8('totalAhsLength'), u24be('dataSegmentLength')] as const;
const lun = bytes(8, 'lun');
const initiatorTaskTag = u32be('initiatorTaskTag');
const targetTransferTag = u32be('targetTransferTag');
const commandNumbers = [u32be('cmdSn'), u32be('expStatSn')] as const;
const statusNumbers = [u32be('statSn'), u32be('expCmdSn'), u32be('maxCmdSn')] as const;

/** What every header has in common; `specific` is bytes 1 to 3, and 8 to 15 hold a LUN or something else. */
export const anyHeader = record([request, bytes(3, 'specific'), ...lengths, lun, initiatorTaskTag, reserved(28)]);

/** The target's answer to a ping, or its own ping. */
export const nopIn = record([
  response,
  final,
  reserved(2),
  ...lengths,
  lun,
  initiatorTaskTag,
  targetTransferTag,
  ...statusNumbers,
  reserved(12),
]);

/** The initiator's ping, or its answer to one. */
export const nopOut = record([
  request,
  final,
  reserved(2),
  ...lengths,
  lun,
  initiatorTaskTag,
  targetTransferTag,
  ...commandNumbers,
  reserved(16),
]);

/** A SCSI command; a CDB of more than 16 bytes goes on in an additional header segment. */
export const scsiCommand = record([
  request,
  bits({ final: flag, read: flag, write: flag, _: 2, attribute: 3 }),
  reserved(2),
  ...lengths,
  lun,
  initiatorTaskTag,
  u32be('expectedDataTransferLength'),
  ...commandNumbers,
  bytes(16, 'cdb'),
]);

/** How a SCSI command ended; the data segment has the sense data, after their length in two bytes. */
export const scsiResponse = record([
  response,
  bits({
    final: flag,
    _: 2,
    bidirectionalOverflow: flag,
    bidirectionalUnderflow: flag,
    overflow: flag,
    underflow: flag,
    _1: 1,
  }),
  u8('response'),
  u8('status'),
  ...lengths,
  reserved(8),
  initiatorTaskTag,
  u32be('snackTag'),
  ...statusNumbers,
  u32be('expDataSn'),
  u32be('bidirectionalResidualCount'),
  u32be('residualCount'),
]);

/** Data from the target; with `hasStatus` it is the end of the command, too. */
export const dataIn = record([
  response,
  bits({ final: flag, acknowledge: flag, _: 3, overflow: flag, underflow: flag, hasStatus: flag }),
  reserved(1),
  u8('status'),
  ...lengths,
  lun,
  initiatorTaskTag,
  targetTransferTag,
  ...statusNumbers,
  u32be('dataSn'),
  u32be('bufferOffset'),
  u32be('residualCount'),
]);

/** Data from the initiator: unsolicited, or what an R2T with this target transfer tag asked for. */
export const dataOut = record([
  response,
  final,
  reserved(2),
  ...lengths,
  lun,
  initiatorTaskTag,
  targetTransferTag,
  reserved(4),
  u32be('expStatSn'),
  reserved(4),
  u32be('dataSn'),
  u32be('bufferOffset'),
  reserved(4),
]);

/** R2T: the target asks for a part of the data. */
export const readyToTransfer = record([
  response,
  final,
  reserved(2),
  ...lengths,
  lun,
  initiatorTaskTag,
  targetTransferTag,
  ...statusNumbers,
  u32be('r2tSn'),
  u32be('bufferOffset'),
  u32be('desiredDataTransferLength'),
]);

/** To stop a task, or all of them. */
export const taskManagementRequest = record([
  request,
  bits({ final: flag, function: 7 }),
  reserved(2),
  ...lengths,
  lun,
  initiatorTaskTag,
  u32be('referencedTaskTag'),
  ...commandNumbers,
  u32be('refCmdSn'),
  u32be('expDataSn'),
  reserved(8),
]);

/** What became of it. */
export const taskManagementResponse = record([
  response,
  final,
  u8('response'),
  reserved(1),
  ...lengths,
  reserved(8),
  initiatorTaskTag,
  reserved(4),
  ...statusNumbers,
  reserved(12),
]);

const loginFlags = bits({ transit: flag, continue: flag, _: 2, csg: 2, nsg: 2 });

/** A step of the login. The isid and tsih name the session. */
export const loginRequest = record([
  request,
  loginFlags,
  u8('versionMax'),
  u8('versionMin'),
  ...lengths,
  bytes(6, 'isid'),
  u16be('tsih'),
  initiatorTaskTag,
  u16be('cid'),
  reserved(2),
  ...commandNumbers,
  reserved(16),
]);

/** The answer to a step of the login. `status` is the class and the detail. */
export const loginResponse = record([
  response,
  loginFlags,
  u8('versionMax'),
  u8('versionActive'),
  ...lengths,
  bytes(6, 'isid'),
  u16be('tsih'),
  initiatorTaskTag,
  reserved(4),
  ...statusNumbers,
  u16be('status'),
  reserved(10),
]);

const textFlags = bits({ final: flag, continue: flag, _: 6 });

/** Text in the full feature phase. */
export const textRequest = record([
  request,
  textFlags,
  reserved(2),
  ...lengths,
  lun,
  initiatorTaskTag,
  targetTransferTag,
  ...commandNumbers,
  reserved(16),
]);

/** The answer to it. */
export const textResponse = record([
  response,
  textFlags,
  reserved(2),
  ...lengths,
  lun,
  initiatorTaskTag,
  targetTransferTag,
  ...statusNumbers,
  reserved(12),
]);

/** The initiator leaves. */
export const logoutRequest = record([
  request,
  bits({ final: flag, reason: 7 }),
  reserved(2),
  ...lengths,
  reserved(8),
  initiatorTaskTag,
  u16be('cid'),
  reserved(2),
  ...commandNumbers,
  reserved(16),
]);

/** The answer to it. Times in seconds. */
export const logoutResponse = record([
  response,
  final,
  u8('response'),
  reserved(1),
  ...lengths,
  reserved(8),
  initiatorTaskTag,
  reserved(4),
  ...statusNumbers,
  reserved(4),
  u16be('time2WaitSeconds'),
  u16be('time2RetainSeconds'),
  reserved(4),
]);

/** Something happened at the target. The meaning of the parameters depends on the event. */
export const asyncMessage = record([
  response,
  final,
  reserved(2),
  ...lengths,
  lun,
  initiatorTaskTag,
  reserved(4),
  ...statusNumbers,
  u8('event'),
  u8('vendorCode'),
  u16be('parameter1'),
  u16be('parameter2'),
  u16be('parameter3'),
  reserved(4),
]);

/** A PDU was not understood; the data segment has its header. */
export const reject = record([
  response,
  final,
  u8('reason'),
  reserved(1),
  ...lengths,
  reserved(8),
  initiatorTaskTag,
  reserved(4),
  ...statusNumbers,
  u32be('dataSn'),
  reserved(8),
]);

/** Byte offset of each named field of a header. */
type Offsets<L> = { readonly [K in keyof Value<L>]: number };

function offsetsOf<C extends Codec<any, any>>(codec: C): Offsets<C> {
  const named = fieldsOf(codec).filter((field) => field.name !== undefined);
  return Object.fromEntries(named.map((field) => [field.name, field.byte])) as Offsets<C>;
}

/**
 * Where the fields of the headers are that go by for every command. The commands' path reads and writes these in
 * place; the rest goes through the codecs.
 */
export const at = {
  any: offsetsOf(anyHeader),
  scsiCommand: offsetsOf(scsiCommand),
  scsiResponse: offsetsOf(scsiResponse),
  dataIn: offsetsOf(dataIn),
  dataOut: offsetsOf(dataOut),
  readyToTransfer: offsetsOf(readyToTransfer),
} as const;

/** The operation code of a header, without the bit for immediate delivery. */
export const opcodeOf = (header: Uint8Array): number => header[0]! & 0x3f;
/** Whether a request is for immediate delivery: it does not count in CmdSN. */
export const isImmediate = (header: Uint8Array): boolean => (header[0]! & 0x40) !== 0;
/** Bytes of the data segment, without padding. */
export const dataSegmentLength = (header: Uint8Array): number => readU24(header, at.any.dataSegmentLength);

const readU24 = (from: Uint8Array, offset: number): number =>
  (from[offset]! << 16) | (from[offset + 1]! << 8) | from[offset + 2]!;

/** Reads 32 bits in place. */
export const readU32 = (from: Uint8Array, offset: number): number =>
  ((from[offset]! << 24) | (from[offset + 1]! << 16) | (from[offset + 2]! << 8) | from[offset + 3]!) >>> 0;

/** Writes 32 bits in place. */
export function writeU32(to: Uint8Array, offset: number, value: number): void {
  to[offset] = value >>> 24;
  to[offset + 1] = value >>> 16;
  to[offset + 2] = value >>> 8;
  to[offset + 3] = value;
}

/** Writes the length of a data segment in place. */
export function writeDataSegmentLength(header: Uint8Array, offset: number, length: number): void {
  header[offset + at.any.dataSegmentLength] = length >>> 16;
  header[offset + at.any.dataSegmentLength + 1] = length >>> 8;
  header[offset + at.any.dataSegmentLength + 2] = length;
}
