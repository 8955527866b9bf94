import { firstAttention, obstacleOf, type SenseInput, senseKey } from '../../mmc/index.js';

/** Additional sense code and qualifier of the unit attentions that the drive raises. */
export const unitAttention = {
  mediumMayHaveChanged: { asc: 0x28, ascq: 0x00 },
  powerOnOrReset: { asc: 0x29, ascq: 0x00 },
  modeParametersChanged: { asc: 0x2a, ascq: 0x01 },
  microcodeChanged: { asc: 0x3f, ascq: 0x01 },
} as const;

type UnitAttention = (typeof unitAttention)[keyof typeof unitAttention];

/** Something that the initiators can ask for. */
export interface DriveEvent {
  readonly notificationClass: number;
  readonly eventCode: number;
  /** Of the operational change class: one of `operationalChange`; none where it is left out. */
  readonly operationalChange?: number;
}

/** Of events that nobody fetches, the oldest are dropped. */
const maximumEvents = 16;

/** What the drive keeps for each initiator (I_T nexus): what it has not been told yet, and its locks. */
export class Initiator {
  /** PREVENT, ordinary and persistent. */
  isPreventing = false;
  isPreventingPersistently = false;
  #unitAttentions: UnitAttention[] = [];
  #events: DriveEvent[] = [];

  get preventsRemoval(): boolean {
    return this.isPreventing || this.isPreventingPersistently;
  }

  /** A condition that is still to be told is not told twice. */
  raise(condition: UnitAttention): void {
    if (!this.#unitAttentions.includes(condition)) this.#unitAttentions.push(condition);
  }

  /** The unit attention that is told next. */
  get nextUnitAttention(): UnitAttention | undefined {
    return firstAttention(this.#unitAttentions);
  }

  /** The same, which is told with this. */
  takeUnitAttention(): SenseInput | undefined {
    return this.#take(this.nextUnitAttention);
  }

  /**
   * What a command meets instead of being carried out: a unit attention, which is told with this, or the reservation of
   * another initiator where that keeps it out.
   */
  obstacle(operationCode: number, isKeptOut: boolean): SenseInput | 'reservation' | undefined {
    if (!isKeptOut && this.#unitAttentions.length === 0) return undefined;
    const met = obstacleOf(operationCode, this.#unitAttentions, isKeptOut);
    return met === 'reservation' ? met : this.#take(met);
  }

  #take(told: UnitAttention | undefined): SenseInput | undefined {
    if (!told) return undefined;
    this.#unitAttentions = this.#unitAttentions.filter((each) => each !== told);
    return { senseKey: senseKey.unitAttention, ...told };
  }

  /** For GET EVENT STATUS NOTIFICATION. */
  addEvent(event: DriveEvent): void {
    this.#events.push(event);
    if (this.#events.length > maximumEvents) this.#events.shift();
  }

  /** The oldest event of a class; undefined: nothing happened. */
  eventOf(notificationClass: number): DriveEvent | undefined {
    return this.#events.find((event) => event.notificationClass === notificationClass);
  }

  /** The oldest event of a class has been told. */
  dropEvent(notificationClass: number): void {
    const at = this.#events.findIndex((event) => event.notificationClass === notificationClass);
    if (at >= 0) this.#events.splice(at, 1);
  }

  /** As after power-on: nothing is locked, and all that is left to tell is the reset itself. */
  reset(): void {
    this.isPreventing = false;
    this.isPreventingPersistently = false;
    this.#events = [];
    this.#unitAttentions = [unitAttention.powerOnOrReset];
  }
}
