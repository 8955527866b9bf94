/**
 * Reservations of a logical unit: RESERVE and RELEASE (SPC-2), and persistent ones (SPC-4) that last as long as the
 * target does.
 */
import {
  type AttentionCode,
  type Command,
  mmcCommands,
  servedDuringReservation,
  persistentReservationType as types,
} from '../../../mmc/index.js';
import { targetAttention } from './sense-answers.js';

/** One initiator port's registration. */
export interface Registration {
  readonly port: string;
  readonly key: bigint;
  /** Whether it was made for all ports of the target; there is but one. */
  readonly isForAllTargetPorts: boolean;
}

/** A persistent reservation. `holder` is the initiator port; with the types for all registrants each of them holds it. */
export interface PersistentReservation {
  readonly holder: string;
  readonly key: bigint;
  readonly type: number;
}

const forAllRegistrants: ReadonlySet<number> = new Set([
  types.writeExclusiveAllRegistrants,
  types.exclusiveAccessAllRegistrants,
]);
/** Whether a persistent reservation of this type is held by everybody who is registered. */
export const isForAllRegistrants = (type: number): boolean => forAllRegistrants.has(type);
const forRegistrants: ReadonlySet<number> = new Set([
  ...forAllRegistrants,
  types.writeExclusiveRegistrantsOnly,
  types.exclusiveAccessRegistrantsOnly,
]);
const writeExclusive: ReadonlySet<number> = new Set([
  types.writeExclusive,
  types.writeExclusiveRegistrantsOnly,
  types.writeExclusiveAllRegistrants,
]);

/** Types of persistent reservations there are. */
export const reservationTypes: ReadonlySet<number> = new Set(Object.values(types));

const operationCode = {
  testUnitReady: 0x00,
  requestSense: 0x03,
  inquiry: 0x12,
  reserve6: 0x16,
  release6: 0x17,
  preventAllow: 0x1e,
  logSense: 0x4d,
  reserve10: 0x56,
  release10: 0x57,
  persistentReserveIn: 0x5e,
  persistentReserveOut: 0x5f,
  reportLuns: 0xa0,
} as const;

/** Commands that a persistent reservation of another initiator does not keep out (SPC-4, MMC-6). */
const duringPersistent: ReadonlySet<number> = new Set([
  ...servedDuringReservation,
  operationCode.testUnitReady,
  operationCode.logSense,
  operationCode.persistentReserveIn,
  operationCode.persistentReserveOut,
]);

/** Who has reserved a unit. */
export class Reservations {
  #reservedBy: string | undefined;
  readonly #registrations = new Map<string, Registration>();
  #persistent: PersistentReservation | undefined;
  #generation = 0;
  readonly #tell: (port: string, condition: AttentionCode) => void;

  /** `tell` raises a unit attention for an initiator port. */
  constructor(tell: (port: string, condition: AttentionCode) => void) {
    this.#tell = tell;
  }

  /** PRgeneration. */
  get generation(): number {
    return this.#generation;
  }

  get persistent(): PersistentReservation | undefined {
    return this.#persistent;
  }

