/** docs/ioctl-differences.md is what the lab has recorded. */
import { expect, test } from 'vitest';
import { differencesPage, reasonOf } from '../../docs/tools/differences-page.js';
import { reasons } from '../../docs/tools/differences-reasons.js';
import { caseName, differencesFrom, formatRecording, isSame, readRecording } from '../lab/differential/recording.js';

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

test('what differs from the recording is named: the member, and the first byte with those around it', () => {
  const result = { ntStatus: 0, information: 12, output: '00 01 02 03 04 05 06 07 08 09 0A 0B' };
  const recorded = { code: 'IOCTL_X', title: 'y', wine: result, ours: result };
  expect(differencesFrom(recorded, recorded)).toEqual([]);
  const ours = { ntStatus: 0xc0000010, information: null, output: '00 01 02 03 04 05 06 07 08 FF 0A 0B' };
  expect(differencesFrom(recorded, { ...recorded, ours })).toEqual([
    'ours: ntStatus is 3221225488 (C0000010h), recorded 0 (0h)',
    'ours: information is not told, recorded 12 (Ch)',
    `ours: output differs from byte 9 on, 12 bytes, recorded 12; from byte 1:
  is       01 02 03 04 05 06 07 08 [FF] 0A 0B
  recorded 01 02 03 04 05 06 07 08 [09] 0A 0B`,
  ]);
  const shorter = { ...result, output: '00 01' };
  expect(differencesFrom(recorded, { ...recorded, wine: shorter })).toEqual([
    `wine: output differs from byte 2 on, 2 bytes, recorded 12; from byte 0:
  is       00 01
  recorded 00 01 [02] 03 04 05 06 07 08 09 0A`,
  ]);
});

test('every request has a name of its own, and the recording is written as it is read', () => {
  expect(new Set(recording.cases.map(caseName)).size).toBe(recording.cases.length);
  expect(JSON.parse(formatRecording(recording))).toEqual(recording);
});

test('the page says what was recorded: `npx vitest run test/docs/differences-page.test.ts -u` writes it', async () => {
  await expect(differencesPage(recording, audio)).toMatchFileSnapshot('../../docs/ioctl-differences.md');
});
