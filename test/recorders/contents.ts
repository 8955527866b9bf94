/** What is burned: different in every sector, and the same in every run. */
import { rawSectorBytes } from '../../mmc/index.js';

/** Bytes of a generator with 32 bits of state, so that no sector is like another. */
export function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed >>> 0 || 1;
  for (let i = 0; i < length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[i] = state;
  }
  return bytes;
}

/** User data of so many sectors. */
export const dataOf = (sectors: number, seed = 1): Buffer => noise(2048 * sectors, seed);
/**
 * Samples of so many sectors, little-endian: noise without high tones, as cdparanoia finds out by them which byte of a
 * sample comes first.
 */
export function audioOf(sectors: number, seed = 2): Buffer {
  const steps = noise((rawSectorBytes / 2) * sectors, seed);
  const samples = Buffer.alloc(rawSectorBytes * sectors);
  const level = [0, 0];
  for (let i = 0; i < steps.length; i++) {
    const channel = i & 1;
    level[channel] = Math.trunc((level[channel]! * 255) / 256) + steps[i]! - 128;
    samples.writeInt16LE(level[channel]!, 2 * i);
  }
  return samples;
}

/** A WAVE file around samples. */
export function waveOf(samples: Buffer): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(44_100, 24);
  header.writeUInt32LE(176_400, 28);
  header.writeUInt16LE(4, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** Throws, with the first byte that differs, unless both are the same. */
export function mustEqual(what: string, actual: Uint8Array, expected: Uint8Array): void {
  if (actual.length === expected.length && Buffer.compare(actual, expected) === 0) return;
  const at = expected.findIndex((byte, i) => byte !== actual[i]);
  throw new Error(`${what}: ${actual.length} bytes, ${expected.length} expected; the first other one is ${at}`);
}

/** Throws unless a text is in what a program printed. */
export function mustContain(output: string, ...texts: readonly (string | RegExp)[]): void {
  for (const text of texts)
    if (typeof text === 'string' ? !output.includes(text) : !text.test(output))
      throw new Error(`it did not print ${text}, but:\n${output.slice(-6000)}`);
}
