import type { ControlCall, WindowsFfi } from '../../../../src/transport/windows/ffi.js';
import {
  scsiPassThroughDirect32,
  scsiPassThroughDirect64,
} from '../../../../src/transport/windows/scsi-pass-through-direct.js';

/** Windows in a box: takes SCSI_PASS_THROUGH_DIRECT as it lies in memory, and writes what the test says into it. */
export class FakeKernel32 {
  readonly pointerBytes: number;
  /** Fields to write into the header; `DataTransferLength` and `SenseInfoLength` follow from data and sense otherwise. */
  result: Record<string, number> = {};
  data = new Uint8Array(0);
  sense = new Uint8Array(0);
  error = 0;
  /** The header as it arrived, and the buffer it pointed to. */
  header: Record<string, unknown> = {};
  buffer: Uint8Array | undefined;
  /** What left in `buffer` when the call was made. */
  dataOut = new Uint8Array(0);
  /** Handles by device path, and device names by drive letter. */
  devices: Record<string, number> = {};
  names: Record<string, string> = {};
  /** Descriptor by handle. */
  descriptors: Record<number, Uint8Array> = {};
  readonly closed: number[] = [];
  readonly #addresses = new Map<number, Uint8Array>();
  #nextAddress = 0x10_0000;

  constructor(bits: 32 | 64 = 64) {
    this.pointerBytes = bits / 8;
  }

  /** Where the next array lies that is asked for its address. */
  placeNextAt(address: number): void {
    this.#nextAddress = address;
  }

  readonly ffi: () => WindowsFfi = () => ({
    pointerBytes: this.pointerBytes,
    address: (bytes) => BigInt(this.#addressOf(bytes)),
    openDevice: async (path) => {
      const handle = this.devices[path];
      return handle === undefined ? { code: 2 } : { handle };
    },
    deviceIoControl: (call) => this.#run(call),
    deviceIoControlAsync: (call, finished) => finished(this.#run(call)),
    closeHandle: (handle) => {
      this.closed.push(handle);
      return 0;
    },
    queryDosDevice: (name) => this.names[name],
  });

  /** Arrays on one ArrayBuffer lie beside each other. */
  #addressOf(bytes: Uint8Array): number {
    for (const [address, known] of this.#addresses)
      if (known.buffer === bytes.buffer) return address - known.byteOffset + bytes.byteOffset;
    const address = this.#nextAddress;
    this.#nextAddress += 0x10_0000;
    this.#addresses.set(address, bytes);
    return address;
  }

  #at(address: number, length: number): Uint8Array | undefined {
    for (const [start, known] of this.#addresses) {
      const offset = address - start;
      if (offset >= 0 && offset + length <= known.length) return known.subarray(offset, offset + length);
    }
    return undefined;
  }

  #run({ handle, input, output, bytesReturned }: ControlCall): number {
    const descriptor = this.descriptors[handle];
    if (input.length === 12) {
      if (!descriptor) return 1;
      output.set(descriptor);
      new DataView(bytesReturned.buffer, bytesReturned.byteOffset).setUint32(0, descriptor.length, true);
      return 0;
    }
    const codec = this.pointerBytes === 8 ? scsiPassThroughDirect64 : scsiPassThroughDirect32;
    const header = codec.decode(input);
    this.header = { ...header, Cdb: header.Cdb.slice() };
    this.buffer = this.#at(Number(header.DataBuffer), header.DataTransferLength);
    this.dataOut = this.buffer?.slice() ?? new Uint8Array(0);
    if (this.error !== 0) return this.error;
    if (header.DataIn === 1) this.buffer?.set(this.data.subarray(0, header.DataTransferLength));
    output.set(this.sense, header.SenseInfoOffset);
    const DataTransferLength = header.DataIn === 1 ? this.data.length : header.DataTransferLength;
    codec.encode(
      { ...header, DataTransferLength, SenseInfoLength: this.sense.length, ...this.result } as never,
      output,
    );
    new DataView(bytesReturned.buffer, bytesReturned.byteOffset).setUint32(0, 56, true);
    return 0;
  }
}
