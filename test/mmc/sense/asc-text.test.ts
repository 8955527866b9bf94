import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ascText } from '../../../mmc/index.js';
import { ascTexts } from '../../../mmc/sense/asc-table.js';
import { textLikeSg3 } from './sg3-print.js';

const codeName = (asc: number, ascq: number): string =>
  [asc, ascq].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('/');

/** What sg_decode_sense of sg3_utils 1.46 prints for every additional sense code below 80h that it knows. */
const theirs: ReadonlyMap<string, string> = new Map(
  readFileSync(new URL('fixtures/sg-asc-texts.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => [line.slice(0, 5), line.slice(6).toUpperCase()]),
);

interface Difference {
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}

const obsolete = (formerText: string): Difference => ({ ours: 'OBSOLETE', theirs: `${formerText} (OBS)` });
const newer = (text: string): Difference => ({ ours: text, theirs: undefined });

const differences: Readonly<Record<string, Difference>> = {
  // T10 declared these obsolete; sg3_utils keeps the former text.
  '20/05': obsolete('WRITE TYPE OPERATION WHILE IN READ CAPABLE STATE'),
  '24/02': obsolete('INVALID CDB FIELD WHILE IN EXPLICIT BLOCK MODEL'),
  '24/03': obsolete('INVALID CDB FIELD WHILE IN IMPLICIT BLOCK MODEL'),
  // Assigned after release 1.46; later releases have them.
  '00/23': newer('OVERLAPPING ATOMIC COMMAND IN PROGRESS'),
  '38/09': newer('DEPOPULATION RESTORATION INTERRUPTED'),
  '67/0E': newer('FEATURE NOT ENABLED'),
};

/** T10 has 40h with 80h to FFh and the pairs 40/00, 41/00 and 42/00; sg3_utils gives any qualifier the component's text. */
function isRangeOfSg3Only(asc: number, ascq: number): boolean {
  return (asc === 0x40 && ascq > 0 && ascq < 0x80) || ((asc === 0x41 || asc === 0x42) && ascq > 0);
}

describe('the texts of additional sense codes', () => {
  const pairs = Array.from({ length: 0x8000 }, (_, code) => [code >> 8, code & 0xff] as const);

  test('are those of sg_decode_sense, apart from the differences listed', () => {
    const unexpected = pairs.filter(([asc, ascq]) => {
      const name = codeName(asc, ascq);
      if (name in differences || isRangeOfSg3Only(asc, ascq)) return false;
      const text = ascText(asc, ascq);
      // sg_decode_sense says in another line that a code is the vendor's.
      return (
        theirs.get(name) !== (text === undefined || text === 'VENDOR SPECIFIC' ? undefined : textLikeSg3(text, ascq))
      );
    });
    expect(unexpected.map(([asc, ascq]) => `${codeName(asc, ascq)} ${ascText(asc, ascq)}`)).toEqual([]);
  });

  test.each(Object.entries(differences))('%s differs as listed', (name, difference) => {
    const [asc, ascq] = name.split('/').map((byte) => Number.parseInt(byte, 16));
    expect({ ours: ascText(asc!, ascq!), theirs: theirs.get(name) }).toEqual(difference);
  });

  test('are 764 pairs and three ranges', () => {
    expect(ascTexts.size).toBe(764);
    expect([...ascTexts.keys()].every((code) => code >> 8 < 0x80)).toBe(true);
  });

  test.each([
    [0x40, 0x80, 'DIAGNOSTIC FAILURE ON COMPONENT 80h'],
    [0x40, 0xff, 'DIAGNOSTIC FAILURE ON COMPONENT FFh'],
    [0x4d, 0x00, 'TAGGED OVERLAPPED COMMANDS (TASK TAG 00h)'],
    [0x4d, 0xff, 'TAGGED OVERLAPPED COMMANDS (TASK TAG FFh)'],
    [0x70, 0x0a, 'DECOMPRESSION EXCEPTION SHORT ALGORITHM ID OF 0Ah'],
    [0x40, 0x00, 'RAM FAILURE (SHOULD USE 40 NN)'],
  ])('give the number in the qualifier: %i/%i', (asc, ascq, text) => {
    expect(ascText(asc, ascq)).toBe(text);
  });

  test.each([
    [0x40, 0x01],
    [0x41, 0x01],
    [0x28, 0x7f],
    [0x7f, 0x00],
  ])('are undefined for a pair that is not assigned: %i/%i', (asc, ascq) => {
    expect(ascText(asc, ascq)).toBeUndefined();
  });

  test.each([
    [0x80, 0x00],
    [0xff, 0xff],
    [0x28, 0x80],
    [0x41, 0x80],
  ])('leave %i/%i to the vendor', (asc, ascq) => {
    expect(ascText(asc, ascq)).toBe('VENDOR SPECIFIC');
  });

  test('has the one pair with a high qualifier that T10 assigned', () => {
    expect(ascText(0x5d, 0xff)).toBe('FAILURE PREDICTION THRESHOLD EXCEEDED (FALSE)');
  });
});
