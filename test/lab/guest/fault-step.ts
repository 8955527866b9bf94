/** Faults that a healthy drive does not have, from scsi_debug, the simulated SCSI device of the Linux kernel. */
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSense, parseHex } from '../../../mmc/index.js';
import { cdbs, dataIn, withoutData } from '../../conformance/drive.js';
import { assertAnswer, assertCheckCondition, assertError, attempt } from './attempts.js';
import type { Lab } from './lab.js';
import { linuxNode, runGood } from './programs.js';

const settings = '/sys/bus/pseudo/drivers/scsi_debug';
/** Values of its parameter `opts`. */
const faults = { none: 0, mediumError: 2, timeout: 4, recoveredError: 8, transportError: 16 };
/** Where it pretends to have its medium error. */
const damagedBlock = 0x1234;

function set(name: string, value: number): void {
  writeFileSync(join(settings, name), String(value));
}

/** Folder in sysfs of the device it simulates. */
function simulatedDevice(): string {
  const only = (folder: string, pattern: RegExp): string => {
    const name = readdirSync(folder).find((each) => pattern.test(each));
    assert.ok(name, `${folder} has no ${pattern}`);
    return join(folder, name);
  };
  const host = only(join(settings, 'adapter0'), /^host\d+$/);
  return only(only(host, /^target/), /^\d+:\d+:\d+:\d+$/);
}

export async function checkFaults(lab: Lab): Promise<void> {
  lab.heading('faults');
  let device = '';
  let generic = '';
  const send = (request: ReturnType<typeof withoutData>) => attempt(lab.places, generic, request);
  await lab.check('scsi_debug simulates a CD-ROM device', () => {
    const parameters = ['ptype=5', 'dev_size_mb=16', 'sector_size=2048', 'every_nth=1', 'dsense=1'];
    runGood('busybox', ['insmod', '/run/modules/scsi_debug.ko', ...parameters]);
    device = simulatedDevice();
    generic = `/dev/${readdirSync(join(device, 'scsi_generic'))[0]}`;
    assertAnswer(send(withoutData(cdbs.testUnitReady)), 0);
  });

  await lab.check('sense in descriptor format arrives whole, with its field pointer', () => {
    // A reserved bit of START STOP UNIT: bit 4 of byte 4.
    const { sense } = assertCheckCondition(send(withoutData(Uint8Array.of(0x1b, 0, 0, 0, 0x12, 0))), [0x5, 0x24, 0]);
    assert.match(sense, /^72 05 24 00 00 00 00 08 02 06 00 00 C[0-9A-F] 00 04 00$/);
  });
  await lab.check('a recovered error is an answer', () => {
    set('opts', faults.recoveredError);
    assertCheckCondition(send(dataIn(cdbs.read10(0, 1), 2048)), [0x1, 0x5d, 0x00]);
  });
  await lab.check('an aborted command is an answer', () => {
    set('opts', faults.transportError);
    assertCheckCondition(send(dataIn(cdbs.read10(0, 1), 2048)), [0xb, 0x4b, 0x03]);
  });
  await lab.check('a medium error in fixed format names its block', () => {
    set('opts', faults.mediumError);
    set('dsense', 0);
    const { sense } = assertCheckCondition(send(dataIn(cdbs.read10(damagedBlock, 1), 2048)), [0x3, 0x11, 0x00]);
    assert.equal(Number(decodeSense(parseHex(sense))?.information), damagedBlock);
  });
  await lab.check('a command that is never answered ends after its time limit, and the drive goes on', () => {
    set('opts', faults.timeout);
    const result = send({ ...withoutData(cdbs.testUnitReady), timeoutMs: 1_000 });
    set('opts', faults.none);
    assertError(result, 'timeout', /1000 ms/, /DID_TIME_OUT/);
    assertAnswer(send(withoutData(cdbs.testUnitReady)), 0);
  });
  await lab.check('a drive that goes away while it is open: noDevice, and closing works', () => {
    const { stdout, stderr, status } = linuxNode(lab.places)('test/lab/scripts/unplug.js', [
      generic,
      join(device, 'delete'),
    ]);
    assert.equal(status, 0, stderr);
    assert.equal(stdout.trim(), 'noDevice');
  });
}
