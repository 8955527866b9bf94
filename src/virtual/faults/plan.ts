/** A fault plan: what goes wrong in a virtual drive, as data. */
import { type CommonValues, commonMembers, type FaultKind } from './fault-kind.js';
import { faultKinds } from './kinds/index.js';
import type { Member } from './members.js';

/** One fault of a plan; docs/fault-plans.md has the kinds and their members. */
export interface Fault {
  readonly kind: string;
  readonly [member: string]: unknown;
}

/** What goes wrong in a virtual drive. The JSON schema is docs/fault-plan.schema.json. */
export interface FaultPlan {
  readonly $schema?: string;
  /** What chance goes by: the same seed and the same commands give the same run. Default: 1. */
  readonly seed?: number;
  /** In the order in which they are looked at. */
  readonly faults: readonly Fault[];
}

/** A fault plan that is none. */
export class FaultPlanError extends Error {
  override readonly name = 'FaultPlanError';
  /** `problems`: each says where, as a JSON path, what is there, and what is allowed. */
  constructor(readonly problems: readonly string[]) {
    super(problems.length > 1 ? `${problems[0]} (and ${problems.length - 1} more)` : problems[0]);
  }
}

/** @internal A fault whose members have been checked. */
export interface PlannedFault {
  readonly kind: FaultKind;
  readonly common: CommonValues;
  readonly values: Readonly<Record<string, unknown>>;
}

/** @internal */
export interface CheckedPlan {
  readonly seed: number;
  readonly faults: readonly PlannedFault[];
}

export const maximumSeed = 0xffff_ffff;
const defaultSeed = 1;

/** @internal Checks a plan. Throws FaultPlanError with everything that is wrong. */
export function checkPlan(plan: unknown): CheckedPlan {
  const problems: string[] = [];
  const say = (path: string, value: unknown, problem: string): void => {
    problems.push(`${path}: ${show(value)} ${problem}`);
  };
  if (!isRecord(plan)) throw new FaultPlanError([`$: ${show(plan)} is not a fault plan: an object with "faults"`]);
  for (const name of Object.keys(plan))
    if (!['$schema', 'seed', 'faults'].includes(name))
      problems.push(`$.${name}: there is no such member; there are $schema, seed, faults`);
  const { seed = defaultSeed, faults } = plan;
  if (!Number.isInteger(seed) || Number(seed) < 0 || Number(seed) > maximumSeed)
    say('$.seed', seed, `is not an integer from 0 to ${maximumSeed}`);
  if (plan['$schema'] !== undefined && typeof plan['$schema'] !== 'string')
    say('$.$schema', plan['$schema'], 'is not a text');
  if (!Array.isArray(faults)) say('$.faults', faults, 'is not a list of faults');
  const checked = (Array.isArray(faults) ? faults : []).map((fault, i) =>
    checkFault(fault, `$.faults[${i}]`, say, problems),
  );
  if (problems.length > 0) throw new FaultPlanError(problems);
  return { seed: seed as number, faults: checked as PlannedFault[] };
}

function checkFault(
  fault: unknown,
  path: string,
  say: (path: string, value: unknown, problem: string) => void,
  problems: string[],
): PlannedFault | undefined {
  if (!isRecord(fault)) {
    say(path, fault, 'is not a fault: an object with "kind"');
    return undefined;
  }
  const kind = faultKinds.find((each) => each.kind === fault['kind']);
  if (!kind) {
    say(
      `${path}.kind`,
      fault['kind'],
      `is no kind of fault; there are ${faultKinds.map((each) => each.kind).join(', ')}`,
    );
    return undefined;
  }
  const members: Readonly<Record<string, Member<unknown>>> = { ...commonMembers, ...kind.members };
  for (const name of Object.keys(fault))
    if (name !== 'kind' && !Object.hasOwn(members, name))
      problems.push(`${path}.${name}: ${kind.kind} has no such member; there are ${Object.keys(members).join(', ')}`);
  const values: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(members)) {
    const given = fault[name];
    if (given === undefined && 'fallback' in member) values[name] = member.fallback ?? undefined;
    else if (given === undefined) problems.push(`${path}.${name}: ${kind.kind} needs it: ${member.allowed}`);
    else {
      values[name] = member.read(given);
      if (values[name] === undefined) say(`${path}.${name}`, given, `is not ${member.allowed}`);
    }
  }
  return { kind, common: values as CommonValues, values };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value, as far as it fits a line. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
