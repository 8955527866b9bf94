/** The tray: without a medium, and locked by a program that ended without unlocking it. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cdbs, withoutData } from '../../conformance/drive.js';
import { assertAnswer, assertCheckCondition, attempt } from './attempts.js';
import type { Lab } from './lab.js';
import { type RunScript, run, runGood, scriptPath } from './programs.js';

const notReadyMediumNotPresent = [0x2, 0x3a];
const illegalRequest = 5;
const limitMs = 60_000;

/** Opens the tray with somebody else's program. */
const eject = () => run('sg_start', ['--eject', '/dev/sg0']);
const load = () => runGood('sg_start', ['--load', '/dev/sg0']);

export async function checkNoMedium(lab: Lab): Promise<void> {
  lab.heading('no medium');
  const send = (device: string, cdb: Uint8Array) => attempt(lab.places, device, withoutData(cdb));
  await lab.check('the tray opens with START STOP UNIT', () => {
    assertAnswer(send('/dev/sr0', cdbs.ejectMedium), 0);
  });
  for (const device of ['/dev/sr0', '/dev/sg0'])
    await lab.check(`${device} opens without a medium, and the sense says so`, () => {
      assertCheckCondition(send(device, cdbs.testUnitReady), notReadyMediumNotPresent);
    });
  await lab.check('the tray closes with START STOP UNIT, and the drive is ready', () => {
    assertAnswer(send('/dev/sr0', cdbs.loadMedium), 0);
    runGood('sg_turs', ['/dev/sg0']);
  });
}

/** How a program that has locked the tray may end, and the exit status or signal it must end with. */
const endings = [
  { how: 'wait', signal: 'SIGTERM', endsWith: 'SIGTERM' },
  { how: 'wait', signal: 'SIGINT', endsWith: 'SIGINT' },
  { how: 'wait', signal: 'SIGHUP', endsWith: 'SIGHUP' },
  { how: 'work', signal: 'SIGTERM', endsWith: 'SIGTERM' },
  { how: 'work', signal: 'SIGINT', endsWith: 'SIGINT' },
  { how: 'exit', signal: undefined, endsWith: 3 },
  { how: 'throw', signal: undefined, endsWith: 1 },
  { how: 'reject', signal: undefined, endsWith: 1 },
] as const;

export async function checkUnlocking(lab: Lab): Promise<void> {
  lab.heading('a tray that a program left locked');
  // The generic node: the block driver would unlock the tray itself when the last user goes.
  for (const { how, signal, endsWith } of endings)
    await lab.check(
      `a program that ends by ${signal ?? how}${how === 'work' ? ' in mid-command' : ''} unlocks the tray`,
      async () => {
        const script = scriptPath(lab.places, 'test/lab/scripts/hold.js');
        const holder = spawn(process.execPath, [script, '/dev/sg0', how], { stdio: ['pipe', 'pipe', 'ignore'] });
        const timer = setTimeout(() => holder.kill('SIGKILL'), limitMs);
        try {
          await isLocked(holder);
          assert.equal(eject().status, illegalRequest, 'the drive is locked to begin with');
          const ended = once(holder, 'exit');
          if (signal) holder.kill(signal);
          else holder.stdin!.end('\n');
          const [status, endedBy] = await ended;
          assert.equal(endedBy ?? status, endsWith);
          const { status: ejected, stderr } = eject();
          assert.equal(ejected, 0, `the tray is still locked: ${stderr}`);
          load();
        } finally {
          clearTimeout(timer);
          holder.kill('SIGKILL');
          run('sg_raw', ['/dev/sg0', '1e', '0', '0', '0', '0', '0']);
        }
      },
    );
}

/** The same under Windows, where a program does not hear of being ended from outside. */
export async function checkWindowsUnlocking(lab: Lab, device: string, runScript: RunScript): Promise<void> {
  for (const how of ['exit', 'throw'])
    await lab.check(`${device}: a program that ends by ${how} unlocks the tray`, () => {
      const { status, stdout, stderr } = runScript('test/lab/scripts/hold.js', [device, how]);
      assert.match(stdout, /^locked/, stderr);
      assert.equal(status, how === 'exit' ? 3 : 1);
      const { status: ejected, stderr: reason } = eject();
      assert.equal(ejected, 0, `the tray is still locked: ${reason}`);
      load();
    });
}

async function isLocked(holder: ChildProcess): Promise<void> {
  const [line] = await Promise.race([once(holder.stdout!, 'data'), once(holder, 'exit')]);
  assert.equal(String(line).trim(), 'locked');
}
