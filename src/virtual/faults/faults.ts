import { type Completion, scsiStatus } from '../../transport/transport.js';
import type { Interceptor } from '../dispatch.js';
import { NoAnswer } from '../no-answer.js';
import type { Unit } from '../unit.js';
import { shiftAudio } from './audio-shift.js';
import { chance } from './chance.js';
import { FaultContext } from './fault-context.js';
import { type FaultActions, isInRange, type Struck } from './fault-kind.js';
import type { CheckedPlan, PlannedFault } from './plan.js';

/** Chance is asked for a block, or for a command; the two must not go together. */
const forBlocks = 1;
const forCommands = 2;
const forDetails = 3;

/** One fault of a plan, and how often it has come up. */
class RunningFault {
  readonly actions: FaultActions;
  readonly #fault: PlannedFault;
  readonly #seed: number;
  /** Commands that it is about, and those of them that it let go because of `after`. */
  #attempts = 0;
  #spared = 0;
  #times = 0;

  constructor(fault: PlannedFault, planSeed: number, index: number) {
    this.#fault = fault;
    this.#seed = Math.floor(chance(planSeed, index) * 0x1_0000_0000);
    this.actions = fault.kind.create(fault.values);
  }

  /** Whether it strikes this command, and how. */
  strike(context: FaultContext): Struck | undefined {
    const { kind, common, values } = this.#fault;
    const { commands, blocks, after, times, probability } = common;
    if (!kind.appliesTo(context) || (commands && !commands.includes(context.command?.id ?? ''))) return undefined;
    const { extent } = context;
    if (blocks && (!extent || extent.first > blocks.last || extent.first + extent.count <= blocks.first))
      return undefined;
    if (times !== undefined && this.#times >= times) return undefined;
    const attempt = ++this.#attempts;
    const isLikely = (...what: number[]) => probability === 1 || chance(this.#seed, ...what) < probability;
    // What persists is bad by its address alone, whenever it is read.
    const moment = values['persistent'] === false ? attempt : 0;
    const hits = (address: number): boolean =>
      isInRange(blocks, address) && (!kind.isPerBlock || isLikely(forBlocks, address, moment));
    if (kind.isPerBlock ? !hitsAny(context, hits) : !isLikely(forCommands, attempt)) return undefined;
    if (this.#spared < after) {
      this.#spared++;
      return undefined;
    }
    this.#times++;
    return { context, hits, times: this.#times, chance: (...what) => chance(this.#seed, forDetails, ...what) };
  }
}

function hitsAny({ extent }: FaultContext, hits: (address: number) => boolean): boolean {
  if (!extent) return false;
  for (let address = extent.first; address < extent.first + extent.count; address++) if (hits(address)) return true;
  return false;
}

/** Makes a drive fail by a plan. Belongs between the drive and its initiators. */
export class Faults {
  readonly #unit: Unit;
  readonly #faults: readonly RunningFault[];
  #isHung = false;

  constructor(unit: Unit, { seed, faults }: CheckedPlan) {
    this.#unit = unit;
    this.#faults = faults.map((fault, index) => new RunningFault(fault, seed, index));
  }

  /** The drive was reset: what hung goes on. */
  reset(): void {
    this.#isHung = false;
  }

  readonly intercept: Interceptor = (initiator, request, next) => {
    const { timeoutMs } = request;
    if (this.#isHung)
      throw new NoAnswer('timeout', `no answer within ${timeoutMs} ms: the drive hangs until it is reset`, timeoutMs);
    const context = new FaultContext(request, this.#unit);
    const later = this.#first(this.#faults, ({ actions }) => actions.later?.(context));
    if (later) return later;
    const struck = this.#faults.flatMap((fault) => {
      const how = fault.strike(context);
      return how ? [{ how, actions: fault.actions }] : [];
    });
    const instead = this.#first(struck, ({ how, actions }) => actions.instead?.(how));
    if (instead) return this.#end(instead, context);
    for (const { how, actions } of struck) {
      const changed = actions.request?.(how);
      if (changed) context.use(changed);
    }
    let answer: Completion | NoAnswer = next(initiator, context.request);
    if (context.sampleShift !== 0 && answer.status === scsiStatus.good) shiftAudio(context, answer.transferredBytes);
    for (const { how, actions } of struck) {
      answer = actions.answer?.(how, answer) ?? answer;
      if (answer instanceof NoAnswer) break;
    }
    return this.#end(answer, context);
  };

  #first<T, R>(from: readonly T[], find: (each: T) => R | undefined): R | undefined {
    for (const each of from) {
      const found = find(each);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #end(answer: Completion | NoAnswer, { delayMs }: FaultContext): Completion {
    if (answer instanceof NoAnswer) {
      this.#isHung ||= answer.hangs;
      throw answer;
    }
    return delayMs === 0 ? answer : { ...answer, durationMs: answer.durationMs + delayMs };
  }
}
