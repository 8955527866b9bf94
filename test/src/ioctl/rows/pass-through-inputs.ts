/** Pass-through structures of a 64-bit program, for TEST UNIT READY where nothing else is said. */
import { toBytes } from '../../../../mmc/index.js';
import {
  scsiIoctlData,
  scsiPassThrough,
  scsiPassThroughDirect,
  scsiPassThroughDirectEx,
  scsiPassThroughEx,
} from '../../../../src/ioctl/index.js';

/** What is said of a request, by whatever names its structure has for it. */
export interface Said {
  readonly length?: number;
  readonly cdbLength?: number;
  readonly direction?: number;
  readonly dataLength?: number;
  /** An offset, or an address. */
  readonly dataAt?: bigint;
  readonly timeOutValue?: number;
  readonly senseInfoLength?: number;
  readonly senseInfoOffset?: number;
}

const plain = ({ direction = scsiIoctlData.in, dataLength = 0, ...rest }: Said, length: number) => ({
  length,
  cdbLength: 6,
  timeOutValue: 10,
  ...rest,
  dataIn: direction,
  dataTransferLength: dataLength,
  cdb: new Uint8Array(16),
});

const extended = ({ direction = scsiIoctlData.in, dataLength = 0, ...rest }: Said) => ({
  length: 64,
  cdbLength: 6,
  timeOutValue: 10,
  ...rest,
  dataDirection: direction,
  dataInTransferLength: dataLength,
});

/** With room for a CDB of eight bytes. */
function withCdb(structure: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set(structure);
  return bytes;
}

/** The inputs of the four control codes. */
export const passThrough = {
  buffered: (said: Said) => toBytes(scsiPassThrough, { ...plain(said, 56), dataBufferOffset: said.dataAt ?? 0n }),
  direct: (said: Said) => toBytes(scsiPassThroughDirect, { ...plain(said, 56), dataBuffer: said.dataAt ?? 0n }),
  bufferedEx: (said: Said) =>
    withCdb(toBytes(scsiPassThroughEx, { ...extended(said), dataInBufferOffset: said.dataAt ?? 0n })),
  directEx: (said: Said) =>
    withCdb(toBytes(scsiPassThroughDirectEx, { ...extended(said), dataInBuffer: said.dataAt ?? 0n })),
} as const;
