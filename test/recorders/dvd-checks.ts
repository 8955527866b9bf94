/** What is asked of a DVD or BD after a program has recorded it. */
import { read10 } from '../../mmc/index.js';
import type { Bench } from './bench.js';
import { mustEqual } from './contents.js';

const blockBytes = 2048;
const atOnceBlocks = 512;

/** Throws unless the disc has this data from an address on. */
export async function blocksEqual(bench: Bench, logicalBlockAddress: number, expected: Uint8Array): Promise<void> {
  const { device } = bench;
  for (let at = 0; at < expected.length; at += atOnceBlocks * blockBytes) {
    const part = expected.subarray(at, at + atOnceBlocks * blockBytes);
    const read = await device.send(read10, {
      logicalBlockAddress: logicalBlockAddress + at / blockBytes,
      transferLengthBlocks: Math.ceil(part.length / blockBytes),
    });
    mustEqual(`what follows block ${logicalBlockAddress + at / blockBytes}`, read.subarray(0, part.length), part);
  }
}
