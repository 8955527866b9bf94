import type { RuleDescription } from './rule-description.js';
import { ruleFamilies } from './rules/index.js';

/** A rule as it is told, with the family that it is in. */
export interface JudgeRule extends RuleDescription {
  readonly family: string;
}

/** Every rule of the judge. */
export const judgeRules: readonly JudgeRule[] = Object.entries(ruleFamilies).flatMap(([family, rules]) =>
  rules.map(({ id, title, severity, source, why, remedy }) => ({ id, title, severity, source, why, remedy, family })),
);
