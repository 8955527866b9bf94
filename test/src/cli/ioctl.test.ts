import { describe, expect, test } from 'vitest';
import { hex } from '../../../mmc/index.js';
import { type NativeIoctlResult, TransportError } from '../../../src/index.js';
import { check, good, goodWith, type Reply, ScriptedTransport } from '../../helpers/scripted-transport.js';
import { runCli } from './run-cli.js';

async function ioctl(replies: Reply[], ...argv: string[]) {
  const transport = new ScriptedTransport(...replies);
  const result = await runCli(['ioctl', ...argv], { openTransport: async () => transport });
  return { ...result, cdbs: transport.sent.map(({ cdb }) => hex(cdb)) };
}

/** GET CONFIGURATION data with feature 0107h, current, with SW. */
const streamingFeature = goodWith(0, 0, 0, 12, 0, 0, 0, 8, 0x01, 0x07, 0x01, 4, 0x01, 0, 0, 0);

describe('ioctl', () => {
  test('shows the control code, its commands, and its NTSTATUS with output', async () => {
    const { out, err, code } = await ioctl([good], 'check_verify', 'x');
    expect(out).toMatchInlineSnapshot(`
      "IOCTL_CDROM_CHECK_VERIFY (0x00024800)
      -> TEST UNIT READY  00 00 00 00 00 00
      <- GOOD (00h)
      => STATUS_SUCCESS (0x00000000), Win32 error 0
         Information 4, output 00 00 00 00
         media change count 0
      "
    `);
    expect({ err, code }).toEqual({ err: '', code: 0 });
  });

  test('a status that is no success is exit code 1 and one line', async () => {
    const { out, err, code } = await ioctl([check(2, 0x3a, 1)], 'IOCTL_CDROM_CHECK_VERIFY', 'x');
    expect(out).toMatchInlineSnapshot(`
      "IOCTL_CDROM_CHECK_VERIFY (0x00024800)
      -> TEST UNIT READY  00 00 00 00 00 00
      <- CHECK CONDITION (02h)
         sense 70 00 02 00 00 00 00 0A 00 00 00 00 3A 01 00 00 00 00
         2/3A/01 NOT READY, MEDIUM NOT PRESENT - TRAY CLOSED
      => STATUS_NO_MEDIA_IN_DEVICE (0xC0000013), Win32 error 21
         no medium is loaded
         Information 0, no output
      "
    `);
    expect(err).toBe(
      'discwire: IOCTL_CDROM_CHECK_VERIFY: STATUS_NO_MEDIA_IN_DEVICE, no medium is loaded. ' +
        'There is no medium: insert one or close the tray.\n',
    );
    expect(code).toBe(1);
  });

  test.each([
    'IOCTL_CDROM_STOP_AUDIO',
    'ioctl_cdrom_stop_audio',
    'cdrom_stop_audio',
    'stop-audio',
    '0x24008',
    '24008h',
    '147464',
  ])('the code can be written %s', async (name) => {
    expect((await ioctl([good], name, 'x')).cdbs).toEqual(['4E 00 00 00 00 00 00 00 00 00']);
  });

  test('an unknown number is a control code like any other: STATUS_INVALID_DEVICE_REQUEST, nothing sent', async () => {
    const { out, err, code, cdbs } = await ioctl([], '0x222004', 'x');
    expect(out).toMatch(
      /^control code 0x00222004\n {3}nothing was sent to the drive\n=> STATUS_INVALID_DEVICE_REQUEST/,
    );
    expect(err).toMatch(/^discwire: 0x00222004: STATUS_INVALID_DEVICE_REQUEST/);
    expect({ code, cdbs }).toEqual({ code: 1, cdbs: [] });
  });

  test.each([
    ['read-only', '02 00 00 00'],
    ['readOnly', '02 00 00 00'],
    ['write-only', '03 00 00 00'],
    ['read-write', '04 00 00 00'],
  ])('enable_streaming takes the mode %s', async (mode, input) => {
    const byWord = await ioctl([streamingFeature, good, good], 'enable_streaming', 'x', mode);
    const byBytes = await ioctl([streamingFeature, good, good], 'enable_streaming', 'x', '--input', input);
    expect(byWord.out).toContain('STATUS_SUCCESS');
    expect(byWord.out).toBe(byBytes.out);
    expect(byWord.cdbs[1]).toBe('B6 00 00 00 00 00 00 00 00 00 1C 00');
  });

  test('enable_streaming without input has the wrong length', async () => {
    const { out, err, code } = await ioctl([], 'enable_streaming', 'x');
    expect(err).toMatch(/\. Give the input with --input, or a mode\.\n$/);
    expect(out).toContain('STATUS_INFO_LENGTH_MISMATCH (0xC0000004), Win32 error 24');
    expect(code).toBe(1);
  });

  test('--output-length is the length of the output buffer', async () => {
    const small = await ioctl([], 'check_verify', 'x', '--output-length', '2');
    expect(small.out).toContain('STATUS_BUFFER_TOO_SMALL');
    expect(small.err).toMatch(/\. It needs --output-length 4\.\n$/);
    expect((await ioctl([good], 'check_verify', 'x', '--output-length', '0')).out).toContain(
      'Information 0, no output',
    );
  });

  test('--profile driver and --probe change what stop_audio sends', async () => {
    expect((await ioctl([good], 'stop_audio', 'x', '--profile', 'driver')).cdbs).toEqual(['1B 01 00 00 00 00']);
    const idle = goodWith(0, 0x15, 0, 12, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    const probed = await ioctl([idle], 'stop_audio', 'x', '--probe');
    expect(probed.cdbs).toEqual([expect.stringMatching(/^42 .. 40 01 00 00 00 00 10 00$/)]);
    expect(probed.out).toContain('STATUS_INVALID_DEVICE_REQUEST');
  });

  test('--documented folds the status', async () => {
    const [plain, folded] = await Promise.all([
      ioctl([{ status: 0x18 }], 'stop_audio', 'x'),
      ioctl([{ status: 0x18 }], 'stop_audio', 'x', '--documented'),
    ]);
    expect([plain.out, folded.out]).toEqual([
      expect.stringContaining('STATUS_DEVICE_BUSY'),
      expect.stringContaining('STATUS_DEVICE_NOT_READY'),
    ]);
  });

  test('an output that is a structure is shown with its members', async () => {
    const capacity = goodWith(0, 0x47, 0xaf, 0xff, 0, 0, 8, 0);
    const { out } = await ioctl([capacity], 'storage_read_capacity', 'x');
    expect(out).toMatch(/blockLength +2048/);
    expect(out).toMatch(/numberOfBlocks +4698112/);
    const json = await ioctl([capacity], 'storage_read_capacity', 'x', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ decoded: { version: 32, size: 32, blockLength: 2048 } });
  });

  test('an output that is one of several structures stays bytes', async () => {
    const none = await ioctl([], 'storage_query_property', 'x', '--input', '01 00 00 00 00 00 00 00 00 00 00 00');
    expect(none.out).toContain('Information 32');
    expect(none.out).not.toContain('version');
  });

  test('--unmounted sends again after a unit attention, --mounted tells VERIFY_REQUIRED', async () => {
    const mounted = await ioctl([check(6, 0x28)], 'check_verify', 'x', '--mounted');
    expect(mounted.out).toContain('STATUS_VERIFY_REQUIRED');
    const unmounted = await ioctl([check(6, 0x28), good], 'check_verify', 'x', '--unmounted');
    expect(unmounted.out).toMatch(/sent again at once\n-> TEST UNIT READY/);
    expect(unmounted.out).toContain('STATUS_SUCCESS');
  });

  test('--retry none sends once', async () => {
    expect((await ioctl([{ status: 8 }], 'check_verify', 'x', '--retry', 'none')).cdbs).toHaveLength(1);
    expect((await ioctl([{ status: 8 }, good], 'check_verify', 'x')).cdbs).toHaveLength(2);
  });

  test('no answer is a status too, and has no sense data to give advice', async () => {
    const { out, code } = await ioctl(
      [new TransportError('timeout', 'no answer')],
      'check_verify',
      'x',
      '--retry',
      'none',
    );
    expect(out).toMatch(/<- no answer \(timeout\).*STATUS_IO_TIMEOUT/s);
    expect(code).toBe(1);
  });

  test('--json', async () => {
    const { out } = await ioctl([check(6, 0x28), good], 'check_verify', 'x', '--unmounted', '--json');
    expect(JSON.parse(out)).toMatchObject({
      controlCode: {
        name: 'IOCTL_CDROM_CHECK_VERIFY',
        value: 0x24800,
        deviceType: 2,
        function: 0x200,
        method: 0,
        access: 1,
      },
      exchanges: [{ command: 'testUnitReady', status: 2, sense: { senseKey: 6 }, sentAgainAfterMs: 0 }, { status: 0 }],
      ntStatus: { name: 'STATUS_SUCCESS', value: 0, severity: 'success', isSuccess: true, win32Error: 0 },
      information: 4,
      output: '02 00 00 00',
    });
  });
});

