import { describe, expect, it } from 'vitest';
import { decodeSense, hex, read10, read12, readCapacity, write10, write12 } from '../../../mmc/index.js';
import { bytesSource, Dvd, dvdRamInMemory, numberedSource } from '../../../src/virtual/index.js';
import { answerOf, culpritOf, dataBlocks, leadOut, poison, run, setUp } from './virtual-helpers.js';

const blockOf = (number: number): Uint8Array => {
  const block = new Uint8Array(2048);
  const view = new DataView(block.buffer);
  for (let at = 0; at < block.length; at += 4) view.setUint32(at, number);
  return block;
};

function pattern(blocks: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: 2048 * blocks }, (_, i) => (i * 31 + (i >> 11) + seed) & 0xff);
}

describe('READ CAPACITY', () => {
  it('tells the last block before the lead-out, audio included', () => {
    expect(setUp().device.sendSync(readCapacity, {})).toEqual({
      returnedLogicalBlockAddress: leadOut - 1,
      blockLengthBytes: 2048,
    });
  });
});

describe('READ(10) and READ(12)', () => {
  it('bring the blocks asked for', () => {
    const { device } = setUp();
    for (const command of [read10, read12] as const) {
      const data = device.sendSync(command, { logicalBlockAddress: 17, transferLengthBlocks: 3 });
      expect(data.length).toBe(3 * 2048);
      for (let i = 0; i < 3; i++) expect(data.subarray(2048 * i, 2048 * (i + 1))).toEqual(blockOf(17 + i));
    }
  });

  it('read the last data block, and nothing for a length of zero', () => {
    const { device } = setUp();
    expect(device.sendSync(read10, { logicalBlockAddress: dataBlocks - 1, transferLengthBlocks: 1 })).toEqual(
      blockOf(dataBlocks - 1),
    );
    expect(answerOf(device.exchangeSync(read10, { logicalBlockAddress: 0, transferLengthBlocks: 0 }))).toBe('GOOD');
  });

  it.each([
    [leadOut, 1],
    [leadOut - 1, 2],
    [0xffffffff, 1],
    [0x80000000, 0],
  ])('refuse address %i with %i blocks: 5/21/00', (logicalBlockAddress, transferLengthBlocks) => {
    const { device } = setUp();
    for (const command of [read10, read12] as const)
      expect(answerOf(device.exchangeSync(command, { logicalBlockAddress, transferLengthBlocks }))).toBe('5/21/00');
  });

  it('refuse audio: 5/64/00 with the address', () => {
    const { device } = setUp();
    const outcome = device.exchangeSync(read10, { logicalBlockAddress: 500, transferLengthBlocks: 1 });
    expect(answerOf(outcome)).toBe('5/64/00');
    expect(decodeSense(outcome.completion.sense)).toMatchObject({ valid: true, information: 500n });
  });

  it('bring what is data before they come to audio', () => {
    const { transport } = setUp();
    const cdb = read10.encodeCdb({ logicalBlockAddress: dataBlocks - 2, transferLengthBlocks: 4 });
    const { completion, data } = run(transport, cdb, { in: 4 * 2048 });
    expect(answerOf(completion)).toBe('5/64/00');
    expect(decodeSense(completion.sense)?.information).toBe(BigInt(dataBlocks));
    expect(completion.transferredBytes).toBe(2 * 2048);
    expect(data.subarray(0, 2048)).toEqual(blockOf(dataBlocks - 2));
    expect(data.subarray(2 * 2048).every((byte) => byte === poison)).toBe(true);
  });

  it('fill a buffer that is too short, and no more', () => {
    const { transport } = setUp();
    const arena = new Uint8Array(5000).fill(poison);
    const cdb = read10.encodeCdb({ logicalBlockAddress: 7, transferLengthBlocks: 2 });
    const completion = transport.executeSync({ cdb, direction: 'in', data: arena.subarray(0, 3000), timeoutMs: 1 });
    expect([answerOf(completion), completion.transferredBytes]).toEqual(['GOOD', 3000]);
    expect(arena.subarray(0, 2048)).toEqual(blockOf(7));
    expect(arena.subarray(2048, 3000)).toEqual(blockOf(8).subarray(0, 952));
    expect(arena.subarray(3000).every((byte) => byte === poison)).toBe(true);
  });

  it('bring nothing where the initiator expects no data', () => {
    const { transport } = setUp();
    const cdb = read10.encodeCdb({ logicalBlockAddress: 7, transferLengthBlocks: 2 });
    const data = new Uint8Array(4096).fill(poison);
    const completion = transport.executeSync({ cdb, direction: 'out', data, timeoutMs: 1 });
    expect([answerOf(completion), completion.transferredBytes]).toEqual(['GOOD', 0]);
    expect(data.every((byte) => byte === poison)).toBe(true);
  });

  it('read a DVD', () => {
    const { device } = setUp({ medium: new Dvd(numberedSource(2_000_000)) });
    expect(device.sendSync(readCapacity, {}).returnedLogicalBlockAddress).toBe(1_999_999);
    expect(device.sendSync(read12, { logicalBlockAddress: 1_999_999, transferLengthBlocks: 1 })).toEqual(
      blockOf(1_999_999),
    );
  });
});

