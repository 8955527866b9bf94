import { describe, expect, test } from 'vitest';
import { runCli } from './run-cli.js';

describe('the command line', () => {
  test('without a sub-command it shows what there is', async () => {
    const { out, err, code } = await runCli([]);
    expect(out).toMatch(/Usage: discwire \[options\] \[command\]/);
    for (const name of ['demo', 'list', 'ioctl', 'send', 'raw', 'toc', 'features', 'explain'])
      expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect({ err, code }).toEqual({ err: '', code: 0 });
  });

  test.each(['demo', 'list', 'ioctl', 'send', 'raw', 'toc', 'features', 'explain'])(
    '%s --help shows its options and the global ones, within 80 columns',
    async (name) => {
      const { out, err, code } = await runCli([name, '--help']);
      expect(out).toContain(`Usage: discwire ${name}`);
      expect(out).toContain('--json');
      expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
      expect({ err, code }).toEqual({ err: '', code: 0 });
    },
  );

  test.each([
    [['explian'], /unknown command 'explian'; did you mean explain\?/],
    [['toc', 'x', '--jsn'], /unknown option '--jsn'; did you mean --json\?/],
    [['toc'], /missing required argument 'device'/],
    [['toc', 'a', 'b'], /too many arguments/],
  ])('%j is one line that says what is wrong, exit code 2', async (argv, message) => {
    const { out, err, code } = await runCli(argv);
    expect(err).toMatch(message);
    expect(err).toMatch(/^discwire: [^\n]*\n$/);
    expect({ out, code }).toEqual({ out: '', code: 2 });
  });

  test('global options may stand before the sub-command', async () => {
    const { out } = await runCli(['--json', 'explain', '00 00 00 00 00 00']);
    expect(JSON.parse(out)[0].command.id).toBe('testUnitReady');
  });

  test('a fault of the program is told as one, with its stack where --trace asks for it', async () => {
    const list = async () => {
      throw new TypeError('x is not a function');
    };
    const { err, code } = await runCli(['list'], { list });
    expect(err).toBe('discwire: x is not a function; this is a fault of discwire, --trace shows where\n');
    expect(code).toBe(70);
    expect((await runCli(['list', '--trace'], { list })).err).toMatch(/\n {4}at /);
  });
});
