/** Our own drive as a device of the kernel: it is what it is over iSCSI directly, and media, tray and resets reach the kernel. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { imageHash } from './conformance-step.js';
import type { Lab } from './lab.js';
import type { ProgramReport } from './program-report.js';
import { run, runGood } from './programs.js';
import type { AttachedDrive, ServedDrives } from './served-drives.js';

const blockLengthBytes = 2048;
const readBlocks = 1024;
const readingLimitMs = 180_000;
/** Exit status of the sg_ programs. */
const notReady = 2;

const sizeOf = (node: string): number =>
  Number(readFileSync(`/sys/block/${node.slice('/dev/'.length)}/size`, 'utf8')) * 512;
const read = (node: string, blocks = readBlocks) =>
  run('dd', [`if=${node}`, `bs=${blockLengthBytes}`, `count=${blocks}`]);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The tray and the medium, by the hand of an operator and by programs, while the kernel has the drive. */
export async function checkAttachedTray(lab: Lab, report: ProgramReport, served: ServedDrives, drive: AttachedDrive) {
  const { node, number } = drive;
  const image = join(lab.places.work, 'disc.iso');
  const expected = imageHash(lab, 0, readBlocks);
  const isOpen = async () => ((await served.control('status')) as { isTrayOpen: boolean }[])[number]!.isTrayOpen;
  const check = (what: string, programs: readonly string[], body: () => unknown) =>
    report.check(drive, { what, programs, medium: 'CD-ROM' }, body);

  await check('finds another medium after a change', ['dd'], async () => {
    await served.control('change', { drive: number, medium: '' });
    const before = read(node, 16);
    assert.equal(before.status, 0, before.stderr);
    const size = sizeOf(node);
    await served.control('change', { drive: number, medium: image });
    assert.equal(sha256(read(node).bytes), expected);
    assert.notEqual(sizeOf(node), size);
  });
  await check('opens and closes the tray', ['eject'], async () => {
    runGood('eject', [node]);
    assert.equal(await isOpen(), true);
    // Not by the block node: the kernel closes an open tray when that is opened.
    assert.equal(run('sg_turs', [drive.generic]).status, notReady);
    runGood('eject', ['-t', node]);
    assert.equal(await isOpen(), false);
    assert.equal(sha256(read(node).bytes), expected);
  });
  await check('a mounted disc stays in: the button does nothing, and the medium is there', ['mount'], async () => {
    runGood('mount', ['-r', node, '/mnt']);
    try {
      await served.control('press-button', { drive: number });
      assert.equal(await isOpen(), false);
      assert.equal(readFileSync('/mnt/CONTENT.BIN').length, 8 * 1024 * 1024);
    } finally {
      runGood('umount', ['/mnt']);
    }
    await served.control('press-button', { drive: number });
    assert.equal(await isOpen(), true);
    await served.control('close-tray', { drive: number });
  });
  await check('says that there is no medium when it was taken out, and finds it again', ['dd'], async () => {
    await served.control('eject', { drive: number });
    assert.match(read(node, 1).stderr, /No medium found/);
    await served.control('insert', { drive: number, medium: image });
    assert.equal(sha256(read(node).bytes), expected);
  });
  await check('reads on through a reset by the initiator', ['sg_reset', 'dd'], async () => {
    const reading = await beginReading(node);
    runGood('sg_reset', ['--no-esc', '--device', drive.generic]);
    assert.deepEqual(await reading.ended, { status: 0, sha256: expected });
  });
  await check('reads again after a reset of the drive by itself, which ends a reading', ['dd'], async () => {
    const reading = await beginReading(node);
    await served.control('reset', { drive: number });
    // The kernel takes the unit attention of a removable medium for another medium, unless it has asked for the reset.
    await reading.ended;
    assert.equal(sha256(read(node).bytes), expected);
  });
}

interface Reading {
  readonly ended: Promise<{ status: number | null; sha256: string }>;
}

/** Reads the beginning of a drive, block by block, into a file; resolves when some of it has come, or none will. */
async function beginReading(node: string): Promise<Reading> {
  const folder = mkdtempSync('/tmp/reading-');
  const file = join(folder, 'read.bin');
  const options = [`if=${node}`, `of=${file}`, `bs=${blockLengthBytes}`, `count=${readBlocks}`, 'iflag=direct'];
  const dd = spawn('dd', options, { stdio: 'ignore' });
  const timer = setTimeout(() => dd.kill('SIGKILL'), readingLimitMs);
  let isRunning = true;
  const ended = once(dd, 'exit').then(([status]) => {
    isRunning = false;
    clearTimeout(timer);
    const hash = existsSync(file) ? sha256(readFileSync(file)) : '';
    rmSync(folder, { recursive: true });
    return { status: status as number | null, sha256: hash };
  });
  while (isRunning && !(existsSync(file) && statSync(file).size > 0)) await sleep(10);
  return { ended };
}
