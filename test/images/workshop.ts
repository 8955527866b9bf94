/** A folder in which programs and we make images for each other. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rawSectorBytes } from '../../mmc/index.js';
import { saveImage } from '../../src/image/index.js';
import {
  type CompactDisc,
  type Medium,
  openCcd,
  openCue,
  openIso,
  openToc,
  VirtualDrive,
} from '../../src/virtual/index.js';
import { compile } from '../stand-in/run.js';
import { type Ask, CommandServer, wireDirection } from '../stand-in/wire.js';

const node = '/dev/sr9';
const openers: Readonly<Record<string, (path: string) => Medium>> = {
  cue: openCue,
  toc: openToc,
  ccd: openCcd,
  iso: openIso,
};
const directions = { [wireDirection.none]: 'none', [wireDirection.in]: 'in', [wireDirection.out]: 'out' } as const;

export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'discwire-images-'));

  /** Puts a file into the folder. */
  write(name: string, content: Uint8Array | string): void {
    writeFileSync(join(this.folder, name), content);
  }

  read(name: string): Buffer {
    return readFileSync(join(this.folder, name));
  }

  async save(medium: Medium, name: string): Promise<void> {
    await saveImage(medium, join(this.folder, name));
  }

  open(name: string): CompactDisc {
    return openers[name.split('.').at(-1)!]!(join(this.folder, name)) as CompactDisc;
  }

  /** Runs a program in the folder and returns what it printed; throws with that where it fails. */
  run(program: string, programArguments: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
    return new Promise((resolve, reject) =>
      execFile(
        program,
        programArguments,
        {
          cwd: this.folder,
          timeout: 60_000,
          maxBuffer: 1 << 26,
          encoding: 'latin1',
          env: { PATH: process.env['PATH'], LC_ALL: 'C', HOME: this.folder, ...environment },
        },
        (error, out, err) =>
          error
            ? reject(new Error(`${program} ${programArguments.join(' ')}: ${error.message}\n${out}${err}`))
            : resolve(out + err),
      ),
    );
  }

  /** Runs a program in front of a drive with the medium in it; `DEVICE` in its arguments is the drive. */
  async runAtDrive(medium: Medium, program: string, programArguments: readonly string[]): Promise<string> {
    const transport = new VirtualDrive({ medium, powerOnUnitAttention: false }).connect();
    const server = new CommandServer((ask: Ask) => {
      const direction = directions[ask.direction as keyof typeof directions];
      const data = direction === 'in' ? new Uint8Array(ask.room) : ask.data;
      const done = transport.executeSync({ cdb: Uint8Array.from(ask.cdb), direction, data, timeoutMs: 60_000 });
      const dataIn = direction === 'in' ? data.subarray(0, done.transferredBytes) : new Uint8Array();
      return { status: done.status, sense: done.sense, dataIn };
    });
    const socket = join(this.folder, 'drive');
    await server.listen(socket);
    try {
      return await this.run(
        program,
        programArguments.map((text) => text.replaceAll('DEVICE', node)),
        { LD_PRELOAD: compile(this.folder, 'shim.c', []), STAND_IN_NODE: node, STAND_IN_SOCKET: socket },
      );
    } finally {
      await server.close();
    }
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Raw sectors of a disc. */
export function sectorsOf(disc: CompactDisc, start: number, count: number): Buffer {
  const bytes = Buffer.alloc(count * rawSectorBytes);
  disc.readRaw(start, count, bytes, 0);
  return bytes;
}

/** Throws, with both, unless they are the same. */
export function mustBe(what: string, actual: unknown, expected: unknown): void {
  const [a, b] = [actual, expected].map((value) =>
    value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex') : JSON.stringify(value),
  );
  if (a !== b) throw new Error(`${what}: ${a}\n        where ${b} is expected`);
}
