import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hex } from '../../../mmc/index.js';
import { TransportError } from '../../../src/index.js';
import { check, good, goodWith, type Reply, ScriptedTransport } from '../../helpers/scripted-transport.js';
import { runCli } from './run-cli.js';

async function raw(replies: Reply[], ...argv: string[]) {
  const transport = new ScriptedTransport(...replies);
  const result = await runCli(['raw', ...argv], { openTransport: async () => transport });
  return { ...result, sent: transport.sent };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'discwire-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('raw', () => {
  test('sends the bytes as they are and dumps what came back', async () => {
    const { out, err, code, sent } = await raw(
      [goodWith(5, 0x80, 6, 0x32, 0x1f)],
      'x',
      '12 00 00 00 24 00',
      '--in',
      '36',
    );
    expect(sent).toMatchObject([{ direction: 'in', timeoutMs: 30_000 }]);
    expect(sent[0]!.data).toHaveLength(36);
    expect(out).toMatchInlineSnapshot(`
      "-> INQUIRY  12 00 00 00 24 00
         allocationLength 36
      <- GOOD (00h)

      data-in, 5 bytes of 36
      0000  05 80 06 32 1F                                   |...2.|
      "
    `);
    expect({ err, code }).toEqual({ err: '', code: 0 });
  });

  test('sends data-out and takes the CDB as separate words', async () => {
    const cdb = ['55', '10', '00', '00', '00', '00', '00', '00', '02', '00'];
    const { sent } = await raw([good], 'x', ...cdb, '--out', '00 06');
    expect(sent).toMatchObject([{ direction: 'out' }]);
    expect(hex(sent[0]!.data)).toBe('00 06');
  });

  test('an operation code that nobody declared goes out all the same', async () => {
    const { out, code, sent } = await raw([good], 'x', 'C1 02 03 04 05 06 07 08');
    expect(hex(sent[0]!.cdb)).toBe('C1 02 03 04 05 06 07 08');
    expect(out).toContain('operation code C1h');
    expect(code).toBe(0);
  });

  test('a refusal is the answer: it is printed, said in one line, and sent once', async () => {
    const { out, err, code, sent } = await raw([check(6, 0x29)], 'x', '00 00 00 00 00 00');
    expect(out).toMatchInlineSnapshot(`
      "-> TEST UNIT READY  00 00 00 00 00 00
      <- CHECK CONDITION (02h)
         sense 70 00 06 00 00 00 00 0A 00 00 00 00 29 00 00 00 00 00
         6/29/00 UNIT ATTENTION, POWER ON, RESET, OR BUS DEVICE RESET OCCURRED
      "
    `);
    expect(err).toMatch(/^discwire: TEST UNIT READY: 6\/29\/00 UNIT ATTENTION, .*\. The drive was reset.*\n$/);
    expect({ code, sends: sent.length }).toEqual({ code: 1, sends: 1 });
  });

  test('recovered errors are no refusal', async () => {
    expect(await raw([check(1, 0x17, 1)], 'x', '00 00 00 00 00 00')).toMatchObject({ code: 0, err: '' });
  });

  test('--save and --json', async () => {
    const file = join(folder, 'out.bin');
    const { out } = await raw([goodWith(1, 2, 3)], 'x', '12 00 00 00 24 00', '--in', '0x24', '--save', file, '--json');
    expect([...readFileSync(file)]).toEqual([1, 2, 3]);
    expect(JSON.parse(out)).toMatchObject({
      name: 'INQUIRY',
      cdb: '12 00 00 00 24 00',
      direction: 'in',
      dataLengthBytes: 36,
      transferredBytes: 3,
      status: 0,
      statusName: 'GOOD (00h)',
      data: '01 02 03',
      sense: null,
    });
  });

  test('--trace prints the exchange on standard error', async () => {
    const { err } = await raw([good], 'x', '00 00 00 00 00 00', '--trace');
    expect(err).toMatch(/^#1 TEST UNIT READY {2}00 00 00 00 00 00 {2}no data\n/);
    const json = await raw([good], 'x', '00 00 00 00 00 00', '--trace', '--json');
    expect(JSON.parse(json.err)).toMatchObject({ trace: { cdb: '00 00 00 00 00 00' } });
  });
});

describe('raw: bad input sends nothing', () => {
  const cases: [argv: string[], message: RegExp][] = [
    [['x', '00 00 00 00 00'], /TEST UNIT READY has 6 bytes, 5 were given/],
    [['x', '28 00 00 00 00 00 00 00 01 00 00 00'], /READ\(10\) has 10 bytes, 12 were given/],
    [['x', '9E 10 00'], /operation code 9Eh has 16 bytes, 3 were given/],
    [['x', 'C1 00'], /the CDB has 2 bytes; the shortest there is has 6/],
    [['x', '7F 00 00 00 00 00 00 18'], /operation code 7Fh has 32 bytes, 8 were given/],
    [['x', 'nonsense'], /the CDB: "nonsense" at character 1 is not hexadecimal/],
    [['x', '00 00 00 00 00 000'], /half a byte/],
    [['x'], /missing required argument 'cdb'/],
    [[], /missing required argument 'device'/],
    [['x', '12 00 00 00 24 00', '--in', 'many'], /--in.*It is a number of bytes/],
    [
      ['x', '12 00 00 00 24 00', '--in', '4294967295'],
      /--in 4294967295: one transfer carries at most 65536 bytes here/,
    ],
    [['x', '12 00 00 00 24 00', '--in', '4', '--out', '00'], /'--in <bytes>' cannot be used with option '--out/],
    [
      ['x', '12 00 00 00 24 00', '--out', 'no such file'],
      /--out no such file: not hexadecimal, and there is no such file/,
    ],
    [['x', '12 00 00 00 24 00', '--inn', '4'], /unknown option '--inn'; did you mean --in\?/],
  ];
  test.each(cases)('%j', async (argv, message) => {
    const { out, err, code, sent } = await raw([], ...argv);
    expect(err).toMatch(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect({ out, code, sent }).toEqual({ out: '', code: 2, sent: [] });
  });

  test('a file that cannot be written is said after the command', async () => {
    const { err, code } = await raw(
      [goodWith(1)],
      'x',
      '12 00 00 00 24 00',
      '--in',
      '4',
      '--save',
      join(folder, 'no/such/folder'),
    );
    expect(err).toMatch(/--save .*: the file cannot be written \(ENOENT\)/);
    expect(code).toBe(2);
  });

  test('a missing device and one without permission', async () => {
    expect(await runCli(['raw', '/dev/sr9', '00 00 00 00 00 00'])).toMatchObject({ code: 3, out: '' });
    const openTransport = async () => {
      throw new TransportError('accessDenied', '/dev/sr0: permission denied; join the group cdrom (EACCES)');
    };
    const denied = await runCli(['raw', '/dev/sr0', '00 00 00 00 00 00', '--json'], { openTransport });
    expect(denied.code).toBe(4);
    expect(JSON.parse(denied.err)).toEqual({
      error: {
        kind: 'accessDenied',
        exitCode: 4,
        message: '/dev/sr0: permission denied; join the group cdrom (EACCES)',
        native: null,
      },
    });
  });
});
