import { describe, expect, test } from 'vitest';
import { openError, passThroughError } from '../../../../src/transport/windows/explain.js';
import { kindOfWin32Error, win32Error, win32ErrorName } from '../../../../src/transport/windows/win32-error.js';

describe('what the number of a failed pass-through means', () => {
  test.each([
    [5, 'accessDenied'],
    [6, 'rejected'],
    [87, 'rejected'],
    [122, 'rejected'],
    [1306, 'rejected'],
    [121, 'timeout'],
    [1167, 'selectionTimeout'],
    [55, 'noDevice'],
    [433, 'noDevice'],
    [2, 'noDevice'],
    [170, 'busy'],
    [995, 'aborted'],
    [1111, 'busReset'],
    [234, 'overrun'],
    [1, 'unsupported'],
    [50, 'unsupported'],
    [1117, 'hostError'],
    [1450, 'hostError'],
    [4000, 'hostError'],
  ])('%i is %s', (number, kind) => {
    expect(kindOfWin32Error(number)).toBe(kind);
  });

  test('every number of the table has a message of its own kind, with its name', () => {
    for (const [name, code] of Object.entries(win32Error)) {
      const error = passThroughError('D:', code, 1000);
      expect(error.kind).toBe(kindOfWin32Error(code));
      expect(error.message).toMatch(new RegExp(`^D: [a-zA-Z].* \\(${name}, ${code}\\)$`));
    }
  });

  test('a number that is not in the table stays a number', () => {
    expect(win32ErrorName(4000)).toBeUndefined();
    expect(passThroughError('D:', 4000, 1000).message).toContain('(Win32 error, 4000)');
  });
});

describe('why a drive could not be opened', () => {
  const explain = (code: number) => openError('E:', code, async () => 'Drives here: D:');

  test.each([
    [2, 'notFound', 'E: there is no such drive (ERROR_FILE_NOT_FOUND, 2). Drives here: D:.'],
    [3, 'notFound', 'Drives here: D:.'],
    [5, 'accessDenied', 'another program has the drive for itself'],
    [32, 'busy', 'does not share it'],
    [170, 'busy', 'does not share it'],
    [31, 'hostError', 'it cannot be opened (ERROR_GEN_FAILURE, 31)'],
  ] as const)('%i is %s', async (code, kind, text) => {
    const error = await explain(code);
    expect(error).toMatchObject({ kind, native: { source: 'GetLastError', code } });
    expect(error.message).toContain(text);
  });
});
