/** docs/compatibility.md is what the lab has recorded. */
import { expect, test } from 'vitest';
import { compatibilityPage, rulesFound } from '../../docs/tools/compatibility-page.js';
import { judgeRules } from '../../src/virtual/index.js';
import { readProgramRecording, taskName } from '../lab/differential/program-checks.js';

const recording = readProgramRecording(new URL('../lab/recordings/programs.json', import.meta.url));

test('every program has a version, and every version a program', () => {
  const programs = new Set(recording.checks.flatMap((check) => check.programs));
  expect(Object.keys(recording.versions).sort()).toEqual([...programs].sort());
});

test('nothing stands there twice', () => {
  const lines = recording.checks.map(taskName);
  expect(new Set(lines).size).toBe(lines.length);
});

test('what the judge found are rules that it has', () => {
  const rules = new Set(judgeRules.map(({ id, severity }) => `${severity} ${id}`));
  const found = recording.checks.flatMap(rulesFound).map(({ severity, rule }) => `${severity} ${rule}`);
  expect(found.filter((each) => !rules.has(each))).toEqual([]);
});

test('the page says what was recorded: `npx vitest run test/docs/compatibility-page.test.ts -u` writes it', async () => {
  await expect(compatibilityPage(recording)).toMatchFileSnapshot('../../docs/compatibility.md');
});
