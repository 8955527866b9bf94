import { describe, expect, test } from 'vitest';
import { openTransport, TransportError } from '../../../src/index.js';
import { check, goodWith, type Reply, ScriptedTransport } from '../../helpers/scripted-transport.js';
import { runCli } from './run-cli.js';

interface Scene {
  note: string;
  controlCode?: { name: string };
  read?: object;
  name?: string;
  cdb?: string;
  data?: string;
  exchanges?: { name: string; cdb: string; data: string | null }[];
  ntStatus?: { name: string };
  output?: string;
}

async function scenes(...argv: string[]): Promise<Scene[]> {
  const { out, err, code } = await runCli(['demo', ...argv, '--json'], { openTransport });
  expect({ err, code }).toEqual({ err: '', code: 0 });
  return JSON.parse(out).scenes;
}

/** What a scene comes down to: what was asked, the commands, and what it ended in. */
const gist = ({ controlCode, read, name, cdb, exchanges, ntStatus }: Scene) => [
  controlCode?.name.replace('IOCTL_CDROM_', '') ?? (read ? 'ReadFile' : name),
  ...(exchanges ?? [{ cdb: cdb! }]).map((exchange) => exchange.cdb),
  ntStatus?.name ?? '',
];

describe('demo on the embedded drive', () => {
  test('tells the whole story', async () => {
    expect((await scenes()).map(gist)).toEqual([
      ['CHECK_VERIFY', '00 00 00 00 00 00', 'STATUS_SUCCESS'],
      ['CHECK_VERIFY', '00 00 00 00 00 00', 'STATUS_NO_MEDIA_IN_DEVICE'],
      ['CHECK_VERIFY', '00 00 00 00 00 00', 'STATUS_VERIFY_REQUIRED'],
      ['CHECK_VERIFY', '00 00 00 00 00 00', 'STATUS_SUCCESS'],
      ['ReadFile', 'STATUS_VERIFY_REQUIRED'],
      ['ReadFile', '28 00 00 00 00 10 00 00 01 00', 'STATUS_SUCCESS'],
      ['ENABLE_STREAMING', expect.stringMatching(/^46 /), 'B6 00 00 00 00 00 00 00 00 00 1C 00', 'STATUS_SUCCESS'],
      ['ReadFile', 'A8 00 00 00 00 10 00 00 00 01 80 00', 'STATUS_SUCCESS'],
      ['ENABLE_STREAMING', 'B6 00 00 00 00 00 00 00 00 00 1C 00', 'STATUS_SUCCESS'],
      ['ReadFile', '28 00 00 00 00 10 00 00 01 00', 'STATUS_SUCCESS'],
      ['PLAY AUDIO(10)', expect.stringMatching(/^45 /), ''],
      ['READ SUB-CHANNEL (current position)', expect.stringMatching(/^42 /), ''],
      ['STOP_AUDIO', '4E 00 00 00 00 00 00 00 00 00', 'STATUS_SUCCESS'],
      ['READ SUB-CHANNEL (current position)', expect.stringMatching(/^42 /), ''],
      ['STOP_AUDIO', '4E 00 00 00 00 00 00 00 00 00', 'STATUS_SUCCESS'],
      ['STOP_AUDIO', expect.stringMatching(/^42 /), 'STATUS_INVALID_DEVICE_REQUEST'],
      ['ENABLE_STREAMING', expect.stringMatching(/^46 /), 'STATUS_INVALID_DEVICE_REQUEST'],
      ['STOP_AUDIO', '4E 00 00 00 00 00 00 00 00 00', 'STATUS_INVALID_DEVICE_REQUEST'],
    ]);
  });

  test('the media change count goes up with the new disc', async () => {
    const [before, , , after] = (await scenes()).map(({ output }) => output);
    expect(before).toBe('00 00 00 00');
    expect(after).not.toBe(before);
  });

  test('the music plays, then it has stopped where it was', async () => {
    const positions = (await scenes()).filter(({ name }) => name?.startsWith('READ SUB-CHANNEL'));
    const [playing, stopped] = positions.map(({ data }) => data!.split(' '));
    expect([playing![1], stopped![1]]).toEqual(['11', '15']);
    expect(stopped!.slice(8)).toEqual(playing!.slice(8));
  });

  test('fits 80 columns and is the same every time', async () => {
    const { out } = await runCli(['demo'], { openTransport });
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect((await runCli(['demo', 'virtual:'], { openTransport })).out).toBe(out);
  });

  test('shows what stands on the terminal: control code, CDB, fields, sense, status', async () => {
    const { out } = await runCli(['demo'], { openTransport });
    expect(out).toMatch(/^DISCWIRE VIRTUAL DRIVE 1\.00 at virtual:, current profile 0008h CD-ROM$/m);
    expect(out.slice(out.indexOf('3.  '), out.indexOf('4.  '))).toMatchInlineSnapshot(`
      "3.  Another disc was put in and the tray closed. The drive tells it once, as a
          unit attention; a mounted volume has to be looked at again.
          IOCTL_CDROM_CHECK_VERIFY (0x00024800), output buffer of 4 bytes
          -> TEST UNIT READY  00 00 00 00 00 00
          <- CHECK CONDITION (02h)
             sense 70 00 06 00 00 00 00 0A 00 00 00 00 28 00 00 00 00 00
             6/28/00 UNIT ATTENTION, NOT READY TO READY CHANGE, MEDIUM MAY HAVE
             CHANGED
          => STATUS_VERIFY_REQUIRED (0x80000016), Win32 error 1110
             the medium may have been changed; the volume must be looked at again
             Information 0, no output

      "
    `);
    expect(out.slice(out.indexOf('8.  '), out.indexOf('9.  '))).toMatchInlineSnapshot(`
      "8.  The same read is now READ(12) with the STREAMING bit.
          ReadFile, 2048 bytes at offset 32768
          -> READ(12)  A8 00 00 00 00 10 00 00 00 01 80 00
             logicalBlockAddress 16, transferLengthBlocks 1, streaming
          <- GOOD (00h)
          => STATUS_SUCCESS (0x00000000), Win32 error 0
             Information 2048, output 2048 bytes
             0000  01 43 44 30 30 31 01 00 20 20 20 20 20 20 20 20  |.CD001..        |
             0010  20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20  |                |
             … 2016 more

      "
    `);
  });

  test('is coloured only on a terminal, and not where NO_COLOR is set', async () => {
    const controlSequence = '\u001b[';
    const on = (isTerminal: boolean, environment: Record<string, string> = {}) =>
      runCli(['demo'], { openTransport, isTerminal, environment });
    expect((await on(true)).out).toContain(controlSequence);
    expect((await on(false)).out).not.toContain(controlSequence);
    expect((await on(true, { NO_COLOR: '1' })).out).not.toContain(controlSequence);
    expect((await on(true, { NO_COLOR: '' })).out).toContain(controlSequence);
  });
});

