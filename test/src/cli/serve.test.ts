import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openTransport } from '../../../src/index.js';
import { runCli } from './run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'discwire-serve-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Serves drives, and does something while they are served. */
async function serving(
  words: readonly string[],
  use: (served: { portal: string; type: (line: string) => Promise<void> }) => Promise<void>,
) {
  let take: ((line: string) => Promise<void>) | undefined;
  let out = '';
  let isUsed = false;
  return runCli(['serve', ...words, '--iscsi', '127.0.0.1:0'], {
    openTransport,
    writeOut: (chunk) => {
      out += typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
    },
    eachInputLine: async (each) => {
      take = each;
    },
    untilInterrupted: async () => {
      if (isUsed) return;
      isUsed = true;
      const portal = /127\.0\.0\.1:\d+/.exec(out)![0];
      await use({ portal, type: (line) => take!(line) });
    },
  }).then((result) => ({ ...result, out }));
}

describe('discwire serve', () => {
  it('serves drives, and says how to get at them', async () => {
    const { code, out, err } = await serving(['virtual:', 'virtual:dvd-ram'], async ({ portal }) => {
      await using transport = await openTransport(`iscsi://${portal}/iqn.2000-01.localhost.discwire:drives/1`);
      const data = new Uint8Array(36);
      const cdb = Uint8Array.of(0x12, 0, 0, 0, 36, 0);
      const { status } = await transport.execute({ cdb, direction: 'in', data, timeoutMs: 5000 });
      expect(status).toBe(0);
    });
    expect(code).toBe(0);
    expect(out).toContain('drive 1: virtual:dvd-ram is LUN 1 of iqn.2000-01.localhost.discwire:drives');
    for (const word of ['iscsiadm -m node', 'Connect-IscsiTarget', '-drive file=iscsi://', 'iscsi-inq'])
      expect(out).toContain(word);
    expect(err).toMatch(/has logged in/);
    expect(err).toMatch(/the target is closed\n$/);
  });

  it('takes an operator’s commands', async () => {
    const { out, err } = await serving(['virtual:'], async ({ type }) => {
      for (const line of [
        'eject 0',
        'insert 0 dvd-ram',
        'insert 0 dvd-ram',
        'press-button 0',
        'eject 3',
        'fly',
        'insert 0',
        '',
      ])
        await type(line);
      await type('help');
    });
    expect(out).toMatch(/"medium":null,"isTrayOpen":false/);
    expect(out).toMatch(/"medium":"dvd","isTrayOpen":true/);
    expect(out).toMatch(/^insert DRIVE MEDIUM {2}/m);
    expect(err).toContain('there is a medium in the drive');
    expect(err).toContain('there is no drive 3; they have the numbers 0 to 0');
    expect(err).toContain('there is no method "fly"; there are status, ');
    expect(err).toContain('insert needs "medium"; insert DRIVE MEDIUM');
  });

  it('judges the initiators, and misbehaves by a plan', async () => {
    const plan = join(folder, 'plan.json');
    writeFileSync(plan, JSON.stringify({ faults: [{ kind: 'status', status: 'busy', times: 1 }] }));
    const { out, err } = await serving(['virtual:?power-on=silent', '--judge'], async ({ portal, type }) => {
      const ask = async (cdb: readonly number[]) => {
        await using transport = await openTransport(`iscsi://${portal}/iqn.2000-01.localhost.discwire:drives/0`);
        const request = {
          cdb: Uint8Array.from(cdb),
          direction: 'in',
          data: new Uint8Array(37),
          timeoutMs: 5000,
        } as const;
        return (await transport.execute(request)).status;
      };
      await type(`faults 0 ${plan}`);
      expect(await ask([0x12, 0, 0, 0, 37, 0])).toBe(0x08);
      await type('faults 0');
      expect(await ask([0x12, 0, 0, 0, 37, 0])).toBe(0);
      await type('report 0');
      await type('faults 0 nowhere.json');
    });
    expect(out).toContain('"rule":"allocation-length-odd"');
    expect(err).toContain('nowhere.json');
    expect(err).toMatch(/^virtual:\?power-on=silent:\njudge: 0 errors, 0 warnings, 2 advice in 2 commands/m);
  });

  it('has no report where nobody judges', async () => {
    const { err } = await serving(['virtual:'], async ({ type }) => type('report 0'));
    expect(err).toContain('nobody judges this drive');
  });

  it.skipIf(process.platform === 'win32')('takes the same as lines of JSON, from nobody else', async () => {
    const path = join(folder, 'control');
    const answers: unknown[] = [];
    await serving(['virtual:', '--control', path], async () => {
      expect(statSync(path).mode & 0o777).toBe(0o600);
      const socket = connect(path).setEncoding('utf8');
      const requests = [
        '{"id":1,"method":"status"}',
        '{"id":2,"method":"change","params":{"drive":0,"medium":"dvd-ram"}}',
        '{"id":3,"method":"change","params":{"drive":0,"medium":"dvd-ram","loud":true}}',
        '{"id":4,"method":"toString"}',
        'not JSON',
        '[]',
      ];
      socket.write(`${requests.join('\n')}\n`);
      let text = '';
      for await (const chunk of socket) {
        text += chunk;
        if (text.split('\n').length > requests.length) break;
      }
      answers.push(
        ...text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      );
    });
    expect(answers).toMatchObject([
      { id: 1, result: [{ name: 'virtual:', lun: 0, medium: 'cd' }] },
      { id: 2, result: { medium: 'dvd' } },
      { id: 3, error: { message: expect.stringContaining('no parameter "loud"') } },
      { id: 4, error: { message: expect.stringContaining('no method "toString"') } },
      { id: null, error: { message: expect.any(String) } },
      { id: null, error: { message: 'a request is an object with "method"' } },
    ]);
  });

  it.each([
    [['--iscsi', '0.0.0.0:0'], /not loopback.*CHAP/],
    [['--iscsi', 'nowhere:x'], /is no address/],
    [['--name', 'drives'], /is no iSCSI name/],
    [['--chap', 'joe'], /--chap takes user:secret/],
    [['--chap', '@/no/such/file'], /--chap: ENOENT/],
  ])('%j is a wrong command line', async (words, message) => {
    const { code, err } = await runCli(['serve', 'virtual:', ...words], { openTransport });
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });
});