describe('WRITE(10) and WRITE(12)', () => {
  it('write no blocks inside of the medium, and refuse to outside', () => {
    const { device } = setUp({ medium: dvdRamInMemory(100) });
    const answers = [0, 99, 100, -1].map((logicalBlockAddress) =>
      answerOf(device.exchangeSync(write10, { logicalBlockAddress, transferLengthBlocks: 0 }, new Uint8Array(0))),
    );
    expect(answers).toEqual(['GOOD', 'GOOD', '5/21/00', '5/21/00']);
  });

  it('write a DVD-RAM, and what was not written is zero', () => {
    const { device } = setUp({ medium: dvdRamInMemory() });
    device.sendSync(write10, { logicalBlockAddress: 15, transferLengthBlocks: 3 }, pattern(3, 1));
    device.sendSync(write12, { logicalBlockAddress: 2_295_103, transferLengthBlocks: 1 }, pattern(1, 2));
    const around = device.sendSync(read10, { logicalBlockAddress: 14, transferLengthBlocks: 5 });
    expect(around.subarray(0, 2048)).toEqual(new Uint8Array(2048));
    expect(around.subarray(2048, 4 * 2048)).toEqual(pattern(3, 1));
    expect(around.subarray(4 * 2048)).toEqual(new Uint8Array(2048));
    expect(device.sendSync(read10, { logicalBlockAddress: 2_295_103, transferLengthBlocks: 1 })).toEqual(pattern(1, 2));
  });

  it('keep nothing of the buffer they were given', () => {
    const { device } = setUp({ medium: dvdRamInMemory(64) });
    const data = pattern(1, 3);
    device.sendSync(write10, { logicalBlockAddress: 0, transferLengthBlocks: 1 }, data);
    data.fill(0);
    expect(device.sendSync(read10, { logicalBlockAddress: 0, transferLengthBlocks: 1 })).toEqual(pattern(1, 3));
  });

  it('are refused behind the last block and before the first: 5/21/00', () => {
    const { device } = setUp({ medium: dvdRamInMemory(64) });
    for (const logicalBlockAddress of [64, -1])
      expect(
        answerOf(device.exchangeSync(write10, { logicalBlockAddress, transferLengthBlocks: 1 }, pattern(1, 0))),
      ).toBe('5/21/00');
  });

  it('are refused by media that cannot be written: 7/27/00', () => {
    for (const medium of [undefined, new Dvd(bytesSource(new Uint8Array(20_480), 2048))]) {
      const { device } = setUp(medium && { medium });
      expect(
        answerOf(device.exchangeSync(write10, { logicalBlockAddress: 0, transferLengthBlocks: 1 }, pattern(1, 0))),
      ).toBe('7/27/00');
    }
  });

  it('need all the data that the CDB announces: B/4B/00', () => {
    const { transport } = setUp({ medium: dvdRamInMemory(64) });
    const cdb = write10.encodeCdb({ logicalBlockAddress: 0, transferLengthBlocks: 2 });
    expect(answerOf(run(transport, cdb, { out: pattern(1, 0) }).completion)).toBe('B/4B/00');
    expect(answerOf(run(transport, cdb, { in: 4096 }).completion)).toBe('B/4B/00');
  });
});

describe('the STREAMING bit', () => {
  const reading = read12.encodeCdb({ logicalBlockAddress: 0, transferLengthBlocks: 1, streaming: true });
  const writing = write12.encodeCdb({ logicalBlockAddress: 0, transferLengthBlocks: 1, streaming: true });

  it('is taken where feature 0107h is current', () => {
    const { transport } = setUp({ medium: dvdRamInMemory(64) });
    expect(hex(reading)).toBe('A8 00 00 00 00 00 00 00 00 01 80 00');
    expect(answerOf(run(transport, writing, { out: pattern(1, 9) }).completion)).toBe('GOOD');
    const { completion, data } = run(transport, reading, { in: 2048 });
    expect(answerOf(completion)).toBe('GOOD');
    expect(data).toEqual(pattern(1, 9));
  });

  it('is refused where the feature is missing or not current: 5/24/00', () => {
    for (const realTimeStreaming of [false, { current: false }] as const) {
      const { transport } = setUp({ medium: dvdRamInMemory(64), realTimeStreaming });
      for (const cdb of [reading, writing]) {
        const { completion } = run(transport, cdb, { out: pattern(1, 9) });
        expect([answerOf(completion), culpritOf(cdb, completion)]).toEqual(['5/24/00', 'streaming']);
      }
    }
  });

  it('is refused in WRITE(12) only, where the drive does not stream writing', () => {
    const { transport } = setUp({ medium: dvdRamInMemory(64), realTimeStreaming: { streamWriting: false } });
    expect(answerOf(run(transport, writing, { out: pattern(1, 9) }).completion)).toBe('5/24/00');
    expect(answerOf(run(transport, reading, { in: 2048 }).completion)).toBe('GOOD');
  });
});
