/** Unmodified programs in front of a virtual drive: what they burn, and what is on the disc then. */
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeSense, hex, mmcCommands, read10, testUnitReady } from '../../mmc/index.js';
import { Device } from '../../src/device/index.js';
import { ManualClock } from '../../src/time/clock.js';
import {
  type FaultPlan,
  fileStore,
  type Medium,
  openRecording,
  recordableMedia,
  VirtualDrive,
  type VirtualTransport,
} from '../../src/virtual/index.js';
import { compile } from '../stand-in/run.js';
import { type Answer, type Ask, CommandServer, wireDirection } from '../stand-in/wire.js';

const node = '/dev/sr9';
const directions = { [wireDirection.none]: 'none', [wireDirection.in]: 'in', [wireDirection.out]: 'out' } as const;

const pollMs = 600_000;

export interface Outcome {
  /** The exit status, or the signal that ended it. */
  readonly code: number | string | null;
  readonly output: string;
}

/** A drive with one recordable disc, in a folder of its own. */
export class Bench implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'discwire-recorders-'));
  /** Programs that wait for the drive go by clocks of their own: on its clock time passes when they ask whether it is ready. */
  readonly #clock = new ManualClock();
  readonly #drive: VirtualDrive;
  readonly #server: CommandServer;
  /** What the programs' commands come through. */
  readonly #program: VirtualTransport;
  #device: Device | undefined;
  readonly #socket = join(this.folder, 'drive');
  /** Every command that was refused, and how. */
  readonly refusals: string[] = [];
  /** What a program has sent, for finding out what went wrong. */
  readonly log: string | undefined = process.env['RECORDERS_LOG'];

  private constructor(medium: string) {
    this.#drive = new VirtualDrive({
      medium: this.#medium(medium),
      powerOnUnitAttention: false,
      clock: this.#clock,
      judge: true,
    });
    const transport = this.#drive.connect();
    this.#program = transport;
    this.#server = new CommandServer((ask) => this.#answer(ask, transport));
  }

  static async open(medium: string): Promise<Bench> {
    const bench = new Bench(medium);
    await bench.#server.listen(bench.#socket);
    return bench;
  }

  get #disc(): string {
    return join(this.folder, 'burn.disc');
  }

  #medium(name: string): Medium {
    const open = recordableMedia[name];
    if (!open) throw new Error(`there is no medium ${name}`);
    return open(fileStore(this.#disc));
  }

  /** The disc as it is found by who opens its file now. */
  reload(): void {
    this.#drive.removeMedium()?.close();
    this.#drive.insert(openRecording(fileStore(this.#disc)));
  }

  setFaults(plan: FaultPlan | undefined): void {
    this.#drive.setFaults(plan);
  }

  /** What the judge has to say of the programs, now that they have gone away: each once, as `warning RULE, COMMAND`. */
  async verdicts(): Promise<string[]> {
    await this.#program.close();
    const programs = this.#drive.report()!.findings.filter(({ host }) => host === 1);
    return [...new Set(programs.map(({ severity, rule, command }) => `${severity} ${rule}, ${command.name}`))].sort();
  }

  get medium(): Medium {
    return this.#drive.medium!;
  }

  /** Commands of ours to the same drive. */
  get device(): Device {
    this.#device ??= new Device(this.#drive.connect());
    // What the program has changed it is told once.
    this.#device.exchangeSync(testUnitReady, {});
    this.#device.exchangeSync(testUnitReady, {});
    return this.#device;
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

  #answer(ask: Ask, transport: ReturnType<VirtualDrive['connect']>): Answer {
    if (ask.cdb[0] === testUnitReady.operationCode) this.#clock.advance(pollMs);
    const direction = directions[ask.direction as keyof typeof directions];
    const buffer = direction === 'in' ? new Uint8Array(ask.room) : ask.data;
    const cdb = Uint8Array.from(ask.cdb);
    const { status, sense, transferredBytes } = transport.executeSync({
      cdb,
      direction,
      data: buffer,
      timeoutMs: 60_000,
    });
    const decoded = status === 0 ? undefined : decodeSense(sense);
    const refusal = decoded && [decoded.senseKey, decoded.asc, decoded.ascq].map((n) => n?.toString(16)).join('/');
    const line = `${hex(cdb)} ${mmcCommands.find(cdb)?.name ?? '?'}${refusal ? ` ${refusal}` : ''}`;
    if (refusal) this.refusals.push(line);
    if (this.log) {
      const data = direction === 'none' ? '' : ` ${hex(buffer.subarray(0, Math.min(transferredBytes, 64)))}`;
      appendFileSync(this.log, `${line}${data}\n`);
    }
    return { status, sense, dataIn: direction === 'in' ? buffer.subarray(0, transferredBytes) : new Uint8Array() };
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
    if (this.log) appendFileSync(this.log, `== ${program} ${programArguments.join(' ')}\n`);
    const child = spawn(
      program,
      programArguments.map((text) => text.replaceAll('DEVICE', node)),
      {
        cwd: this.folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: 120_000,
        env: {
          PATH: process.env['PATH'],
          LC_ALL: 'C',
          HOME: this.folder,
          LD_PRELOAD: compile(this.folder, 'shim.c', []),
          STAND_IN_NODE: node,
          STAND_IN_SOCKET: this.#socket,
        },
      },
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('latin1').on('data', (text) => (output += text));
    const code = await new Promise<number | string | null>((resolve, reject) =>
      child.on('error', reject).on('close', (status, signal) => resolve(signal ?? status)),
    );
    if (this.log) appendFileSync(this.log, `${output}\n== exit ${code}\n`);
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
    await this.#server.close();
    this.#drive.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One thing that a program has to manage with the drive. Fails by throwing. */
export interface Case {
  readonly name: string;
  readonly medium: string;
  /** What it runs: printed with their versions. */
  readonly programs: readonly string[];
  check(bench: Bench): Promise<void>;
}

/** The Debian package that a program comes from, with its version. */
export function versionOf(program: string): string {
  const path = execFileSync('sh', ['-c', 'command -v "$0"', program], { encoding: 'utf8' }).trim();
  const [owner] = execFileSync('dpkg', ['-S', path], { encoding: 'utf8' }).split(':');
  const version = execFileSync('dpkg-query', ['-W', '-f', '$'.concat('{Version}'), owner!], { encoding: 'utf8' });
  return `${program} ${version}`;
}
