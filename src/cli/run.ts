/** The program as a function: arguments in, exit code out. */
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { addCapture } from './capture.js';
import type { CliIo } from './context.js';
import { addDemo } from './demo.js';
import { addExplain } from './explain.js';
import { exitCode, type Failure, failureOf } from './failure.js';
import { addFeatures } from './features.js';
import { addIoctl } from './ioctl.js';
import { toJson } from './json.js';
import { addList } from './list.js';
import { addRaw } from './raw.js';
import { addSave } from './save.js';
import { addSend } from './send.js';
import { addServe } from './serve.js';
import { lineWidth } from './text.js';
import { addToc } from './toc.js';

const { version } = createRequire(import.meta.url)('discwire/package.json') as { version: string };

const help = `
Devices: /dev/sr0, /dev/sg1 (Linux); D:, \\\\.\\CdRom0 (Windows); virtual:;
  iscsi://host/target-iqn/lun
Exit codes: 0 done, 1 the drive refused, 2 wrong command line, 3 no such drive,
  4 access denied, 5 no answer, 6 another program has the drive,
  7 not possible here`;

function createProgram(io: CliIo): Command {
  const program = new Command('discwire')
    .description('Speaks SCSI/MMC to optical drives and shows every CDB, status and sense byte.')
    .version(version, '-V, --version')
    .option('--json', 'print results as JSON on standard output, errors as JSON on standard error')
    .option('--trace', 'print every command that goes over the wire on standard error')
    .option('--judge', 'print what the commands did wrong or unwisely, on standard error; virtual drives only')
    .addHelpText('after', help)
    .configureHelp({ showGlobalOptions: true, helpWidth: lineWidth, subcommandTerm: (command) => command.name() })
    .helpCommand(false)
    .configureOutput({ writeOut: (text) => io.writeOut(text), writeErr: () => {} })
    .exitOverride();
  for (const add of [
    addDemo,
    addList,
    addIoctl,
    addSend,
    addRaw,
    addToc,
    addSave,
    addFeatures,
    addCapture,
    addExplain,
    addServe,
  ])
    add(program, io);
  return program;
}

/** Runs the program with the arguments after its name. Never throws; what there is to say goes to `io`. */
export async function run(argv: readonly string[], io: CliIo): Promise<number> {
  const program = createProgram(io);
  try {
    await program.parseAsync(argv as string[], { from: 'user' });
    return exitCode.success;
  } catch (error) {
    // Help and version come as exceptions too; so does a command line without a sub-command.
    if (error instanceof CommanderError && error.code === 'commander.help') program.outputHelp();
    if (error instanceof CommanderError && (error.exitCode === 0 || error.code === 'commander.help'))
      return exitCode.success;
    const failure = failureOf(error);
    report(failure, error, argv, io);
    return failure.exitCode;
  }
}

function report(failure: Failure, error: unknown, argv: readonly string[], io: CliIo): void {
  const { kind, message, detail } = failure;
  if (argv.includes('--json')) {
    io.writeError(`${toJson({ error: { kind, exitCode: failure.exitCode, message, ...detail } })}\n`);
    return;
  }
  io.writeError(`discwire: ${message}\n`);
  if (failure.exitCode === exitCode.internal && argv.includes('--trace')) io.writeError(`${(error as Error).stack}\n`);
}
