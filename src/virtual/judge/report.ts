/** What the judge has to say. */
import type { Clause } from '../../../mmc/index.js';
import type { RuleSource, Severity } from './rule-description.js';

/** One thing that a host did wrong or could do better. */
export interface Finding {
  /** Id of the rule, as docs/judge.md lists it. */
  readonly rule: string;
  readonly severity: Severity;
  /** The command that it was found at. */
  readonly command: {
    /** Counts the drive's commands since the judge began, from 1. */
    readonly number: number;
    readonly name: string;
    /** In hexadecimal. */
    readonly cdb: string;
    /** The clauses that describe it, as far as they are known. */
    readonly clauses: readonly Clause[];
  };
  /** Counts the connections of the drive since the judge began, from 1. */
  readonly host: number;
  /** What the host did. */
  readonly what: string;
  /** Why that matters. */
  readonly why: string;
  /** What to do instead. */
  readonly remedy: string;
  readonly source: RuleSource;
}

/** The judge's report: JSON as it stands. */
export interface JudgeReport {
  readonly commands: number;
  /** How many there are of each, those that are left out below included. */
  readonly totals: Readonly<Record<Severity, number>>;
  /** In the order of their commands. */
  readonly findings: readonly Finding[];
  /** How many more there were of a rule that had its share of `findings`. */
  readonly omitted: Readonly<Record<string, number>>;
}

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** A report as text, several lines for each finding. */
export function describeReport({ commands, totals, findings, omitted }: JudgeReport): string {
  const { error, warning, advice } = totals;
  const heading = `judge: ${plural(error, 'error')}, ${plural(warning, 'warning')}, ${advice} advice in ${plural(commands, 'command')}`;
  const more = Object.entries(omitted).map(([rule, count]) => `${rule}: ${count} more`);
  return [heading, ...findings.flatMap(findingLines), ...more].join('\n');
}

function findingLines({ severity, rule, command, what, why, remedy, source }: Finding): string[] {
  const isTold = command.clauses.some((clause) => source.clauses.some((told) => titled(told) === titled(clause)));
  return [
    '',
    `${severity} ${rule}, command ${command.number}: ${command.name}  ${command.cdb}`,
    `  ${what.charAt(0).toUpperCase()}${what.slice(1)}.`,
    `  ${why} ${remedy}`,
    `  ${[`${source.document}: ${source.topic}`, ...source.clauses.map(titled)].join('; ')}`,
    ...(isTold || command.clauses.length === 0 ? [] : [`  The command: ${command.clauses.map(titled).join('; ')}`]),
  ];
}

const titled = ({ document, number, title }: Clause): string => `${document} ${number} ${title}`;
