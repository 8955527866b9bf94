/** The lab, as the guest runs it: `main.js WORK_FOLDER`. Every check is written to /out as it is made. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkAttachedTray } from './attached-step.js';
import { checkCapture } from './capture-step.js';
import { checkCommandLine, checkControlCodes, checkNoMediaStatus, type IoctlResult } from './cli-step.js';
import {
  checkContent,
  compareObservations,
  compareRefusals,
  observeOnly,
  runConformance,
  type Subject,
  type Told,
} from './conformance-step.js';
import {
  checkDifferences,
  checkNativeOption,
  checkNtStatuses,
  checkStructures,
  checkWin32Program,
} from './differential-step.js';
import { checkDigests } from './digest-step.js';
import { checkFaults } from './fault-step.js';
import { Lab, type Places } from './lab.js';
import { compareBlockPeers, comparePeers } from './peers-step.js';
import { checkPermissions } from './permission-step.js';
import { ProgramReport } from './program-report.js';
import { linuxNode, windowsNode } from './programs.js';
import { checkCdReading, checkFileSystems, makeAudioDisc } from './reading-step.js';
import { RecorderQueue } from './recorders-step.js';
import { type AttachedDrive, ServedDrives } from './served-drives.js';
import { checkTiming, runBenchmark } from './timing-step.js';
import { checkNoMedium, checkUnlocking, checkWindowsUnlocking } from './tray-step.js';
import { startWindows } from './windows-step.js';

const work = process.argv[2];
if (!work) throw new Error('usage: main.js WORK_FOLDER');
const places: Places = { app: join(work, 'app'), work, out: '/out' };
const lab = new Lab(places);
const onLinux = linuxNode(places);
const onWindows = windowsNode(places);

/** What each subject told, by its label; a subject whose suite did not finish is a failed check already. */
const told = new Map<string, Told>();
async function conform(label: string, subject: Omit<Subject, 'label'>): Promise<void> {
  const observations = await runConformance(lab, { label, ...subject });
  if (observations) told.set(label, [label, observations]);
}
/** Runs a comparison of subjects; it has failed when one of them told nothing. */
async function compare(labels: readonly string[], body: (...subjects: Told[]) => Promise<void>): Promise<void> {
  const subjects = labels.map((label) => told.get(label)).filter((each) => each !== undefined);
  if (subjects.length === labels.length) await body(...subjects);
  else lab.record({ name: `${labels.join(' and ')} can be compared`, error: 'a suite did not run to its end' });
}

/** What other programs do with our own drives. Every drive has something of its own first, and records then. */
async function checkPrograms(served: ServedDrives, report: ProgramReport): Promise<void> {
  const [image, audio, digests, ...others] = served.drives as [
    AttachedDrive,
    AttachedDrive,
    AttachedDrive,
    ...AttachedDrive[],
  ];
  const recorders = new RecorderQueue(report, served);
  lab.heading(`programs on our own drives, ${served.drives.map((drive) => drive.node).join(', ')}`);
  await Promise.all([
    checkAttachedTray(lab, report, served, image).then(() => recorders.work(image)),
    checkCdReading(report, served, audio).then(() => recorders.work(audio)),
    checkDigests(lab, report, served, digests)
      .then(() => checkFileSystems(report, served, digests))
      .then(() => recorders.work(digests)),
    ...others.map((drive) => recorders.work(drive)),
  ]);
  await served.control('change', { drive: image.number, medium: join(work!, 'disc.iso') });
  await report.finish();
}

await conform('/dev/sr0', { device: '/dev/sr0', runScript: onLinux });
await conform('/dev/sg0', { device: '/dev/sg0', runScript: onLinux });
await compare(['/dev/sr0', '/dev/sg0'], (block, generic) => compareObservations(lab, block!, generic!));
for (const label of ['/dev/sr0', '/dev/sg0'])
  await compare([label], async (each) => {
    await checkContent(lab, each!);
    await comparePeers(lab, each!);
    if (label.startsWith('/dev/sr')) await compareBlockPeers(lab, each!);
  });

// QEMU's IDE drive does not take transfers of odd lengths, so the suite is not for it; libata is worth a look all the same.
for (const device of ['/dev/sr1', 'virtual:']) {
  const observations = await observeOnly(lab, device, onLinux);
  if (observations) told.set(device, [device, observations]);
}
await compare(['/dev/sr1'], async (ata) => {
  await checkContent(lab, ata!);
  await comparePeers(lab, ata!);
});
await compare(['/dev/sr0', 'virtual:'], (linux, virtual) => compareRefusals(lab, linux!, virtual!));

