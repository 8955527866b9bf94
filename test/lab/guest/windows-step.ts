import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './lab.js';
import { wineEnvironment } from './programs.js';

/** Gives Wine the drive behind `node` as `letter`, and leaves its server running so that later starts are quick. */
export async function startWindows(lab: Lab, letter: string, node: string): Promise<void> {
  lab.heading('starting Wine');
  const { work } = lab.places;
  const links = { [`${letter}::`]: node, [`${letter}:`]: '/mnt' };
  for (const [name, target] of Object.entries(links)) {
    const path = join(work, 'wine/dosdevices', name);
    rmSync(path, { force: true });
    symlinkSync(target, path);
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
