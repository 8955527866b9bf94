import { describe, expect, test } from 'vitest';
import {
  hex,
  LayoutError,
  list,
  record,
  remainingAscii,
  remainingBytes,
  remainingLength,
  reserved,
  taggedList,
  toBytes,
  u8,
  u16be,
} from '../../../mmc/index.js';

describe('a list of elements of one length', () => {
  const point = record([u8('x'), reserved(1), u8('y')]);
  const codec = record([remainingLength(u8('length')), list(point, 'points')]);

  test('has as many as the data has room for', () => {
    expect(codec.decode(Uint8Array.of(6, 1, 0, 2, 3, 0, 4)).points).toEqual([
      { x: 1, y: 2 },
      { x: 3, y: 4 },
    ]);
    expect(codec.decode(Uint8Array.of(0)).points).toEqual([]);
  });

  test('leaves out an element that is cut off', () => {
    expect(codec.decode(Uint8Array.of(6, 1, 0, 2, 3, 0)).points).toEqual([{ x: 1, y: 2 }]);
    expect(codec.decode(Uint8Array.of(5, 1, 0, 2, 3, 0, 4)).points).toEqual([{ x: 1, y: 2 }]);
  });

  test('is written element by element', () => {
    expect(hex(toBytes(codec, { points: [{ x: 1 }, { y: 2 }] }))).toBe('06 01 00 00 00 00 02');
    expect(hex(toBytes(codec, { points: [] }))).toBe('00');
    expect(hex(toBytes(codec, {}))).toBe('00');
  });

  test('may be of plain numbers', () => {
    const words = record([list(u16be(), 'words')]);
    expect(words.decode(Uint8Array.of(1, 2, 3, 4, 5)).words).toEqual([0x0102, 0x0304]);
    expect(hex(toBytes(words, { words: [1, 0xffff] }))).toBe('00 01 FF FF');
  });
});

describe('a list that another field counts', () => {
  const byCount = record([u8('count'), list(u16be(), 'words', { countField: 'count' }), remainingBytes('rest')]);
  const byLength = record([
    u8('length'),
    list(u16be(), 'words', { byteLengthField: 'length' }),
    remainingBytes('rest'),
  ]);

  test('ends where the count says, and the rest follows', () => {
    expect(byCount.decode(Uint8Array.of(1, 0, 7, 8, 9))).toEqual({ count: 1, words: [7], rest: Uint8Array.of(8, 9) });
    expect(byLength.decode(Uint8Array.of(2, 0, 7, 8, 9))).toEqual({ length: 2, words: [7], rest: Uint8Array.of(8, 9) });
  });

  test('ends with the data when the count promises more', () => {
    expect(byCount.decode(Uint8Array.of(200, 0, 7))).toEqual({ count: 200, words: [7], rest: new Uint8Array() });
    expect(byLength.decode(Uint8Array.of(200, 0, 7))).toEqual({ length: 200, words: [7], rest: new Uint8Array() });
  });

  test('skips what the length counts and no element fills', () => {
    expect(byLength.decode(Uint8Array.of(3, 0, 7, 8, 9))).toEqual({ length: 3, words: [7], rest: Uint8Array.of(9) });
  });

  test('is counted on encode, unless a count is given', () => {
    expect(hex(toBytes(byCount, { words: [1, 2] }))).toBe('02 00 01 00 02');
    expect(hex(toBytes(byLength, { words: [1, 2], rest: Uint8Array.of(9) }))).toBe('04 00 01 00 02 09');
    expect(hex(toBytes(byCount, { count: 9, words: [1] }))).toBe('09 00 01');
  });

  test('is padded where the standard asks for it, which the count does not see', () => {
    const padded = record([
      remainingLength(u8('length')),
      u8('count'),
      list(u8(), 'items', { countField: 'count', padTo: 4 }),
    ]);
    expect(hex(toBytes(padded, { items: [7] }))).toBe('05 01 07 00 00 00');
    expect(hex(toBytes(padded, { items: [1, 2, 3, 4] }))).toBe('05 04 01 02 03 04');
    expect(padded.decode(Uint8Array.of(5, 1, 7, 0, 0, 0)).items).toEqual([7]);
  });
});

