import {
  type AttentionCode,
  decodeSense,
  firstAttention,
  obstacleOf,
  type SenseInput,
  senseKey,
} from '../../../mmc/index.js';
import { type Completion, scsiStatus } from '../../transport/transport.js';
import type { ConnectableDrive, DriveConnection, DriveSource } from './options.js';
import { Reservations } from './reservations.js';
import { targetAttention } from './sense-answers.js';

const isConnectable = (source: DriveSource): source is ConnectableDrive => 'connect' in source;

/** Bytes of a logical block, as long as the drive has not told. */
export const usualBlockBytes = 2048;

/** Of unit attentions that nobody fetches, so many are kept. */
const maximumAttentions = 16;

/** What one session is to one logical unit: an I_T nexus. */
export class Nexus {
  readonly unit: LogicalUnit;
  /** Names the initiator port to the unit, across sessions. */
  readonly initiatorPort: string;
  readonly transport: DriveConnection;
  #attentions: AttentionCode[] = [];
  /** Aborts what runs or waits in the transport. */
  readonly running = new Set<AbortController>();

  constructor(unit: LogicalUnit, initiatorPort: string, transport: DriveConnection) {
    this.unit = unit;
    this.initiatorPort = initiatorPort;
    this.transport = transport;
  }

  /** Whether the transport's executeSync waits for nothing, and may be called now. */
  get isInstant(): boolean {
    const { source } = this.unit;
    if (!isConnectable(source) || !source.isInstant || this.running.size > 0) return false;
    return this.transport.executeSync !== undefined;
  }

  /** A condition that is still to be told is not told twice. */
  raise(condition: AttentionCode): void {
    const isKnown = this.#attentions.some(({ asc, ascq }) => asc === condition.asc && ascq === condition.ascq);
    if (!isKnown && this.#attentions.length < maximumAttentions) this.#attentions.push(condition);
  }

  /** The unit attention that is told next, which is told with this. */
  takeAttention(): SenseInput | undefined {
    return this.#take(firstAttention(this.#attentions));
  }

  /**
   * What a command meets before it is carried out: a unit attention, which is told with this, one that the drive will tell
   * itself, or the reservation of another initiator where that keeps it out.
   */
  obstacle(operationCode: number, isReserved: boolean): SenseInput | 'drive' | 'reservation' | undefined {
    const ofDrive = this.transport.pendingUnitAttention;
    if (!isReserved && !ofDrive && this.#attentions.length === 0) return undefined;
    const met = obstacleOf(operationCode, ofDrive ? [...this.#attentions, ofDrive] : this.#attentions, isReserved);
    if (met === undefined || met === 'reservation') return met;
    return met === ofDrive ? 'drive' : this.#take(met);
  }

  #take(told: AttentionCode | undefined): SenseInput | undefined {
    if (!told) return undefined;
    this.#attentions = this.#attentions.filter((each) => each !== told);
    return { senseKey: senseKey.unitAttention, ...told };
  }

  /** Drops what was to be told, as a reset does. */
  clearAttentions(): void {
    this.#attentions = [];
  }
}

/** A drive behind a LUN, with what all sessions share of it. */
export class LogicalUnit {
  /** As READ CAPACITY has told it last. */
  blockLengthBytes: number = usualBlockBytes;
  readonly nexuses = new Set<Nexus>();
  readonly reservations: Reservations;
  readonly source: DriveSource;

  constructor(source: DriveSource) {
    this.source = source;
    this.reservations = new Reservations((port, condition) => {
      for (const nexus of this.nexuses) if (nexus.initiatorPort === port) nexus.raise(condition);
    });
  }

  connect(initiatorPort: string): Nexus {
    const { source } = this;
    const transport = isConnectable(source) ? source.connect(`iscsi:${initiatorPort}`) : source;
    const nexus = new Nexus(this, initiatorPort, transport);
    this.nexuses.add(nexus);
    return nexus;
  }

  /** The session is gone: with it RESERVE, and for a drive that tells initiators apart the connection. */
  disconnect(nexus: Nexus): void {
    this.nexuses.delete(nexus);
    this.abort(nexus);
    this.reservations.lose(nexus.initiatorPort);
    if (isConnectable(this.source)) void nexus.transport.close();
  }

  /** Takes back what runs for one session. */
  abort(nexus: Nexus): void {
    for (const controller of nexus.running) controller.abort();
  }

  /** LOGICAL UNIT RESET: RESERVE is gone, locks are open, and every initiator is told. */
  reset(): void {
    this.reservations.reset();
    for (const nexus of this.nexuses) {
      this.abort(nexus);
      nexus.clearAttentions();
    }
    if (isConnectable(this.source) && this.source.reset) this.source.reset();
    else for (const nexus of this.nexuses) nexus.raise(targetAttention.reset);
  }

  /** A shared transport tells a unit attention once; the other sessions have to hear of it, too. */
  passOn(completion: Completion, told: Nexus): void {
    if (completion.status !== scsiStatus.checkCondition || isConnectable(this.source)) return;
    const sense = decodeSense(completion.sense);
    if (!sense || sense.deferred || sense.senseKey !== senseKey.unitAttention) return;
    const { asc = 0, ascq = 0 } = sense;
    for (const nexus of this.nexuses) if (nexus !== told) nexus.raise({ asc, ascq });
  }
}
