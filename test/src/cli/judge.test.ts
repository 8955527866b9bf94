import { describe, expect, test } from 'vitest';
import { openTransport } from '../../../src/index.js';
import { ScriptedTransport } from '../../helpers/scripted-transport.js';
import { runCli } from './run-cli.js';

describe('--judge', () => {
  test('tells on standard error what was wrong, and leaves the result alone', async () => {
    const words = ['raw', 'virtual:', '00 00 80 00 00 00'];
    const { out, err } = await runCli([...words, '--judge'], { openTransport });
    expect(err).toMatch(/^judge: 1 error, 0 warnings, 0 advice in 1 command\n/);
    expect(err).toMatch(/\nerror reserved-bit-set, command 1: TEST UNIT READY {2}00 00 80 00 00 00\n/);
    expect(err.split('\n').filter((line) => line.length > 80 && !line.startsWith('discwire:'))).toEqual([]);
    expect((await runCli(words, { openTransport })).out).toBe(out);
  });

  test('has one JSON document on standard error with --json', async () => {
    const { err } = await runCli(['toc', 'virtual:', '--judge', '--json'], { openTransport });
    expect(JSON.parse(err)).toMatchObject({ judge: { totals: { error: 0, warning: 0 }, findings: expect.any(Array) } });
  });

  test('reports when the command has failed, too', async () => {
    const { err, code } = await runCli(['send', 'read-10', 'virtual:', '1000000', '--judge'], { openTransport });
    expect(code).not.toBe(0);
    expect(err).toMatch(/discwire: /);
  });

  test('is refused for a drive that cannot judge', async () => {
    const { err, code } = await runCli(['send', 'test-unit-ready', '/dev/sr0', '--judge'], {
      openTransport: async () => new ScriptedTransport(),
    });
    expect({ err, code }).toEqual({
      err: 'discwire: /dev/sr0: only virtual drives judge; leave --judge out\n',
      code: 2,
    });
  });
});
