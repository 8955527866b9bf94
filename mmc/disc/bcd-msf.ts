import { framesPerSecond, toBcd } from './msf.js';

/** @internal Minutes, seconds and frames of `frames` (0 to 449999) as three bytes of two decimal digits each. */
export function writeBcdMsf(bytes: Uint8Array, offset: number, frames: number): void {
  const seconds = Math.trunc(frames / framesPerSecond);
  bytes[offset] = toBcd(Math.trunc(seconds / 60));
  bytes[offset + 1] = toBcd(seconds % 60);
  bytes[offset + 2] = toBcd(frames % framesPerSecond);
}
