/** Where memory begins and ends for the program. Nothing real is there, so a mistake cannot hit anything. */
const lowestAddress = 0x1_0000n;
const endOfAddresses: Readonly<Record<32 | 64, bigint>> = { 32: 0x1_0000_0000n, 64: 0x8000_0000_0000n };
/** Pages have the size of VirtualAlloc's granularity: any adapter's alignment divides it. */
const pageBits = 16n;
const pageBytes = 1n << pageBits;

interface Region {
  readonly start: bigint;
  readonly memory: WeakRef<ArrayBufferLike>;
  readonly byteLength: number;
}

/**
 * Addresses for buffers. A structure like SCSI_PASS_THROUGH_DIRECT has a pointer in it, and JavaScript has none: a
 * buffer gets an address that is nothing but a number by which it is found again. It keeps the address for as long as
 * it is reachable; the address alone does not keep it, as in C it would not.
 */
export class AddressSpace {
  readonly #regions = new WeakMap<ArrayBufferLike, Region>();
  /** Which region a page belongs to, by the number of the page. */
  readonly #pages = new Map<bigint, Region>();
  readonly #end: bigint;
  /** Addresses are never given twice. */
  #next = lowestAddress;
  readonly #collected = new FinalizationRegistry<Region>((region) => {
    for (const page of pagesOf(region)) this.#pages.delete(page);
  });

  /** `pointerBits`: how long a pointer is for the program. */
  constructor(pointerBits: 32 | 64) {
    this.#end = endOfAddresses[pointerBits];
  }

  /** The address of the first byte. Throws RangeError where the address space is used up, which only 32 bits can be. */
  addressOf({ buffer, byteOffset }: ArrayBufferView): bigint {
    const { start } = this.#regions.get(buffer) ?? this.#map(buffer);
    return start + BigInt(byteOffset);
  }

  /** The bytes at an address; undefined where there are not so many in one buffer. */
  at(address: bigint, length: number): Uint8Array | undefined {
    const region = this.#pages.get(address >> pageBits);
    const memory = region?.memory.deref();
    if (!region || !memory) return undefined;
    const offset = Number(address - region.start);
    return offset + length <= region.byteLength ? new Uint8Array(memory, offset, length) : undefined;
  }

  #map(memory: ArrayBufferLike): Region {
    const region = { start: this.#next, memory: new WeakRef(memory), byteLength: memory.byteLength };
    const pages = pagesOf(region);
    // A page of nothing behind each, so that the end of one buffer is not the beginning of another.
    const end = region.start + BigInt(pages.length + 1) * pageBytes;
    if (end > this.#end) throw new RangeError(`no address is left for a buffer of ${region.byteLength} bytes`);
    this.#next = end;
    this.#regions.set(memory, region);
    for (const page of pages) this.#pages.set(page, region);
    this.#collected.register(memory, region);
    return region;
  }
}

function pagesOf({ start, byteLength }: Region): bigint[] {
  const count = Math.ceil(byteLength / Number(pageBytes));
  return Array.from({ length: count }, (_, i) => (start >> pageBits) + BigInt(i));
}
