/** What Wine, which is not ours, makes of the same: statuses, control codes, and a program compiled for Windows. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sectorInside } from '../differential/cases.js';
import {
  caseName,
  differencesFrom,
  formatRecording,
  type RecordedCase,
  readRecording,
} from '../differential/recording.js';
import type { Lab } from './lab.js';
import { type RunScript, runGood, runWindowsProgram, windowsPath } from './programs.js';
import type { DriveNames } from './windows-step.js';

interface Runners {
  readonly onLinux: RunScript;
  readonly onWindows: RunScript;
}

const recordings = (lab: Lab) => join(lab.places.app, 'test/lab/recordings');

/** Wine's ntdll translates every NTSTATUS as the recording says, which the unit tests compare our table with. */
export async function checkNtStatuses(lab: Lab): Promise<void> {
  lab.heading("ntdll's Win32 error numbers");
  await lab.check('RtlNtStatusToDosError of Wine is what the recording has', () => {
    const { stdout } = runWindowsProgram(lab.places, 'ntstatus.exe', []);
    writeFileSync(join(lab.places.out, 'ntstatus.txt'), stdout);
    assert.equal(stdout, readFileSync(join(recordings(lab), 'ntstatus.txt'), 'latin1'));
  });
}

/** The headers of mingw-w64 have structures as the recordings say, which the unit tests compare our layouts with. */
export async function checkStructures(lab: Lab): Promise<void> {
  lab.heading('structures in the headers of mingw-w64');
  for (const file of ['structures-x86_64.txt', 'structures-i686.txt'])
    await lab.check(`${file}: every structure is as recorded`, () => {
      const measured = readFileSync(join(lab.places.work, file), 'latin1');
      writeFileSync(join(lab.places.out, file), measured);
      assert.equal(measured, readFileSync(join(recordings(lab), file), 'latin1'));
    });
}

/** Wine's driver and ours make of each request what the recording says, from which docs/ioctl-differences.md is made. */
export async function checkDifferences(
  lab: Lab,
  { node, letter }: DriveNames,
  recordingName: 'wine-ioctls.json' | 'wine-ioctls-audio.json',
  onWindows: RunScript,
): Promise<void> {
  lab.heading(`the same control codes to Wine's driver and to ours: ${node}`);
  const recording = readRecording(join(recordings(lab), recordingName));
  let cases: readonly RecordedCase[] = [];
  await lab.check(`${node}: all control codes are asked, of Wine and of us`, () => {
    const file = join(lab.places.out, 'differential.json');
    const args = [`${letter.toUpperCase()}:`, windowsPath(file), ...(recordingName.includes('audio') ? ['audio'] : [])];
    const { status, stderr } = onWindows('test/lab/scripts/differential.js', args, { timeoutMs: 300_000 });
    assert.equal(status, 0, stderr);
    cases = JSON.parse(readFileSync(file, 'utf8')) as RecordedCase[];
  });
  const wine = runGood('/usr/lib/wine/wine64', ['--version']).stdout.trim();
  // To be taken over into the project where a change is meant.
  writeFileSync(join(lab.places.out, recordingName), formatRecording({ wine, cases }));
  await lab.check(`${recordingName}: Wine is the version of the recording`, () => assert.equal(wine, recording.wine));
  const known = new Map(recording.cases.map((each) => [caseName(each), each]));
  for (const each of cases)
    await lab.check(`${node}: ${caseName(each)}: Wine and we end as recorded`, () => {
      const recorded = known.get(caseName(each));
      assert.ok(recorded, 'nothing is recorded');
      const differences = differencesFrom(recorded, each);
      if (differences.length > 0) assert.fail(differences.join('\n'));
    });
  await lab.check(`${recordingName}: what is asked is what was recorded`, () =>
    assert.deepEqual(cases.map(caseName), [...known.keys()]),
  );
}

/** `discwire ioctl --native` asks Wine's driver; on Linux it says that there is none. */
export async function checkNativeOption(
  lab: Lab,
  { node, letter }: DriveNames,
  { onLinux, onWindows }: Runners,
): Promise<void> {
  const program = 'src/cli/main.js';
  const device = `${letter.toUpperCase()}:`;
  const code = 'storage_get_device_number';
  await lab.check(`discwire ioctl ${code} ${device} --native shows both results and the difference`, () => {
    const { status, stdout, stderr } = onWindows(program, ['ioctl', code, device, '--native', '--json']);
    assert.equal(status, 0, stderr);
    const { information, output, native, differences } = JSON.parse(stdout);
    assert.deepEqual([information, native.information, native.ntStatus.win32Error], [12, 12, 0]);
    assert.deepEqual(differences, [{ what: 'output', ours: output, native: native.output, firstDifference: 0 }]);
  });
  await lab.check(`discwire ioctl ${code} ${node} --native on Linux says that there is no such driver`, () => {
    const { status, stdout, stderr } = onLinux(program, ['ioctl', code, node, '--native']);
    assert.equal(status, 7, stdout);
    assert.match(stderr, /^discwire: \/dev\/sr1: a driver that takes control codes is part of Windows; [^\n]+\n$/);
  });
}

/** A program compiled for Windows, and the same calls of discwire/win32: the same lines of output. */
export async function checkWin32Program(
  lab: Lab,
  { node, letter }: DriveNames,
  { onLinux, onWindows }: Runners,
): Promise<void> {
  lab.heading(`a program compiled for Windows: ${node}`);
  const device = `\\\\.\\${letter.toUpperCase()}:`;
  const sector = String(sectorInside);
  let expected: string[] = [];
  await lab.check(`read-disc.exe ${device} reads the disc under Wine`, () => {
    const { status, stdout, stderr } = runWindowsProgram(lab.places, 'read-disc.exe', [device, sector]);
    assert.equal(status, 0, stderr);
    expected = stdout.trim().split('\n');
    assert.ok(expected.length > 15, stdout);
  });
  const port = 'test/lab/scripts/read-disc.js';
  for (const [name, runScript] of [
    [device, onWindows],
    [node, onLinux],
  ] as const)
    await lab.check(`the same calls of discwire/win32 on ${name} print the same, line by line`, () => {
      const { status, stdout, stderr } = runScript(port, [name, sector]);
      assert.equal(status, 0, stderr);
      assert.deepEqual(stdout.trim().split('\n'), expected);
    });
}
