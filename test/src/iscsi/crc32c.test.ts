import { describe, expect, it } from 'vitest';
import { parseHex } from '../../../mmc/index.js';
import { crc32c, crc32cEnd, crc32cStart, crc32cUpdate, readDigest, writeDigest } from '../../../src/iscsi/crc32c.js';

/** Examples of RFC 3720, appendix B.4: the digest as it stands on the wire. */
const examples: readonly [what: string, bytes: Uint8Array, digest: string][] = [
  ['32 zeros', new Uint8Array(32), 'AA 36 91 8A'],
  ['32 ones', new Uint8Array(32).fill(0xff), '43 AB A8 62'],
  ['32 incrementing', Uint8Array.from({ length: 32 }, (_, i) => i), '4E 79 DD 46'],
  ['32 decrementing', Uint8Array.from({ length: 32 }, (_, i) => 31 - i), '5C DB 3F 11'],
  [
    'a SCSI READ(10) command PDU',
    parseHex(
      '01 C0 00 00 00 00 00 00 00 00 00 00 00 00 00 00 14 00 00 00 00 00 04 00' +
        ' 00 00 00 14 00 00 00 18 28 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00',
    ),
    '56 3A 96 D9',
  ],
];

describe('CRC32C', () => {
  it.each(examples)('of %s is what RFC 3720 prints', (_, bytes, digest) => {
    const onTheWire = new Uint8Array(4);
    writeDigest(onTheWire, 0, crc32c(bytes));
    expect(onTheWire).toEqual(parseHex(digest));
    expect(readDigest(onTheWire, 0)).toBe(crc32c(bytes));
  });

  it('does not depend on how the bytes are cut', () => {
    const bytes = Uint8Array.from({ length: 100 }, (_, i) => (i * 37) & 0xff);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const state = crc32cUpdate(crc32cUpdate(crc32cStart, bytes, 0, cut), bytes, cut);
      expect(crc32cEnd(state)).toBe(crc32c(bytes));
    }
  });
});
