/** docs/judge.md lists the rules there are. */
import { expect, test } from 'vitest';
import { judgePage } from '../../docs/tools/judge-page.js';

test('the page says what the rules say: `npx vitest run test/docs/judge-page.test.ts -u` writes it', async () => {
  await expect(judgePage()).toMatchFileSnapshot('../../docs/judge.md');
});
