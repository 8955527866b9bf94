import { describe, expect, it, test } from 'vitest';
import { hex } from '../../../mmc/index.js';
import { handlers } from '../../../src/ioctl/handlers/index.js';
import { controlCode, normaliseControlCode, ntStatus, ntStatusName } from '../../../src/ioctl/index.js';
import {
  casesOf,
  counts,
  idleExceptions,
  informationOf,
  nameOf,
  orderCasesOf,
  runCase,
  unprovenRows,
} from './rows/every-code.js';
import { exceptions } from './rows/exceptions.js';
import { type ReferenceCode, referenceCodes } from './rows/reference.js';

const commandsOf = (code: ReferenceCode) =>
  code.commands ?? referenceCodes.find(({ name }) => name === code.aliasOf)?.commands ?? [];

/** Whether a CDB is what the table says; what is no byte there stands for anything. */
function matches(pattern: string, cdb: string): boolean {
  const [wanted, given] = [pattern.split(' '), cdb.split(' ')];
  return (
    pattern === 'caller' ||
    (wanted.length === given.length && wanted.every((byte, i) => !/^[0-9A-F]{2}$/.test(byte) || byte === given[i]))
  );
}

const { names, codes, rows, exceptionRows, cases } = counts;

describe(`the reference table: ${names} names of ${codes} control codes, ${rows} statuses, ${cases} cases, ${exceptionRows} statuses excepted`, () => {
  it('has a handler for every code, and no code here is missing from it', () => {
    for (const { code, name } of referenceCodes)
      expect(handlers.has(normaliseControlCode(Number(code))), name).toBe(true);
    expect([...new Set(referenceCodes.map(nameOf))].sort()).toEqual(Object.keys(controlCode).sort());
  });

  it('gives the numbers that are given here', () => {
    for (const code of referenceCodes) expect(controlCode[nameOf(code)], code.name).toBe(Number(code.code));
  });

  it('has a case for every status, but for the exceptions', () => {
    expect(unprovenRows.map(({ name, row: { status, when } }) => `${name}: ${status}: ${when}`)).toEqual([]);
  });

  it('has every exception, and few of them', () => {
    expect(idleExceptions).toEqual([]);
    expect(exceptions).toHaveLength(9);
  });

  it.each(referenceCodes.map((code) => [code.name, code] as const))('%s', async (_, code) => {
    const commands = commandsOf(code).map(({ cdb }) => cdb);
    for (const testCase of casesOf(code)) {
      const { row, change } = testCase;
      const { ntStatus: status, information, output, buffer, sent, isIntact, unused } = await runCase(testCase);
      const what = `${row.when}: ${JSON.stringify(change)}`;
      expect(ntStatusName(status), what).toBe(row.status);
      const wanted = informationOf(testCase, code);
      if (wanted !== undefined) expect(information, what).toBe(wanted);
      expect(output.length, what).toBeLessThanOrEqual(Math.min(information, buffer.length));
      expect(isIntact, what).toBe(true);
      expect(unused, what).toBe(0);
      const isSilent = change.replies === undefined && change.always === undefined;
      if (isSilent) expect(sent, what).toEqual([]);
      if (isSilent && row.isCheck)
        expect(
          buffer.every((byte) => byte === 0xaa),
          what,
        ).toBe(true);
      if (row.status === 'STATUS_SUCCESS' && commands.length > 0)
        for (const { cdb } of sent)
          expect(commands, what).toContainEqual(expect.toSatisfy((pattern) => matches(pattern, hex(cdb))));
    }
  });

  it(`has checks whose order is that of the code: ${referenceCodes.flatMap(orderCasesOf).length} pairs`, async () => {
    for (const testCase of referenceCodes.flatMap(orderCasesOf)) {
      const { name, row, change } = testCase;
      const what = `${name}: ${row.when}: ${JSON.stringify(change)}`;
      expect([what, ntStatusName((await runCase(testCase)).ntStatus)]).toEqual([what, row.status]);
    }
  });

  test('has statuses that are known here', () => {
    for (const { documented, name } of referenceCodes)
      for (const status of documented) expect(ntStatus, name).toHaveProperty(status);
  });
});
