/** Contents made up on the fly: deterministic, cheap, and different in every block. */
import { rawSectorBytes } from '../../../mmc/index.js';
import type { BlockSource } from './block-source.js';

const samplesPerSecond = 44_100;
const samplesPerSector = rawSectorBytes / 4;

/**
 * A sine tone on both channels, 16 bits, little-endian. The period is a whole number of samples, so `hertz` is met
 * as closely as that allows: 441 Hz is 100 samples.
 */
export function toneSource(options: { blockCount: number; hertz: number; amplitude?: number }): BlockSource {
  const { blockCount, hertz, amplitude = 8000 } = options;
  const period = Math.round(samplesPerSecond / hertz);
  const sectors = repeat(period, (sample) => Math.round(amplitude * Math.sin((2 * Math.PI * sample) / period)));
  return {
    blockLengthBytes: rawSectorBytes,
    blockCount,
    read(block, count, into, offset) {
      for (let i = 0; i < count; i++) into.set(sectors[(block + i) % sectors.length]!, offset + i * rawSectorBytes);
    },
  };
}

/** The sectors of a periodic signal, up to where they repeat. */
function repeat(period: number, sampleAt: (sample: number) => number): readonly Uint8Array[] {
  let count = 1;
  while ((count * samplesPerSector) % period !== 0) count++;
  const bytes = new Uint8Array(count * rawSectorBytes);
  const view = new DataView(bytes.buffer);
  for (let sample = 0; sample < count * samplesPerSector; sample++) {
    const value = sampleAt(sample % period);
    view.setInt16(4 * sample, value, true);
    view.setInt16(4 * sample + 2, value, true);
  }
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * rawSectorBytes, (i + 1) * rawSectorBytes));
}

/** Data blocks of 2048 bytes that repeat their own number as 32 bits, most significant byte first. */
export function numberedSource(blockCount: number): BlockSource {
  const blockLengthBytes = 2048;
  return {
    blockLengthBytes,
    blockCount,
    read(block, count, into, offset) {
      for (let i = 0; i < count; i++) {
        const number = block + i;
        const start = offset + i * blockLengthBytes;
        into[start] = number >>> 24;
        into[start + 1] = number >>> 16;
        into[start + 2] = number >>> 8;
        into[start + 3] = number;
        for (let filled = 4; filled < blockLengthBytes; filled *= 2)
          into.copyWithin(start + filled, start, start + filled);
      }
    },
  };
}
