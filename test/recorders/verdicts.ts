/** What the judge has to say of programs, in a form that is kept and compared: what it found where, not how often. */
import type { JudgeReport } from '../../src/virtual/index.js';

/** Whether it speaks depends on how fast the machine is. */
const timed = 'polling-too-fast';

/** Each finding once, as `warning RULE, COMMAND`. */
export function verdictsOf(findings: JudgeReport['findings']): string[] {
  const lasting = findings.filter(({ rule }) => rule !== timed);
  return [...new Set(lasting.map(({ severity, rule, command }) => `${severity} ${rule}, ${command.name}`))].sort();
}

/** Throws unless the judge says what it has said before. */
export function mustBeJudged(actual: readonly string[], expected: readonly string[] = []): void {
  const more = actual.filter((each) => !expected.includes(each)).map((each) => `+ ${each}`);
  const less = expected.filter((each) => !actual.includes(each)).map((each) => `- ${each}`);
  if (more.length + less.length === 0) return;
  throw new Error(`the judge says something else than is recorded:\n${[...more, ...less].join('\n')}`);
}
