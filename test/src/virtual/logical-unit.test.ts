import { describe, expect, it } from 'vitest';
import {
  reportLuns,
  reportSupportedOperationCode,
  reportSupportedOperationCodes,
  reportSupportedOperationCodesWithTimeouts,
  sendDiagnosticDefaultSelfTest,
} from '../../../mmc/index.js';
import { answerOf, setUp } from './virtual-helpers.js';

describe('REPORT LUNS', () => {
  it('lists the one unit there is, and no well-known ones', () => {
    const { device } = setUp();
    expect(device.sendSync(reportLuns, {}).luns).toEqual([new Uint8Array(8)]);
    expect(device.sendSync(reportLuns, { selectReport: 1 }).luns).toEqual([]);
    expect(answerOf(device.exchangeSync(reportLuns, { selectReport: 3 }))).toBe('5/24/00');
  });
});

describe('SEND DIAGNOSTIC', () => {
  it('finds the drive in order', () => {
    expect(answerOf(setUp().device.exchangeSync(sendDiagnosticDefaultSelfTest, {}))).toBe('GOOD');
  });
});

describe('REPORT SUPPORTED OPERATION CODES', () => {
  it('lists what the drive has, each operation code once', () => {
    const codesOf = (personality: string) =>
      setUp({ personality })
        .device.sendSync(reportSupportedOperationCodes, {})
        .commands.map(({ operationCode, serviceAction }) => operationCode * 0x1_0000 + serviceAction);
    const recorder = codesOf('bd-writer');
    expect(new Set(recorder).size).toBe(recorder.length);
    expect(recorder).toContain(0x2a_0000);
    const reader = codesOf('cd-reader');
    expect(reader).toContain(0x28_0000);
    expect(reader).not.toContain(0x2a_0000);
  });

  it('gives the time each may take', () => {
    const { commands } = setUp().device.sendSync(reportSupportedOperationCodesWithTimeouts, {});
    const blank = commands.find(({ operationCode }) => operationCode === 0xa1);
    expect(blank).toMatchObject({ ctdp: true, cdbLength: 12 });
    expect(blank!.recommendedCommandTimeoutSeconds).toBeGreaterThan(600);
  });

  it('tells of one command whether it is there, and which bits of its CDB count', () => {
    const { device } = setUp();
    const ask = (requestedOperationCode: number) =>
      device.sendSync(reportSupportedOperationCode, { reportingOptions: 1, requestedOperationCode });
    expect(ask(0x1f)).toMatchObject({ support: 1 });
    expect(ask(0x1b)).toMatchObject({
      support: 3,
      cdbLength: 6,
      cdbUsageData: Uint8Array.of(0x1b, 0x01, 0x00, 0x03, 0xf7, 0xff),
    });
  });

  it('tells a command from one with a service action that has the same operation code', () => {
    const { device } = setUp();
    const ask = (reportingOptions: number, requestedServiceAction = 0) =>
      device.sendSync(reportSupportedOperationCode, {
        reportingOptions,
        requestedOperationCode: 0xa3,
        requestedServiceAction,
      });
    // SEND KEY, and MAINTENANCE IN with its service action 0Ch, which this very command is.
    expect(ask(1).cdbUsageData![1]! & 0x1f).toBe(0);
    expect(ask(2, 0x0c)).toMatchObject({ support: 3 });
    expect(ask(2, 0x1e)).toMatchObject({ support: 1 });
  });
});
