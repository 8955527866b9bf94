/** Programs that are not ours, in a folder of their own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Outcome {
  /** The exit status, or the signal that ended it. */
  readonly code: number | string | null;
  /** What it printed, one byte a character. */
  readonly output: string;
}

const timeLimitMs = 240_000;

/** Runs a program in a folder that is its home as well, with no variables but these. */
export async function runProgram(
  program: string,
  programArguments: readonly string[],
  folder: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  const child = spawn(program, programArguments, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeLimitMs,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', HOME: folder, ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('latin1').on('data', (text) => (output += text));
  const code = await new Promise<number | string | null>((resolve, reject) =>
    child.on('error', reject).on('close', (status, signal) => resolve(signal ?? status)),
  );
  return { code, output };
}

/** A folder of its own, and programs that run in it. */
export class ProgramBench implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'discwire-programs-'));

  /** Puts a file into the folder and returns its path. */
  file(name: string, content: Uint8Array | string): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  read(name: string): Buffer {
    return readFileSync(join(this.folder, name));
  }

  /** Runs a program. It works in the folder. */
  async run(program: string, ...programArguments: string[]): Promise<Outcome> {
    return runProgram(program, programArguments, this.folder);
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
}
