import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from './built-program.js';

let program: ReturnType<typeof buildProgram>;
beforeAll(() => {
  program = buildProgram();
}, 60_000);
afterAll(() => program.remove());

function discwire(argv: string[], input = '') {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program.main, ...argv], { input, encoding: 'utf8' });
  return { out: stdout, err: stderr, code: status };
}

describe('the program as a process', () => {
  test('prints results on standard output, without colours in a pipe', () => {
    const { out, err, code } = discwire(['ioctl', 'check_verify', 'virtual:']);
    expect(out).toMatch(/^IOCTL_CDROM_CHECK_VERIFY \(0x00024800\)\n.*STATUS_SUCCESS/s);
    expect(out).not.toContain('\u001b');
    expect({ err, code }).toEqual({ err: '', code: 0 });
  });

  test('prints errors on standard error and ends with their exit code', () => {
    expect(discwire(['toc', 'virtual:empty'])).toMatchObject({ out: '', code: 1 });
    expect(discwire(['raw', 'virtual:', 'xyz'])).toMatchObject({ out: '', code: 2 });
    const missing = discwire(['toc', 'virtual:nowhere.cue']);
    expect(missing).toMatchObject({ out: '', code: 3 });
    expect(missing.err).toMatch(/^discwire: virtual:nowhere\.cue: there is no file nowhere\.cue\n$/);
  });

  test('reads standard input', () => {
    expect(discwire(['explain'], '1E 00 00 00 01 00\n').out).toContain('PREVENT ALLOW MEDIUM REMOVAL');
    expect(discwire(['explain'], '').code).toBe(2);
  });

  test('tells its version', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
    expect(discwire(['--version'])).toEqual({ out: `${version}\n`, err: '', code: 0 });
  });

  test('writes bytes to standard output as they are', () => {
    const argv = ['send', 'read10', 'virtual:', 'logicalBlockAddress=16', 'transferLengthBlocks=1', '--save', '-'];
    const { stdout } = spawnSync(process.execPath, [program.main, ...argv]);
    expect(stdout).toHaveLength(2048);
    expect(stdout.subarray(1, 6).toString('latin1')).toBe('CD001');
  });

  test('is quiet when nobody reads on', async () => {
    const child = spawn(process.execPath, [program.main, 'send', '--list', '--json']);
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});
