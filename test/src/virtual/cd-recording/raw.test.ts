import { describe, expect, it } from 'vitest';
import {
  cdSectorType,
  cdSubChannelSelection,
  completeMode1Sector,
  discStatus,
  readCd,
  readTocRaw,
  rwPack,
  scrambleSector,
  toBcd,
  writeLeadInQ,
  writePositionQ,
  writeRawSubChannels,
  writeType,
} from '../../../../mmc/index.js';
import { fixture } from '../../../mmc/disc/fixture.js';
import { Burner, dataOf } from './burner.js';
import { expectSame } from './expect-same.js';

const blockBytes = 2448;
const leadInBlocks = 11_634 - 150;
const programBlocks = 320;
const raw = { writeType: writeType.raw, dataBlockType: 3, trackMode: 4, multiSession: 0 };
const dataControl = 4;

const q = new Uint8Array(12);

/** Entries of the lead-in: points A0h, A1h, A2h and track 1, each three times. */
function leadIn(from: number, count: number): Uint8Array {
  const entries = [
    [0xa0, 1, 0, 0],
    [0xa1, 1, 0, 0],
    [0xa2, 0, 6, 20],
    [1, 0, 2, 0],
  ] as const;
  const blocks = new Uint8Array(count * blockBytes);
  for (let i = 0; i < count; i++) {
    const [point, pMinute, pSecond, pFrame] = entries[Math.floor((from + i) / 3) % 4]!;
    const bcd = { pMinute: toBcd(pMinute), pSecond: toBcd(pSecond), pFrame: toBcd(pFrame) };
    writeLeadInQ(q, 0, { control: dataControl, adr: 1, point, minute: 0, second: 0, frame: 0, zero: 0, ...bcd });
    writeRawSubChannels(blocks, i * blockBytes + 2352, q, 0, false);
  }
  return blocks;
}

/** The pause, the program and 50 blocks of lead-out, from an address on. */
function program(from: number, count: number, data: Uint8Array): Uint8Array {
  const blocks = new Uint8Array(count * blockBytes);
  for (let i = 0; i < count; i++) {
    const logicalBlockAddress = from + i;
    const at = i * blockBytes;
    const isLeadOut = logicalBlockAddress >= programBlocks;
    if (logicalBlockAddress >= 0 && !isLeadOut)
      blocks.set(data.subarray(2048 * logicalBlockAddress, 2048 * (logicalBlockAddress + 1)), at + 16);
    completeMode1Sector(blocks, at, logicalBlockAddress);
    scrambleSector(blocks, at);
    writePositionQ(q, 0, {
      control: dataControl,
      trackNumber: isLeadOut ? 0xaa : 1,
      index: logicalBlockAddress < 0 ? 0 : 1,
      relativeAddress: isLeadOut ? logicalBlockAddress - programBlocks : logicalBlockAddress,
      logicalBlockAddress,
    });
    writeRawSubChannels(blocks, at + 2352, q, 0, logicalBlockAddress < 0);
    // Channel W: what a program has put there has to come back.
    blocks[at + 2352 + 5]! |= 1;
  }
  return blocks;
}

function burn(burner: Burner, data: Uint8Array, programEnd = programBlocks + 50): void {
  burner.select(raw);
  for (let at = 0; at < leadInBlocks; at += 99)
    expect(burner.write(at - 11_634, leadIn(at, Math.min(99, leadInBlocks - at)), blockBytes)).toBe('GOOD');
  expect(burner.write(-150, program(-150, 150 + programEnd, data), blockBytes)).toBe('GOOD');
  expect(burner.synchronize()).toBe('GOOD');
}

describe('writing raw', () => {
  it('makes of channel Q a disc with its tracks, and of scrambled sectors user data', () => {
    const burner = new Burner('cd-r');
    const data = dataOf(programBlocks);
    burn(burner, data);
    expect(burner.information.discStatus).toBe(discStatus.finalized);
    expectSame(burner.read(0, programBlocks), data);
    expect(burner.tryRead(programBlocks, 1)).toBe('5/21/00');
    expect(burner.device.sendSync(readTocRaw, {}).descriptors).toMatchObject([
      { point: 0xa0, pmin: 1 },
      { point: 0xa1, pmin: 1 },
      { point: 0xa2, psec: 6, pframe: 20 },
      { point: 1, psec: 2 },
    ]);
  });

  it('keeps the sub-channels that came', () => {
    const burner = new Burner('cd-r');
    const data = dataOf(programBlocks);
    burn(burner, data);
    const read = burner.device.sendSync(readCd, {
      startingLogicalBlockAddress: 10,
      transferLengthBlocks: 2,
      expectedSectorType: cdSectorType.any,
      subChannelSelection: cdSubChannelSelection.raw,
    });
    const sent = program(10, 2, data);
    expectSame(read.subarray(0, 96), sent.subarray(2352, 2448));
    expectSame(read.subarray(96), sent.subarray(blockBytes + 2352));
  });

  it('interleaves packs of R to W and makes their parity (block type 2)', () => {
    const burner = new Burner('cd-r');
    const data = dataOf(programBlocks);
    const packs = fixture('reedsolo-rw-packs.bin');
    burner.select({ ...raw, dataBlockType: 2 });
    for (let at = 0; at < leadInBlocks; at += 99)
      burner.write(at - 11_634, leadIn(at, Math.min(99, leadInBlocks - at)), blockBytes);
    const blocks = program(-150, 150 + programBlocks + 50, data);
    for (const [i, symbol] of packs.entries()) {
      const at = (150 + 20 + Math.floor(i / 96)) * blockBytes + 2352 + (i % 96);
      const isParity = i % 24 >= rwPack.pParity || i % 24 === rwPack.qParity;
      blocks[at] = (blocks[at]! & 0xc0) | (isParity ? 0 : symbol);
    }
    expect(burner.write(-150, blocks, blockBytes)).toBe('GOOD');
    expect(burner.synchronize()).toBe('GOOD');
    const read = (subChannelSelection: number, startingLogicalBlockAddress: number) =>
      burner.device.sendSync(readCd, { startingLogicalBlockAddress, transferLengthBlocks: 12, subChannelSelection });
    expectSame(read(cdSubChannelSelection.correctedRw, 22), packs);
    // P and Q are those that came.
    const pq = read(cdSubChannelSelection.raw, 20).map((byte) => byte & 0xc0);
    for (let i = 0; i < 12; i++)
      expectSame(
        pq.subarray(96 * i, 96 * (i + 1)),
        blocks.subarray((170 + i) * blockBytes + 2352, (171 + i) * blockBytes).map((byte) => byte & 0xc0),
      );
  });

  it('leaves a damaged session without a lead-out', () => {
    const burner = new Burner('cd-r');
    burn(burner, dataOf(programBlocks), 100);
    expect(burner.information.discStatus).toBe(discStatus.incomplete);
    expect(burner.track(1).damage).toBe(true);
    expectSame(burner.read(0, 100), dataOf(100));
  });

  it('begins in the lead-in, goes on without a gap, and takes no other blocks', () => {
    const burner = new Burner('cd-r');
    burner.select(raw);
    expect(burner.write(0, new Uint8Array(blockBytes), blockBytes)).toBe('5/21/02');
    expect(burner.write(-11_634, leadIn(0, 9), blockBytes)).toBe('GOOD');
    expect(burner.write(-11_624, leadIn(0, 9), blockBytes)).toBe('5/21/02');
    burner.select({ ...raw, dataBlockType: 0 });
    expect(burner.write(-11_625, dataOf(1, 0, 2352), 2352)).toBe('5/64/00');
  });
});
