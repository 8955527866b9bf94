/** docs/fault-plans.md and the schema beside it say what the kinds of fault say; test/src/virtual/faults runs the examples. */
import { expect, test } from 'vitest';
import { faultPlansPage } from '../../docs/tools/fault-plans-page.js';
import { checkPlan } from '../../src/virtual/faults/plan.js';
import { faultPlanSchema } from '../../src/virtual/index.js';

// `npx vitest run test/docs/fault-plans-page.test.ts -u` writes both.
test('the page is what the kinds say', async () => {
  await expect(faultPlansPage()).toMatchFileSnapshot('../../docs/fault-plans.md');
});

test('the schema is what the kinds say', async () => {
  const text = `${JSON.stringify(faultPlanSchema(), undefined, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../docs/fault-plan.schema.json');
});

test('every plan and every fault on the page is one', () => {
  const examples = [...faultPlansPage().matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => JSON.parse(text!));
  expect(examples.length).toBeGreaterThan(15);
  for (const example of examples) checkPlan('kind' in example ? { faults: [example] } : example);
});
