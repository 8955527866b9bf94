/** Runs the sense rules: what one attempt at a command means for the request. Pure. */
import { ntStatus } from './ntstatus.js';
import type { RuleEffect, RuleMatch, SenseRule } from './sense-rule.js';
import { senseRules } from './sense-rules.js';
import { type SrbReply, srbAutosenseValid, srbStatusMask } from './srb.js';

/** What the rules must know besides the reply itself. */
export interface SenseContext {
  readonly cdb: Uint8Array;
  /** The control code that the command was sent for; undefined for reads, writes and the driver's own commands. */
  readonly controlCode?: number | undefined;
  /** Retries before this attempt: 0 for the first. */
  readonly retriedCount: number;
  /** Time since the command was first sent; undefined where that is not known. */
  readonly millisecondsSinceFirstSend?: number | undefined;
  readonly mmcDevice: boolean;
  /** The Hitachi GD-2000 family, which has a handler of its own instead of the MMC one. */
  readonly hitachiDevice?: boolean;
  readonly volumeMounted: boolean;
  /** DO_VERIFY_VOLUME as it was when the command was sent. */
  readonly verifyVolumeFlag: boolean;
  /** The request carries SL_OVERRIDE_VERIFY_VOLUME. */
  readonly overrideVerify: boolean;
  /** The caller has taken the request back. */
  readonly cancelled: boolean;
}

/** What the rules have decided. */
export interface SenseVerdict {
  readonly ntStatus: number;
  /** The command is to be sent again. */
  readonly retry: boolean;
  /** Milliseconds to wait before that. A value where there is no retry is what the driver would have had ready. */
  readonly retryIntervalMs: number;
  /** Ids of the rules that fired, in order. */
  readonly rulesFired: readonly string[];
  /** What is to be done besides, in order; the same one may be there twice. */
  readonly effects: readonly RuleEffect[];
}

/**
 * How long the driver waits before it repeats a READ or WRITE. It takes the smallest of four estimates from the speed
 * of drive and medium; this is the one for a DVD at single speed, which it also begins with.
 */
export const readWriteRetryDelayMs = 47.3373;

/** What the rules see, and what they have decided so far. */
interface Run {
  readonly reply: SrbReply;
  readonly context: SenseContext;
  readonly usable: boolean;
  readonly asc: number;
  readonly ascq: number;
  ntStatus: number;
  retry: boolean;
  retryIntervalMs: number;
  readonly rulesFired: string[];
  readonly groupsFired: Set<string>;
  readonly effects: RuleEffect[];
}

const additionalLengthOffset = 7;
const ascOffset = 12;
const ascqOffset = 13;
const usableLength = 8;
const iliBit = 0x20;

const byteAt = (bytes: Uint8Array, offset: number): number => bytes[offset] ?? 0;
const rawSenseKey = (sense: Uint8Array): number => byteAt(sense, 2) & 0x0f;

function startRun(reply: SrbReply, context: SenseContext): Run {
  const { sense } = reply;
  // One byte short of what the standard says: the driver does not see the ASCQ when the length ends with it.
  const validBytes = Math.min(byteAt(sense, additionalLengthOffset) + additionalLengthOffset, sense.length);
  return {
    reply,
    context,
    usable: (reply.srbStatus & srbAutosenseValid) !== 0 && sense.length >= usableLength,
    asc: validBytes > ascOffset ? byteAt(sense, ascOffset) : 0,
    ascq: validBytes > ascqOffset ? byteAt(sense, ascqOffset) : 0,
    ntStatus: ntStatus.STATUS_IO_DEVICE_ERROR,
    retry: true,
    retryIntervalMs: 0,
    rulesFired: [],
    groupsFired: new Set(),
    effects: [],
  };
}

