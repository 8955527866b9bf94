import { describe, expect, it } from 'vitest';
import { chapResponse, chooseAlgorithm } from '../../../src/iscsi/chap.js';
import { decodeBinary, decodeText } from '../../../src/iscsi/text.js';
import { recordedConnections } from './recordings.js';

/** The pairs of the login of iscsi-inq to tgtd, which went well. */
const login = new Map(
  recordedConnections
    .find(({ name }) => name.startsWith('inq-tgtd-chap'))!
    .pdus.filter(({ header }) => (header[0]! & 0x1f) === 3)
    .flatMap(({ data }) => decodeText(data)),
);

describe('CHAP', () => {
  it('answers tgtd’s challenge as libiscsi did', () => {
    const challenge = decodeBinary(login.get('CHAP_C')!)!;
    const response = chapResponse(Number(login.get('CHAP_A')), Number(login.get('CHAP_I')), 'secret-of-joe', challenge);
    expect(new Uint8Array(response)).toEqual(decodeBinary(login.get('CHAP_R')!));
  });

  it('takes the first algorithm of an offer that it knows', () => {
    expect(chooseAlgorithm('99,5,7')).toBe(5);
    expect(chooseAlgorithm('7,5')).toBe(7);
    expect(chooseAlgorithm('99,x')).toBeUndefined();
  });
});
