import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ascii,
  bytes,
  type Field,
  FieldError,
  hex,
  i32be,
  i32le,
  toBytes,
  u8,
  u16be,
  u16le,
  u24be,
  u32be,
  u32le,
  u48be,
  u64be,
  u64le,
} from '../../../mmc/index.js';

const unsigned: readonly [string, Field<number, any>, number, string][] = [
  ['u8', u8('field'), 0x9a, '9A'],
  ['u16be', u16be('field'), 0x9abc, '9A BC'],
  ['u16le', u16le('field'), 0x9abc, 'BC 9A'],
  ['u24be', u24be('field'), 0x9abcde, '9A BC DE'],
  ['u32be', u32be('field'), 0x9abcdef0, '9A BC DE F0'],
  ['u32le', u32le('field'), 0x9abcdef0, 'F0 DE BC 9A'],
  ['u48be', u48be('field'), 0x9abcdef01234, '9A BC DE F0 12 34'],
];
const integers: readonly [string, Field<number, any>, number, string][] = [
  ...unsigned,
  ['i32be', i32be('field'), -150, 'FF FF FF 6A'],
  ['i32le', i32le('field'), -150, '6A FF FF FF'],
];

describe.each(integers)('%s', (_, field, value, text) => {
  test('writes its bytes in order', () => expect(hex(toBytes(field, value))).toBe(text));

  test('reads and writes at an offset, and nowhere else', () => {
    const buffer = new Uint8Array(field.span + 4).fill(0xa5);
    expect(field.encode(value, buffer, 2)).toBe(field.span);
    expect(field.decode(buffer, 2)).toBe(value);
    expect([...buffer.subarray(0, 2), ...buffer.subarray(-2)]).toEqual([0xa5, 0xa5, 0xa5, 0xa5]);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 0.5, 2 ** 60, -(2 ** 60)])('refuses %d', (wrong) => {
    expect(() => toBytes(field, wrong)).toThrow(FieldError);
  });
});

describe.each(unsigned)('%s', (_, field) => {
  const maximum = 2 ** (8 * field.span) - 1;

  test('holds everything from 0 to its maximum', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(0, maximum), fc.integer({ min: 0, max: maximum })), (value) => {
        expect(field.decode(toBytes(field, value))).toBe(value);
      }),
    );
  });

  test('says its range to a value outside', () => {
    expect(() => toBytes(field, maximum + 1)).toThrow(
      `field: ${maximum + 1} does not fit ${8 * field.span} bits (0 to ${maximum})`,
    );
    expect(() => toBytes(field, -1)).toThrow('field: -1 does not fit');
  });
});

describe.each([
  ['i32be', i32be('field')],
  ['i32le', i32le('field')],
] as const)('%s', (_, field) => {
  test.each([-(2 ** 31), -1, 0, 2 ** 31 - 1])('holds %i', (value) => {
    expect(field.decode(toBytes(field, value))).toBe(value);
  });
  test.each([-(2 ** 31) - 1, 2 ** 31])('refuses %i', (value) => {
    expect(() => toBytes(field, value)).toThrow('does not fit 32 bits signed (-2147483648 to 2147483647)');
  });
});

describe.each([
  ['u64be', u64be('field'), '01 23 45 67 89 AB CD EF'],
  ['u64le', u64le('field'), 'EF CD AB 89 67 45 23 01'],
] as const)('%s', (_, field, text) => {
  test('is a bigint', () => {
    expect(hex(toBytes(field, 0x0123456789abcdefn))).toBe(text);
    expect(field.decode(toBytes(field, 2n ** 64n - 1n))).toBe(2n ** 64n - 1n);
  });

  test('reads from a view that does not begin where its buffer does', () => {
    const view = new Uint8Array(16).subarray(5);
    field.encode(7n, view, 2);
    expect(field.decode(view, 2)).toBe(7n);
  });

  test.each([2n ** 64n, -1n, 7])('refuses %s', (value) => {
    expect(() => toBytes(field, value as bigint)).toThrow(`field: ${value} is not a bigint of 64 bits`);
  });
});

describe('bytes', () => {
  const field = bytes(3, 'field');

  test('decode to a view of the data', () => {
    const data = Uint8Array.of(0, 1, 2, 3, 4);
    const view = field.decode(data, 1);
    data[2] = 0xff;
    expect([...view]).toEqual([1, 0xff, 3]);
  });

  test.each([2, 4])('have their exact length, not %i', (length) => {
    expect(() => toBytes(field, new Uint8Array(length))).toThrow(`field: ${length} bytes were given, the field has 3`);
  });
});

describe('text', () => {
  const field = ascii(6, 'field');

  test('is padded with spaces', () => expect(hex(toBytes(field, 'QEMU'))).toBe('51 45 4D 55 20 20'));

  test.each([
    ['QEMU  ', 'QEMU'],
    ['QEMU\0\0', 'QEMU'],
    ['  QE M', '  QE M'],
    ['      ', ''],
  ])('%j is read without the padding at its end', (stored, value) => {
    expect(field.decode(Uint8Array.from(stored, (c) => c.charCodeAt(0)))).toBe(value);
  });

  test('keeps bytes that are not ASCII, as the characters of Latin-1', () => {
    const stored = Uint8Array.of(0xff, 0x80, 0x00, 0xe9, 0x20, 0x20);
    expect(field.decode(stored)).toBe('\u00ff\u0080\0\u00e9');
    expect(toBytes(field, field.decode(stored))).toEqual(stored);
  });

  test('refuses what does not fit', () => {
    expect(() => toBytes(field, 'seven c')).toThrow(`field: "seven c" is longer than the field's 6 characters`);
    expect(() => toBytes(field, '日本')).toThrow('field: "日本" has a character that is not one byte');
  });
});
