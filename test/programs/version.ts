import { execFileSync, spawnSync } from 'node:child_process';

/** The Debian package that a program comes from, with its version. */
export function versionOf(program: string): string {
  const path = execFileSync('sh', ['-c', 'command -v "$0"', program], { encoding: 'utf8' }).trim();
  // Packages may still have in /bin or /sbin what is found in /usr.
  const paths = [path, path.replace(/^\/usr/, '')];
  const { stdout } = spawnSync('dpkg', ['-S', ...paths], { encoding: 'utf8' });
  const [owner] = stdout.split(':');
  const version = execFileSync('dpkg-query', ['-W', '-f', '$'.concat('{Version}'), owner!], { encoding: 'utf8' });
  return `${program} ${version}`;
}
