import { framesPerSecond, fromBcd, toBcd } from './msf.js';

/** @internal Minutes, seconds and frames of `frames` (0 to 449999) as three bytes of two decimal digits each. */
export function writeBcdMsf(bytes: Uint8Array, offset: number, frames: number): void {
  const seconds = Math.trunc(frames / framesPerSecond);
  bytes[offset] = toBcd(Math.trunc(seconds / 60));
  bytes[offset + 1] = toBcd(seconds % 60);
  bytes[offset + 2] = toBcd(frames % framesPerSecond);
}

/** @internal The frames that `writeBcdMsf` wrote, or undefined for bytes that are no time. */
export function readBcdMsf(bytes: Uint8Array, offset: number): number | undefined {
  const minute = fromBcd(bytes[offset]!);
  const second = fromBcd(bytes[offset + 1]!);
  const frame = fromBcd(bytes[offset + 2]!);
  if (minute === undefined || second === undefined || frame === undefined) return undefined;
  if (second > 59 || frame >= framesPerSecond) return undefined;
  return (60 * minute + second) * framesPerSecond + frame;
}
