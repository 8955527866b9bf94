/**
 * Prepares what the guest finds: `assemble.js PROJECT WORK CACHE`. Beside the compiled files come the packages they
 * import, for Linux and Windows in one folder, so that the very same files run on both; programs for Windows are compiled,
 * and a disc is made.
 */
import { execFileSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { copyInstalled, fetchPackage, windowsKoffi, windowsNode } from './packages.js';

/** Room for the largest transfer of every driver in the guest. */
const discContentBytes = 8 * 1024 * 1024;

/** Bytes that look random and are the same every time, so that a block in the wrong place shows. */
function discContent(): Uint8Array {
  const key = new Uint8Array(16);
  return createCipheriv('aes-128-ctr', key, key).update(new Uint8Array(discContentBytes));
}

function makeDisc(work: string): void {
  const folder = join(work, 'disc');
  mkdirSync(folder);
  writeFileSync(join(folder, 'CONTENT.BIN'), discContent());
  const disc = join(work, 'disc.iso');
  execFileSync('xorriso', ['-as', 'mkisofs', '-quiet', '-R', '-V', 'DISCWIRE_LAB', '-o', disc, folder]);
}

/** Programs for Windows, from their C sources. */
function compilePrograms(project: string, work: string): void {
  const folder = join(project, 'test/lab/programs');
  for (const source of readdirSync(folder)) {
    const program = join(work, `${basename(source, '.c')}.exe`);
    const options = ['-std=c99', '-O1', '-Wall', '-Wextra', '-Werror'];
    execFileSync('x86_64-w64-mingw32-gcc', [...options, '-o', program, join(folder, source), '-lntdll']);
  }
}

/** Where the headers put the members of structures, for comparison with what was recorded. */
function measureStructures(project: string, work: string): void {
  for (const processor of ['x86_64', 'i686']) {
    const measured = execFileSync(join(project, 'test/lab/structures/measure'), [processor]);
    writeFileSync(join(work, `structures-${processor}.txt`), measured);
  }
}

const [project, work, cache] = process.argv.slice(2);
if (!project || !work || !cache) throw new Error('usage: assemble.js PROJECT WORK CACHE');
const app = join(work, 'app');
cpSync(join(project, 'test/bench'), join(app, 'test/bench'), { recursive: true });
cpSync(join(project, 'test/lab/recordings'), join(app, 'test/lab/recordings'), { recursive: true });
cpSync(join(project, 'package.json'), join(app, 'package.json'));
copyInstalled(project, app, ['tinybench']);
const koffi = windowsKoffi(project);
cpSync(fetchPackage(koffi, cache), join(app, 'node_modules', koffi.name), { recursive: true });
cpSync(join(fetchPackage(windowsNode, cache), 'bin/node.exe'), join(work, 'node.exe'));
symlinkSync(join(cache, 'kernel'), join(work, 'kernel'));
symlinkSync(join(cache, 'wine'), join(work, 'wine'));
compilePrograms(project, work);
measureStructures(project, work);
makeDisc(work);
