/** What a sub-command gets from outside: where it reads and writes, and what the global options say. */
import type { Command } from 'commander';
import type { ListedDrive, nativeIoctl, Transport } from '../index.js';
import { toJson } from './json.js';
import { createStyle, type Style } from './style.js';

/** The world around the program, so that tests can stand in for it. */
export interface CliIo {
  writeOut(chunk: string | Uint8Array): void;
  writeError(text: string): void;
  /** All of standard input, as text. */
  readInput(): Promise<string>;
  /** Passes standard input on line by line, each when the one before is done with, until it ends or `until` is aborted. */
  eachInputLine(take: (line: string) => Promise<void>, until: AbortSignal): Promise<void>;
  /** Resolves when the user interrupts the program, or `until` is aborted. */
  untilInterrupted(until: AbortSignal): Promise<void>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether standard output is a terminal: colours go only there. */
  readonly isTerminal: boolean;
  /** Opens a device by the name that was typed. */
  openTransport(name: string): Promise<Transport>;
  /** The drives of this machine. */
  list(): Promise<ListedDrive[]>;
  /** Asks the operating system's own driver. */
  readonly nativeIoctl: typeof nativeIoctl;
}

/** Options that every sub-command takes. */
interface GlobalOptions {
  readonly json?: boolean;
  readonly trace?: boolean;
  readonly judge?: boolean;
}

/** One run of one sub-command. */
export class Context {
  readonly json: boolean;
  readonly trace: boolean;
  readonly judge: boolean;
  readonly style: Style;

  constructor(
    readonly io: CliIo,
    options: GlobalOptions,
  ) {
    this.json = options.json ?? false;
    this.trace = options.trace ?? false;
    this.judge = options.judge ?? false;
    this.style = createStyle(!this.json && io.isTerminal && !io.environment['NO_COLOR']);
  }

  /** Prints the result: `document` with `--json`, otherwise the lines of `text`. */
  result(document: unknown, text: () => readonly string[]): void {
    if (this.json) this.io.writeOut(`${toJson(document, 2)}\n`);
    else this.print(text());
  }

  /** Lines of text on standard output. Not for `--json`. */
  print(lines: readonly string[]): void {
    if (lines.length > 0) this.io.writeOut(`${lines.join('\n')}\n`);
  }
}

/** Turns `handler` into a commander action: it gets the context first, then the arguments and the options. */
export function action<A extends unknown[]>(
  io: CliIo,
  handler: (context: Context, ...values: A) => Promise<void> | void,
): (...values: unknown[]) => Promise<void> {
  return async (...values) => {
    const command = values.pop() as Command;
    await handler(new Context(io, command.optsWithGlobals()), ...(values as A));
  };
}
