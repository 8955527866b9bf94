import { describe, expect, it } from 'vitest';
import {
  answerOffer,
  defaultParameters,
  NegotiationError,
  offerOf,
  type SessionParameters,
  takeAnswer,
  type Wishes,
} from '../../../src/iscsi/negotiation.js';

const wishes: Wishes = {
  headerDigest: ['CRC32C', 'None'],
  dataDigest: ['None'],
  maxRecvDataSegmentLength: 65_536,
  initialR2T: false,
  immediateData: true,
  maxBurstLength: 100_000,
  firstBurstLength: 50_000,
  maxOutstandingR2T: 1,
};

describe('an offer', () => {
  it.each([
    ['HeaderDigest', 'None,CRC32C', 'None', { headerDigest: false }],
    ['HeaderDigest', 'CRC32C,None', 'CRC32C', { headerDigest: true }],
    ['DataDigest', 'CRC32C,None', 'None', { dataDigest: false }],
    ['InitialR2T', 'Yes', 'Yes', { initialR2T: true }],
    ['InitialR2T', 'No', 'No', { initialR2T: false }],
    ['ImmediateData', 'No', 'No', { immediateData: false }],
    ['MaxBurstLength', '16776192', '100000', { maxBurstLength: 100_000 }],
    ['MaxBurstLength', '4096', '4096', { maxBurstLength: 4096 }],
    ['FirstBurstLength', '0x1000', '4096', { firstBurstLength: 4096 }],
    ['MaxOutstandingR2T', '16', '1', { maxOutstandingR2T: 1 }],
    ['MaxConnections', '8', '1', {}],
    ['ErrorRecoveryLevel', '2', '0', {}],
    ['DataPDUInOrder', 'No', 'Yes', {}],
    ['DataSequenceInOrder', 'No', 'Yes', {}],
    ['DefaultTime2Wait', '5', '5', { defaultTime2Wait: 5 }],
    ['DefaultTime2Retain', '20', '0', { defaultTime2Retain: 0 }],
    ['IFMarker', 'Yes', 'No', {}],
    ['OFMarkInt', '2048~8192', 'Irrelevant', {}],
    ['X-com.example.new', '1', 'NotUnderstood', {}],
    ['toString', '1', 'NotUnderstood', {}],
    ['MaxRecvDataSegmentLength', '4096', undefined, { maxSendDataSegmentLength: 4096 }],
  ] as const)('%s=%s is answered %s', (key, value, answer, settled) => {
    const parameters: SessionParameters = { ...defaultParameters };
    expect(answerOffer(key, value, wishes, parameters)).toBe(answer);
    expect(parameters).toEqual({ ...defaultParameters, ...settled });
  });

  it.each([
    ['DataDigest', 'CRC32C'],
    ['InitialR2T', 'Perhaps'],
    ['MaxBurstLength', '511'],
    ['MaxBurstLength', '16777216'],
    ['MaxBurstLength', '-1'],
    ['MaxBurstLength', ''],
    ['MaxConnections', '0'],
    ['MaxRecvDataSegmentLength', '1e3'],
  ])('%s=%s ends the negotiation', (key, value) => {
    expect(() => answerOffer(key, value, wishes, { ...defaultParameters })).toThrow(NegotiationError);
  });
});

describe('an answer', () => {
  it('settles what was offered', () => {
    const parameters: SessionParameters = { ...defaultParameters };
    takeAnswer('HeaderDigest', 'CRC32C', wishes, parameters);
    takeAnswer('MaxBurstLength', '8192', wishes, parameters);
    takeAnswer('ImmediateData', 'No', wishes, parameters);
    expect(parameters).toMatchObject({ headerDigest: true, maxBurstLength: 8192, immediateData: false });
  });

  it('that was not offered is refused', () => {
    expect(() => takeAnswer('DataDigest', 'CRC32C', wishes, { ...defaultParameters })).toThrow(/DataDigest=CRC32C/);
  });

  it.each(['Reject', 'Irrelevant', 'NotUnderstood'])('%s leaves the default', (value) => {
    const parameters: SessionParameters = { ...defaultParameters };
    takeAnswer('MaxBurstLength', value, wishes, parameters);
    expect(parameters).toEqual(defaultParameters);
  });

  it('comes to every key of the offer', () => {
    for (const [key, value] of offerOf(wishes)) {
      const answer = answerOffer(key, value, wishes, { ...defaultParameters });
      expect(answer === 'NotUnderstood', key).toBe(false);
    }
  });
});
