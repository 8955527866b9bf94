import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hex, parseHex } from '../../../mmc/index.js';
import { TransportError } from '../../../src/index.js';
import { check, good, goodWith, type Reply, ScriptedTransport } from '../../helpers/scripted-transport.js';
import { runCli } from './run-cli.js';

/** Runs the program against a drive that gives these replies. */
async function against(replies: Reply[], ...argv: string[]) {
  const transport = new ScriptedTransport(...replies);
  const result = await runCli(argv, { openTransport: async () => transport });
  return { ...result, sent: transport.sent, isClosed: transport.isClosed };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'discwire-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('send', () => {
  test('builds the CDB from field=value and shows the answer decoded', async () => {
    const toc = goodWith(...parseHex('00 12 01 01 00 14 01 00 00 00 00 00 00 14 AA 00 00 00 01 2C'));
    const { out, err, code, sent, isClosed } = await against(
      [toc],
      'send',
      'readTocFormatted',
      'x',
      'trackSessionNumber=1',
    );
    expect(hex(sent[0]!.cdb)).toBe('43 00 00 00 00 00 01 03 24 00');
    expect(out).toMatchInlineSnapshot(`
      "-> READ TOC/PMA/ATIP (formatted TOC)  43 00 00 00 00 00 01 03 24 00
         trackSessionNumber 1, allocationLength 804
      <- GOOD (00h)

      data-in, 20 bytes of 804
      tocDataLength     18 (12h)
      firstTrackNumber  1
      lastTrackNumber   1
      tracks
        adr  control  trackNumber  trackStartAddress
        1    4        1            0
        1    4        170 (AAh)    300 (12Ch)
      "
    `);
    expect({ err, code, isClosed }).toEqual({ err: '', code: 0, isClosed: true });
  });

  test.each(['read12', 'READ12', 'read-12', 'READ(12)'])(
    'finds the command however it is written: %s',
    async (name) => {
      const { sent, code } = await against(
        [good],
        'send',
        name,
        'x',
        'logicalBlockAddress=16',
        'transferLengthBlocks=1',
      );
      expect(hex(sent[0]!.cdb)).toBe('A8 00 00 00 00 10 00 00 00 01 00 00');
      expect(code).toBe(0);
    },
  );

  test.each([['logicalBlockAddress=0x10'], ['logicalBlockAddress=10h'], ['logical-block-address=16']])(
    'takes decimal and hexadecimal values, and names in any case: %s',
    async (address) => {
      const { sent } = await against(
        [good],
        'send',
        'read10',
        'x',
        address,
        'transferLengthBlocks=0',
        'fua=true',
        'dpo=0',
      );
      expect(hex(sent[0]!.cdb)).toBe('28 08 00 00 00 10 00 00 00 00');
    },
  );

  test('shows blocks as a hex dump', async () => {
    const block = { data: new Uint8Array(2048).fill(0x41, 0, 3) };
    const { out } = await against([block], 'send', 'read10', 'x', 'logicalBlockAddress=0', 'transferLengthBlocks=1');
    expect(out).toMatch(/^0000 {2}41 41 41 00 .* \|AAA\.{13}\|$/m);
    expect(out).toMatch(/^07F0 {2}/m);
  });

  test('sends again after a unit attention, and shows both', async () => {
    const { out, sent, code } = await against([check(6, 0x28), good], 'send', 'testUnitReady', 'x');
    expect(sent).toHaveLength(2);
    expect(out).toMatch(/6\/28\/00 UNIT ATTENTION.*-> TEST UNIT READY/s);
    expect(code).toBe(0);
  });

  test('takes data-out in hexadecimal, and its length from it', async () => {
    const list = '00 00 00 00 00 00 00 00 7F FF FF FF 00 00 03 E8 00 00 03 E8 00 00 03 E8 00 00 03 E8';
    const { sent, code } = await against([good], 'send', 'setStreaming', 'x', '--data', list);
    expect(hex(sent[0]!.cdb)).toBe('B6 00 00 00 00 00 00 00 00 00 1C 00');
    expect(hex(sent[0]!.data)).toBe(list);
    expect(code).toBe(0);
  });

  test('takes data-out from a file', async () => {
    const file = join(folder, 'list.bin');
    writeFileSync(file, Uint8Array.of(4, 0, 0, 0));
    const { sent } = await against([good], 'send', 'setStreaming', 'x', '--data', file);
    expect(hex(sent[0]!.data)).toBe('04 00 00 00');
    expect(hex(sent[0]!.cdb)).toBe('B6 00 00 00 00 00 00 00 00 00 04 00');
  });

  test('--save writes the data-in to a file, or to standard output and nothing else there', async () => {
    const file = join(folder, 'inquiry.bin');
    const argv = ['send', 'inquiry', 'x', 'allocationLength=5'];
    const { out } = await against([goodWith(5, 0x80, 0, 0x32, 0)], ...argv, '--save', file);
    expect([...readFileSync(file)]).toEqual([5, 0x80, 0, 0x32, 0]);
    expect(out).toContain(`5 bytes saved to ${file}`);
    const { outBytes } = await against([goodWith(5, 0x80, 0, 0x32, 0)], ...argv, '--save', '-');
    expect([...outBytes]).toEqual([5, 0x80, 0, 0x32, 0]);
  });

  test('--json prints what was exchanged and the decoded value', async () => {
    const { out } = await against([goodWith(0, 0, 1, 0x2b, 0, 0, 8, 0)], 'send', 'readCapacity', 'x', '--json');
    expect(JSON.parse(out)).toMatchObject({
      exchanges: [
        { command: 'readCapacity', cdb: '25 00 00 00 00 00 00 00 00 00', status: 0, data: '00 00 01 2B 00 00 08 00' },
      ],
      value: { blockLengthBytes: 2048 },
    });
  });

  test('--timeout goes to the transport', async () => {
    const { sent } = await against([good], 'send', 'testUnitReady', 'x', '--timeout', '1234');
    expect(sent[0]!.timeoutMs).toBe(1234);
  });
});

