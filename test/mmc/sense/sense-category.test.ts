import { describe, expect, test } from 'vitest';
import {
  decodeSense,
  encodeSense,
  type SenseCategory,
  senseAdvice,
  senseCategory,
  senseKey,
  senseKeyName,
} from '../../../mmc/index.js';

const senseOf = (key: number, asc = 0, ascq = 0, deferred = false) =>
  decodeSense(encodeSense({ senseKey: key, asc, ascq, deferred }))!;

describe('senseCategory says what a caller would do', () => {
  test.each<[number, number, number, SenseCategory]>([
    [0x0, 0x00, 0x00, 'noSense'],
    [0x0, 0x00, 0x11, 'noSense'],
    [0x1, 0x17, 0x01, 'recovered'],
    [0x2, 0x04, 0x00, 'notReady'],
    [0x2, 0x04, 0x01, 'becomingReady'],
    [0x2, 0x04, 0x02, 'startRequired'],
    [0x2, 0x04, 0x03, 'notReady'],
    [0x2, 0x04, 0x04, 'operationInProgress'],
    [0x2, 0x04, 0x07, 'operationInProgress'],
    [0x2, 0x04, 0x08, 'operationInProgress'],
    [0x2, 0x30, 0x00, 'incompatibleMedium'],
    [0x2, 0x3a, 0x00, 'noMedium'],
    [0x2, 0x3a, 0x01, 'noMedium'],
    [0x2, 0x3a, 0x02, 'noMedium'],
    [0x2, 0x3e, 0x00, 'notReady'],
    [0x3, 0x11, 0x05, 'mediumError'],
    [0x3, 0x30, 0x02, 'incompatibleMedium'],
    [0x4, 0x44, 0x00, 'hardwareError'],
    [0x5, 0x1a, 0x00, 'invalidFieldInParameterList'],
    [0x5, 0x20, 0x00, 'invalidOperationCode'],
    [0x5, 0x20, 0x01, 'illegalRequest'],
    [0x5, 0x21, 0x00, 'addressOutOfRange'],
    [0x5, 0x21, 0x02, 'addressOutOfRange'],
    [0x5, 0x24, 0x00, 'invalidFieldInCdb'],
    [0x5, 0x25, 0x00, 'illegalRequest'],
    [0x5, 0x26, 0x00, 'invalidFieldInParameterList'],
    [0x5, 0x2c, 0x00, 'commandSequenceError'],
    [0x5, 0x30, 0x05, 'incompatibleMedium'],
    [0x5, 0x53, 0x00, 'illegalRequest'],
    [0x5, 0x53, 0x02, 'mediumRemovalPrevented'],
    [0x5, 0x64, 0x00, 'wrongModeForTrack'],
    [0x5, 0x64, 0x01, 'illegalRequest'],
    [0x5, 0x6f, 0x03, 'copyProtection'],
    [0x6, 0x28, 0x00, 'mediumChanged'],
    [0x6, 0x28, 0x01, 'unitAttention'],
    [0x6, 0x29, 0x00, 'reset'],
    [0x6, 0x29, 0x04, 'reset'],
    [0x6, 0x2a, 0x01, 'unitAttention'],
    [0x6, 0x5a, 0x01, 'removalRequested'],
    [0x7, 0x27, 0x00, 'writeProtected'],
    [0x7, 0x20, 0x00, 'dataProtect'],
    [0x8, 0x64, 0x00, 'blankCheck'],
    [0x9, 0x80, 0x00, 'other'],
    [0xa, 0x00, 0x00, 'other'],
    [0xb, 0x00, 0x06, 'abortedCommand'],
    [0xd, 0x00, 0x00, 'volumeOverflow'],
    [0xe, 0x1d, 0x00, 'miscompare'],
    [0xf, 0x00, 0x00, 'recovered'],
  ])('%i/%i/%i', (key, asc, ascq, category) => {
    expect(senseCategory(senseOf(key, asc, ascq))).toBe(category);
  });

  test('by the sense key alone where there is no code', () => {
    expect(senseCategory(decodeSense(Uint8Array.of(0x70, 0, senseKey.notReady))!)).toBe('notReady');
  });

  test('nothing for a response code that is no format', () => {
    expect(senseCategory(decodeSense(Uint8Array.of(0x7f, 0, 2))!)).toBe('other');
  });
});

describe('senseAdvice', () => {
  test('is one line', () => {
    expect(senseAdvice(senseOf(senseKey.notReady, 0x3a))).toBe('There is no medium: insert one or close the tray.');
  });

  test('of a deferred error says first that the command was not executed', () => {
    expect(senseAdvice(senseOf(senseKey.mediumError, 0x0c, 0, true))).toMatch(
      /^This is about an earlier command; .* was not executed.* The data could not be/,
    );
  });
});

describe('sense keys', () => {
  test('have the names of the standard', () => {
    expect(Object.values(senseKey).map(senseKeyName)).toEqual([
      'NO SENSE',
      'RECOVERED ERROR',
      'NOT READY',
      'MEDIUM ERROR',
      'HARDWARE ERROR',
      'ILLEGAL REQUEST',
      'UNIT ATTENTION',
      'DATA PROTECT',
      'BLANK CHECK',
      'VENDOR SPECIFIC',
      'COPY ABORTED',
      'ABORTED COMMAND',
      'EQUAL',
      'VOLUME OVERFLOW',
      'MISCOMPARE',
      'COMPLETED',
    ]);
    expect(Object.values(senseKey)).toEqual(Array.from({ length: 16 }, (_, key) => key));
    expect(senseKeyName(16)).toBeUndefined();
  });
});
