import { execFileSync, spawnSync } from 'node:child_process';

/** The version of the Debian package that each program comes from. */
export function versionsOf(programs: readonly string[]): Record<string, string> {
  const find = ['for program; do command -v "$program"; done', 'sh', ...programs];
  const found = execFileSync('sh', ['-c', ...find], { encoding: 'utf8' })
    .trim()
    .split('\n');
  // Packages may still have in /bin or /sbin what is found in /usr.
  const paths = found.map((path) => [path, path.replace(/^\/usr/, '')]);
  const { stdout: owned } = spawnSync('dpkg', ['-S', ...paths.flat()], { encoding: 'utf8' });
  const owners = new Map(owned.split('\n').map((line) => line.split(': ').reverse() as [path: string, owner: string]));
  const packages = paths.map((each) => each.map((path) => owners.get(path)).find((owner) => owner !== undefined)!);
  const format = '$'.concat('{Package}\t$').concat('{Version}\n');
  const told = execFileSync('dpkg-query', ['-W', '-f', format, ...new Set(packages)], { encoding: 'utf8' });
  const versions = new Map(told.split('\n').map((line) => line.split('\t') as [name: string, version: string]));
  return Object.fromEntries(programs.map((program, i) => [program, versions.get(packages[i]!)!]));
}