describe('send: refused', () => {
  test('a refusal is one line with sense, CDB and what to do, exit code 1', async () => {
    const { out, err, code, isClosed } = await against([check(2, 0x3a, 2)], 'send', 'testUnitReady', 'x');
    expect(err).toBe(
      'discwire: TEST UNIT READY: 2/3A/02 NOT READY, MEDIUM NOT PRESENT - TRAY OPEN (CDB 00 00 00 00 00 00). ' +
        'There is no medium: insert one or close the tray.\n',
    );
    expect({ out, code, isClosed }).toEqual({ out: '', code: 1, isClosed: true });
  });

  test('another SCSI status', async () => {
    const { err, code } = await against([{ status: 0x18 }], 'send', 'testUnitReady', 'x');
    expect(err).toMatch(/RESERVATION CONFLICT \(18h\)/);
    expect(code).toBe(1);
  });

  test('an answer that is too short to decode shows its bytes all the same', async () => {
    const { out, err, code } = await against([goodWith(0, 0, 1)], 'send', 'readCapacity', 'x');
    expect(out).toContain('00 00 01');
    expect(err).toMatch(/too short: 8 bytes are needed, 3 arrived/);
    expect(code).toBe(1);
  });

  test('--json gives the sense data in the error', async () => {
    const { err } = await against(
      [check(5, 0x21)],
      'send',
      'read10',
      'x',
      'logicalBlockAddress=9',
      'transferLengthBlocks=1',
      '--json',
    );
    expect(JSON.parse(err).error).toMatchObject({
      kind: 'checkCondition',
      exitCode: 1,
      command: 'read10',
      senseKey: 5,
      asc: 0x21,
      ascq: 0,
      cdb: '28 00 00 00 00 09 00 00 01 00',
    });
  });
});

