/** Arithmetic on numbers of 32 bits that wrap around (RFC 1982, as RFC 7143 uses it for CmdSN and StatSN). */

/** The number after `value`. */
export const next = (value: number): number => (value + 1) >>> 0;

/** `value` moved by `by`, which may be negative. */
export const plus = (value: number, by: number): number => (value + by) >>> 0;

/** How far `a` is ahead of `b`; negative when it is behind. */
export const distance = (a: number, b: number): number => (a - b) | 0;
