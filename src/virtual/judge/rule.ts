/** What a rule of the judge is. */
import type { History } from './history.js';
import type { JudgedCommand } from './judged-command.js';
import type { RuleDescription } from './rule-description.js';

/** One thing that a host can do wrong, and how it is found. */
export interface Rule extends RuleDescription {
  /** What the host did wrong with this command, as the beginning of a sentence without its stop; undefined: nothing. */
  readonly check?: (command: JudgedCommand, history: History) => string | undefined;
  /** What the host left undone when it went away; `command` is its last one. */
  readonly checkEnd?: (command: JudgedCommand, history: History) => string | undefined;
}
