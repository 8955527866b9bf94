/** What a program that is not ours sent, printed or decoded, as kept in recordings/. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Exchange } from './server.js';

export interface Recording {
  /** Name and version of the program, and of the library that does the work where that is another. */
  readonly program: string;
  readonly command: string;
  readonly exchanges: readonly (Exchange & {
    /** The ioctl or function that made the CDB, where there is no drive to send it to. */
    readonly call?: string;
    /** What the program said of this exchange alone. */
    readonly decoded?: readonly string[];
  })[];
  readonly printed: readonly string[];
}

const pathOf = (name: string) => fileURLToPath(new URL(`recordings/${name}.json`, import.meta.url));

export const recordingPath = pathOf;

export const readRecording = (name: string): Recording => JSON.parse(readFileSync(pathOf(name), 'utf8'));

/** The version that Debian gives a package, without Debian's own revision. */
export function packageVersion(name: string): string {
  const status = execFileSync('dpkg-query', ['-s', name], { encoding: 'utf8' });
  const version = /^Version: (.+)$/m.exec(status)![1]!;
  return version.replace(/^\d+:/, '').replace(/[-+](dfsg|deb|really|b)?[\w.+~]*$/, '');
}
