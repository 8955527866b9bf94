import { describe, expect, test } from 'vitest';
import {
  ascii,
  bits,
  bytes,
  fieldAt,
  fieldsOf,
  flag,
  i32be,
  i32le,
  list,
  optional,
  record,
  remainingAscii,
  remainingBytes,
  remainingLength,
  reserved,
  taggedList,
  u8,
  u16be,
  u32be,
  u64be,
} from '../../../mmc/index.js';

const element = record([u8('x')]);
const codec = record([
  u8('operationCode'),
  bits({ _: 3, dpo: flag, width: 4 }),
  reserved(2),
  remainingLength(u16be('length')),
  bits({ top: flag, _: 14, bottom: flag }, u16be()),
  u8('count'),
  optional(ascii(4, 'text')),
  list(element, 'items', { countField: 'count' }),
]);

test('rows are in order, with place, kind, and what is filled in', () => {
  expect(fieldsOf(codec)).toEqual([
    { name: 'operationCode', byte: 0, byteLength: 1, kind: 'unsigned' },
    { name: undefined, byte: 1, byteLength: 1, bit: 5, bitLength: 3, kind: 'unsigned' },
    { name: 'dpo', byte: 1, byteLength: 1, bit: 4, bitLength: 1, kind: 'flag' },
    { name: 'width', byte: 1, byteLength: 1, bit: 0, bitLength: 4, kind: 'unsigned' },
    { name: undefined, byte: 2, byteLength: 2, kind: 'bytes' },
    { name: 'length', byte: 4, byteLength: 2, kind: 'unsigned', isComputed: true },
    { name: 'top', byte: 6, byteLength: 2, bit: 15, bitLength: 1, kind: 'flag' },
    { name: undefined, byte: 6, byteLength: 2, bit: 1, bitLength: 14, kind: 'unsigned' },
    { name: 'bottom', byte: 6, byteLength: 2, bit: 0, bitLength: 1, kind: 'flag' },
    { name: 'count', byte: 8, byteLength: 1, kind: 'unsigned', isComputed: true },
    { name: 'text', byte: 9, byteLength: 4, kind: 'ascii', mayBeAbsent: true },
    {
      name: 'items',
      byte: 13,
      byteLength: undefined,
      kind: 'list',
      element,
      counterField: 'count',
      countsElements: true,
    },
  ]);
});

test('a list of things that differ says which member tells them apart', () => {
  const header = [u8('code'), remainingLength(u8('length'))] as const;
  const things = taggedList('things', {
    tag: 'code',
    known: new Map(),
    unknown: record([...header, remainingBytes('data')]),
    byteLengthField: 'thingsLength',
  });
  expect(fieldsOf(record([u8('thingsLength'), things]))[1]).toEqual({
    name: 'things',
    byte: 1,
    byteLength: undefined,
    kind: 'list',
    tag: 'code',
    counterField: 'thingsLength',
  });
});

test('a row says to what it is filled up', () => {
  expect(fieldsOf(record([remainingAscii('text', { padTo: 4 })]))[0]).toMatchObject({ kind: 'ascii', padTo: 4 });
});

test.each([
  ['unsigned', u32be('field')],
  ['unsigned', u64be('field')],
  ['signed', i32be('field')],
  ['signed', i32le('field')],
  ['bytes', bytes(1, 'field')],
  ['bytes', remainingBytes('field')],
  ['ascii', ascii(4, 'field')],
  ['ascii', remainingAscii('field')],
  ['record', record([u8('x')], 'field')],
] as const)('%s', (kind, field) => {
  expect(fieldsOf(record([field]))[0]?.kind).toBe(kind);
});

test('a codec that is no record is one row', () => {
  expect(fieldsOf(u16be())).toEqual([{ name: undefined, byte: 0, byteLength: 2, kind: 'unsigned' }]);
});

describe('the field at a byte', () => {
  test.each([
    [0, undefined, 'operationCode'],
    [0, 3, 'operationCode'],
    [1, 4, 'dpo'],
    [1, 3, 'width'],
    [1, 0, 'width'],
    [5, undefined, 'length'],
    [6, 7, 'top'],
    [7, 0, 'bottom'],
    [12, undefined, 'text'],
    [13, undefined, 'items'],
    [99, undefined, 'items'],
  ])('%i, bit %s is %s', (byte, bit, name) => {
    expect(fieldAt(codec, byte, bit)?.name).toBe(name);
  });

  test('without a bit is the first that has a name', () => {
    expect(fieldAt(codec, 1)?.name).toBe('dpo');
  });

  test('may be a reserved one', () => {
    expect(fieldAt(codec, 1, 7)).toMatchObject({ name: undefined, bit: 5, bitLength: 3 });
    expect(fieldAt(codec, 2)).toMatchObject({ name: undefined, byte: 2 });
  });

  test('is undefined behind the end', () => {
    expect(fieldAt(record([u8('x')]), 1)).toBeUndefined();
  });
});
