import { describe, expect, test } from 'vitest';
import { toJson } from '../../../src/cli/json.js';
import { didYouMean, nearest } from '../../../src/cli/suggest.js';
import { compact, hexDump, table, tree, wrap } from '../../../src/cli/text.js';

describe('text', () => {
  test('wraps between words, and keeps a word that is too long whole', () => {
    expect(wrap('a bb ccc dddddddd e', 6)).toEqual(['a bb', 'ccc', 'dddddddd', 'e']);
    expect(wrap('', 6)).toEqual([]);
  });

  test('sets columns as wide as their widest cell', () => {
    expect(
      table([
        ['a', 'long', ''],
        ['bbb', 'c', 'd'],
      ]),
    ).toEqual(['a    long', 'bbb  c     d']);
  });

  test('dumps bytes with their offset and ASCII, and says what is left out', () => {
    const bytes = Uint8Array.from({ length: 18 }, (_, i) => 0x3e + i);
    expect(hexDump(bytes)).toEqual([
      '0000  3E 3F 40 41 42 43 44 45 46 47 48 49 4A 4B 4C 4D  |>?@ABCDEFGHIJKLM|',
      '0010  4E 4F                                            |NO|',
    ]);
    expect(hexDump(bytes, { maximumBytes: 16, totalBytes: 2048 }).at(-1)).toBe('… 2032 more');
    expect(hexDump(new Uint8Array(0))).toEqual([]);
  });

  test('prints a decoded record as a tree: tables for lists that are alike, dumps for long bytes', () => {
    const value = {
      number: 9,
      big: 4096,
      flag: true,
      text: 'A B',
      short: Uint8Array.of(1, 2),
      empty: new Uint8Array(0),
      absent: undefined,
      long: new Uint8Array(17),
      alike: [
        { a: 1, bb: false },
        { a: 255, bb: true },
      ],
      different: [{ a: 1 }, { b: { c: 2n ** 40n } }],
      none: [],
    };
    expect(tree(value)).toEqual([
      'number  9',
      'big     4096 (1000h)',
      'flag    true',
      'text    "A B"',
      'short   01 02',
      'empty   (none)',
      'absent  (not in the answer)',
      'long',
      '  0000  00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  |................|',
      '  0010  00                                               |.|',
      'alike',
      '  a          bb',
      '  1          false',
      '  255 (FFh)  true',
      'different',
      '  - a  1',
      '  - b',
      '      c  1099511627776 (10000000000h)',
      'none    (none)',
    ]);
  });

  test('runs a record into one line, without what is zero', () => {
    expect(
      compact({ a: 0, b: 5, c: true, d: false, audioStatus: 0x11, e: [{ f: 1 }, { f: 0 }], g: Uint8Array.of(7) }),
    ).toBe('b 5, c, audioStatus 11h, e [f 1; ], g 07');
  });
});

describe('json', () => {
  test('bytes are hexadecimal text, bigints decimal text, and what there is not is null', () => {
    expect(toJson({ a: Uint8Array.of(1, 0xff), b: 2n ** 60n, c: undefined, d: [undefined, { e: 1 }] })).toBe(
      '{"a":"01 FF","b":"1152921504606846976","c":null,"d":[null,{"e":1}]}',
    );
  });
});

describe('suggestions', () => {
  const names = ['testUnitReady', 'read10', 'read12', 'readTocRaw', 'stopPlayScan'];

  test.each([
    ['testUnitRedy', ['testUnitReady']],
    ['test-unit-raedy', ['testUnitReady']],
    ['raed12', ['read12', 'read10']],
    ['redtoc', ['readTocRaw']],
    ['playscan', ['stopPlayScan']],
    ['x', []],
  ])('%s', (word, expected) => {
    expect(nearest(word, names)).toEqual(expected);
  });

  test('end in a question, or in something else to do', () => {
    expect(didYouMean('read1', names, 'no idea')).toBe('did you mean read10 or read12?');
    expect(didYouMean('zzz', names, 'no idea')).toBe('no idea');
  });
});
