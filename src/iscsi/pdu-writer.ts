/** PDUs, made into the bytes of a connection. */
import type { Duplex } from 'node:stream';
import { crc32cEnd, crc32cStart, crc32cUpdate, writeDigest } from './crc32c.js';
import { headerBytes, writeDataSegmentLength } from './pdu.js';

const slabBytes = 256 * 1024;
/** So much is collected before it is written without being asked. */
const batchBytes = 128 * 1024;
/** Data up to here is copied behind its header: that costs less than a piece more for the system. */
const copiedBytes = 4096;
const digestBytes = 4;
const padding = new Uint8Array(3);
const noSlab = new Uint8Array(0);

/**
 * Slabs that no writer is using. Between two flushes all connections go through the one that was used last, which the
 * processor still has in its cache, and idle connections have none.
 */
const idleSlabs: Uint8Array[] = [];
const maximumIdleSlabs = 4;

/**
 * Writes PDUs in batches. Headers and short data lie one behind the other in a slab, long data goes out from where it
 * lies: it must not change before it is sent. Data may also be produced in the slab itself, see {@link dataRoom}.
 *
 * A PDU is `header()`, the fields, then `end()`. Nothing goes out before `flush()`.
 */
export class PduWriter {
  headerDigest = false;
  dataDigest = false;
  /** Where the header is that `header()` began, at `at`. */
  slab: Uint8Array = noSlab;
  at = 0;
  readonly #socket: Duplex;
  /** The part of the slab that is written but not flushed: from `#start` to `#end`. */
  #start = 0;
  #end = 0;
  #batch: Uint8Array[] = [];
  #batchBytes = 0;
  #spare: Uint8Array | undefined;

  constructor(socket: Duplex) {
    this.#socket = socket;
  }

  /** Bytes that the system has not taken yet. */
  get backlogBytes(): number {
    return this.#socket.writableLength + this.#batchBytes + this.#end - this.#start;
  }

  /** The longest data that {@link dataRoom} can hold. */
  static readonly maximumRoomBytes = 64 * 1024;

  /** Begins a PDU with a header of zeros. */
  header(): void {
    this.#ensure(headerBytes + digestBytes);
    this.at = this.#end;
    this.slab.fill(0, this.at, this.at + headerBytes);
  }

  /**
   * Room for the data of the next PDU, behind its header: fill it before `header()`, then `endInRoom()`. What is not
   * used is lost with the next call of anything else.
   */
  dataRoom(length: number): Uint8Array {
    this.#ensure(headerBytes + 2 * digestBytes + length + padding.length);
    const from = this.#end + this.#headerLength;
    return this.slab.subarray(from, from + length);
  }

  /** A buffer for data that is too long for the slab; give it to `end()` in pieces, then take no other before flush. */
  dataBuffer(length: number): Uint8Array {
    const isIdle = this.#batch.length === 0 && this.#socket.writableLength === 0;
    if (!isIdle) return Buffer.allocUnsafeSlow(length);
    if (this.#spare === undefined || this.#spare.length < length) this.#spare = Buffer.allocUnsafeSlow(length);
    return this.#spare.subarray(0, length);
  }

  /** Ends the PDU, with its data segment. */
  end(data?: Uint8Array): void {
    const length = data?.length ?? 0;
    this.#closeHeader(length);
    if (length === 0) return;
    if (length <= copiedBytes) {
      this.#ensure(length + padding.length + digestBytes);
      this.slab.set(data!, this.#end);
      this.#end += length;
      this.#closeData(this.slab, this.#end - length, length);
    } else {
      this.#take();
      this.#batch.push(data!);
      this.#batchBytes += length;
      this.#ensure(padding.length + digestBytes);
      this.#closeData(data!, 0, length);
    }
    if (this.#batchBytes + this.#end - this.#start >= batchBytes) this.flush();
  }

  /** Ends the PDU whose data, `length` bytes, are in `dataRoom()`. */
  endInRoom(length: number): void {
    this.#closeHeader(length);
    if (length === 0) return;
    this.#end += length;
    this.#closeData(this.slab, this.#end - length, length);
    if (this.#batchBytes + this.#end - this.#start >= batchBytes) this.flush();
  }

  /** Hands everything to the system. */
  flush(): void {
    this.#take();
    const batch = this.#batch;
    if (batch.length === 0) return;
    const socket = this.#socket;
    if (socket.destroyed || socket.writableEnded) {
      // Nobody will ever read it.
    } else if (batch.length === 1) socket.write(batch[0]!);
    else {
      socket.cork();
      for (const bytes of batch) socket.write(bytes);
      socket.uncork();
    }
    this.#batch = [];
    this.#batchBytes = 0;
    // The system has a copy of everything: the slab is free.
    if (socket.writableLength === 0) {
      if (idleSlabs.length < maximumIdleSlabs) idleSlabs.push(this.slab);
      this.#begin(noSlab);
    }
  }

  get #headerLength(): number {
    return headerBytes + (this.headerDigest ? digestBytes : 0);
  }

  #closeHeader(dataLength: number): void {
    const { slab, at } = this;
    writeDataSegmentLength(slab, at, dataLength);
    this.#end = at + headerBytes;
    if (!this.headerDigest) return;
    writeDigest(slab, this.#end, crc32cEnd(crc32cUpdate(crc32cStart, slab, at, this.#end)));
    this.#end += digestBytes;
  }

  /** Padding and digest of data that lie in `bytes`. */
  #closeData(bytes: Uint8Array, offset: number, length: number): void {
    const pad = -length & 3;
    this.slab.fill(0, this.#end, this.#end + pad);
    this.#end += pad;
    if (!this.dataDigest) return;
    const state = crc32cUpdate(crc32cStart, bytes, offset, offset + length);
    writeDigest(this.slab, this.#end, crc32cEnd(crc32cUpdate(state, padding, 0, pad)));
    this.#end += digestBytes;
  }

  /** Makes sure that `length` bytes fit behind what there is; the slab may change. */
  #ensure(length: number): void {
    if (this.#end + length <= this.slab.length) return;
    this.#take();
    // Bytes of the old one may still be on their way, so it is left to them.
    this.#begin(idleSlabs.pop() ?? Buffer.allocUnsafeSlow(slabBytes));
  }

  #begin(slab: Uint8Array): void {
    this.slab = slab;
    this.#start = 0;
    this.#end = 0;
  }

  /** Moves what lies in the slab to the batch. */
  #take(): void {
    if (this.#end === this.#start) return;
    this.#batch.push(this.slab.subarray(this.#start, this.#end));
    this.#batchBytes += this.#end - this.#start;
    this.#start = this.#end;
  }
}
