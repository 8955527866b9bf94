/** A folder in which programs and we make images for each other. */
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
import { ProgramBench, runProgram } from '../programs/program-bench.js';
import { mustEqual } from '../recorders/contents.js';
import { answerOf, standInEnvironment, standInNode } from '../stand-in/virtual-drive.js';
import { CommandServer } from '../stand-in/wire.js';

const openers: Readonly<Record<string, (path: string) => Medium>> = {
  cue: openCue,
  toc: openToc,
  ccd: openCcd,
  iso: openIso,
};

export class Workshop extends ProgramBench {
  async save(medium: Medium, name: string): Promise<void> {
    await saveImage(medium, join(this.folder, name));
  }

  open(name: string): CompactDisc {
    return openers[name.split('.').at(-1)!]!(join(this.folder, name)) as CompactDisc;
  }

  /** As `mustRun`, in front of a drive with the medium in it; `DEVICE` in its arguments is the drive. */
  async runAtDrive(medium: Medium, program: string, ...programArguments: string[]): Promise<string> {
    const transport = new VirtualDrive({ medium, powerOnUnitAttention: false }).connect();
    const server = new CommandServer((ask) => answerOf(transport, ask));
    const socket = join(this.folder, 'drive');
    await server.listen(socket);
    try {
      const atDrive = programArguments.map((text) => text.replaceAll('DEVICE', standInNode));
      const { code, output } = await runProgram(program, atDrive, this.folder, standInEnvironment(this.folder, socket));
      if (code !== 0) throw new Error(`${program} ended with ${code}:\n${output.slice(-3000)}`);
      return output;
    } finally {
      await server.close();
    }
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
  if (actual instanceof Uint8Array && expected instanceof Uint8Array) mustEqual(what, actual, expected);
  const [a, b] = [actual, expected].map((value) => (value instanceof Uint8Array ? '' : JSON.stringify(value)));
  if (a !== b) throw new Error(`${what}: ${a}\n        where ${b} is expected`);
}
