/** The four pass-through structures, in two sizes, told in one way. */
import type { Direction } from '../../transport/transport.js';
import {
  scsiIoctlData,
  scsiPassThrough,
  scsiPassThrough32,
  scsiPassThroughDirect,
  scsiPassThroughDirect32,
  scsiPassThroughDirectEx,
  scsiPassThroughDirectEx32,
  scsiPassThroughEx,
  scsiPassThroughEx32,
} from '../structures/index.js';

/** @internal The control codes by what tells them apart. */
export type PassThroughKind = 'buffered' | 'direct' | 'bufferedEx' | 'directEx';

/** @internal What a program wants, whatever structure it has put it in. */
export interface PassThroughRequest {
  /** The length, and in the EX form the version, are those of the structure. */
  readonly hasRightRevision: boolean;
  readonly cdb: Uint8Array;
  readonly cdbLength: number;
  readonly dataDirection: number;
  readonly direction: Direction;
  readonly dataLength: number;
  /** An offset in the buffered forms, an address in the direct ones. */
  readonly dataAt: bigint;
  readonly timeoutSeconds: number;
  readonly senseOffset: number;
  readonly senseLength: number;
  readonly addressOffset: number;
  readonly addressLength: number;
}

/** @internal One structure in one size. */
export interface Form {
  readonly bytes: number;
  readonly isDirect: boolean;
  readonly cdbOffset: number;
  readonly longestCdb: number;
  readonly largestDirection: number;
  decode(input: Uint8Array): PassThroughRequest;
  /** Puts status, length of the sense data and bytes moved into the structure; everything else stays. */
  encodeAnswer(
    structure: Uint8Array,
    wanted: PassThroughRequest,
    scsiStatus: number,
    senseLength: number,
    movedBytes: number,
  ): void;
}

function directionOf(dataDirection: number, dataLength: number): Direction {
  if (dataLength === 0) return 'none';
  return dataDirection === scsiIoctlData.in ? 'in' : 'out';
}

const cdbBytes = 16;

interface Plain {
  readonly length: number;
  readonly scsiStatus: number;
  readonly cdbLength: number;
  readonly senseInfoLength: number;
  readonly dataIn: number;
  readonly dataTransferLength: number;
  readonly timeOutValue: number;
  readonly senseInfoOffset: number;
  readonly cdb: Uint8Array;
}

interface Layout<T> {
  readonly span: number;
  decode(bytes: Uint8Array): T;
  encode(value: NoInfer<T>, bytes: Uint8Array): unknown;
}

function plainForm<T extends Plain>(layout: Layout<T>, isDirect: boolean, dataAt: (value: T) => bigint | number): Form {
  const { span } = layout;
  const cdbOffset = span - (span % 8 === 0 ? 4 : 0) - cdbBytes;
  return {
    bytes: span,
    isDirect,
    cdbOffset,
    longestCdb: cdbBytes,
    largestDirection: scsiIoctlData.unspecified,
    decode(input) {
      const value = layout.decode(input);
      return {
        hasRightRevision: value.length === span,
        cdb: value.cdb.slice(0, value.cdbLength),
        cdbLength: value.cdbLength,
        dataDirection: value.dataIn,
        direction: directionOf(value.dataIn, value.dataTransferLength),
        dataLength: value.dataTransferLength,
        dataAt: BigInt(dataAt(value)),
        timeoutSeconds: value.timeOutValue,
        senseOffset: value.senseInfoOffset,
        senseLength: value.senseInfoLength,
        addressOffset: 0,
        addressLength: 0,
      };
    },
    encodeAnswer(structure, _wanted, scsiStatus, senseInfoLength, dataTransferLength) {
      // A copy: what is decoded are views, and encoding begins with zeros.
      const before = layout.decode(structure.slice());
      const address = { pathId: 0, targetId: 0, lun: 0 };
      layout.encode({ ...before, ...address, scsiStatus, senseInfoLength, dataTransferLength }, structure);
    },
  };
}

interface Extended {
  readonly version: number;
  readonly length: number;
  readonly cdbLength: number;
  readonly storAddressLength: number;
  readonly scsiStatus: number;
  readonly senseInfoLength: number;
  readonly dataDirection: number;
  readonly timeOutValue: number;
  readonly storAddressOffset: number;
  readonly senseInfoOffset: number;
  readonly dataOutTransferLength: number;
  readonly dataInTransferLength: number;
}

/** With one byte of CDB, and padded to the size of a pointer. */
function extendedForm<T extends Extended>(
  layout: Layout<T>,
  bytes: number,
  isDirect: boolean,
  dataAt: (value: T, isIn: boolean) => bigint | number,
): Form {
  return {
    bytes,
    isDirect,
    cdbOffset: layout.span,
    longestCdb: Number.POSITIVE_INFINITY,
    largestDirection: scsiIoctlData.bidirectional,
    decode(input) {
      const value = layout.decode(input);
      const isIn = value.dataDirection === scsiIoctlData.in;
      const lengths = [value.dataOutTransferLength, value.dataInTransferLength, 0, 0];
      const dataLength = lengths[value.dataDirection] ?? 0;
      return {
        hasRightRevision: value.length === bytes && value.version === 0,
        cdb: input.slice(layout.span, layout.span + value.cdbLength),
        cdbLength: value.cdbLength,
        dataDirection: value.dataDirection,
        direction: directionOf(value.dataDirection, dataLength),
        dataLength,
        dataAt: BigInt(dataAt(value, isIn)),
        timeoutSeconds: value.timeOutValue,
        senseOffset: value.senseInfoOffset,
        senseLength: value.senseInfoLength,
        addressOffset: value.storAddressOffset,
        addressLength: value.storAddressLength,
      };
    },
    encodeAnswer(structure, { direction }, scsiStatus, senseInfoLength, movedBytes) {
      const before = layout.decode(structure.slice());
      const moved = direction === 'in' ? { dataInTransferLength: movedBytes } : { dataOutTransferLength: movedBytes };
      const lengths = direction === 'none' ? {} : moved;
      layout.encode({ ...before, ...lengths, scsiStatus, senseInfoLength }, structure);
    },
  };
}

const forms: Readonly<Record<PassThroughKind, Readonly<Record<32 | 64, Form>>>> = {
  buffered: {
    32: plainForm(scsiPassThrough32, false, ({ dataBufferOffset }) => dataBufferOffset),
    64: plainForm(scsiPassThrough, false, ({ dataBufferOffset }) => dataBufferOffset),
  },
  direct: {
    32: plainForm(scsiPassThroughDirect32, true, ({ dataBuffer }) => dataBuffer),
    64: plainForm(scsiPassThroughDirect, true, ({ dataBuffer }) => dataBuffer),
  },
  bufferedEx: {
    32: extendedForm(scsiPassThroughEx32, 52, false, (value, isIn) =>
      isIn ? value.dataInBufferOffset : value.dataOutBufferOffset,
    ),
    64: extendedForm(scsiPassThroughEx, 64, false, (value, isIn) =>
      isIn ? value.dataInBufferOffset : value.dataOutBufferOffset,
    ),
  },
  directEx: {
    32: extendedForm(scsiPassThroughDirectEx32, 52, true, (value, isIn) =>
      isIn ? value.dataInBuffer : value.dataOutBuffer,
    ),
    64: extendedForm(scsiPassThroughDirectEx, 64, true, (value, isIn) =>
      isIn ? value.dataInBuffer : value.dataOutBuffer,
    ),
  },
};

/** @internal The structure that a program of so many bits uses. */
export function formsOf(kind: PassThroughKind, bits: 32 | 64): Form {
  return forms[kind][bits];
}
