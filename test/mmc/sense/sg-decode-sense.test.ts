import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeSense, parseHex } from '../../../mmc/index.js';
import { printLikeSg3 } from './sg3-print.js';

interface Vector {
  readonly hex: string;
  readonly lines: readonly string[];
}

const fixture = readFileSync(new URL('fixtures/sg-decode-sense.txt', import.meta.url), 'utf8');
const vectors: readonly Vector[] = fixture
  .split('\n= ')
  .slice(1)
  .map((block) => {
    const [hex, ...lines] = block.trimEnd().split('\n');
    return { hex: hex!, lines: lines.map((line) => line.toUpperCase()) };
  });

/** Where the tool and this decoder part company, and why. */
const differences: Readonly<Record<string, { readonly why: string; readonly lines: readonly string[] }>> = {
  'f0 00 e5 00 00 12 34 0a 00 00 56 78 24': {
    why: 'the qualifier is cut off; the tool takes it for zero',
    lines: ['FIXED FORMAT, CURRENT; SENSE KEY: ILLEGAL REQUEST', 'INFO FLD=0X1234 [4660] FMK EOM ILI'],
  },
  'f0 00 e5 00 00 12 34 05 00 00 56 78 24 01 5a cd 00 09': {
    why: 'the announced length ends before the qualifier; the tool takes it for zero',
    lines: ['FIXED FORMAT, CURRENT; SENSE KEY: ILLEGAL REQUEST', 'INFO FLD=0X1234 [4660] FMK EOM ILI'],
  },
  'f0 00 e5 00 00 12 34 06 00 00 56 78 24 01 5a cd 00 09': {
    why: 'the announced length ends before the field replaceable unit code; the tool reads one byte too many',
    lines: [
      'FIXED FORMAT, CURRENT; SENSE KEY: ILLEGAL REQUEST',
      'ADDITIONAL SENSE: CDB DECRYPTION ERROR',
      'INFO FLD=0X1234 [4660] FMK EOM ILI',
    ],
  },
};

const isOtherFormat = ({ lines }: Vector): boolean =>
  lines[0] === 'PROBABLY UNINITIALIZED DATA.' || lines[0] === 'VENDOR SPECIFIC SENSE BUFFER, IN HEX:';

const print = (hex: string): readonly string[] => printLikeSg3(decodeSense(parseHex(hex))!);

describe('sense data as sg_decode_sense of sg3_utils 1.46 prints it', () => {
  test.each(vectors.filter((vector) => !isOtherFormat(vector) && !differences[vector.hex]))(
    '$hex',
    ({ hex, lines }) => {
      expect(print(hex)).toEqual(lines);
    },
  );

  test.each(Object.entries(differences))('%s: not as the tool has it', (hex, { lines }) => {
    const vector = vectors.find((candidate) => candidate.hex === hex);
    expect(vector?.lines).not.toEqual(lines);
    expect(print(hex)).toEqual(lines);
  });

  test.each(vectors.filter(isOtherFormat))('$hex: a response code of neither format', ({ hex }) => {
    expect(decodeSense(parseHex(hex))).toMatchObject({ format: 'unknown', senseKey: undefined, asc: undefined });
  });
});
