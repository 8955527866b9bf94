/** Binary-coded decimal, as headers and sub-channels of a CD count. */

/** Two decimal digits in one byte; 0 to 99. */
export const toBcd = (value: number): number => (((value / 10) | 0) << 4) | (value % 10);

/** From two decimal digits in one byte. */
export const fromBcd = (byte: number): number => (byte >> 4) * 10 + (byte & 0x0f);

/** @internal Minutes, seconds and frames of `frames` (0 to 449999) as three BCD bytes. */
export function writeBcdMsf(bytes: Uint8Array, offset: number, frames: number): void {
  bytes[offset] = toBcd((frames / 4500) | 0);
  bytes[offset + 1] = toBcd(((frames / 75) | 0) % 60);
  bytes[offset + 2] = toBcd(frames % 75);
}

/**
 * @internal Frames on the absolute time scale of a CD. Address 0 is at 00:02:00; addresses before -150 are in the
 * lead-in, whose time runs up to 99:59:74.
 */
export const absoluteFrames = (logicalBlockAddress: number): number =>
  logicalBlockAddress < -150 ? logicalBlockAddress + 450_150 : logicalBlockAddress + 150;