  get registrations(): Registration[] {
    return [...this.#registrations.values()];
  }

  keyOf(port: string): bigint | undefined {
    return this.#registrations.get(port)?.key;
  }

  /** Whether a reservation keeps this command of `port` out. */
  conflicts(port: string, cdb: Uint8Array): boolean {
    if (this.#reservedBy === undefined && this.#registrations.size === 0) return false;
    const code = cdb[0]!;
    if (this.#reservedBy !== undefined && this.#reservedBy !== port) return !servedDuringReservation.has(code);
    if (isReserveOrRelease(code)) return this.#registrations.size > 0;
    const { persistent } = this;
    if (!persistent || this.holds(port) || duringPersistent.has(code)) return false;
    if (forRegistrants.has(persistent.type) && this.#registrations.has(port)) return false;
    // To unlock what one has locked is never kept out.
    if (code === operationCode.preventAllow) return (cdb[4]! & 0x03) !== 0;
    return !writeExclusive.has(persistent.type) || changesSomething(mmcCommands.find(cdb));
  }

  /** Whether `port` holds the persistent reservation. */
  holds(port: string): boolean {
    const { persistent } = this;
    if (!persistent) return false;
    return isForAllRegistrants(persistent.type) ? this.#registrations.has(port) : persistent.holder === port;
  }

  /** RESERVE. */
  reserve(port: string): void {
    this.#reservedBy = port;
  }

  /** RELEASE: one's own reservation, no other. */
  release(port: string): void {
    if (this.#reservedBy === port) this.#reservedBy = undefined;
  }

  /** The session of `port` has ended. */
  lose(port: string): void {
    this.release(port);
  }

  /** What a reset does: persistent reservations stay. */
  reset(): void {
    this.#reservedBy = undefined;
  }

  /** Registers `ports` under `key`, all at once; those that are registered get another key. */
  register(ports: readonly string[], key: bigint, isForAllTargetPorts: boolean): void {
    this.#generation++;
    for (const port of ports) this.#put(port, key, isForAllTargetPorts);
  }

  #put(port: string, key: bigint, isForAllTargetPorts: boolean): void {
    this.#registrations.set(port, { port, key, isForAllTargetPorts });
    if (this.#persistent?.holder === port) this.#persistent = { ...this.#persistent, key };
  }

  /** Takes a registration away, and with it a reservation that nobody else holds. */
  unregister(port: string): void {
    this.#generation++;
    this.#registrations.delete(port);
    const { persistent } = this;
    if (!persistent) return;
    const isLast = isForAllRegistrants(persistent.type) ? this.#registrations.size === 0 : persistent.holder === port;
    if (isLast) this.#end(persistent, port);
  }

  /** Makes the persistent reservation. */
  reservePersistently(port: string, type: number): void {
    this.#persistent = { holder: port, key: this.#registrations.get(port)!.key, type };
  }

  /** REGISTER AND MOVE: hands the reservation of `from` to `to`, which is registered under `key`. */
  move(from: string, to: string, key: bigint, unregisters: boolean): void {
    this.#generation++;
    this.#put(to, key, false);
    this.reservePersistently(to, this.#persistent!.type);
    if (unregisters) this.#registrations.delete(from);
  }

  /** Ends the persistent reservation. */
  releasePersistently(port: string): void {
    if (this.#persistent) this.#end(this.#persistent, port);
  }

  /** Takes the reservation and all registrations away. */
  clear(port: string): void {
    this.#generation++;
    this.#persistent = undefined;
    for (const other of this.#registrations.keys())
      if (other !== port) this.#tell(other, targetAttention.reservationsPreempted);
    this.#registrations.clear();
  }

  /** PREEMPT: takes registrations with `key` away, and the reservation where it was theirs. False: there are none. */
  preempt(port: string, key: bigint, type: number): { readonly found: boolean; readonly preempted: readonly string[] } {
    const { persistent } = this;
    const isForAll = persistent !== undefined && isForAllRegistrants(persistent.type);
    const takesReservation = persistent !== undefined && (isForAll ? key === 0n : persistent.key === key);
    const victims = this.registrations
      .filter((each) => each.port !== port && ((isForAll && key === 0n) || each.key === key))
      .map((each) => each.port);
    if (victims.length === 0 && !takesReservation) return { found: false, preempted: [] };
    this.#generation++;
    for (const victim of victims) {
      this.#registrations.delete(victim);
      this.#tell(victim, targetAttention.registrationsPreempted);
    }
    if (takesReservation) {
      const isOtherType = persistent.type !== type;
      this.reservePersistently(port, type);
      if (isOtherType && forRegistrants.has(persistent.type))
        for (const other of this.#registrations.keys())
          if (other !== port) this.#tell(other, targetAttention.reservationsReleased);
    }
    return { found: true, preempted: victims };
  }

  #end({ type }: PersistentReservation, port: string): void {
    this.#persistent = undefined;
    if (!forRegistrants.has(type)) return;
    for (const other of this.#registrations.keys())
      if (other !== port) this.#tell(other, targetAttention.reservationsReleased);
  }
}

const isReserveOrRelease = (code: number): boolean =>
  code === operationCode.reserve6 ||
  code === operationCode.release6 ||
  code === operationCode.reserve10 ||
  code === operationCode.release10;

/** Commands that nobody has declared may do anything. */
const changesSomething = (command: Command | undefined): boolean => command?.changes !== 'nothing';
