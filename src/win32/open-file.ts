/** A handle as ReadFile and WriteFile see it: a file of whole blocks with a position. */
import { controlCode, type IoctlResult, isNtSuccess, ntStatus } from '../ioctl/index.js';
import type { OpenHandle } from './drives.js';

/** What becomes of a read or a write. */
export interface Transferred {
  readonly ntStatus: number;
  /** Bytes that were moved. */
  readonly byteCount: number;
  /** What the drive was asked; undefined where it was not. */
  readonly result?: IoctlResult | undefined;
}

/** STATUS_END_OF_FILE, which no driver of a drive returns: a file system does. */
export const statusEndOfFile = 0xc000_0011;

const lengthBytes = 8;

/** Beyond any medium, and at the beginning of a block. */
const farthest = 2n ** 52n;

/** An offset as a number. What a number cannot hold is refused all the same, wherever beyond the end it is. */
const byteOffset = (offset: bigint): number => Number(offset < farthest ? offset : farthest);

/** An open file. Its calls run one after the other, as on a handle without FILE_FLAG_OVERLAPPED. */
export class OpenFile {
  position = 0n;
  /** FSCTL_ALLOW_EXTENDED_DASD_IO: the driver decides what lies beyond the end. */
  mayReachBeyondEnd = false;
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor(readonly handle: OpenHandle) {}

  /** Runs `task` when those before have ended. */
  inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(task, task);
    this.#lastTurn = turn;
    return turn;
  }

  /**
   * Reads at `offset`, or at the position; leaves the position behind what was read. As a file system does it for a
   * handle on its volume: what reaches beyond the end is cut off, what begins there ends in STATUS_END_OF_FILE.
   */
  async read(buffer: Uint8Array, offset = this.position): Promise<Transferred> {
    const limits = await this.#limit(buffer.length, offset);
    if ('ntStatus' in limits) return limits;
    if (limits.length === 0 && buffer.length > 0) return { ntStatus: statusEndOfFile, byteCount: 0 };
    const output = buffer.subarray(0, limits.length);
    return this.#moved(offset, limits.length, await this.handle.cdrom.read(byteOffset(offset), output));
  }

  /** Writes. What reaches beyond the end is not written, and nobody complains. */
  async write(data: Uint8Array, offset = this.position): Promise<Transferred> {
    const limits = await this.#limit(data.length, offset);
    if ('ntStatus' in limits) return limits;
    const input = data.subarray(0, limits.length);
    if (input.length === 0) return { ntStatus: ntStatus.STATUS_SUCCESS, byteCount: 0 };
    return this.#moved(offset, limits.length, await this.handle.cdrom.write(byteOffset(offset), input));
  }

  #moved(offset: bigint, length: number, result: IoctlResult): Transferred {
    if (isNtSuccess(result.ntStatus)) this.position = offset + BigInt(length);
    return { ntStatus: result.ntStatus, byteCount: result.information, result };
  }

  /** How many of `length` bytes at `offset` there are, or why nothing can be moved there. */
  async #limit(length: number, offset: bigint): Promise<{ readonly length: number } | Transferred> {
    const block = BigInt(this.handle.drive.device.blockLengthBytes);
    const isAligned = offset % block === 0n && BigInt(length) % block === 0n;
    if (!isAligned || offset < 0n) return { ntStatus: ntStatus.STATUS_INVALID_PARAMETER, byteCount: 0 };
    if (length === 0 || this.mayReachBeyondEnd) return { length };
    const volume = await this.#volumeLength();
    if (typeof volume !== 'bigint') return { ntStatus: volume.ntStatus, byteCount: 0, result: volume };
    const left = volume - offset;
    return { length: left <= 0n ? 0 : Math.min(length, Number(left)) };
  }

  /** The drive is asked once for each medium. */
  async #volumeLength(): Promise<bigint | IoctlResult> {
    const { cdrom } = this.handle;
    const { lastLogicalBlockAddress, blockLengthBytes } = cdrom.state;
    if (lastLogicalBlockAddress !== undefined) return BigInt(lastLogicalBlockAddress + 1) * BigInt(blockLengthBytes);
    const access = 'readWrite';
    const result = await cdrom.ioctl(controlCode.IOCTL_DISK_GET_LENGTH_INFO, undefined, lengthBytes, { access });
    if (!isNtSuccess(result.ntStatus) || result.output.length < lengthBytes) return result;
    const { buffer, byteOffset } = result.output;
    return new DataView(buffer, byteOffset).getBigUint64(0, true);
  }
}
