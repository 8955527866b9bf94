/**
 * Adds up what the parts of .ci/run have counted: `node .ci/count.mjs FOLDER PART...`, with PART.log and PART.status in
 * the folder. Prints `N passed, N failed` and ends with 1 where anything failed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** "205 passed, 1 failed", the last such line. */
const summaryLine = /^(?<passed>\d+) passed, (?<failed>\d+) failed\s*$(?![\s\S]*\d+ passed)/gm;

/** How each part tells its counts; a part that is not listed counts nothing. Every match is added. */
const counts = {
  // "Tests  2 failed | 130 passed (132)"
  test: /^\s*Tests\s+(?:(?<failed>\d+) failed)?[ |]*(?:(?<passed>\d+) passed)?.*\(\d+\)$/gm,
  browser: summaryLine,
  images: summaryLine,
  peers: summaryLine,
  lab: summaryLine,
  recorders: summaryLine,
};

const [folder, ...parts] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const part of parts) {
  const log = stripVTControlCharacters(readFileSync(join(folder, `${part}.log`), 'utf8'));
  const status = readFileSync(join(folder, `${part}.status`), 'utf8').trim();
  let partFailed = 0;
  let isCounted = !(part in counts);
  for (const { groups } of part in counts ? log.matchAll(counts[part]) : []) {
    isCounted = true;
    passed += Number(groups.passed ?? 0);
    partFailed += Number(groups.failed ?? 0);
  }
  if (!isCounted) console.log(`${part}: it has counted nothing`);
  if (status !== '0') console.log(`${part}: it ended with ${status}`);
  if (partFailed === 0 && (status !== '0' || !isCounted)) partFailed = 1;
  failed += partFailed;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
