import { type Offsets, offsetsOf } from '../native-layout.js';
import type { NativeCall } from '../native-transport.js';
import type { Completion, TransferRequest } from '../transport.js';
import { type DeviceNode, sgIoError } from './explain.js';
import type { LinuxFfi } from './ffi.js';
import { answeredStatus } from './host-status.js';
import { sgDirection, sgInterfaceId, sgIoHdr32, sgIoHdr64, sgRequest } from './sg-io-hdr.js';

/** Room for sense data, in bytes: what SPC lets a target send. */
export const senseBytes = 252;

const cdbOffset = 128;
const senseOffset = 160;
// A multiple of four: it is read as words, too.
const blockBytes = senseOffset + senseBytes;

const noSense = new Uint8Array(0);
const at64 = offsetsOf(sgIoHdr64);
const at32: Offsets<typeof sgIoHdr64> = offsetsOf(sgIoHdr32);

/**
 * One SG_IO request on an open node.
 *
 * The header is read and written as 32-bit words, and the CDB copied by a built-in: a program that sends a few hundred
 * commands runs all this in the interpreter, where each step counts. Linux with Node.js and koffi is little-endian.
 */
export class SgIoCall implements NativeCall {
  readonly #node: DeviceNode;
  readonly #ffi: LinuxFfi;
  readonly #fd: number;
  readonly #at: Offsets<typeof sgIoHdr64>;
  // One block that native code may hold addresses of: an ArrayBuffer's memory never moves.
  readonly #bytes: Uint8Array;
  readonly #words: Int32Array;
  readonly #view: DataView;
  readonly #header: Uint8Array;

  constructor(node: DeviceNode, fd: number, ffi: LinuxFfi) {
    this.#node = node;
    this.#ffi = ffi;
    this.#fd = fd;
    this.#at = ffi.pointerBytes === 8 ? at64 : at32;
    const block = new ArrayBuffer(blockBytes);
    this.#bytes = new Uint8Array(block);
    this.#words = new Int32Array(block);
    this.#view = new DataView(block);
    this.#header = new Uint8Array(block, 0, cdbOffset);
    const address = ffi.address(this.#bytes);
    this.#words[this.#at.interface_id >> 2] = sgInterfaceId;
    this.#bytes[this.#at.mx_sb_len] = senseBytes;
    this.#setPointer(this.#at.cmdp, address + BigInt(cdbOffset));
    this.#setPointer(this.#at.sbp, address + BigInt(senseOffset));
  }

  #setPointer(offset: number, address: bigint): void {
    if (this.#ffi.pointerBytes === 8) this.#view.setBigUint64(offset, address, true);
    else this.#view.setUint32(offset, Number(address), true);
  }

  pack({ cdb, data, direction, timeoutMs }: TransferRequest): void {
    const at = this.#at;
    const bytes = this.#bytes;
    const words = this.#words;
    const length = data.length;
    bytes.set(cdb, cdbOffset);
    bytes[at.cmd_len] = cdb.length;
    words[at.dxfer_direction >> 2] = length === 0 ? sgDirection.none : sgDirection[direction];
    words[at.dxfer_len >> 2] = length;
    this.#setPointer(at.dxferp, length === 0 ? 0n : this.#ffi.address(data));
    // The kernel takes 0 for "the default": a fraction of a millisecond must not become that.
    words[at.timeout >> 2] = Math.ceil(timeoutMs);
  }

  call(): number {
    if (this.#node.isBlock) return this.#callHere();
    // The generic driver waits interruptibly: a signal with a handler restarts the ioctl, and the command is sent twice.
    return this.#ffi.withoutSignals(this.#callHere);
  }

  readonly #callHere = (): number => this.#ffi.ioctl(this.#fd, sgRequest.sgIo, this.#header);

  callAsync(finished: (code: number) => void): void {
    this.#ffi.ioctlAsync(this.#fd, sgRequest.sgIo, this.#header, finished);
  }

  complete(request: TransferRequest, code: number, durationMs: number): Completion {
    if (code !== 0) throw sgIoError(this.#node, request, { errno: code });
    const at = this.#at;
    const words = this.#words;
    const statuses = words[at.host_status >> 2]!;
    const hostStatus = statuses & 0xffff;
    const targetStatus = this.#bytes[at.status]!;
    const status = hostStatus === 0 ? targetStatus : answeredStatus(hostStatus, targetStatus);
    if (status === undefined) throw sgIoError(this.#node, request, { hostStatus });
    const length = request.data.length;
    const resid = words[at.resid >> 2]!;
    const senseLength = this.#bytes[at.sb_len_wr]!;
    return {
      status,
      sense: senseLength === 0 ? noSense : this.#bytes.slice(senseOffset, senseOffset + senseLength),
      transferredBytes: resid === 0 ? length : Math.min(Math.max(length - resid, 0), length),
      durationMs,
      native: {
        status: targetStatus,
        host_status: hostStatus,
        driver_status: statuses >>> 16,
        resid,
        duration: words[at.duration >> 2]! >>> 0,
        info: words[at.info >> 2]! >>> 0,
      },
    };
  }
}
