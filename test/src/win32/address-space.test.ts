import { describe, expect, it } from 'vitest';
import { AddressSpace } from '../../../src/win32/address-space.js';

describe('addresses for buffers', () => {
  it('a buffer is found again by its address, and by any within it', () => {
    const space = new AddressSpace(64);
    const bytes = Uint8Array.of(1, 2, 3, 4);
    const address = space.addressOf(bytes);
    expect(space.at(address, 4)).toEqual(bytes);
    expect(space.at(address + 2n, 2)).toEqual(Uint8Array.of(3, 4));
    space.at(address, 4)![0] = 9;
    expect(bytes[0]).toBe(9);
  });

  it('two views of one buffer lie as far apart as they do', () => {
    const space = new AddressSpace(64);
    const memory = new ArrayBuffer(0x3_0000);
    const [one, other] = [new Uint8Array(memory, 8), new Uint32Array(memory, 0x2_0000)];
    expect(space.addressOf(other) - space.addressOf(one)).toBe(0x2_0000n - 8n);
    expect(space.addressOf(one)).toBe(space.addressOf(one));
    expect(space.at(space.addressOf(other), 4)!.byteOffset).toBe(0x2_0000);
  });

  it('buffers lie on boundaries of 64 KiB, and never beside each other', () => {
    const space = new AddressSpace(64);
    const addresses = [1, 0x1_0000, 0x1_0001, 8].map((length) => space.addressOf(new Uint8Array(length)));
    for (const address of addresses) expect(address % 0x1_0000n).toBe(0n);
    expect(addresses).toEqual([0x1_0000n, 0x3_0000n, 0x5_0000n, 0x8_0000n]);
  });

  it.each([
    ['NULL', () => 0n],
    ['an address that nobody was given', () => 0x7fff_0000_0000n],
    ['more bytes than there are', (address: bigint) => address + 1n],
    ['an address behind the end', (address: bigint) => address + 0x1_0000n],
  ])('there is nothing at %s', (_, at) => {
    const space = new AddressSpace(64);
    const bytes = new Uint8Array(16);
    expect(space.at(at(space.addressOf(bytes)), 16)).toBeUndefined();
  });

  it('a pointer of 32 bits reaches 4 GiB and no further', () => {
    const space = new AddressSpace(32);
    // As long as that, without the memory for it.
    const memory = { byteLength: 0xfff0_0000 } as ArrayBuffer;
    const view = { buffer: memory, byteOffset: 0 } as ArrayBufferView;
    expect(space.addressOf(view)).toBe(0x1_0000n);
    expect(space.addressOf({ ...view, byteOffset: 0xffe0_0000 })).toBeLessThan(0x1_0000_0000n);
    expect(() => space.addressOf(new Uint8Array(0x10_0000))).toThrow(RangeError);
  });
});
