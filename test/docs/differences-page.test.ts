/** docs/ioctl-differences.md is what the lab has recorded. */
import { expect, test } from 'vitest';
import { differencesPage, reasonOf } from '../../docs/tools/differences-page.js';
import { reasons } from '../../docs/tools/differences-reasons.js';
import { caseName, formatRecording, isSame, readRecording } from '../lab/differential/recording.js';

const recording = readRecording(new URL('../lab/recordings/wine-ioctls.json', import.meta.url));
const audio = readRecording(new URL('../lab/recordings/wine-ioctls-audio.json', import.meta.url));
const different = recording.cases.filter((each) => !isSame(each));
const differentAudio = audio.cases.filter((each) => !isSame(each));

test('every difference has a reason, and every reason a difference', () => {
  const used = new Set([...different, ...differentAudio].map(reasonOf));
  expect(reasons.filter((reason) => !used.has(reason)).map(({ title }) => title)).toEqual([]);
});

test('a difference that nobody has explained is named', () => {
  const result = { ntStatus: 0, information: 0, output: '' };
  const request = { code: 'IOCTL_X', title: 'y', wine: result, ours: { ...result, information: 1 } };
  expect(isSame(request)).toBe(false);
  expect(() => reasonOf(request)).toThrow('IOCTL_X: y');
});

test('every request has a name of its own, and the recording is written as it is read', () => {
  expect(new Set(recording.cases.map(caseName)).size).toBe(recording.cases.length);
  expect(JSON.parse(formatRecording(recording))).toEqual(recording);
});

test('the page says what was recorded: `npx vitest run test/docs/differences-page.test.ts -u` writes it', async () => {
  await expect(differencesPage(recording, audio)).toMatchFileSnapshot('../../docs/ioctl-differences.md');
});
