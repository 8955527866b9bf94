/** Chance that repeats: a number follows from a seed and from what it is for, never from when or in which order. */

/** 0 to less than 1, the same for the same numbers. */
export function chance(seed: number, ...what: readonly number[]): number {
  let state = seed >>> 0;
  for (const part of what) state = mix(state ^ Math.imul(part | 0, 0x9e37_79b1));
  return mix(state) / 0x1_0000_0000;
}

/** An integer from 0 to less than `below`. */
export const chanceInteger = (below: number, seed: number, ...what: readonly number[]): number =>
  Math.floor(chance(seed, ...what) * below);

/** The finalizer of MurmurHash3. */
function mix(value: number): number {
  let state = value;
  state = Math.imul(state ^ (state >>> 16), 0x85eb_ca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2_ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
