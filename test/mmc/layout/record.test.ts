import { describe, expect, test } from 'vitest';
import {
  announcedLength,
  bits,
  bytes,
  FieldError,
  flag,
  hex,
  LayoutError,
  list,
  optional,
  optionalTail,
  record,
  remainingBytes,
  remainingLength,
  reserved,
  ShortDataError,
  toBytes,
  u8,
  u16be,
} from '../../../mmc/index.js';

const codec = record([u8('first'), reserved(2), bits({ _: 6, on: flag, off: flag }), u16be('second')]);

describe('a record', () => {
  test('is one flat object, without what is reserved', () => {
    expect(codec.decode(Uint8Array.of(1, 0xff, 0xff, 0xfe, 0x12, 0x34))).toEqual({
      first: 1,
      on: true,
      off: false,
      second: 0x1234,
    });
  });

  test('overwrites everything in its place and nothing beside it', () => {
    const buffer = new Uint8Array(10).fill(0xa5);
    expect(codec.encode({ second: 1 }, buffer, 2)).toBe(6);
    expect(hex(buffer)).toBe('A5 A5 00 00 00 00 00 01 A5 A5');
  });

  test('takes what is left out as zero, and undefined too', () => {
    expect(hex(toBytes(codec, {}))).toBe('00 00 00 00 00 00');
    expect(hex(toBytes(codec, { first: undefined, on: undefined }))).toBe('00 00 00 00 00 00');
  });

  test('reads at an offset', () => {
    expect(codec.decode(Uint8Array.of(9, 9, 1, 0, 0, 0, 0, 7), 2)).toMatchObject({ first: 1, second: 7 });
  });

  test('says how many bytes it needs and how many there are', () => {
    for (let length = 0; length < 6; length++) {
      expect(() => codec.decode(new Uint8Array(length))).toThrow(new ShortDataError(6, length));
    }
    expect(() => codec.decode(new Uint8Array(8), 4)).toThrow('6 bytes are needed, 4 arrived');
    expect(() => codec.decode(new Uint8Array(2), 4)).toThrow('6 bytes are needed, 0 arrived');
  });

  test('names the field that a value does not fit', () => {
    const encode = () => toBytes(codec, { second: 65536 });
    expect(encode).toThrow(FieldError);
    expect(encode).toThrow(expect.objectContaining({ field: 'second' }));
    expect(encode).toThrow('second: 65536 does not fit 16 bits (0 to 65535)');
  });

  test('decodes to an object of its own each time', () => {
    const data = new Uint8Array(6);
    const first = codec.decode(data);
    first.first = 99;
    expect(codec.decode(data).first).toBe(0);
  });
});

describe('fields that older data lacks', () => {
  const grown = record([
    u8('always'),
    remainingLength(u8('length')),
    optional(u16be('later')),
    ...optionalTail(bits({ _: 7, newest: flag }), reserved(2), u8('withIt')),
  ]);

  test.each([
    [[1, 0], { later: undefined, newest: undefined, withIt: undefined }],
    [[1, 2, 0, 5], { later: 5, newest: undefined, withIt: undefined }],
    [[1, 6, 0, 5, 1, 0, 0, 7], { later: 5, newest: true, withIt: 7 }],
  ])('are undefined where the data ends before them: %j', (data, value) => {
    expect(grown.decode(Uint8Array.from(data))).toMatchObject(value);
  });

  test('are undefined where the announced length ends before them, whatever bytes follow', () => {
    expect(grown.decode(Uint8Array.of(1, 2, 0, 5, 0xff, 0xff, 0xff, 0xff))).toMatchObject({
      later: 5,
      newest: undefined,
      withIt: undefined,
    });
  });

  test('are undefined when they are cut in half', () => {
    expect(grown.decode(Uint8Array.of(1, 6, 0))).toMatchObject({ later: undefined });
    expect(grown.decode(Uint8Array.of(1, 6, 0, 5, 1, 0, 0))).toMatchObject({
      later: 5,
      newest: true,
      withIt: undefined,
    });
  });

  test('are written up to the last one given', () => {
    expect(hex(toBytes(grown, { always: 1 }))).toBe('01 00');
    expect(hex(toBytes(grown, { always: 1, later: 5 }))).toBe('01 02 00 05');
    expect(hex(toBytes(grown, { always: 1, withIt: 7 }))).toBe('01 06 00 00 00 00 00 07');
  });

  test('that were added in one piece are written in one piece', () => {
    expect(hex(toBytes(grown, { newest: true }))).toBe('00 06 00 00 01 00 00 00');
  });

  test('come back as they were', () => {
    for (const data of [
      [1, 0],
      [1, 2, 0, 5],
      [1, 6, 0, 5, 1, 0, 0, 7],
    ]) {
      expect([...toBytes(grown, grown.decode(Uint8Array.from(data)))]).toEqual(data);
    }
  });

  test('need only the bytes before them', () => {
    expect(() => grown.decode(Uint8Array.of(1))).toThrow(new ShortDataError(2, 1));
  });

  test('may be a list, which an empty one is not the same as', () => {
    const withList = record([
      u8('always'),
      optional(u8('count')),
      optional(list(u8(), 'items', { countField: 'count' })),
    ]);
    expect(withList.decode(Uint8Array.of(1))).toEqual({ always: 1, count: undefined, items: undefined });
    expect(withList.decode(Uint8Array.of(1, 0))).toEqual({ always: 1, count: 0, items: [] });
    expect(hex(toBytes(withList, { items: [] }))).toBe('00 00');
  });
});

