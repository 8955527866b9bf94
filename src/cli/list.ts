/** `discwire list`: the drives of this machine. */
import type { Command as Cli } from 'commander';
import { profileName } from '../../mmc/index.js';
import type { ListedDrive } from '../index.js';
import { action, type CliIo, type Context } from './context.js';
import { failureOf } from './failure.js';
import { hexNumber, lineWidth, table, wrap } from './text.js';

/** Adds the sub-command. */
export function addList(program: Cli, io: CliIo): void {
  program
    .command('list')
    .summary('show the optical drives of this machine')
    .description('Shows the optical drives of this machine: their names, what they are, and what is in them.')
    .action(action(io, list));
}

async function list(context: Context): Promise<void> {
  const drives = await context.io.list();
  context.result(drives.map(driveJson), () => (drives.length > 0 ? driveLines(context, drives) : noDriveLines()));
}

function driveJson({ name, nodes, vendor, model, firmware, currentProfile, problem }: ListedDrive): unknown {
  return {
    name,
    nodes,
    vendor,
    model,
    firmware,
    currentProfile:
      currentProfile === undefined ? undefined : { number: currentProfile, name: profileName(currentProfile) },
    problem: problem && { kind: failureOf(problem).kind, message: failureOf(problem).message },
  };
}

function driveLines({ style }: Context, drives: readonly ListedDrive[]): string[] {
  const rows = drives.map(({ nodes, vendor, model, firmware, currentProfile }) => [
    nodes.join(' '),
    [vendor, model].filter(Boolean).join(' '),
    firmware ?? '',
    currentProfile === undefined ? '(not told)' : `${hexNumber(currentProfile, 4)} ${profileName(currentProfile)}`,
  ]);
  const lines = table([['device', 'drive', 'firmware', 'current profile'], ...rows], (cell, column, row) =>
    row === 0 ? style.faint(cell) : column === 0 ? style.name(cell) : cell,
  );
  const problems = drives.flatMap(({ name, problem }) =>
    problem ? ['', ...wrap(`${name} did not tell its profile: ${failureOf(problem).message}`, lineWidth)] : [],
  );
  return [...lines, ...problems];
}

function noDriveLines(): string[] {
  const hints: Partial<Record<NodeJS.Platform, string>> = {
    linux: 'Is it connected? Are the modules sr_mod and sg loaded? It shows up as /dev/sr0.',
    win32: 'Is it connected? A drive shows up as \\\\.\\CdRom0 and, mostly, with a letter.',
  };
  const hint = hints[process.platform] ?? `On ${process.platform} drives cannot be opened yet.`;
  const always = 'The embedded drive is always there: discwire demo virtual:';
  return ['No optical drive was found.', hint, always].flatMap((text) => wrap(text, lineWidth));
}
