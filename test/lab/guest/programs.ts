import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Places } from './lab.js';

/** How a program ended. */
export interface Ended {
  /** Exit status; null where a signal ended it. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly bytes: Buffer;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** It is killed after that, and the call throws. */
  readonly timeoutMs?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end. Throws when it cannot be started or takes too long; its exit status is a value. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Ended {
  const { timeoutMs = 60_000, env } = options;
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error) throw new Error(`${program} ${args.join(' ')}: ${error.message}\n${stdout}\n${stderr}`);
  return { status, signal, bytes: stdout, stdout: stdout.toString('latin1'), stderr: stderr.toString('latin1') };
}

/** As {@link run}, and throws unless it ended with 0. */
export function runGood(program: string, args: readonly string[], options: RunOptions = {}): Ended {
  const ended = run(program, args, options);
  if (ended.status !== 0)
    throw new Error(
      `${program} ${args.join(' ')} ended with ${ended.status ?? ended.signal}\n${ended.stdout}\n${ended.stderr}`,
    );
  return ended;
}

/** Runs a compiled file of the project with this Node.js, or with node.exe under Wine. */
export type RunScript = (file: string, args: readonly string[], options?: RunOptions) => Ended;

/** Where such a file is, with all that it imports. */
export const scriptPath = ({ app }: Places, file: string): string => join(app, 'bundled', file);

export function linuxNode(places: Places): RunScript {
  return (file, args, options) => run(process.execPath, [scriptPath(places, file), ...args], options);
}

/** Wine shows the whole file system as drive Z. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`;
}

export function wineEnvironment({ work }: Places): NodeJS.ProcessEnv {
  return { WINEPREFIX: join(work, 'wine'), WINEARCH: 'win64', WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mscoree,mshtml=' };
}

/** Runs a program of Windows in the work folder under Wine. */
export function runWindowsProgram(
  places: Places,
  program: string,
  args: readonly string[],
  { timeoutMs = 240_000, env }: RunOptions = {},
): Ended {
  const command = [join(places.work, program), ...args];
  // node.exe cannot write to a pipe here, only to files.
  const files = [join(places.out, 'wine.stdout'), join(places.out, 'wine.stderr')] as const;
  const descriptors = files.map((path) => openSync(path, 'w'));
  const { status, signal, error } = spawnSync('/usr/lib/wine/wine64', command, {
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    env: { ...process.env, ...wineEnvironment(places), ...env },
    stdio: ['ignore', descriptors[0]!, descriptors[1]!],
  });
  for (const descriptor of descriptors) closeSync(descriptor);
  const bytes = readFileSync(files[0]);
  const [stdout, stderr] = [bytes.toString('latin1'), readFileSync(files[1], 'latin1')];
  if (error) throw new Error(`${program} ${args.join(' ')}: ${error.message}\n${stdout}\n${stderr}`);
  return { status, signal, bytes, stdout, stderr };
}

export function windowsNode(places: Places): RunScript {
  return (file, args, options) =>
    runWindowsProgram(places, 'node.exe', [windowsPath(scriptPath(places, file)), ...args], options);
}
