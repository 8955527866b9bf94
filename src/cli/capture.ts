/** `discwire capture`: a drive as a file, from which the embedded drive can be made. */
import type { Command as Cli } from 'commander';
import { captureDrive } from '../index.js';
import { action, type CliIo, type Context } from './context.js';
import { toJson } from './json.js';
import { withDevice } from './session.js';

interface Options {
  /** False with `--no-probe`. */
  readonly probe: boolean;
}

/** Adds the sub-command. */
export function addCapture(program: Cli, io: CliIo): void {
  program
    .command('capture')
    .summary('keep what a drive says of itself')
    .description(
      'Asks a drive who it is and what it can do, and prints every answer as JSON: save it, and virtual:?personality=FILE answers as that drive. Nothing is changed.',
    )
    .argument('<device>', 'e.g. /dev/sr0, D: or virtual:')
    .option('--no-probe', 'do not send commands only to see whether the drive has them')
    .action(action(io, capture));
}

async function capture(context: Context, deviceName: string, { probe }: Options): Promise<void> {
  await withDevice(context, deviceName, {}, async ({ device }) => {
    const captured = await captureDrive(device, { probeCommands: probe });
    context.io.writeOut(`${toJson(captured, 2)}\n`);
  });
}
