import type { CliIo } from '../../../src/cli/context.js';
import { run } from '../../../src/cli/run.js';
import { TransportError } from '../../../src/index.js';

/** What the program printed, and its exit code. */
export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** What was printed on standard output, as bytes. */
  readonly outBytes: Uint8Array;
}

/** Runs the program in this process. There is no drive unless `io` opens one. */
export async function runCli(
  argv: readonly string[],
  io: Partial<CliIo> & { input?: string } = {},
): Promise<CliResult> {
  const out: Uint8Array[] = [];
  let err = '';
  const code = await run(argv, {
    writeOut: (chunk) => void out.push(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk.slice()),
    writeError: (text) => {
      err += text;
    },
    readInput: async () => io.input ?? '',
    eachInputLine: async (take) => {
      for (const line of (io.input ?? '').split('\n')) await take(line);
    },
    untilInterrupted: async () => {},
    environment: {},
    isTerminal: false,
    openTransport: async (name) => {
      throw new TransportError('notFound', `${name}: there is no such drive in this test`);
    },
    list: async () => [],
    nativeIoctl: async (name) => {
      throw new TransportError('unsupported', `${name}: there is no operating system in this test`);
    },
    ...io,
  });
  const outBytes = Uint8Array.from(out.flatMap((chunk) => [...chunk]));
  return { code, out: new TextDecoder().decode(outBytes), err, outBytes };
}
