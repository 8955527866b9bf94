import { describe, expect, test } from 'vitest';
import {
  blank,
  features,
  formatUnit,
  formerCommands,
  mmcCommands,
  read12,
  reportKeyRpcState,
  securityProtocolInSupported,
  sendEvent,
  testUnitReady,
} from '../../../mmc/index.js';

const commands = [...mmcCommands];

describe('what commands say of themselves', () => {
  test('those that change the medium', () => {
    const names = commands.filter(({ changes }) => changes === 'medium').map(({ name }) => name.replace(/ \(.*/, ''));
    expect([...new Set(names)].sort()).toEqual([
      'BLANK',
      'CLOSE TRACK SESSION',
      'ERASE(10)',
      'FORMAT UNIT',
      'REPAIR TRACK',
      'RESERVE TRACK',
      'SEND DISC STRUCTURE',
      'SEND OPC INFORMATION',
      'SYNCHRONIZE CACHE(10)',
      'WRITE AND VERIFY(10)',
      'WRITE AND VERIFY(12)',
      'WRITE(10)',
      'WRITE(12)',
    ]);
  });

  test('nothing that sends data leaves everything as it is, but for a comparison', () => {
    const harmless = commands.filter(({ transfer, changes }) => transfer.direction === 'out' && changes === 'nothing');
    expect(harmless.map(({ id }) => id).sort()).toEqual(['verify10ByteCheck', 'verify12ByteCheck']);
  });

  test('siblings of one operation code differ only where one of them merely asks', () => {
    for (const command of commands) {
      const kinds = new Set(mmcCommands.siblings(command.operationCode).map(({ changes }) => changes));
      if (kinds.size > 1) expect([0xa3, 0xa4]).toContain(command.operationCode);
    }
    expect(reportKeyRpcState.changes).toBe('nothing');
  });

  test('time-out groups', () => {
    expect([testUnitReady, read12, formatUnit, blank].map(({ timeoutGroup }) => timeoutGroup)).toEqual([
      '1',
      '1',
      '2',
      '2',
    ]);
    const waits = commands.filter(({ timeoutGroup }) => timeoutGroup === '2');
    for (const command of waits) expect(command.timeoutMs).toBeGreaterThanOrEqual(120_000);
  });

  test('the features that mandate a command are features that are declared, in order', () => {
    for (const { features: numbers } of commands) {
      expect(numbers.filter((number) => !features.has(number))).toEqual([]);
      expect([...numbers].sort((a, b) => a - b)).toEqual(numbers);
    }
    expect(testUnitReady.features).toEqual([0x0001]);
    expect(blank.features).toContain(0x002d);
  });
});

test('a command whose operation code was given away is in a set of its own', () => {
  const cdb = sendEvent.encodeCdb({ parameterListLength: 8 });
  expect(formerCommands.find(cdb)).toBe(sendEvent);
  expect(mmcCommands.find(cdb)).toBe(securityProtocolInSupported);
});