lab.heading('garbage collection');
for (const device of ['/dev/sr0', '/dev/sg0'])
  await lab.check(`${device}: buffers stay where they are while garbage is collected`, () => {
    const { status, stdout, stderr } = onLinux('test/lab/scripts/collect-garbage.js', [device, '10']);
    assert.equal(status, 0, stderr);
    assert.ok(Number(stdout) > 0);
  });

const results = new Map<string, IoctlResult[]>();
for (const device of ['/dev/sr0', '/dev/sg0']) results.set(device, await checkControlCodes(lab, device, onLinux));
await checkNoMediaStatus(lab, '/dev/sr0', onLinux);
await compare(['/dev/sr0'], (sr0) => checkCommandLine(lab, sr0!, onLinux));

for (const device of ['/dev/sr0', '/dev/sr1']) await checkCapture(lab, device, onLinux);

await checkPermissions(lab);
await checkNoMedium(lab);
await checkUnlocking(lab);
await checkFaults(lab);
for (const device of ['/dev/sg0', '/dev/sr0']) await checkTiming(lab, device);
await runBenchmark(lab, '/dev/sg0');

// Our own drives, as devices of the kernel: one with the image of QEMU's drives, one with audio, three that record.
lab.heading('our own drives, attached by open-iscsi');
let served: ServedDrives | undefined;
await lab.check('discwire serve is attached by the kernel as five drives', async () => {
  served = await ServedDrives.start(places, [
    { name: `virtual:${join(work, 'disc.iso')}` },
    { name: 'virtual:' },
    { name: 'virtual:empty', hasDigests: true },
    { name: 'virtual:empty' },
    { name: 'virtual:empty' },
  ]);
});
if (served) {
  const { node, url } = served.drives[0]!;
  await conform(node, { device: node, runScript: onLinux });
  const directly = await observeOnly(lab, url, onLinux);
  if (directly) told.set(url, [url, directly]);
  await compare([node, url], (attached, direct) => compareObservations(lab, attached!, direct!));
  await compare([node], async (each) => {
    await checkContent(lab, each!);
    await comparePeers(lab, each!);
    await compareBlockPeers(lab, each!);
  });
  await checkPrograms(served, new ProgramReport(lab, served));
}

const scsiDrive = { node: '/dev/sr0', letter: 'd' };
const ataDrive = { node: '/dev/sr1', letter: 'e' };
const ourDrives = ['f', 'g'].flatMap((letter, i) => {
  const drive = served?.drives[i];
  return drive ? [{ node: drive.node, letter }] : [];
});
await startWindows(lab, [scsiDrive, ataDrive, ...ourDrives]);
await conform('D:', { device: 'D:', runScript: onWindows, isWindows: true });
await compare(['/dev/sr0', 'D:'], (linux, windows) => compareObservations(lab, linux!, windows!));
results.set('D:', await checkControlCodes(lab, 'D:', onWindows));
await checkNoMediaStatus(lab, 'D:', onWindows);
await checkWindowsUnlocking(lab, 'D:', onWindows);
for (const device of ['/dev/sg0', 'D:'])
  await lab.check(`the control codes have the same results, byte for byte, on /dev/sr0 and ${device}`, () =>
    assert.deepEqual(results.get(device), results.get('/dev/sr0')),
  );

await checkNtStatuses(lab);
await checkStructures(lab);
for (const drive of [scsiDrive, ataDrive]) await checkWin32Program(lab, drive, { onLinux, onWindows });
// QEMU's SCSI drive takes READ SUB-CHANNEL for UNMAP and says GOOD to more of what it does not do.
await checkDifferences(lab, ataDrive, 'wine-ioctls.json', onWindows);
await checkNativeOption(lab, ataDrive, { onLinux, onWindows });

if (served) {
  const [image, audio] = ourDrives;
  await checkWin32Program(lab, image!, { onLinux, onWindows });
  await served.control('change', { drive: 1, medium: makeAudioDisc(mkdtempSync('/tmp/audio-')) });
  await checkDifferences(lab, audio!, 'wine-ioctls-audio.json', onWindows);
  await lab.check('our drives are given up, and discwire serve ends in good order', async () => {
    assert.equal(await served!.stop(), 0);
    for (const { node } of ourDrives) assert.equal(existsSync(node), false, node);
  });
}

writeFileSync(join(places.out, 'figures.json'), JSON.stringify(lab.figures, undefined, 2));
writeFileSync(join(places.out, 'finished'), '');