describe('ioctl: bad input sends nothing', () => {
  const cases: [argv: string[], message: RegExp][] = [
    [['check_verfy', 'x'], /there is no control code check_verfy: did you mean check_verify\?/],
    [['frobnicate', 'x'], /there is no control code frobnicate: `discwire ioctl --list` shows those that there are/],
    [['0x100000000', 'x'], /there is no control code 0x100000000/],
    [['enable_streaming', 'x', 'sometimes'], /sometimes is no streaming mode: disable, read-only/],
    [['enable_streaming', 'x', 'disable', '--input', '01 00 00 00'], /give the mode disable or --input, not both/],
    [['stop_audio', 'x', 'disable'], /only enable_streaming takes a mode/],
    [['stop_audio', 'x', '--input', '1x'], /--input: "1x" at character 1 is not hexadecimal/],
    [['stop_audio', 'x', '--output-length', '4294967295'], /--output-length 4294967295: at most 16777216 bytes/],
    [['stop_audio', 'x', '--profile', 'card'], /Allowed choices are mmc, driver/],
    [['stop_audio', 'x', '--mounted', '--unmounted'], /cannot be used with option/],
    [['stop_audio'], /IOCTL_CDROM_STOP_AUDIO .*: on which device\?/],
    [[], /which control code\?/],
    [['check_verfy', '--list'], /did you mean check_verify\?/],
  ];
  test.each(cases)('%j', async (argv, message) => {
    const { out, err, code, cdbs } = await ioctl([], ...argv);
    expect(err).toMatch(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect({ out, code, cdbs }).toEqual({ out: '', code: 2, cdbs: [] });
  });
});

describe('ioctl --native', () => {
  const success = { ntStatus: 0, information: 4, output: Uint8Array.of(0, 0, 0, 0), win32Error: 0 };

  async function native(result: NativeIoctlResult | TransportError, ...argv: string[]) {
    const asked: unknown[] = [];
    const drive = new ScriptedTransport(good);
    const ran = await runCli(['ioctl', ...argv, '--native'], {
      openTransport: async () => drive,
      nativeIoctl: async (...args) => {
        asked.push(args);
        if (result instanceof TransportError) throw result;
        return result;
      },
    });
    return { ...ran, asked, sent: drive.sent };
  }

  test('asks the driver of Windows with the same buffers, and says where nothing differs', async () => {
    const { out, code, asked } = await native(success, 'check_verify', 'D:', '--output-length', '4');
    expect(asked).toEqual([['D:', 0x24800, new Uint8Array(0), 4]]);
    expect(out).toMatchInlineSnapshot(`
      "IOCTL_CDROM_CHECK_VERIFY (0x00024800)
      -> TEST UNIT READY  00 00 00 00 00 00
      <- GOOD (00h)
      => STATUS_SUCCESS (0x00000000), Win32 error 0
         Information 4, output 00 00 00 00
         media change count 0

      Windows' own driver
      => STATUS_SUCCESS (0x00000000), Win32 error 0
         Information 4, output 00 00 00 00

      no difference
      "
    `);
    expect(code).toBe(0);
  });

  test('shows each difference', async () => {
    const other = { ntStatus: 0x8000_0005, information: 5, output: Uint8Array.of(0, 0, 7, 0, 0), win32Error: 234 };
    const { out } = await native(other, 'check_verify', 'D:');
    expect(out.slice(out.indexOf('Windows'))).toMatchInlineSnapshot(`
      "Windows' own driver
      => STATUS_BUFFER_OVERFLOW (0x80000005), Win32 error 234
         there was more data than room for it
         Information 5, output 00 00 07 00 00

      status differs: STATUS_SUCCESS here, STATUS_BUFFER_OVERFLOW there
      Information differs: 4 here, 5 there
      output differs from byte 2 on: 4 bytes here, 5 there
         from 0  00 00 00 00  here
         from 0  00 00 07 00 00  there
      "
    `);
  });

  test('an error of Windows has no Information and no output', async () => {
    const refused = { ntStatus: 0xc000_0010, information: undefined, output: new Uint8Array(0), win32Error: 1 };
    const { out } = await native(refused, 'check_verify', 'D:');
    expect(out.slice(out.indexOf('Windows'))).toMatchInlineSnapshot(`
      "Windows' own driver
      => STATUS_INVALID_DEVICE_REQUEST (0xC0000010), Win32 error 1
         the drive does not do that, or not in its present state
         Information unknown, no output

      status differs: STATUS_SUCCESS here, STATUS_INVALID_DEVICE_REQUEST there
      output differs from byte 0 on: 4 bytes here, 0 there
         from 0  00 00 00 00  here
         from 0  nothing  there
      "
    `);
  });

  test('--json has both results and the differences', async () => {
    const { out } = await native({ ...success, information: 5 }, 'check_verify', 'D:', '--json');
    const document = JSON.parse(out);
    expect(document.native).toMatchObject({
      information: 5,
      output: '00 00 00 00',
      ntStatus: { name: 'STATUS_SUCCESS' },
    });
    expect(document.differences).toEqual([{ what: 'information', ours: 4, native: 5 }]);
  });

  test('where there is no such driver it says why, and sends nothing', async () => {
    const why = new TransportError('unsupported', '/dev/sr0: there is none on linux');
    const { out, err, code, sent } = await native(why, 'check_verify', '/dev/sr0');
    expect({ out, err, code }).toEqual({ out: '', err: 'discwire: /dev/sr0: there is none on linux\n', code: 7 });
    expect(sent).toEqual([]);
  });

  test('a code with an address in its input is refused', async () => {
    const { err, code, asked } = await native(success, 'scsi_pass_through_direct', 'D:');
    expect(err).toContain('has an address in its input');
    expect({ code, asked }).toEqual({ code: 2, asked: [] });
  });
});