describe('demo on another drive', () => {
  const inquiryData = goodWith(5, 0x80, 0, 0x32, 0);
  const configuration = goodWith(0, 0, 0, 4, 0, 0, 0, 8);

  async function tour(...replies: Reply[]) {
    const transport = new ScriptedTransport(inquiryData, configuration, ...replies);
    const result = await runCli(['demo', 'x'], { openTransport: async () => transport });
    return { ...result, codes: transport.sent.map(({ cdb }) => cdb[0]), unused: transport.unused };
  }
  const withoutStreaming = [goodWith(), configuration] as const;
  const position = (audioStatus: number) => goodWith(0, audioStatus, 0, 12, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  test('identifies it and does only what is harmless', async () => {
    const { code, codes, unused } = await tour(...withoutStreaming, position(0x15), goodWith());
    expect(codes).toEqual([0x12, 0x46, 0x00, 0x46, 0x42, 0x4e]);
    expect({ code, unused }).toEqual({ code: 0, unused: 0 });
  });

  test('leaves music that is playing alone', async () => {
    const { out, codes } = await tour(...withoutStreaming, position(0x11));
    expect(codes).not.toContain(0x4e);
    expect(out).toMatch(/left alone here/);
  });

  test('goes on where the adapter fails on a command', async () => {
    const failure = new TransportError('hostError', 'x: the adapter failed');
    const { out, code, codes } = await tour(...withoutStreaming, failure, check(5, 0x20));
    expect(out).toContain('It does not say.');
    expect(codes.at(-1)).toBe(0x4e);
    expect(code).toBe(0);
  });

  test('goes on without a disc', async () => {
    const noMedium = check(2, 0x3a, 1);
    const { out, code } = await tour(noMedium, configuration, noMedium, noMedium);
    expect(out).toContain('STATUS_NO_MEDIA_IN_DEVICE');
    expect(code).toBe(0);
  });

  test('on a drive that is not there', async () => {
    const { out, err, code } = await runCli(['demo', '/dev/sr7']);
    expect(err).toMatch(/^discwire: \/dev\/sr7: .*\n$/);
    expect({ out, code }).toEqual({ out: '', code: 3 });
  });
});
