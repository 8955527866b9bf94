/** The memory of the drive that READ BUFFER and WRITE BUFFER reach. It is taken when somebody writes to it. */

/** Bytes of the data buffer. */
export const dataBufferBytes = 65_536;
/** Bytes of the echo buffer. */
export const echoBufferBytes = 512;

/** The data buffer and the echo buffer. */
export class DriveBuffers {
  #data: Uint8Array | undefined;
  #echo: Uint8Array | undefined;

  /** Copies `length` bytes at `offset`. */
  read(offset: number, length: number, into: Uint8Array, at: number): void {
    if (this.#data) into.set(this.#data.subarray(offset, offset + length), at);
    else into.fill(0, at, at + length);
  }

  write(offset: number, bytes: Uint8Array): void {
    this.#data ??= new Uint8Array(dataBufferBytes);
    this.#data.set(bytes, offset);
  }

  /** What was echoed last; undefined: nothing was written yet. */
  get echo(): Uint8Array | undefined {
    return this.#echo;
  }

  setEcho(bytes: Uint8Array): void {
    this.#echo = bytes.slice();
  }

  /** As after power-on. */
  reset(): void {
    this.#data = undefined;
    this.#echo = undefined;
  }
}