/** Whether one member of a match holds. */
const tests: { readonly [K in keyof RuleMatch]-?: (wanted: NonNullable<RuleMatch[K]>, run: Run) => boolean } = {
  srbStatus: (wanted, { reply }) => wanted.includes(reply.srbStatus & srbStatusMask),
  srbStatusNot: (wanted, { reply }) => !wanted.includes(reply.srbStatus & srbStatusMask),
  scsiStatus: (wanted, { reply }) => reply.scsiStatus === wanted,
  senseUsable: (wanted, { usable }) => usable === wanted,
  autosense: (wanted, { reply }) => ((reply.srbStatus & srbAutosenseValid) !== 0) === wanted,
  senseLengthLessThan: (wanted, { reply }) => reply.sense.length < wanted,
  senseKey: (wanted, { reply }) => rawSenseKey(reply.sense) === wanted,
  asc: (wanted, { asc }) => asc === wanted,
  ascq: (wanted, { ascq }) => ascq === wanted,
  ili: (wanted, { reply }) => ((byteAt(reply.sense, 2) & iliBit) !== 0) === wanted,
  rawSenseKey: (wanted, { reply }) => rawSenseKey(reply.sense) === wanted,
  rawAsc: (wanted, { reply }) => wanted.includes(byteAt(reply.sense, ascOffset)),
  rawAscNot: (wanted, { reply }) => !wanted.includes(byteAt(reply.sense, ascOffset)),
  rawAscq: (wanted, { reply }) => wanted.includes(byteAt(reply.sense, ascqOffset)),
  mmcDevice: (wanted, { context }) => context.mmcDevice === wanted,
  hitachiDevice: (wanted, { context }) => (context.hitachiDevice ?? false) === wanted,
  volumeMounted: (wanted, { context }) => context.volumeMounted === wanted,
  verifyVolumeFlag: (wanted, { context }) => context.verifyVolumeFlag === wanted,
  overrideVerify: (wanted, { context }) => context.overrideVerify === wanted,
  operationCode: (wanted, { context }) => wanted.includes(byteAt(context.cdb, 0)),
  operationCodeNot: (wanted, { context }) => !wanted.includes(byteAt(context.cdb, 0)),
  cdbBits: (wanted, { context }) => wanted.every((bits) => (byteAt(context.cdb, bits.byte) & bits.mask) === bits.value),
  isDeviceControl: (wanted, { context }) => (context.controlCode !== undefined) === wanted,
  controlCode: (wanted, { context }) => context.controlCode !== undefined && wanted.includes(context.controlCode),
  retriedCountLessThan: (wanted, { context }) => context.retriedCount < wanted,
  retriedCountGreaterThan: (wanted, { context }) => context.retriedCount > wanted,
  timeKnown: (wanted, { context }) => (context.millisecondsSinceFirstSend !== undefined) === wanted,
  millisecondsSinceFirstSendGreaterThan: (wanted, { context }) => (context.millisecondsSinceFirstSend ?? 0) > wanted,
  status: (wanted, run) => wanted.includes(run.ntStatus),
  statusNot: (wanted, run) => !wanted.includes(run.ntStatus),
  retry: (wanted, run) => run.retry === wanted,
  fired: (wanted, run) => hasFired(wanted, run),
  notFired: (wanted, run) => !hasFired(wanted, run),
  cancelled: (wanted, { context }) => context.cancelled === wanted,
  anyOf: (wanted, run) => wanted.some((match) => holds(match, run)),
  not: (wanted, run) => !holds(wanted, run),
};

const hasFired = (ruleOrGroup: string, run: Run): boolean =>
  run.groupsFired.has(ruleOrGroup) || run.rulesFired.includes(ruleOrGroup);

function holds(match: RuleMatch, run: Run): boolean {
  for (const key in match) {
    const test = tests[key as keyof RuleMatch] as (wanted: unknown, run: Run) => boolean;
    if (!test(match[key as keyof RuleMatch], run)) return false;
  }
  return true;
}

function fire(rule: SenseRule, run: Run): void {
  run.rulesFired.push(rule.id);
  if (rule.group) run.groupsFired.add(rule.group);
  if (rule.status === 'internal') run.ntStatus = run.reply.internalStatus ?? run.ntStatus;
  else if (rule.status !== undefined) run.ntStatus = rule.status;
  if (rule.retry !== undefined) run.retry = rule.retry;
  if (rule.retryIntervalMs === 'readWriteRetryDelay') run.retryIntervalMs = readWriteRetryDelayMs;
  else if (rule.retryIntervalMs !== undefined) run.retryIntervalMs = rule.retryIntervalMs;
  if (rule.minimumRetryIntervalMs !== undefined)
    run.retryIntervalMs = Math.max(run.retryIntervalMs, rule.minimumRetryIntervalMs);
  run.effects.push(...rule.effects);
}

/**
 * Decides what one attempt at a command means. Ends with a status for any reply and any CDB.
 *
 * Sense data is taken for fixed format, as the driver takes it, whatever the response code; deferred errors are not
 * told apart. Descriptor format is converted first, by {@link fixedFormatSense}, where replies are made from completions.
 */
export function interpretSense(reply: SrbReply, context: SenseContext): SenseVerdict {
  const run = startRun(reply, context);
  for (const rule of senseRules) {
    if (rule.group && run.groupsFired.has(rule.group)) continue;
    if (!holds(rule.match, run)) continue;
    fire(rule, run);
    if (rule.final) break;
  }
  const { ntStatus: status, retry, retryIntervalMs, rulesFired, effects } = run;
  return { ntStatus: status, retry, retryIntervalMs, rulesFired, effects };
}
