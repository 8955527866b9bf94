const canaryBytes = 64;
const usualCanary = 0xc5;

/** A buffer with bytes around it that nobody may touch. */
export interface Guarded {
  readonly bytes: Uint8Array;
  /** Nothing was written around it. */
  isIntact(): boolean;
  /** Nothing was written into it either. */
  isUnchanged(): boolean;
}

/** The same bytes, in the middle of a larger buffer of canaries. */
export function guarded(contents: Uint8Array, canary = usualCanary): Guarded {
  const whole = new Uint8Array(contents.length + 2 * canaryBytes).fill(canary);
  const bytes = whole.subarray(canaryBytes, canaryBytes + contents.length);
  bytes.set(contents);
  const around = [whole.subarray(0, canaryBytes), whole.subarray(canaryBytes + contents.length)];
  return {
    bytes,
    isIntact: () => around.every((part) => part.every((byte) => byte === canary)),
    isUnchanged: () => bytes.every((byte, i) => byte === contents[i]),
  };
}
