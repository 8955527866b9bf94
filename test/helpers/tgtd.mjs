/** Debian's tgtd as a process of its own, for tests and benchmarks: no kernel module, no configuration of the system. */
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { spawnBound } from './spawn-bound.mjs';

const controlPorts = { first: 20_000, count: 10_000 };

/** A TCP port that is free now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Starts tgtd with one target. `luns` are `{ path, type }`, LUN 1 first (LUN 0 is tgtd's controller); `type` is `cd` or
 * `disk`. `chap` and `mutualChap` are `{ user, secret }`. Rejects when it does not get ready.
 */
export async function startTgtd({ name, luns, chap, mutualChap, parameters = {}, port: wanted }) {
  const port = wanted ?? (await freePort());
  const control = controlPorts.first + Math.floor(Math.random() * controlPorts.count);
  const process = spawnBound('tgtd', ['-f', '-C', String(control), '--iscsi', `portal=127.0.0.1:${port}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  process.stderr.on('data', (chunk) => {
    log += chunk;
  });
  const admin = (...words) =>
    execFileSync('tgtadm', ['-C', String(control), '--lld', 'iscsi', ...words], { encoding: 'utf8', stdio: 'pipe' });
  for (let attempt = 0; ; attempt++) {
    try {
      admin('--op', 'new', '--mode', 'target', '--tid', '1', '-T', name);
      break;
    } catch (error) {
      if (attempt === 100 || process.exitCode !== null)
        throw new Error(`tgtd does not start: ${log}`, { cause: error });
      await pause(50);
    }
  }
  for (const [key, value] of Object.entries(parameters))
    admin('--op', 'update', '--mode', 'target', '--tid', '1', '-n', key, '-v', String(value));
  for (const [index, { path, type }] of luns.entries()) {
    const lun = ['--mode', 'logicalunit', '--tid', '1', '--lun', String(index + 1)];
    admin('--op', 'new', ...lun, '-b', path, ...(type === 'cd' ? ['--device-type=cd'] : []));
  }
  for (const [credentials, ...outgoing] of [[chap], [mutualChap, '--outgoing']]) {
    if (!credentials) continue;
    admin('--op', 'new', '--mode', 'account', '--user', credentials.user, '--password', credentials.secret);
    admin('--op', 'bind', '--mode', 'account', '--tid', '1', '--user', credentials.user, ...outgoing);
  }
  admin('--op', 'bind', '--mode', 'target', '--tid', '1', '-I', 'ALL');
  return {
    port,
    pid: process.pid,
    /** The start of an `iscsi:` name for a LUN: user, address, target. */
    url: (lun, login = '') => `iscsi://${login}127.0.0.1:${port}/${name}/${lun}`,
    admin,
    kill(signal = 'SIGKILL') {
      return new Promise((resolve) => {
        if (process.exitCode !== null || process.signalCode !== null) resolve();
        process.once('exit', () => resolve());
        process.kill(signal);
      });
    },
  };
}
