import { describe, expect, it } from 'vitest';
import { decodeBinary, decodeText, encodeText, TextError } from '../../../src/iscsi/text.js';
import { recordedConnections } from './recordings.js';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('text of PDUs', () => {
  it('is taken apart as strangers put it together', () => {
    const first = recordedConnections.find(({ name }) => name.startsWith('ls-tgtd'))!.pdus[0]!;
    expect(decodeText(first.data)).toContainEqual(['SessionType', 'Discovery']);
    const answer = recordedConnections
      .find(({ name }) => name.startsWith('ls-tgtd'))!
      .pdus.find(({ header }) => header[0] === 0x24)!;
    expect(decodeText(answer.data)[0]).toEqual(['TargetName', 'iqn.2000-01.localhost.tgtd:recorded']);
  });

  it('keeps a value with an equals sign, an empty value, and pairs of one key', () => {
    const pairs = [
      ['a', 'b=c'],
      ['d', ''],
      ['a', 'e'],
    ] as const;
    expect(decodeText(encodeText(pairs))).toEqual(pairs);
  });

  it.each(['a=b', 'a\0', '=b\0', 'a=b\0c'])('refuses %j', (text) => {
    expect(() => decodeText(bytes(text))).toThrow(TextError);
  });

  it.each([
    ['0x00ff', [0, 255]],
    ['0X0F', [15]],
    ['0xf0f', [15, 15]],
    ['0bAP8=', [0, 255]],
  ])('reads %s', (value, expected) => {
    expect([...decodeBinary(value)!]).toEqual(expected);
  });

  it.each(['', '12', '0xg', '0b!'])('does not take %j for bytes', (value) => {
    expect(decodeBinary(value)).toBeUndefined();
  });
});
