/** The program that people run, on a real drive: three control codes end to end, and what else it offers. */
import assert from 'node:assert/strict';
import { hex, parseHex } from '../../../mmc/index.js';
import type { Told } from './conformance-step.js';
import type { Lab } from './lab.js';
import { type RunScript, runGood } from './programs.js';

const program = 'src/cli/main.js';
const refused = 1;
const noSuchDrive = 3;

/** The members of the JSON output that are compared; see docs/cli.md. */
interface IoctlAnswer {
  readonly ntStatus: { readonly name: string };
  readonly information: number;
  readonly output: string;
  readonly exchanges: readonly {
    readonly cdb: string;
    readonly data: string | null;
    readonly status: number;
    readonly sense: { readonly bytes: string } | null;
  }[];
}

/** What a control code came to, without what differs from run to run. */
export interface IoctlResult {
  readonly ntStatus: string;
  readonly information: number;
  readonly output: string;
  readonly wire: readonly string[];
}

/** The three control codes, and what QEMU's drive makes of them: it neither streams nor knows STOP PLAY/SCAN. */
const controlCodes = [
  { args: ['check_verify'], expected: 'STATUS_SUCCESS' },
  { args: ['enable_streaming'], mode: 'read-write', expected: 'STATUS_INVALID_DEVICE_REQUEST' },
  { args: ['enable_streaming'], mode: 'disable', expected: 'STATUS_SUCCESS' },
  { args: ['stop_audio'], expected: 'STATUS_INVALID_DEVICE_REQUEST' },
] as const;

function ioctl(runScript: RunScript, args: readonly string[]): IoctlResult {
  const { status, stdout, stderr } = runScript(program, ['ioctl', ...args, '--json']);
  const { ntStatus, information, output, exchanges } = JSON.parse(stdout || stderr) as IoctlAnswer;
  assert.equal(status, ntStatus.name === 'STATUS_SUCCESS' ? 0 : refused, stderr);
  const wire = exchanges.map(({ cdb, data, status, sense }) => `${cdb} | ${data} | ${status} | ${sense?.bytes}`);
  return { ntStatus: ntStatus.name, information, output, wire };
}

/** Runs the control codes on one device. */
export async function checkControlCodes(lab: Lab, device: string, runScript: RunScript): Promise<IoctlResult[]> {
  lab.heading(`discwire on ${device}`);
  const results: IoctlResult[] = [];
  for (const { args, expected, ...rest } of controlCodes) {
    const mode = 'mode' in rest ? [rest.mode] : [];
    await lab.check(`discwire ioctl ${[...args, device, ...mode].join(' ')}: ${expected}`, () => {
      const result = ioctl(runScript, [...args, device, ...mode]);
      assert.equal(result.ntStatus, expected, JSON.stringify(result));
      results.push(result);
    });
  }
  await lab.check(`discwire demo ${device}`, () => {
    const { status, stdout, stderr } = runScript(program, ['demo', device]);
    assert.equal(status, 0, stderr);
    for (const text of ['CHECK_VERIFY', 'ENABLE_STREAMING', 'STOP_AUDIO', '=> STATUS_SUCCESS', 'QEMU'])
      assert.ok(stdout.includes(text), `${text} is missing:\n${stdout}`);
  });
  return results;
}

/** `check_verify` while the tray is open. */
export function checkNoMediaStatus(lab: Lab, device: string, runScript: RunScript): Promise<void> {
  return lab.check(`discwire ioctl check_verify ${device} with the tray open: STATUS_NO_MEDIA_IN_DEVICE`, () => {
    runGood('sg_start', ['--eject', '/dev/sg0']);
    try {
      assert.equal(ioctl(runScript, ['check_verify', device, '--retry', 'none']).ntStatus, 'STATUS_NO_MEDIA_IN_DEVICE');
    } finally {
      runGood('sg_start', ['--load', '/dev/sg0']);
    }
  });
}

/** What else the program shows agrees with what the drive told the suite. */
export async function checkCommandLine(lab: Lab, [device, ours]: Told, runScript: RunScript): Promise<void> {
  const json = (...args: string[]) => {
    const { status, stdout, stderr } = runScript(program, [...args, '--json']);
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout);
  };
  await lab.check('discwire list finds the drive, its nodes and the kind of medium', () => {
    const drive = json('list').find(({ nodes }: { nodes: string[] }) => nodes.includes(device));
    assert.deepEqual(drive?.nodes, ['/dev/sr0', '/dev/sg0']);
    assert.match(`${drive.vendor} ${drive.model}`, /^QEMU QEMU CD-ROM/);
    assert.match(JSON.stringify(drive), /CD-ROM/);
  });
  await lab.check(`discwire toc ${device} lists the tracks`, () => {
    const told = Buffer.from(parseHex(ours.toc));
    const { tracks } = json('toc', device);
    const starts = tracks.map(({ startLba }: { startLba: number }) => startLba);
    assert.deepEqual(starts, [told.readUInt32BE(8), told.readUInt32BE(16)]);
  });
  await lab.check(`discwire raw ${device} brings the bytes`, () => {
    const { data } = json('raw', device, '12 00 00 00 fc 00', '--in', '252');
    assert.equal(hex(parseHex(data)), ours.inquiry);
  });
  await lab.check(`discwire features ${device} names the profile`, () => {
    assert.equal(json('features', device).currentProfile.number, 0x08);
  });
  await lab.check('discwire on a device that is not there: exit code 3, one line', () => {
    const { status, stderr, stdout } = runScript(program, ['toc', '/dev/sr9']);
    assert.equal(status, noSuchDrive);
    assert.equal(stdout, '');
    assert.match(stderr, /^discwire: \/dev\/sr9: [^\n]+\n$/);
  });
}
