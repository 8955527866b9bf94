import { type Offsets, offsetsOf } from '../native-layout.js';
import type { NativeCall } from '../native-transport.js';
import type { Completion, TransferRequest } from '../transport.js';
import { passThroughError } from './explain.js';
import type { ControlCall, Handle, WindowsFfi } from './ffi.js';
import {
  dataIn,
  ioctlScsiPassThroughDirect,
  scsiPassThroughDirect32,
  scsiPassThroughDirect64,
} from './scsi-pass-through-direct.js';

/** Room for sense data, in bytes: what SPC lets a target send. */
export const senseBytes = 252;
export const cdbBytes = 16;

// The sense data must not lie in the header: behind it, at the next multiple of eight.
const senseOffset = 64;
const headerAndSenseBytes = senseOffset + senseBytes;
const bytesReturnedOffset = headerAndSenseBytes + 4;
const blockBytes = bytesReturnedOffset + 4;

const noSense = new Uint8Array(0);
const noData = new Uint8Array(0);
type Header = typeof scsiPassThroughDirect64;
const at64 = offsetsOf(scsiPassThroughDirect64);
const at32: Offsets<Header> = offsetsOf(scsiPassThroughDirect32);

/** One IOCTL_SCSI_PASS_THROUGH_DIRECT on an open drive. */
export class PassThroughCall implements NativeCall {
  readonly #name: string;
  readonly #alignmentBytes: number;
  readonly #ffi: WindowsFfi;
  readonly #at: Offsets<Header>;
  // One block that native code may hold addresses of: an ArrayBuffer's memory never moves.
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #control: ControlCall;
  #bounce: Uint8Array = noData;
  #isBounced = false;

  constructor(name: string, handle: Handle, alignmentBytes: number, ffi: WindowsFfi) {
    this.#name = name;
    this.#alignmentBytes = alignmentBytes;
    this.#ffi = ffi;
    this.#at = ffi.pointerBytes === 8 ? at64 : at32;
    const block = new ArrayBuffer(blockBytes);
    this.#bytes = new Uint8Array(block);
    this.#view = new DataView(block);
    const header = new Uint8Array(block, 0, headerAndSenseBytes);
    this.#control = {
      handle,
      controlCode: ioctlScsiPassThroughDirect,
      input: header,
      output: header,
      bytesReturned: new Uint8Array(block, bytesReturnedOffset, 4),
    };
  }

  pack({ cdb, data, direction, timeoutMs }: TransferRequest): void {
    const at = this.#at;
    const view = this.#view;
    const bytes = this.#bytes;
    bytes.fill(0, 0, at.Cdb + cdbBytes);
    for (let i = 0; i < cdb.length; i++) bytes[at.Cdb + i] = cdb[i]!;
    bytes[senseOffset] = 0;
    view.setUint16(
      at.Length,
      this.#ffi.pointerBytes === 8 ? scsiPassThroughDirect64.span : scsiPassThroughDirect32.span,
      true,
    );
    view.setUint8(at.CdbLength, cdb.length);
    view.setUint8(at.SenseInfoLength, senseBytes);
    view.setUint8(at.DataIn, data.length === 0 ? dataIn.none : dataIn[direction]);
    view.setUint32(at.DataTransferLength, data.length, true);
    view.setUint32(at.TimeOutValue, Math.ceil(timeoutMs / 1000), true);
    view.setUint32(at.SenseInfoOffset, senseOffset, true);
    const address = data.length === 0 ? 0n : this.#place(data, direction);
    if (this.#ffi.pointerBytes === 8) view.setBigUint64(at.DataBuffer, address, true);
    else view.setUint32(at.DataBuffer, Number(address), true);
  }

  /** The address that Windows gets for `data`: its own, or that of a copy where the adapter wants another alignment. */
  #place(data: Uint8Array, direction: TransferRequest['direction']): bigint {
    const address = this.#ffi.address(data);
    this.#isBounced = !this.#isAligned(address);
    if (!this.#isBounced) return address;
    if (this.#bounce.length < data.length) this.#bounce = this.#allocateAligned(data.length);
    if (direction === 'out') this.#bounce.set(data);
    return this.#ffi.address(this.#bounce);
  }

  #isAligned(address: bigint): boolean {
    return Number(address) % this.#alignmentBytes === 0;
  }

  #allocateAligned(length: number): Uint8Array {
    const alignmentBytes = this.#alignmentBytes;
    const room = new Uint8Array(new ArrayBuffer(length + alignmentBytes));
    const past = Number(this.#ffi.address(room)) % alignmentBytes;
    const start = past === 0 ? 0 : alignmentBytes - past;
    return room.subarray(start, start + length);
  }

  call(): number {
    return this.#ffi.deviceIoControl(this.#control);
  }

  callAsync(finished: (code: number) => void): void {
    this.#ffi.deviceIoControlAsync(this.#control, finished);
  }

  complete(request: TransferRequest, code: number, durationMs: number): Completion {
    const isBounced = this.#isBounced;
    this.#isBounced = false;
    if (code !== 0) throw passThroughError(this.#name, code, request.timeoutMs);
    const at = this.#at;
    const view = this.#view;
    const { data, direction } = request;
    const dataTransferLength = view.getUint32(at.DataTransferLength, true);
    const transferredBytes = Math.min(dataTransferLength, data.length);
    if (isBounced && direction === 'in') data.set(this.#bounce.subarray(0, transferredBytes));
    const status = view.getUint8(at.ScsiStatus);
    const senseInfoLength = view.getUint8(at.SenseInfoLength);
    return {
      status,
      sense: this.#sense(senseInfoLength),
      transferredBytes,
      durationMs,
      native: {
        ScsiStatus: status,
        PathId: view.getUint8(at.PathId),
        TargetId: view.getUint8(at.TargetId),
        Lun: view.getUint8(at.Lun),
        SenseInfoLength: senseInfoLength,
        DataTransferLength: dataTransferLength,
        BytesReturned: view.getUint32(bytesReturnedOffset, true),
      },
    };
  }

  #sense(senseInfoLength: number): Uint8Array {
    const length = Math.min(senseInfoLength, senseBytes);
    // A driver that stored nothing may leave the length as it was; no sense data begins with 0.
    if (length === 0 || this.#bytes[senseOffset] === 0) return noSense;
    return this.#bytes.slice(senseOffset, senseOffset + length);
  }
}
