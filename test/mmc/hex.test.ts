import { describe, expect, it } from 'vitest';
import { hex, parseHex } from '../../mmc/index.js';

describe('parseHex', () => {
  it.each([
    ['28 00 0A', [0x28, 0, 0x0a]],
    ['28000a', [0x28, 0, 0x0a]],
    ['0x28, 0x0, 0xA', [0x28, 0, 0x0a]],
    ['28h:00h:0Ah', [0x28, 0, 0x0a]],
    ['  ', []],
  ])('reads %j', (text, expected) => {
    expect([...parseHex(text)]).toEqual(expected);
  });
  it('says what is not hexadecimal, and where', () => {
    expect(() => parseHex('28 0G')).toThrow(new SyntaxError('"0G" at character 4 is not hexadecimal'));
    expect(() => parseHex('28 0x')).toThrow('"0x" at character 4 is not hexadecimal');
    expect(() => parseHex('280')).toThrow('"280" at character 1 has half a byte: 3 digits');
  });
  it('reads back what hex prints', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(parseHex(hex(bytes))).toEqual(bytes);
  });
});
