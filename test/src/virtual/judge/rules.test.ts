import { describe, expect, it } from 'vitest';
import { judgeRules, type VirtualDriveOptions } from '../../../../src/virtual/index.js';
import { setUp } from '../virtual-helpers.js';
import { type Case, cases } from './cases.js';

/** What the judge says of a program, once its host has gone away. */
async function judge(options: VirtualDriveOptions, { medium }: Case, program: Case['wrong']) {
  const setup = setUp({ ...options, ...(medium && { medium: medium() }), judge: true });
  program(setup);
  await setup.transport.close();
  return setup.drive.report()!;
}

it('every rule is shown to find what it is for, and nothing else is shown', () => {
  expect(Object.keys(cases).sort()).toEqual(judgeRules.map(({ id }) => id).sort());
});

describe.each(Object.entries(cases))('%s', (rule, each) => {
  it('is found where it is', async () => {
    const { findings } = await judge(each.options ?? {}, each, each.wrong);
    expect(findings.filter((finding) => finding.rule === rule)).toEqual([
      expect.objectContaining({ what: expect.stringMatching(each.says) }),
    ]);
  });

  it('is not found in a program that does the same thing right', async () => {
    const { findings } = await judge(each.options ?? {}, each, each.right);
    expect(findings.filter((finding) => finding.rule === rule)).toEqual([]);
  });
});

/** Rules whose subject nobody gives a clause of twice for one edition. */
const withoutClause: Readonly<Record<string, readonly string[]>> = {
  'MMC-6 Write Parameters mode page: one project gives a clause of MMC-5, another one of MMC-6': [
    'write-parameters-unread',
    'block-type-not-of-track-mode',
    'wrong-write-length',
    'multi-session-changed',
    'buffer-ran-empty',
  ],
  'MMC-6 Random Writable feature: cited once for MMC-4 and once for MMC-6': ['write-not-aligned'],
  'nobody cites its clause': [
    'allocation-length-odd',
    'buffer-too-short',
    'obsolete-field',
    'outdated-command',
    'power-not-calibrated',
    'reserved-bit-set',
    'sense-asked-again',
    'time-limit-too-short',
    'underrun',
  ],
  'the subject is spread over the standard': [
    'immed-not-set',
    'medium-change-ignored',
    'polling-too-fast',
    'reset-ignored',
    'work-not-awaited',
  ],
};

describe('a rule', () => {
  it('gives a clause, or is listed with the reason why it has none', () => {
    const ids = judgeRules.filter(({ source }) => source.clauses.length === 0).map(({ id }) => id);
    expect(ids.sort()).toEqual(Object.values(withoutClause).flat().sort());
  });

  it.each(judgeRules.map((rule) => [rule.id, rule] as const))('%s speaks in whole sentences', (id, rule) => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const sentence of [rule.why, rule.remedy]) expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
  });

  it('has an id of its own', () => {
    const ids = judgeRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
