import { describe, expect, test } from 'vitest';
import { parseHex } from '../../../mmc/index.js';
import { type ListedDrive, TransportError } from '../../../src/index.js';
import { check, goodWith, type Reply, ScriptedTransport } from '../../helpers/scripted-transport.js';
import { runCli } from './run-cli.js';

async function against(replies: Reply[], ...argv: string[]) {
  const transport = new ScriptedTransport(...replies);
  const result = await runCli(argv, { openTransport: async () => transport });
  return { ...result, unused: transport.unused };
}

/** Audio track 1 in session 1, data track 2 in session 2. */
const formatted = goodWith(
  ...parseHex('00 1A 01 02 00 12 01 00 00 00 00 00 00 14 02 00 00 00 2F 12 00 14 AA 00 00 00 30 DE'),
);
const raw = goodWith(
  ...parseHex(
    '00 40 01 02' +
      ' 01 12 00 A0 00 00 00 00 01 00 00' +
      ' 01 12 00 A2 00 00 00 00 00 0C 00' +
      ' 01 12 00 01 00 00 00 00 00 02 00' +
      ' 02 14 00 A2 00 00 00 00 02 30 3C' +
      ' 02 14 00 02 00 00 00 00 02 2A 32',
  ),
);

describe('toc', () => {
  test('lists tracks by session, with addresses and lengths', async () => {
    const { out, err, code, unused } = await against([formatted, raw], 'toc', 'x');
    expect(out).toMatchInlineSnapshot(`
      "track  session  type      start LBA  MSF       sectors  length
          1        1  audio             0  00:02:00      750  00:10:00  copy permitted
                   1  lead-out        750  00:12:00                     copy permitted
          2        2  data          12050  02:42:50      460  00:06:10
                   2  lead-out      12510  02:48:60
      "
    `);
    expect({ err, code, unused }).toEqual({ err: '', code: 0, unused: 0 });
  });

  test('does without the lead-ins where the drive does not read them', async () => {
    const { out, code } = await against([formatted, check(5, 0x24)], 'toc', 'x', '--json');
    expect(JSON.parse(out)).toMatchObject({
      firstTrack: 1,
      lastTrack: 2,
      sessions: null,
      tracks: [
        { number: 1, session: null, type: 'audio', startLba: 0, startMsf: '00:02:00', lengthSectors: 12050 },
        { number: 2, type: 'data' },
        { number: null, type: 'lead-out' },
      ],
    });
    expect(code).toBe(0);
  });

  test('addresses beyond the minutes of a CD have no time', async () => {
    const dvd = goodWith(...parseHex('00 12 01 01 00 14 01 00 00 00 00 00 00 14 AA 00 00 23 05 60'));
    const { out } = await against([dvd, check(5, 0x30, 2)], 'toc', 'x', '--json');
    expect(JSON.parse(out).tracks[1]).toMatchObject({ startLba: 0x230560, startMsf: null });
  });

  test('--codes asks for the catalog number and the ISRC of audio tracks', async () => {
    const text = (value: string) => [...new TextEncoder().encode(value)];
    const mcn = goodWith(0, 0x15, 0, 20, 2, 0, 0, 0, 0x80, ...text('0123456789012'), 0, 0);
    const isrc = goodWith(0, 0x15, 0, 20, 3, 0x10, 1, 0, 0x80, ...text('GBAYE0000351'), 0, 0, 0);
    const { out, unused } = await against([formatted, raw, mcn, isrc], 'toc', 'x', '--codes');
    expect(out).toContain('media catalog number  0123456789012');
    expect(out).toMatch(/audio .*GBAYE0000351/);
    expect(unused).toBe(0);
  });

  test('without a disc it says so', async () => {
    const { out, err, code } = await against([check(2, 0x3a, 1)], 'toc', 'x');
    expect(err).toMatch(/2\/3A\/01 NOT READY.*insert one or close the tray/);
    expect({ out, code }).toEqual({ out: '', code: 1 });
  });
});

describe('features', () => {
  const configuration = goodWith(
    ...parseHex(
      '00 00 00 28 00 00 00 08' +
        ' 00 00 03 08 00 10 00 00 00 08 01 00' +
        ' 00 1E 09 04 03 00 00 00' +
        ' 01 07 10 04 19 00 00 00' +
        ' FF 42 01 04 DE AD BE EF',
    ),
  );

  test('lists profiles and features, decoded where they are known', async () => {
    const { out, code } = await against([configuration], 'features', 'x');
    expect(out).toMatchInlineSnapshot(`
      "current profile  0008h CD-ROM

      profile  name
      0010h    DVD-ROM
      0008h    CD-ROM   current

      feature  name                 version
      001Eh    CD Read              2        current
               c2Flags, cdText
      0107h    Real Time Streaming  4
               rbcb, scs, sw
      FF42h    (not declared here)  0        current
               data DE AD BE EF
      "
    `);
    expect(code).toBe(0);
  });

  test('--json', async () => {
    const { out } = await against([configuration], 'features', 'x', '--json');
    expect(JSON.parse(out)).toMatchObject({
      currentProfile: { number: 8, name: 'CD-ROM' },
      profiles: [
        { number: 16, current: false },
        { number: 8, current: true },
      ],
      features: [
        { featureCode: 0 },
        { featureCode: 0x1e, name: 'CD Read', cdText: true },
        { featureCode: 0x107, name: 'Real Time Streaming', current: false, sw: true },
        { featureCode: 0xff42, name: null, data: 'DE AD BE EF' },
      ],
    });
  });
});

describe('list', () => {
  const drive: ListedDrive = {
    name: '/dev/sr0',
    nodes: ['/dev/sr0', '/dev/sg1'],
    vendor: 'HL-DT-ST',
    model: 'BD-RE WH16NS60',
    firmware: '1.02',
    currentProfile: 0x40,
    problem: undefined,
  };

  test('shows every drive with its names and current profile', async () => {
    const silent = {
      ...drive,
      name: '/dev/sr1',
      nodes: ['/dev/sr1'],
      currentProfile: undefined,
      problem: new TransportError('accessDenied', '/dev/sr1: permission denied'),
    };
    const { out, code } = await runCli(['list'], { list: async () => [drive, silent] });
    expect(out).toMatchInlineSnapshot(`
      "device             drive                    firmware  current profile
      /dev/sr0 /dev/sg1  HL-DT-ST BD-RE WH16NS60  1.02      0040h BD-ROM
      /dev/sr1           HL-DT-ST BD-RE WH16NS60  1.02      (not told)

      /dev/sr1 did not tell its profile: /dev/sr1: permission denied
      "
    `);
    expect(code).toBe(0);
  });

  test('--json', async () => {
    const { out } = await runCli(['list', '--json'], { list: async () => [drive] });
    expect(JSON.parse(out)).toEqual([
      {
        name: '/dev/sr0',
        nodes: ['/dev/sr0', '/dev/sg1'],
        vendor: 'HL-DT-ST',
        model: 'BD-RE WH16NS60',
        firmware: '1.02',
        currentProfile: { number: 64, name: 'BD-ROM' },
        problem: null,
      },
    ]);
  });

  test('says what to do where there is none', async () => {
    const { out, code } = await runCli(['list']);
    expect(out).toMatch(/^No optical drive was found\.\n.*\n.*discwire demo virtual:\n$/);
    expect(code).toBe(0);
  });
});
