/** A command as the judge sees it: what was asked, what the drive was like before, what it answered. */
import {
  type CdbOf,
  type Command,
  decodeSense,
  mmcCommands,
  type Sense,
  write10,
  write12,
  writeAndVerify10,
  writeAndVerify12,
} from '../../../mmc/index.js';
import { type Completion, scsiStatus, type TransferRequest } from '../../transport/transport.js';
import type { LogicalTrack, Medium } from '../media/medium.js';
import { Refusal } from '../refusal.js';
import type { Unit } from '../unit.js';

type Fields = Readonly<Record<string, unknown>>;

/** What a write addresses. */
export interface WriteExtent {
  readonly logicalBlockAddress: number;
  readonly count: number;
}

const areSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** One command and its answer. */
export class JudgedCommand {
  readonly cdb: Uint8Array;
  /** Undefined: not a command that is declared. */
  readonly command: Command | undefined;
  readonly direction: TransferRequest['direction'];
  /** Bytes that the host had room for, or brought. */
  readonly dataLengthBytes: number;
  readonly timeoutMs: number;
  readonly startedAtMs: number;
  /** Undefined: it never came. */
  completion: Completion | undefined;
  sense: Sense | undefined;
  endedAtMs: number;
  readonly #data: Uint8Array;
  readonly #mediumBefore: Medium | undefined;
  #fields: Fields | undefined;
  #tracksBefore: readonly LogicalTrack[] | undefined;
  #infoBefore: Medium['discInformation'] | undefined;
  /** Bytes of each block that a WRITE had to bring, as page 05h and the medium were then; undefined: it cannot be told. */
  readonly blockBytesBefore: number | undefined;

  constructor(
    /** Counts the drive's commands, from 1. */
    readonly number: number,
    request: TransferRequest,
    readonly unit: Unit,
  ) {
    this.cdb = request.cdb.slice();
    this.command = mmcCommands.find(request.cdb);
    this.direction = request.direction;
    this.dataLengthBytes = request.data.length;
    this.timeoutMs = request.timeoutMs;
    this.startedAtMs = unit.clock.now();
    this.endedAtMs = this.startedAtMs;
    this.#data = request.data;
    this.#mediumBefore = unit.readyMedium;
    if (this.command?.changes !== 'medium') return;
    this.#tracksBefore = this.#mediumBefore?.logicalTracks;
    this.#infoBefore = this.#mediumBefore?.discInformation;
    this.blockBytesBefore = this.#blockBytes();
  }

  #blockBytes(): number | undefined {
    const recorder = this.#mediumBefore?.recorder;
    if (!this.write || !recorder) return undefined;
    try {
      return recorder.blockBytes(this.write.logicalBlockAddress, this.unit.mode.writeParameters);
    } catch (refusal) {
      if (refusal instanceof Refusal) return undefined;
      throw refusal;
    }
  }

  /** The drive has answered; undefined: it never did. */
  end(completion: Completion | undefined): void {
    this.completion = completion;
    this.endedAtMs = this.unit.clock.now();
    if (completion?.status === scsiStatus.checkCondition) this.sense = decodeSense(completion.sense);
  }

  /** The CDB's fields, where it is a declared command. */
  get fields(): Fields {
    this.#fields ??= (this.command?.decodeCdb(this.cdb) ?? {}) as Fields;
    return this.#fields;
  }

  /** The CDB's fields, where it is this command. */
  as<X extends Command>(command: X): CdbOf<X> | undefined {
    return this.command === command ? (this.fields as CdbOf<X>) : undefined;
  }

  /** Whether it is the same CDB, byte for byte. */
  repeats(other: JudgedCommand | undefined): boolean {
    return other !== undefined && areSame(this.cdb, other.cdb);
  }

  /** Whether it got the same status and the same sense data. */
  isAnsweredLike(other: JudgedCommand | undefined): boolean {
    const [mine, theirs] = [this.completion, other?.completion];
    return (
      mine !== undefined && theirs !== undefined && mine.status === theirs.status && areSame(mine.sense, theirs.sense)
    );
  }

  /** Whether the drive did what it was asked to. */
  get isGood(): boolean {
    return this.completion?.status === scsiStatus.good;
  }

  /** Whether the answer is this sense; `ascq` undefined: any. */
  isRefused(senseKey: number, asc: number, ascq?: number): boolean {
    const { sense } = this;
    return sense?.senseKey === senseKey && sense.asc === asc && (ascq === undefined || sense.ascq === ascq);
  }

  /** What WRITE addresses, where it is one. */
  get write(): WriteExtent | undefined {
    const cdb = this.as(write10) ?? this.as(write12) ?? this.as(writeAndVerify10) ?? this.as(writeAndVerify12);
    return cdb && { logicalBlockAddress: cdb.logicalBlockAddress | 0, count: cdb.transferLengthBlocks };
  }

  /** What the host brought. */
  get dataOut(): Uint8Array {
    return this.direction === 'out' ? this.#data : new Uint8Array(0);
  }

  /** What the drive gave. */
  get dataIn(): Uint8Array {
    return this.#data.subarray(0, this.direction === 'in' ? this.completion?.transferredBytes : 0);
  }

  /** What was in the drive, ready, when the command came. */
  get mediumBefore(): Medium | undefined {
    return this.#mediumBefore;
  }

  /** Its tracks then. Only for commands that change the medium. */
  get tracksBefore(): readonly LogicalTrack[] {
    return this.#tracksBefore ?? [];
  }

  /** What READ DISC INFORMATION would have told then. Only for commands that change the medium. */
  get discBefore(): Medium['discInformation'] | undefined {
    return this.#infoBefore;
  }
}
