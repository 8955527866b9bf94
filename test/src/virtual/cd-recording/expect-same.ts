import { expect } from 'vitest';

/** Fails, with the first byte that differs, unless both are the same; faster than comparing them as lists. */
export function expectSame(actual: Uint8Array, expected: Uint8Array): void {
  expect(actual.length).toBe(expected.length);
  if (Buffer.compare(actual, expected) === 0) return;
  const at = expected.findIndex((byte, i) => byte !== actual[i]);
  expect({ at, byte: actual[at] }).toEqual({ at, byte: expected[at] });
}
