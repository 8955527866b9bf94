import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bits, FieldError, flag, hex, LayoutError, record, toBytes, u8, u16be, u32be } from '../../../mmc/index.js';

const codec = record([u8('before'), bits({ high: 3, _: 1, on: flag, low: 3 }), u8('after')]);

test('the first is the most significant, as the tables print them', () => {
  expect(hex(toBytes(codec, { high: 5, on: true, low: 1 }))).toBe('00 A9 00');
  expect(codec.decode(Uint8Array.of(1, 0xa9, 2))).toEqual({ before: 1, high: 5, on: true, low: 1, after: 2 });
});

test('reserved bits are zero when written and not read', () => {
  expect(hex(toBytes(codec, { high: 7, on: true, low: 7 }))).toBe('00 EF 00');
  expect(codec.decode(Uint8Array.of(0, 0x10, 0))).toEqual({ before: 0, high: 0, on: false, low: 0, after: 0 });
});

test('each comes back, whatever the others are', () => {
  const value = fc.record({ high: fc.nat(7), on: fc.boolean(), low: fc.nat(7) });
  fc.assert(
    fc.property(value, (given) => {
      expect(codec.decode(toBytes(codec, given))).toEqual({ before: 0, after: 0, ...given });
    }),
  );
});

test('words of more than a byte are numbered across all of it', () => {
  const word = record([bits({ top: flag, middle: 11, bottom: 4 }, u16be()), bits({ _: 31, last: flag }, u32be())]);
  expect(hex(toBytes(word, { top: true, middle: 0x123, bottom: 0xf, last: true }))).toBe('92 3F 00 00 00 01');
  expect(word.decode(Uint8Array.of(0x92, 0x3f, 0, 0, 0, 1))).toEqual({
    top: true,
    middle: 0x123,
    bottom: 15,
    last: true,
  });
});

test('the sign bit of a 32-bit word is a bit like any other', () => {
  const word = record([bits({ top: flag, rest: 31 }, u32be())]);
  expect(word.decode(toBytes(word, { top: true, rest: 2 ** 31 - 1 }))).toEqual({ top: true, rest: 2 ** 31 - 1 });
});

describe('a value that does not fit', () => {
  test.each([8, -1, 0.5, Number.NaN])('%d in three bits', (high) => {
    expect(() => toBytes(codec, { high })).toThrow(FieldError);
    expect(() => toBytes(codec, { high })).toThrow(`high: ${high} does not fit 3 bits (0 to 7)`);
  });

  test('2 in a flag', () => {
    expect(() => toBytes(codec, { on: 2 as unknown as boolean })).toThrow('on: 2 does not fit 1 bits');
  });
});

describe('a declaration that does not add up is refused while it loads', () => {
  test('too few bits', () => {
    expect(() => bits({ _: 3, dpo: flag })).toThrow(new LayoutError('bits {_,dpo}: 4 of 8 bits are declared'));
  });
  test('too many', () => {
    expect(() => bits({ a: 5, b: 4 })).toThrow(Error);
  });
});
