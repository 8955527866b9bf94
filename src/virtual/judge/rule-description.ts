/** What is told of a rule. */
import { type Clause, type ClauseSubject, type Command, clausesOf, clausesOfSubject } from '../../../mmc/index.js';

/** `error`: against the standard, or data is lost. `warning`: other drives will not put up with it. `advice`: there is a better way. */
export type Severity = 'error' | 'warning' | 'advice';

/** Where a rule comes from: a document, and the subject in it by its name. */
export interface RuleSource {
  readonly document: string;
  readonly topic: string;
  /** The clauses of that subject that are known, each in the edition it is known of; often not that of `document`. */
  readonly clauses: readonly Clause[];
}

/** The source of a rule; the clauses are those of the commands and subjects that its topic is about. */
export const writtenIn = (
  document: string,
  topic: string,
  ...subjects: readonly (Command | ClauseSubject)[]
): RuleSource => ({
  document,
  topic,
  clauses: subjects.flatMap((subject) =>
    typeof subject === 'string' ? clausesOfSubject(subject) : clausesOf(subject),
  ),
});

/** One thing that a host can do wrong, in words. */
export interface RuleDescription {
  /** Kebab-case; stays what it is. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly source: RuleSource;
  /** Why it matters, as a sentence. */
  readonly why: string;
  /** What to do about it, as a sentence. */
  readonly remedy: string;
}
