/** What the operations of several families are made of. */
import type { Ending, IoctlRequest, Operation, Transfer, TransferResult } from '../ioctl-request.js';
import { ntStatus } from '../ntstatus.js';

/** @internal */
export const done: Ending = { ntStatus: ntStatus.STATUS_SUCCESS };
/** @internal */
export const invalidParameter: Ending = { ntStatus: ntStatus.STATUS_INVALID_PARAMETER };
/** @internal */
export const invalidDeviceRequest: Ending = { ntStatus: ntStatus.STATUS_INVALID_DEVICE_REQUEST };
/** @internal */
export const infoLengthMismatch: Ending = { ntStatus: ntStatus.STATUS_INFO_LENGTH_MISMATCH };

/** @internal The output has too little room; `needed` bytes would do. */
export function bufferTooSmall(needed: number): Ending {
  return { ntStatus: ntStatus.STATUS_BUFFER_TOO_SMALL, information: needed };
}

/** @internal Whether the adapter cannot take an output of this length: a rule that the driver has for some codes. */
export function isOutputMisaligned({ output, cdrom }: IoctlRequest): boolean {
  return (output.length & (cdrom.device.transport.limits.alignmentBytes - 1)) !== 0;
}

/**
 * @internal The block that a byte lies in, in 32 bits. As in Windows the offset is shifted, not divided: the byte in front
 * of the first block lies in block FFFFFFFFh, where no drive has one.
 */
export function blockAt({ cdrom }: IoctlRequest, byteOffset: bigint): number {
  const shift = 31 - Math.clz32(cdrom.state.blockLengthBytes);
  return Number(BigInt.asUintN(32, BigInt.asIntN(64, byteOffset) >> BigInt(shift)));
}

/** @internal An empty drive without power has no medium, whatever else is wrong with the request. */
export function noMediaWithoutPower({ cdrom }: IoctlRequest, ending: Ending | undefined): Ending | undefined {
  if (!cdrom.state.zeroPower) return ending;
  return { ...ending, ntStatus: ntStatus.STATUS_NO_MEDIA_IN_DEVICE };
}

/** @internal A command without data, which is all that a control code does. */
export function singleCommand(spec: {
  /** Bytes of input that must be there. Default: none. */
  readonly inputBytes?: number;
  readonly validate?: (request: IoctlRequest) => Ending | undefined;
  readonly cdb: (input: Uint8Array) => Uint8Array;
  /** What is so once the drive has carried it out. */
  readonly succeeded?: (request: IoctlRequest) => void;
}): Operation {
  return {
    validate(request): Ending | undefined {
      if (request.input.length < (spec.inputBytes ?? 0)) return infoLengthMismatch;
      return spec.validate?.(request);
    },
    async run(request): Promise<Ending> {
      const result = await request.transfer({ cdb: spec.cdb(request.input) });
      if (result.succeeded && result.executed) spec.succeeded?.(request);
      return { ntStatus: result.ntStatus };
    },
  };
}

/** @internal What came back for a command with data-in; behind what came there are zeros. */
export interface Received extends TransferResult {
  readonly data: Uint8Array;
}

/**
 * @internal Sends a command whose data goes through memory of the driver's own, so that a failure leaves the caller's
 * buffer as it was.
 */
export async function receive(
  request: IoctlRequest,
  cdb: Uint8Array,
  lengthBytes: number,
  options: Partial<Transfer> = {},
): Promise<Received> {
  const data = new Uint8Array(lengthBytes);
  const result = await request.transfer({ ...options, cdb, direction: 'in', data });
  return { ...result, data };
}

/** @internal Hands out as much of `data` as was received and there is room for; a failure hands out nothing. */
export function deliver({ output }: IoctlRequest, { data, ntStatus: status, succeeded, transferredBytes }: Received) {
  if (!succeeded) return { ntStatus: status };
  const information = Math.min(transferredBytes, output.length);
  output.set(data.subarray(0, information));
  return { ntStatus: status, information };
}

/**
 * @internal A code that the driver does not know and passes on. What answers below it knows none of them either, as far
 * as anyone has told.
 */
export const passedOn: Operation = {
  run: async () => invalidDeviceRequest,
};
