/** What is told of a rule. */

/** `error`: against the standard, or data is lost. `warning`: other drives will not put up with it. `advice`: there is a better way. */
export type Severity = 'error' | 'warning' | 'advice';

/** Where a rule comes from: a document, and the subject in it by its name. */
export interface RuleSource {
  readonly document: string;
  readonly topic: string;
}

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