describe('a length field', () => {
  const counted = record([u8('tag'), remainingLength(u16be('length')), u8('value'), remainingBytes('rest')]);

  test('is filled in', () => {
    expect(hex(toBytes(counted, { value: 7, rest: Uint8Array.of(8, 9) }))).toBe('00 00 03 07 08 09');
  });

  test('ends the data', () => {
    expect(counted.decode(Uint8Array.of(0, 0, 2, 7, 8, 9, 10)).rest).toEqual(Uint8Array.of(8));
  });

  test('is not believed when it is longer than the data', () => {
    const cut = Uint8Array.of(0, 0, 200, 7, 8, 9);
    expect(counted.decode(cut)).toMatchObject({ length: 200, rest: Uint8Array.of(8, 9) });
    expect(announcedLength(counted, cut)).toBe(203);
  });

  test('is not believed when it ends before fields that are always there', () => {
    expect(counted.decode(Uint8Array.of(0, 0, 0, 7, 8))).toMatchObject({ length: 0, value: 7, rest: new Uint8Array() });
  });

  test('is written as it is given: a drive that lies can be modelled', () => {
    expect(hex(toBytes(counted, { length: 0xffff, value: 7 }))).toBe('00 FF FF 07');
  });

  test('tells the length of an answer that was cut, and not where it is cut itself', () => {
    expect(announcedLength(counted, Uint8Array.of(0, 0, 3))).toBe(6);
    expect(announcedLength(counted, Uint8Array.of(0, 0))).toBeUndefined();
    expect(announcedLength(codec, new Uint8Array(6))).toBeUndefined();
  });

  test('may start counting elsewhere', () => {
    const fromStart = record([remainingLength(u16be('length'), { bias: -2 }), remainingBytes('rest')]);
    expect(hex(toBytes(fromStart, { rest: Uint8Array.of(1) }))).toBe('00 03 01');
    expect(fromStart.decode(Uint8Array.of(0, 3, 1, 2, 3)).rest).toEqual(Uint8Array.of(1));
  });

  test('may be one that is not trusted to end the data', () => {
    const wrong = record([remainingLength(u8('length'), { limits: false }), optional(bytes(2, 'rest'))]);
    expect(wrong.decode(Uint8Array.of(0, 1, 2)).rest).toEqual(Uint8Array.of(1, 2));
    expect(hex(toBytes(wrong, { rest: Uint8Array.of(1, 2) }))).toBe('02 01 02');
  });

  test('names itself when it is too small for what there is', () => {
    const small = record([remainingLength(u8('length')), remainingBytes('rest')]);
    expect(() => toBytes(small, { rest: new Uint8Array(256) })).toThrow('length: 256 does not fit 8 bits (0 to 255)');
  });
});

describe('a declaration that contradicts itself is refused while it loads', () => {
  test.each([
    ['a name twice', () => record([u8('same'), bits({ same: 8 })]), 'the name same stands twice in one record'],
    [
      'something behind a list',
      () => record([list(u8(), 'items'), u8('after')]),
      'after follows a field of variable length',
    ],
    ['a reserved byte behind a list', () => record([list(u8(), 'items'), reserved(1)]), 'a reserved field follows'],
    [
      'a count that is not there',
      () => record([list(u8(), 'items', { countField: 'count' })]),
      'items: there is no field count for its length',
    ],
    [
      'a length that is not there',
      () => record([remainingBytes('rest', { byteLengthField: 'length' })]),
      'rest: there is no field length for its length',
    ],
    [
      'a record without an end in a record',
      () => record([record([u8('a'), remainingBytes('b')], 'inner'), u8('after')]),
      'inner: a record of variable length stands in a record',
    ],
  ])('%s', (_, declare, message) => {
    expect(declare).toThrow(LayoutError);
    expect(declare).toThrow(message);
  });
});
