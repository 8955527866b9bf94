import { describe, expect, it } from 'vitest';
import { writeType } from '../../../../mmc/index.js';
import { Burner, dataOf } from './burner.js';
import { expectSame } from './expect-same.js';

const packets = { writeType: writeType.packetOrIncremental, trackMode: 5 };

describe('variable packets', () => {
  it('end with a flush, and leave seven blocks to the next one that cannot be read', () => {
    const burner = new Burner('cd-r');
    burner.select(packets);
    expect(burner.write(0, dataOf(20))).toBe('GOOD');
    expect(burner.write(20, dataOf(12, 1))).toBe('GOOD');
    expect(burner.track(1)).toMatchObject({ packetOrIncremental: true, fp: false, nextWritableAddress: 32 });
    burner.synchronize();
    expect(burner.track(1).nextWritableAddress).toBe(39);
    expect(burner.write(32, dataOf(1))).toBe('5/21/02');
    expect(burner.write(39, dataOf(10, 2))).toBe('GOOD');
    burner.synchronize();
    expectSame(burner.read(39, 10), dataOf(10, 2));
    expectSame(burner.read(20, 12), dataOf(12, 1));
    for (const at of [32, 38, 49]) expect(burner.tryRead(at, 1)).toBe(at < 49 ? '5/64/00' : '5/21/00');
    expect(burner.close('track', 0xff)).toBe('GOOD');
    expect(burner.close('session')).toBe('GOOD');
    expect(burner.track(1).logicalTrackSizeBlocks).toBe(51);
  });

  it('go on in the same packet where nothing was flushed, and in a new drive where it was', () => {
    const burner = new Burner('cd-r');
    burner.select(packets);
    burner.write(0, dataOf(32));
    burner.synchronize();
    const later = new Burner('cd-r', {}, burner.store);
    later.select(packets);
    expect(later.write(39, dataOf(32, 4))).toBe('GOOD');
    expectSame(later.read(39, 32), dataOf(32, 4));
  });
});

describe('fixed packets', () => {
  const fixed = { ...packets, fp: true, packetSizeBlocks: 16 };

  it('have addresses one after the other, and are filled up with zeros', () => {
    const burner = new Burner('cd-r');
    burner.select(fixed);
    expect(burner.write(0, dataOf(40))).toBe('GOOD');
    burner.synchronize();
    expect(burner.track(1)).toMatchObject({ fp: true, fixedPacketSizeBlocks: 16, nextWritableAddress: 48 });
    expect(burner.track(1).freeBlocks).toBe(Math.floor((359_846 + 5) / 23) * 16 - 48);
    expect(burner.write(48, dataOf(16, 1))).toBe('GOOD');
    burner.synchronize();
    expectSame(burner.read(0, 40), dataOf(40));
    expectSame(burner.read(40, 8), new Uint8Array(8 * 2048));
    burner.close('track', 1);
    expect(burner.track(1).logicalTrackSizeBlocks).toBe(4 * 23 - 5);
    expect(burner.tryRead(64, 1)).toBe('5/64/00');
  });

  it('keep their length through a track: 5/64/00', () => {
    const burner = new Burner('cd-r');
    burner.select(fixed);
    burner.write(0, dataOf(16));
    burner.select({ ...fixed, packetSizeBlocks: 32 });
    expect(burner.write(16, dataOf(32))).toBe('5/64/00');
    burner.select(packets);
    expect(burner.write(16, dataOf(32))).toBe('5/64/00');
  });

  it('are refused where they do not fit: 5/63/01', () => {
    const burner = new Burner('cd-r');
    burner.select(fixed);
    burner.reserve(100);
    expect(burner.write(0, dataOf(65))).toBe('5/63/01');
    expect(burner.write(0, dataOf(64))).toBe('GOOD');
  });
});
