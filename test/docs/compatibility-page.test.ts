/** docs/compatibility.md is what the lab has recorded. */
import { expect, test } from 'vitest';
import { compatibilityPage } from '../../docs/tools/compatibility-page.js';
import { readProgramRecording } from '../lab/differential/program-checks.js';

const recording = readProgramRecording(new URL('../lab/recordings/programs.json', import.meta.url));

test('every program has a version, and every version a program', () => {
  const programs = new Set(recording.checks.flatMap((check) => check.programs));
  expect(Object.keys(recording.versions).sort()).toEqual([...programs].sort());
});

test('nothing stands there twice', () => {
  const lines = recording.checks.map((check) => JSON.stringify(check));
  expect(new Set(lines).size).toBe(lines.length);
});

test('the page says what was recorded: `npx vitest run test/docs/compatibility-page.test.ts -u` writes it', async () => {
  await expect(compatibilityPage(recording)).toMatchFileSnapshot('../../docs/compatibility.md');
});
