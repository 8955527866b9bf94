/** Unmodified programs in front of a drive with a recordable disc: what every case is written for, wherever the drive is. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read10, testUnitReady } from '../../mmc/index.js';
import type { Device } from '../../src/device/index.js';
import type { FaultPlan } from '../../src/virtual/index.js';

export interface Outcome {
  /** The exit status, or the signal that ended it. */
  readonly code: number | string | null;
  readonly output: string;
}

const timeLimitMs = 240_000;

/** A drive with one recordable disc, and a folder of its own. */
export abstract class Bench implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'discwire-recorders-'));
  /** Every command that was refused, and how, where that is known. */
  readonly refusals: string[] = [];

  /** The disc: the state of the medium in the folder. */
  protected get disc(): string {
    return join(this.folder, 'burn.disc');
  }

  /** What the programs call the drive. */
  protected abstract readonly node: string;
  /** Commands of ours to the same drive. */
  protected abstract openDevice(): Device;
  /** Variables that the programs need to find the drive. */
  protected abstract readonly environment: NodeJS.ProcessEnv;

  /** The disc as it is found by who opens its file now. */
  abstract reload(): Promise<void>;
  /** The drive misbehaves by a plan from now on; undefined: it behaves again. */
  abstract setFaults(plan: FaultPlan | undefined): Promise<void>;

  get device(): Device {
    const device = this.openDevice();
    // What the program has changed it is told once.
    device.exchangeSync(testUnitReady, {});
    device.exchangeSync(testUnitReady, {});
    return device;
  }

  /** User data, read by ourselves. */
  async readBlocks(start: number, count: number): Promise<Uint8Array> {
    const data = new Uint8Array(2048 * count);
    for (let done = 0; done < count; done += 64) {
      const transferLengthBlocks = Math.min(64, count - done);
      data.set(
        await this.device.send(read10, { logicalBlockAddress: start + done, transferLengthBlocks }),
        2048 * done,
      );
    }
    return data;
  }

  /** Puts a file into the folder and returns its path. */
  file(name: string, content: Uint8Array | string): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  read(name: string): Buffer {
    return readFileSync(join(this.folder, name));
  }

  /** Runs a program; `DEVICE` in its arguments is the drive. It works in the folder. */
  async run(program: string, ...programArguments: string[]): Promise<Outcome> {
    this.keep(`== ${program} ${programArguments.join(' ')}`);
    const child = spawn(
      program,
      programArguments.map((text) => text.replaceAll('DEVICE', this.node)),
      {
        cwd: this.folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: timeLimitMs,
        env: { PATH: process.env['PATH'], LC_ALL: 'C', HOME: this.folder, ...this.environment },
      },
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('latin1').on('data', (text) => (output += text));
    const code = await new Promise<number | string | null>((resolve, reject) =>
      child.on('error', reject).on('close', (status, signal) => resolve(signal ?? status)),
    );
    this.keep(`${output}\n== exit ${code}`);
    return { code, output };
  }

  /** As `run`, but throws, with what the program said, unless it ended well. */
  async mustRun(program: string, ...programArguments: string[]): Promise<string> {
    const { code, output } = await this.run(program, ...programArguments);
    if (code !== 0)
      throw new Error(`${program} ${programArguments.join(' ')} ended with ${code}:\n${output.slice(-3000)}`);
    return output;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Keeps what happened, for finding out what went wrong. */
  protected keep(_text: string): void {}
}

/** One thing that a program has to manage with the drive. Fails by throwing. */
export interface Case {
  readonly name: string;
  readonly medium: string;
  /** What it runs: printed with their versions. */
  readonly programs: readonly string[];
  check(bench: Bench): Promise<void>;
}

/** The version of the Debian package that each program comes from. */
export function versionsOf(programs: readonly string[]): Record<string, string> {
  const find = ['for program; do command -v "$program"; done', 'sh', ...programs];
  const found = execFileSync('sh', ['-c', ...find], { encoding: 'utf8' })
    .trim()
    .split('\n');
  // Packages may still have in /bin or /sbin what is found in /usr.
  const paths = found.map((path) => [path, path.replace(/^\/usr/, '')]);
  const { stdout: owned } = spawnSync('dpkg', ['-S', ...paths.flat()], { encoding: 'utf8' });
  const owners = new Map(owned.split('\n').map((line) => line.split(': ').reverse() as [path: string, owner: string]));
  const packages = paths.map((each) => each.map((path) => owners.get(path)).find((owner) => owner !== undefined)!);
  const format = '$'.concat('{Package}\t$').concat('{Version}\n');
  const told = execFileSync('dpkg-query', ['-W', '-f', format, ...new Set(packages)], { encoding: 'utf8' });
  const versions = new Map(told.split('\n').map((line) => line.split('\t') as [name: string, version: string]));
  return Object.fromEntries(programs.map((program, i) => [program, versions.get(packages[i]!)!]));
}
