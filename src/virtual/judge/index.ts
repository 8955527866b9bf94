/** The judge: what a host did wrong or unwisely, while the drive answers as a drive does. */

export { type JudgeRule, judgeRules } from './published-rules.js';
export { describeReport, type Finding, type JudgeReport } from './report.js';
export type { RuleDescription, RuleSource, Severity } from './rule-description.js';
