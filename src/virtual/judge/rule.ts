/** What a rule of the judge is. */
import type { History } from './history.js';
import type { JudgedCommand } from './judged-command.js';

/** `error`: against the standard, or data is lost. `warning`: other drives will not put up with it. `advice`: there is a better way. */
export type Severity = 'error' | 'warning' | 'advice';

/** Where a rule comes from: a document, and the subject in it by its name. */
export interface RuleSource {
  readonly document: string;
  readonly topic: string;
}

/** One thing that a host can do wrong. */
export interface Rule {
  /** Kebab-case; stays what it is. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly source: RuleSource;
  /** Why it matters, as a sentence. */
  readonly why: string;
  /** What to do about it, as a sentence. */
  readonly remedy: string;
  /** What the host did wrong with this command, as the beginning of a sentence without its stop; undefined: nothing. */
  readonly check?: (command: JudgedCommand, history: History) => string | undefined;
  /** What the host left undone when it went away; `command` is its last one. */
  readonly checkEnd?: (command: JudgedCommand, history: History) => string | undefined;
}
