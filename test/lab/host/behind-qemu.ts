/**
 * Drives of ours in a guest that QEMU attaches them to, without the guest's or this machine's kernel taking part in iSCSI:
 * `behind-qemu.js LAB_FOLDER WORK`. QEMU's initiator is libiscsi, and `scsi-block` hands every command of the guest's
 * kernel through. Writes its checks to `WORK/behind-qemu.jsonl`; what the guest prints is its output.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { Lab } from '../guest/lab.js';
import { makeKnownDisc } from '../guest/reading-step.js';

const limitSeconds = 600;

/** `discwire serve`, which takes commands on its standard input and answers with a line of JSON each. */
class Served {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(program: string, drives: readonly string[]) {
    const args = [program, 'serve', ...drives, '--iscsi', '127.0.0.1:0', '--json'];
    this.#process = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines: Interface = createInterface(this.#process.stdout!);
    this.#lines = lines[Symbol.asyncIterator]();
  }

  async next<T>(): Promise<T> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('discwire serve has ended');
    return JSON.parse(value) as T;
  }

  ask<T>(command: string): Promise<T> {
    this.#process.stdin!.write(`${command}\n`);
    return this.next();
  }

  async stop(): Promise<number | null> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGINT');
    return (await ended)[0] as number | null;
  }
}

interface Serving {
  readonly serving: { readonly portal: string; readonly drives: { target: string; lun: number }[] };
}

const [labFolder, work] = process.argv.slice(2);
if (!labFolder || !work) throw new Error('usage: behind-qemu.js LAB_FOLDER WORK');
const app = join(work, 'app');
const guest = join(work, 'behind-qemu');
const out = join(guest, 'out');
mkdirSync(out, { recursive: true });
symlinkSync(join(work, 'kernel'), join(guest, 'kernel'));
const { cue } = makeKnownDisc(guest);
const served = new Served(join(app, 'dist/src/cli/main.js'), [
  `virtual:${join(work, 'disc.iso')}`,
  `virtual:${cue}`,
  'virtual:dvd-ram',
]);
const { serving } = await served.next<Serving>();
const drives = serving.drives.flatMap(({ target, lun }) => [
  ...['-drive', `if=none,id=drive${lun},file=iscsi://${serving.portal}/${target}/${lun},format=raw`],
  ...['-device', `scsi-block,drive=drive${lun}`],
]);
const script = join(app, 'dist/test/lab/guest/behind-qemu.js');
const boot = spawn(join(labFolder, 'boot'), [guest, process.execPath, script, work], {
  stdio: 'inherit',
  env: {
    ...process.env,
    LAB_DRIVES: ['-device', 'virtio-scsi-pci', ...drives].join(' '),
    LAB_MEMORY: '1G',
    LAB_TIMEOUT: String(limitSeconds),
  },
});
const [status] = (await once(boot, 'exit')) as [number | null];

const lab = new Lab({ app, work, out });
await lab.check('the guest runs to its end', () => {
  assert.equal(status, 0);
  assert.ok(existsSync(join(out, 'finished')));
});
await lab.check('/dev/sr0: eject has opened the tray of our drive', async () => {
  const [first] = await served.ask<{ isTrayOpen: boolean }[]>('status');
  assert.equal(first?.isTrayOpen, true);
});
await lab.check('discwire serve ends in good order', async () => assert.equal(await served.stop(), 0));

const checks = readFileSync(join(out, 'checks.jsonl'), 'utf8').trim().split('\n');
writeFileSync(join(work, 'behind-qemu.jsonl'), '');
for (const line of checks) {
  const { name, ...rest } = JSON.parse(line);
  const record = { name: `behind QEMU's initiator: ${name}`, ...rest };
  appendFileSync(join(work, 'behind-qemu.jsonl'), `${JSON.stringify(record)}\n`);
}