describe('send: bad input sends nothing', () => {
  const cases: [argv: string[], message: RegExp][] = [
    [['testUnitRedy', 'x'], /there is no command testUnitRedy: did you mean testUnitReady/],
    [['zzzzzzzz', 'x'], /there is no command zzzzzzzz: `discwire send --list` shows them all/],
    [[], /which command\?/],
    [['testUnitReady'], /to which device\?/],
    [
      ['read10', 'x', 'logicalBlockAdress=1'],
      /READ\(10\) has no field logicalBlockAdress to set: did you mean logicalBlockAddress\?/,
    ],
    [['read10', 'x', 'lba'], /lba: fields are given as name=value/],
    [['read10', 'x', 'operationCode=1'], /has no field operationCode to set/],
    [['readTocRaw', 'x', 'format=5'], /has no field format to set/],
    [['read10', 'x', 'logicalBlockAddress=abc'], /logicalBlockAddress: abc is not a number/],
    [['read10', 'x', 'logicalBlockAddress='], /logicalBlockAddress: nothing is not a number/],
    [['read10', 'x', 'fua=maybe'], /fua: maybe is not true or false/],
    [['read10', 'x', 'fua=1', 'fua=0'], /fua is given twice/],
    [['read10', 'x', 'transferLengthBlocks=1'], /logicalBlockAddress: READ\(10\) needs a value for it/],
    [
      ['read10', 'x', 'logicalBlockAddress=4294967296', 'transferLengthBlocks=1'],
      /logicalBlockAddress: 4294967296 does not fit 32 bits \(0 to 4294967295\)/,
    ],
    [
      ['read10', 'x', 'logicalBlockAddress=-1', 'transferLengthBlocks=1'],
      /logicalBlockAddress: -1 does not fit 32 bits/,
    ],
    [
      ['read10', 'x', 'logicalBlockAddress=0', 'transferLengthBlocks=65536'],
      /transferLengthBlocks: 65536 does not fit 16 bits \(0 to 65535\)/,
    ],
    [['setStreaming', 'x'], /SET STREAMING takes data: give it with --data/],
    [['testUnitReady', 'x', '--data', '00'], /TEST UNIT READY takes no data/],
    [['setStreaming', 'x', '--data', '0x'], /--data 0x: not hexadecimal, and there is no such file/],
    [
      ['write10', 'x', 'logicalBlockAddress=0', 'transferLengthBlocks=0', '--data', ''],
      /WRITE\(10\) changes the medium: add --force/,
    ],
    [['testUnitReady', 'x', '--timeout', 'soon'], /--timeout.*It is a time in milliseconds/],
    [['inquiry', 'x', '--save', '-', '--json'], /--save - and --json both want standard output/],
  ];
  test.each(cases)('%j', async (argv, message) => {
    const { out, err, code, sent } = await against([], 'send', ...argv);
    expect(err).toMatch(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect({ out, code, sent }).toEqual({ out: '', code: 2, sent: [] });
  });

  test('blocks of the wrong size', async () => {
    const { err, code, sent } = await against(
      [],
      'send',
      'write10',
      'x',
      'logicalBlockAddress=0',
      'transferLengthBlocks=1',
      '--data',
      '00',
      '--force',
    );
    expect(err).toMatch(/data: WRITE\(10\) transfers 2048 bytes, 1 were given/);
    expect({ code, sent }).toEqual({ code: 2, sent: [] });
  });
});

describe('send: no answer', () => {
  test.each([
    ['notFound', 3],
    ['noDevice', 3],
    ['accessDenied', 4],
    ['timeout', 5],
    ['busReset', 5],
    ['busy', 6],
    ['unsupported', 7],
    ['rejected', 7],
  ] as const)('%s ends with exit code %i', async (kind, exitCode) => {
    const { err, code, isClosed } = await against(
      [new TransportError(kind, 'x: what happened')],
      'send',
      'testUnitReady',
      'x',
    );
    expect(err).toBe('discwire: x: what happened\n');
    expect({ code, isClosed }).toEqual({ code: exitCode, isClosed: true });
  });
});

describe('send --list', () => {
  test('shows every command with its fields', async () => {
    const { out, code } = await runCli(['send', '--list']);
    expect(out).toMatch(/^read12 {2}READ\(12\)\n {4}\[dpo\] .*logicalBlockAddress=/m);
    expect(out).toContain('stopPlayScan');
    expect(code).toBe(0);
  });

  test('shows the fields of one command', async () => {
    const { out } = await runCli(['send', 'readTocFormatted', '--list']);
    expect(out).toMatchInlineSnapshot(`
      "READ TOC/PMA/ATIP (formatted TOC)
      operation code 43h, MMC-6, 10 bytes, data-in of allocationLength bytes
      id readTocFormatted; changes nothing; time limit 30000 ms; format is always 0

      field               bits  kind      if left out
      msf                 1     flag      0
      trackSessionNumber  8     unsigned  0
      allocationLength    16    unsigned  804
      control             8     unsigned  0
      "
    `);
  });

  test('as JSON', async () => {
    const { out } = await runCli(['send', 'read-12', '--list', '--json']);
    expect(JSON.parse(out)).toMatchObject({ id: 'read12', cdbLengthBytes: 12, direction: 'in' });
    expect(JSON.parse((await runCli(['send', '--list', '--json'])).out).length).toBeGreaterThan(25);
  });
});
