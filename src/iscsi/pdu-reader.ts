/** Bytes of a connection, cut into PDUs. */
import { crc32cEnd, crc32cStart, crc32cUpdate, readDigest } from './crc32c.js';
import { dataSegmentLength, headerBytes } from './pdu.js';

/** Why the stream cannot be read any further. */
export type StreamProblem =
  | { readonly kind: 'headerDigest' | 'tooLong'; readonly header: Uint8Array; readonly message: string }
  /** The header was sound: its PDU can be rejected. */
  | { readonly kind: 'dataDigest'; readonly header: Uint8Array; readonly message: string };

/** Who gets the PDUs. */
export interface PduSink {
  /**
   * Where the data segment of a PDU with this header belongs: exactly `length` bytes, which are written while the
   * segment arrives. Undefined: the sink gets it with the PDU.
   */
  place(header: Uint8Array, length: number): Uint8Array | undefined;
  /** A whole PDU. Both arrays are only lent until this returns. `header` includes additional segments. */
  pdu(header: Uint8Array, data: Uint8Array): void;
  /** Nothing comes after this. */
  failed(problem: StreamProblem): void;
}

const noBytes = new Uint8Array(0);
const digestBytes = 4;
const maximumHeaderBytes = headerBytes + 4 * 255 + digestBytes;

/** Reads PDUs from chunks of any size. A PDU that lies whole in one chunk is not copied. */
export class PduReader {
  /** From the end of the login on, where negotiated. */
  headerDigest = false;
  dataDigest = false;
  /** The longest data segment that is taken. */
  maximumDataSegmentBytes: number;
  readonly #sink: PduSink;
  readonly #headerRoom = new Uint8Array(maximumHeaderBytes);
  /** Bytes in `#headerRoom`. */
  #headerHave = 0;
  /** The header whose data segment is being read. */
  #header: Uint8Array | undefined;
  #data: Uint8Array = noBytes;
  #dataHave = 0;
  #crc = 0;
  /** Padding and digest after the data. */
  readonly #trailer = new Uint8Array(3 + digestBytes);
  #trailerHave = 0;
  #stopped = false;

  constructor(sink: PduSink, maximumDataSegmentBytes: number) {
    this.#sink = sink;
    this.maximumDataSegmentBytes = maximumDataSegmentBytes;
  }

  /** Whether a PDU has begun and not ended. */
  get isInsidePdu(): boolean {
    return this.#headerHave > 0 || this.#header !== undefined;
  }

  /** Nothing is passed on any more. */
  stop(): void {
    this.#stopped = true;
  }

  /** Takes the next bytes; the sink is called from in here. */
  push(bytes: Uint8Array): void {
    // Of a Buffer, slice() would be no copy.
    const chunk = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    while (at < chunk.length && !this.#stopped)
      at = this.#header === undefined ? this.#readHeader(chunk, at) : this.#readData(chunk, at);
  }

  #readHeader(chunk: Uint8Array, start: number): number {
    if (this.#headerHave === 0 && chunk.length - start >= headerBytes) {
      const length = this.#headerLength(chunk, start);
      if (chunk.length - start >= length) {
        this.#takeHeader(chunk.subarray(start, start + length), chunk, start + length);
        return this.#resumeAt;
      }
    }
    const room = this.#headerRoom;
    const wanted = this.#headerHave < headerBytes ? headerBytes : this.#headerLength(room, 0);
    const end = Math.min(chunk.length, start + wanted - this.#headerHave);
    room.set(chunk.subarray(start, end), this.#headerHave);
    this.#headerHave += end - start;
    if (this.#headerHave < headerBytes || this.#headerHave < this.#headerLength(room, 0)) return end;
    const header = room.slice(0, this.#headerHave);
    this.#headerHave = 0;
    this.#takeHeader(header, chunk, end);
    return this.#resumeAt;
  }

  #headerLength(from: Uint8Array, offset: number): number {
    return headerBytes + 4 * from[offset + 4]! + (this.headerDigest ? digestBytes : 0);
  }

  /** Where `push` goes on after a header. */
  #resumeAt = 0;

  #takeHeader(whole: Uint8Array, chunk: Uint8Array, dataAt: number): void {
    this.#resumeAt = dataAt;
    let header = whole;
    if (this.headerDigest) {
      const length = whole.length - digestBytes;
      header = whole.subarray(0, length);
      if (crc32cEnd(crc32cUpdate(crc32cStart, whole, 0, length)) !== readDigest(whole, length)) {
        this.#fail({ kind: 'headerDigest', header, message: 'a header does not match its digest' });
        return;
      }
    }
    const length = dataSegmentLength(header);
    if (length === 0) {
      this.#sink.pdu(header, noBytes);
      return;
    }
    if (length > this.maximumDataSegmentBytes) {
      const message = `a data segment of ${length} bytes; the limit is ${this.maximumDataSegmentBytes}`;
      this.#fail({ kind: 'tooLong', header, message });
      return;
    }
    const place = this.#sink.place(header, length);
    if (this.#stopped) return;
    const end = dataAt + length;
    const trailer = this.#trailerLength(length);
    if (!place && chunk.length >= end + trailer) {
      this.#resumeAt = end + trailer;
      if (this.dataDigest) {
        const digestAt = end + trailer - digestBytes;
        this.#crc = crc32cUpdate(crc32cStart, chunk, dataAt, digestAt);
        if (!this.#checkData(header, readDigest(chunk, digestAt))) return;
      }
      this.#sink.pdu(header, chunk.subarray(dataAt, end));
      return;
    }
    // The chunk is not ours beyond this call.
    this.#header = whole.buffer === chunk.buffer ? header.slice() : header;
    this.#data = place ?? new Uint8Array(length);
    this.#dataHave = 0;
    this.#trailerHave = 0;
    this.#crc = crc32cStart;
  }

  #trailerLength(length: number): number {
    return (-length & 3) + (this.dataDigest ? digestBytes : 0);
  }

  #readData(chunk: Uint8Array, start: number): number {
    const data = this.#data;
    let at = start;
    const missing = data.length - this.#dataHave;
    if (missing > 0) {
      at = Math.min(chunk.length, start + missing);
      data.set(start === 0 && at === chunk.length ? chunk : chunk.subarray(start, at), this.#dataHave);
      if (this.dataDigest) this.#crc = crc32cUpdate(this.#crc, chunk, start, at);
      this.#dataHave += at - start;
      if (this.#dataHave < data.length) return at;
    }
    const trailer = this.#trailerLength(data.length);
    while (this.#trailerHave < trailer) {
      if (at === chunk.length) return at;
      this.#trailer[this.#trailerHave++] = chunk[at++]!;
    }
    const header = this.#header!;
    this.#header = undefined;
    this.#data = noBytes;
    if (this.dataDigest) {
      const digestAt = trailer - digestBytes;
      this.#crc = crc32cUpdate(this.#crc, this.#trailer, 0, digestAt);
      if (!this.#checkData(header, readDigest(this.#trailer, digestAt))) return at;
    }
    this.#sink.pdu(header, data);
    return at;
  }

  #checkData(header: Uint8Array, digest: number): boolean {
    if (crc32cEnd(this.#crc) === digest) return true;
    this.#fail({ kind: 'dataDigest', header, message: 'a data segment does not match its digest' });
    return false;
  }

  #fail(problem: StreamProblem): void {
    this.#stopped = true;
    this.#sink.failed(problem);
  }
}
