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
const blockBytes = senseOffset + senseBytes;

const noSense = new Uint8Array(0);
const at64 = offsetsOf(sgIoHdr64);
const at32: Offsets<typeof sgIoHdr64> = offsetsOf(sgIoHdr32);

/** One SG_IO request on an open node. */
export class SgIoCall implements NativeCall {
  readonly #node: DeviceNode;
  readonly #ffi: LinuxFfi;
  readonly #fd: number;
  readonly #at: Offsets<typeof sgIoHdr64>;
  // One block that native code may hold addresses of: an ArrayBuffer's memory never moves.
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #header: Uint8Array;

  constructor(node: DeviceNode, fd: number, ffi: LinuxFfi) {
    this.#node = node;
    this.#ffi = ffi;
    this.#fd = fd;
    this.#at = ffi.pointerBytes === 8 ? at64 : at32;
    const block = new ArrayBuffer(blockBytes);
    this.#bytes = new Uint8Array(block);
    this.#view = new DataView(block);
    this.#header = new Uint8Array(block, 0, cdbOffset);
    const at = this.#at;
    const address = ffi.address(this.#bytes);
    this.#view.setInt32(at.interface_id, sgInterfaceId, true);
    this.#view.setUint8(at.mx_sb_len, senseBytes);
    this.#setPointer(at.cmdp, address + BigInt(cdbOffset));
    this.#setPointer(at.sbp, address + BigInt(senseOffset));
  }

  #setPointer(offset: number, address: bigint): void {
    if (this.#ffi.pointerBytes === 8) this.#view.setBigUint64(offset, address, true);
    else this.#view.setUint32(offset, Number(address), true);
  }

  pack({ cdb, data, direction, timeoutMs }: TransferRequest): void {
    const at = this.#at;
    const view = this.#view;
    const bytes = this.#bytes;
    for (let i = 0; i < cdb.length; i++) bytes[cdbOffset + i] = cdb[i]!;
    view.setInt32(at.dxfer_direction, data.length === 0 ? sgDirection.none : sgDirection[direction], true);
    view.setUint8(at.cmd_len, cdb.length);
    view.setUint32(at.dxfer_len, data.length, true);
    this.#setPointer(at.dxferp, data.length === 0 ? 0n : this.#ffi.address(data));
    // The kernel takes 0 for "the default": a fraction of a millisecond must not become that.
    view.setUint32(at.timeout, Math.ceil(timeoutMs), true);
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
    const view = this.#view;
    const hostStatus = view.getUint16(at.host_status, true);
    const status = answeredStatus(hostStatus, view.getUint8(at.status));
    if (status === undefined) throw sgIoError(this.#node, request, { hostStatus });
    const length = request.data.length;
    const resid = view.getInt32(at.resid, true);
    const senseLength = Math.min(view.getUint8(at.sb_len_wr), senseBytes);
    return {
      status,
      sense: senseLength === 0 ? noSense : this.#bytes.slice(senseOffset, senseOffset + senseLength),
      transferredBytes: Math.min(Math.max(length - resid, 0), length),
      durationMs,
      native: {
        status: view.getUint8(at.status),
        masked_status: view.getUint8(at.masked_status),
        msg_status: view.getUint8(at.msg_status),
        host_status: hostStatus,
        driver_status: view.getUint16(at.driver_status, true),
        resid,
        duration: view.getUint32(at.duration, true),
        info: view.getUint32(at.info, true),
      },
    };
  }
}
