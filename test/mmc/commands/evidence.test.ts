/** What a vector says of its recording in test/stand-in is there. */
import { describe, expect, test } from 'vitest';
import { hex, parseHex } from '../../../mmc/index.js';
import { readRecording } from '../../stand-in/recording.js';
import type { Evidence } from './vectors/evidence.js';
import { cdbVectors, dataVectors } from './vectors/index.js';

const isPresent = <T extends { evidence?: Evidence }>(vector: T): vector is T & { evidence: Evidence } =>
  vector.evidence !== undefined;

/** The bytes without those that are different each time. */
function settled(text: string | undefined, { random }: Evidence): string | undefined {
  return text && random ? hex(parseHex(text).fill(0, ...random)) : text;
}

const has = (lines: readonly string[], text: string) => lines.some((line) => line.includes(text));

describe('recordings', () => {
  test.each(cdbVectors.filter(isPresent))('$evidence.recording has $cdb', ({ cdb, evidence }) => {
    const { exchanges, printed } = readRecording(evidence.recording);
    const same = exchanges.filter((exchange) => exchange.cdb === cdb);
    expect(same).not.toEqual([]);
    const said = same.flatMap(({ decoded = printed }) => decoded);
    expect(evidence.printed.filter((text) => !has(said, text))).toEqual([]);
  });

  test.each(dataVectors.filter(isPresent))('$evidence.recording has $name: $bytes', ({ bytes, evidence }) => {
    const { exchanges, printed } = readRecording(evidence.recording);
    const wanted = settled(hex(parseHex(bytes)), evidence)!;
    const isSame = (text: string | undefined) => settled(text, evidence) === wanted || text?.includes(` ${wanted}`);
    // A program may have room for more than there is, or stop before the end that it has no use for.
    const isPart = (text = '') => text.startsWith(wanted) || (text.length > 11 && wanted.startsWith(text));
    const same = exchanges.filter(({ dataIn, dataOut }) =>
      evidence.how === 'sent' ? isSame(dataOut) : isSame(dataIn) || isPart(dataIn),
    );
    expect(same).not.toEqual([]);
    const said = same.flatMap(({ decoded = printed }) => decoded);
    expect(evidence.printed.filter((text) => !has(said, text))).toEqual([]);
  });

  test.each([...cdbVectors, ...dataVectors].filter(isPresent))(
    '$evidence.recording is of $source',
    ({ source, evidence }) => {
      expect(source).toBe(`${evidence.how} by ${readRecording(evidence.recording).program}`);
    },
  );
});