describe('a list of elements that give their own length', () => {
  const item = record([u8('kind'), remainingLength(u8('length')), remainingBytes('data')]);
  const codec = record([remainingLength(u8('total')), list(item, 'items')]);

  test('takes each as long as it says', () => {
    const items = codec.decode(Uint8Array.of(7, 1, 0, 2, 3, 7, 8, 9)).items;
    expect(items).toEqual([
      { kind: 1, length: 0, data: new Uint8Array() },
      { kind: 2, length: 3, data: Uint8Array.of(7, 8, 9) },
    ]);
  });

  test('leaves out an element that is cut off by the data or by the length around it', () => {
    expect(codec.decode(Uint8Array.of(7, 1, 0, 2, 3, 7, 8)).items).toHaveLength(1);
    expect(codec.decode(Uint8Array.of(6, 1, 0, 2, 3, 7, 8, 9)).items).toHaveLength(1);
    expect(codec.decode(Uint8Array.of(3, 1, 0, 2)).items).toHaveLength(1);
  });

  test('fills in the length of each', () => {
    expect(hex(toBytes(codec, { items: [{ kind: 1 }, { kind: 2, data: Uint8Array.of(7) }] }))).toBe(
      '05 01 00 02 01 07',
    );
  });

  test('ends at an element that claims to be shorter than it can be', () => {
    const longer = record([remainingLength(u8('length')), u16be('value'), remainingBytes('rest')]);
    expect(record([list(longer, 'items')]).decode(Uint8Array.of(0, 0, 2, 0, 7)).items).toEqual([]);
  });

  test('is refused without a length, and with a count of elements', () => {
    expect(() => list(record([remainingBytes('data')]), 'items')).toThrow(LayoutError);
    expect(() => list(item, 'items', { countField: 'count' })).toThrow('items: elements without a fixed length need');
  });
});

describe('what is left', () => {
  test('as bytes is a view of the data', () => {
    const codec = record([u8('first'), remainingBytes('rest')]);
    const data = Uint8Array.of(1, 2, 3);
    const { rest } = codec.decode(data);
    data[2] = 9;
    expect([...rest]).toEqual([2, 9]);
    expect(hex(toBytes(codec, { first: 1, rest }))).toBe('01 02 09');
  });

  test('as text has no blanks around it', () => {
    const codec = record([remainingAscii('text')]);
    const decode = (text: string) => codec.decode(Uint8Array.from(text, (c) => c.charCodeAt(0))).text;
    expect(decode('  K34 D75 ')).toBe('K34 D75');
    expect(decode('K34\0\0')).toBe('K34');
    expect(decode('    ')).toBe('');
    expect(decode('')).toBe('');
  });

  test('as text can be padded with spaces', () => {
    const codec = record([remainingAscii('text', { padTo: 4 })]);
    expect(hex(toBytes(codec, { text: 'ABCDE' }))).toBe('41 42 43 44 45 20 20 20');
    expect(hex(toBytes(codec, { text: 'ABCD' }))).toBe('41 42 43 44');
    expect(() => toBytes(codec, { text: '日' })).toThrow('text: "日" has a character that is not one byte');
  });
});

describe('a tagged list', () => {
  const header = [u8('tag'), remainingLength(u8('length'))] as const;
  const codec = record([
    remainingLength(u8('total')),
    taggedList('items', {
      tag: 'tag',
      known: new Map([[1, record([...header, u16be('value')])]]),
      unknown: record([...header, remainingBytes('data')]),
    }),
  ]);

  test('decodes each item with what its tag selects', () => {
    expect(codec.decode(Uint8Array.of(7, 1, 2, 0, 7, 2, 1, 9)).items).toEqual([
      { tag: 1, length: 2, value: 7 },
      { tag: 2, length: 1, data: Uint8Array.of(9) },
    ]);
  });

  test('keeps an item that is too short for its layout as bytes', () => {
    expect(codec.decode(Uint8Array.of(3, 1, 1, 9)).items).toEqual([{ tag: 1, length: 1, data: Uint8Array.of(9) }]);
  });

  test('keeps what an item has behind the fields of its layout', () => {
    const longer = Uint8Array.of(9, 1, 4, 0, 7, 8, 9, 2, 1, 9);
    const { items } = codec.decode(longer);
    expect(items).toEqual([
      { tag: 1, length: 4, value: 7, excess: Uint8Array.of(8, 9) },
      { tag: 2, length: 1, data: Uint8Array.of(9) },
    ]);
    expect(toBytes(codec, { items })).toEqual(longer);
    expect(hex(toBytes(codec, { items: [{ tag: 1, excess: Uint8Array.of(8) }] }))).toBe('05 01 03 00 00 08');
  });

  test('does not read past an item into the next', () => {
    expect(codec.decode(Uint8Array.of(6, 1, 0, 1, 2, 0, 7)).items).toEqual([
      { tag: 1, length: 0, data: new Uint8Array() },
      { tag: 1, length: 2, value: 7 },
    ]);
  });

  test('leaves out an item that is cut off', () => {
    for (const cut of [
      [7, 1, 2, 0, 7, 2, 1],
      [7, 1, 2, 0, 7, 2],
      [6, 1, 2, 0, 7, 2, 1, 9],
    ])
      expect(codec.decode(Uint8Array.from(cut)).items).toHaveLength(1);
  });

  test('encodes by tag, and as bytes what was bytes', () => {
    const short = { tag: 1, data: Uint8Array.of(9) };
    const known = { tag: 1, value: 7 };
    expect(hex(toBytes(codec, { items: [known, { tag: 2, data: Uint8Array.of(9) }, short] }))).toBe(
      '0A 01 02 00 07 02 01 09 01 01 09',
    );
  });

  test('needs the tag', () => {
    expect(() => toBytes(codec, { items: [{ data: Uint8Array.of(9) }] })).toThrow('items.tag: is missing');
  });
});
