/** Runs one scenario and keeps what came of it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../programs/program-bench.js';
import { dissect } from './dissect.js';
import { packageVersion, type Recording, recordingPath } from './recording.js';
import type { Scenario } from './scenarios.js';
import { type Exchange, StandIn } from './server.js';

const here = dirname(fileURLToPath(import.meta.url));

/** Compiles shim.c, or one of programs/, into the folder. */
export function compile(folder: string, source: string, libraries: readonly string[]): string {
  const isShim = source === 'shim.c';
  const target = join(folder, source.replace(/\.c(pp)?$/, isShim ? '.so' : ''));
  if (existsSync(target)) return target;
  const compiler = source.endsWith('.cpp') ? 'c++' : 'cc';
  const options = isShim ? ['-shared', '-fPIC', '-U_FORTIFY_SOURCE'] : [];
  const from = join(here, isShim ? '' : 'programs', source);
  execFileSync(compiler, ['-O1', ...options, '-o', target, from, ...libraries], { stdio: 'inherit' });
  return target;
}

interface Run {
  readonly output: string;
  readonly exchanges: readonly Exchange[];
}

async function runAgainstStandIn(scenario: Scenario, folder: string): Promise<Run> {
  const { node = '/dev/sr9', program, libraries = [], replies = {}, files = {}, environment = {} } = scenario;
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const inFolder = (text: string) => text.replaceAll('FOLDER', folder);
  const isOurs = /\.c(pp)?$/.test(program);
  const socket = join(folder, 'drive');
  const drive = new StandIn(replies);
  await drive.listen(socket);
  try {
    const { output } = await runProgram(
      isOurs ? compile(folder, program, libraries) : program,
      scenario.arguments.map(inFolder),
      folder,
      {
        LD_PRELOAD: compile(folder, 'shim.c', []),
        STAND_IN_NODE: node,
        STAND_IN_SOCKET: socket,
        ...Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, inFolder(value)])),
      },
    );
    return { output: output.replaceAll(folder, 'FOLDER'), exchanges: drive.exchanges };
  } finally {
    await drive.close();
  }
}

const colour = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');

/** Lines worth keeping: each once, without escape sequences. */
function linesOf(output: string, keep: RegExp): string[] {
  const lines = output
    .replaceAll(colour, '')
    .split(/[\r\n]+/)
    .map((line) => line.trimEnd())
    .filter((line) => /^[\x20-\x7e\t]+$/.test(line) && keep.test(line));
  return [...new Set(lines)];
}

/** `call NAME` or `ioctl NAME`, followed by CDBs in hexadecimal. */
function callsOf(output: string): Recording['exchanges'] {
  let call = '';
  return output.split('\n').flatMap((line) => {
    const name = /^(?:call|ioctl) (.+)$/.exec(line)?.[1];
    if (name) call = name;
    return name || !/^[0-9a-f ]+$/.test(line) ? [] : [{ call, cdb: line.trim().toUpperCase() }];
  });
}

const unique = <T>(values: readonly T[]): T[] => [...new Map(values.map((v) => [JSON.stringify(v), v])).values()];

export async function record(scenario: Scenario, folder: string): Promise<void> {
  const versions = scenario.packages.map(([name, title]) => `${title} ${packageVersion(name)}`).join(', ');
  const about = { program: versions, command: [scenario.program, ...scenario.arguments].join(' ') };
  const keep = scenario.keep ?? /./;
  let recording: Recording;
  if (scenario.kind === 'dissect') {
    recording = {
      ...about,
      exchanges: await dissect(scenario.exchanges!, scenario.deviceType ?? 5, folder),
      printed: [],
    };
  } else if (scenario.kind === 'kernel') {
    const release = readFileSync(join(folder, 'release'), 'utf8').trim();
    const exchanges = unique(callsOf(readFileSync(join(folder, 'ioctls'), 'utf8')));
    recording = { ...about, program: `Linux ${release}`, exchanges, printed: [] };
  } else {
    const { output, exchanges } = await runAgainstStandIn(scenario, folder);
    const calls = scenario.kind === 'calls' ? callsOf(output) : [...(scenario.exchanges ?? []), ...exchanges];
    recording = { ...about, exchanges: unique(calls), printed: scenario.kind === 'calls' ? [] : linesOf(output, keep) };
  }
  const path = recordingPath(scenario.name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(recording, null, 2)}\n`);
  execFileSync('npx', ['--no-install', 'biome', 'format', '--write', path], { stdio: 'ignore' });
  console.log(`${scenario.name}: ${recording.exchanges.length} exchanges, ${recording.printed.length} lines`);
}
