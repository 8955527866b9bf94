import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './lab.js';
import { wineEnvironment } from './programs.js';

/** A drive as Linux and as Wine call it. */
export interface DriveNames {
  readonly node: string;
  /** Lower case. */
  readonly letter: string;
}

/** Where nothing is mounted: Wine wants a folder for each letter. */
const emptyFolder = '/mnt';

/** Gives Wine each drive by its letter, and leaves its server running so that later starts are quick. */
export async function startWindows(lab: Lab, drives: readonly DriveNames[]): Promise<void> {
  lab.heading('starting Wine');
  const { work } = lab.places;
  const links = drives.flatMap(({ letter, node }) => [
    [`${letter}::`, node],
    [`${letter}:`, emptyFolder],
  ]);
  for (const [name, target] of links) {
    const path = join(work, 'wine/dosdevices', name!);
    rmSync(path, { force: true });
    symlinkSync(target!, path);
  }
  await lab.check("Wine's server starts", () => {
    const env = { ...process.env, ...wineEnvironment(lab.places) };
    // It stays, and would keep a pipe open.
    const { status, error } = spawnSync('/usr/lib/wine/wineserver', ['-p600'], {
      stdio: 'ignore',
      timeout: 60_000,
      env,
    });
    if (error) throw error;
    assert.equal(status, 0);
  });
}
