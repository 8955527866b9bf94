/** `discwire serve` as a process of its own, from the built package. */
import { fileURLToPath } from 'node:url';
import { spawnBound } from './spawn-bound.mjs';

const program = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

/** The name of the target that is served. */
export const targetName = 'iqn.2000-01.localhost.discwire:drives';

/** Starts it on a free port. Rejects when it ends before it listens. */
export async function startServe(drives, options = [], node = []) {
  const process = spawnBound(
    'node',
    [...node, program, 'serve', ...drives, '--iscsi', '127.0.0.1:0', '--json', ...options],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  let out = '';
  let log = '';
  process.stderr.on('data', (chunk) => {
    log += chunk;
  });
  const portal = await new Promise((resolve, reject) => {
    process.once('exit', () => reject(new Error(`discwire serve ended: ${out}${log}`)));
    process.stdout.on('data', (chunk) => {
      out += chunk;
      const end = out.indexOf('\n');
      if (end >= 0) resolve(JSON.parse(out.slice(0, end)).serving.portal);
    });
  });
  const ended = new Promise((resolve) => {
    process.once('exit', (code) => resolve(code));
  });
  return {
    portal,
    port: Number(portal.split(':')[1]),
    pid: process.pid,
    url: (lun, login = '') => `iscsi://${login}${portal}/${targetName}/${lun}`,
    /** A line for its standard input. */
    type: (line) => process.stdin.write(`${line}\n`),
    /** What it wrote to standard error: one line of JSON an event. */
    log: () => log,
    out: () => out,
    ended,
    stop(signal = 'SIGINT') {
      process.kill(signal);
      return ended;
    },
  };
}
