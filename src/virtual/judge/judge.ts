import { clausesOf, hex } from '../../../mmc/index.js';
import type { Completion } from '../../transport/transport.js';
import type { Interceptor } from '../dispatch.js';
import type { Initiator } from '../initiator.js';
import type { Unit } from '../unit.js';
import { History } from './history.js';
import { JudgedCommand } from './judged-command.js';
import type { Finding, JudgeReport } from './report.js';
import type { Rule } from './rule.js';
import type { Severity } from './rule-description.js';
import { rules } from './rules/index.js';

/** Of one rule so many findings are kept; the others are counted. */
const findingsPerRule = 16;

interface Host {
  readonly number: number;
  readonly history: History;
}

/** Looks at every command of a drive, and never changes what it answers. */
export class Judge {
  readonly #unit: Unit;
  readonly #hosts = new WeakMap<Initiator, Host>();
  readonly #findings: Finding[] = [];
  readonly #timesOfRule = new Map<string, number>();
  readonly #totals: Record<Severity, number> = { error: 0, warning: 0, advice: 0 };
  #hostCount = 0;
  #commandCount = 0;

  constructor(unit: Unit) {
    this.#unit = unit;
  }

  /** Belongs in front of everything else, so that the judge sees what the host sees. */
  readonly intercept: Interceptor = (initiator, request, next) => {
    const host = this.#hostOf(initiator);
    const command = new JudgedCommand(++this.#commandCount, request, this.#unit);
    let completion: Completion | undefined;
    try {
      completion = next(initiator, request);
      return completion;
    } finally {
      command.end(completion);
      for (const rule of rules) this.#note(rule, rule.check?.(command, host.history), command, host);
      host.history.add(command);
    }
  };

  /** The host has gone away. */
  end(initiator: Initiator): void {
    const host = this.#hosts.get(initiator);
    const last = host?.history.previous;
    if (!host || !last) return;
    for (const rule of rules) this.#note(rule, rule.checkEnd?.(last, host.history), last, host);
  }

  report(): JudgeReport {
    const omitted = [...this.#timesOfRule].filter(([, times]) => times > findingsPerRule);
    return {
      commands: this.#commandCount,
      totals: { ...this.#totals },
      findings: [...this.#findings],
      omitted: Object.fromEntries(omitted.map(([rule, times]) => [rule, times - findingsPerRule])),
    };
  }

  #hostOf(initiator: Initiator): Host {
    const known = this.#hosts.get(initiator);
    if (known) return known;
    const host = { number: ++this.#hostCount, history: new History() };
    this.#hosts.set(initiator, host);
    return host;
  }

  #note(rule: Rule, what: string | undefined, command: JudgedCommand, host: Host): void {
    if (!what) return;
    this.#totals[rule.severity]++;
    const times = (this.#timesOfRule.get(rule.id) ?? 0) + 1;
    this.#timesOfRule.set(rule.id, times);
    if (times > findingsPerRule) return;
    this.#findings.push({
      rule: rule.id,
      severity: rule.severity,
      command: {
        number: command.number,
        name: command.command?.name ?? `operation code ${hex(command.cdb.subarray(0, 1))}h`,
        cdb: hex(command.cdb),
        clauses: command.command ? clausesOf(command.command) : [],
      },
      host: host.number,
      what,
      why: rule.why,
      remedy: rule.remedy,
      source: rule.source,
    });
  }
}
