import { describe, expect, it } from 'vitest';
import { handlers } from '../../../src/ioctl/handlers/index.js';
import { type ControlCodeName, controlCode, normaliseControlCode, ntStatusName } from '../../../src/ioctl/index.js';
import { codeCases, runCase } from './rows/every-code.js';

const names = Object.keys(controlCode) as ControlCodeName[];

describe(`${names.length} control codes, ${codeCases.length} of the statuses that they share`, () => {
  it('have a handler, all of them', () => {
    for (const name of names) expect(handlers.has(normaliseControlCode(controlCode[name])), name).toBe(true);
  });

  it.each(names)('%s', async (name) => {
    const cases = codeCases.filter((testCase) => testCase.name === name);
    for (const testCase of cases) {
      const { ntStatus: status, information, buffer } = await runCase(testCase);
      expect(ntStatusName(status), testCase.cause).toBe(testCase.status);
      if (testCase.status === 'STATUS_SUCCESS') continue;
      expect(information, testCase.cause).toBe(0);
      if (name !== 'IOCTL_CDROM_RAW_READ')
        expect(
          buffer.every((byte) => byte === 0xaa),
          testCase.cause,
        ).toBe(true);
    }
    expect(cases.length).toBeGreaterThan(0);
  });
});
