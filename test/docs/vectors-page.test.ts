/** docs/vectors.md is what the vectors say. */
import { expect, test } from 'vitest';
import { isConfirmed, programOf, reasonOf, subjects, unconfirmed, vectorsPage } from '../../docs/tools/vectors-page.js';
import { reasons } from '../../docs/tools/vectors-reasons.js';

test('every source that is not by hand names a program', () => {
  const sources = subjects().flatMap((subject) => subject.sources);
  for (const source of sources.filter(isConfirmed)) expect(programOf(source)).not.toBe('');
});

test('what no program confirms has a reason, and nothing else has', () => {
  const open = subjects().filter(unconfirmed);
  for (const subject of open) expect(reasonOf(subject)).not.toBe('');
  for (const kind of ['command', 'layout'] as const) {
    const names = open.filter((subject) => subject.kind === kind).map(({ name }) => name);
    const given = reasons.flatMap((reason) => reason[kind]);
    expect(given.filter((name) => !names.includes(name))).toEqual([]);
  }
});

test('the page says what the vectors say: `npx vitest run test/docs/vectors-page.test.ts -u` writes it', async () => {
  await expect(vectorsPage()).toMatchFileSnapshot('../../docs/vectors.md');
});
