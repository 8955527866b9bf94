/** How commands end, as PDUs: data in, status, residual. */
import { readCapacity } from '../../../mmc/index.js';
import { type Completion, scsiStatus, type TransferRequest } from '../../transport/transport.js';
import { noTag, opcode } from '../codes.js';
import { at, readU32, writeU32 } from '../pdu.js';
import type { PduWriter } from '../pdu-writer.js';
import { type LogicalUnit, type Nexus, usualBlockBytes } from './logical-unit.js';
import type { Answer, OwnAnswer } from './sense-answers.js';
import type { TargetSession } from './session.js';
import { blockBytes } from './transfer-length.js';

const flag = { final: 0x80, overflow: 0x04, underflow: 0x02, status: 0x01 } as const;
const noBytes = new Uint8Array(0);

/** Answers the commands of one session. Nothing goes out before the writer is flushed. */
export class Responses {
  readonly #session: TargetSession;
  readonly #writer: PduWriter;

  constructor(session: TargetSession) {
    this.#session = session;
    this.#writer = session.host.writer;
  }

  /** A status, and no data either way. */
  status(initiatorTaskTag: number, answer: Answer, expectedLength: number): void {
    this.#respond(initiatorTaskTag, answer, expectedLength, 0, 0);
  }

  /** An answer that did not come from the drive. */
  own(initiatorTaskTag: number, own: OwnAnswer, direction: TransferRequest['direction'], expectedLength: number): void {
    const data = own.data ?? noBytes;
    if (direction !== 'in') {
      const excess = data.length;
      this.#respond(initiatorTaskTag, own, expectedLength, direction === 'out' ? expectedLength : 0, excess);
      return;
    }
    const sent = data.subarray(0, expectedLength);
    const excess = data.length - sent.length;
    if (sent.length === 0) {
      this.#respond(initiatorTaskTag, own, expectedLength, 0, excess);
      return;
    }
    this.#sendDataIn(initiatorTaskTag, sent, own.status === scsiStatus.good, excess, expectedLength);
    if (own.status !== scsiStatus.good) this.#respond(initiatorTaskTag, own, expectedLength, sent.length, excess);
  }

  /** What a command without data-in came to. */
  withoutData(
    initiatorTaskTag: number,
    nexus: Nexus,
    cdb: Uint8Array,
    completion: Completion,
    expectedLength: number,
  ): void {
    const excess = excessOf(cdb, nexus.unit, expectedLength);
    this.#respond(initiatorTaskTag, completion, expectedLength, completion.transferredBytes, excess);
  }

  /** What a command with data-in came to; `inRoom`: the data lie in the writer's room already. */
  withData(
    initiatorTaskTag: number,
    nexus: Nexus,
    cdb: Uint8Array,
    completion: Completion,
    data: Uint8Array,
    inRoom: boolean,
    expectedLength: number,
  ): void {
    const { status, transferredBytes } = completion;
    const isGood = status === scsiStatus.good && completion.sense.length === 0;
    const excess = isGood && transferredBytes === expectedLength ? excessOf(cdb, nexus.unit, expectedLength) : 0;
    if (cdb[0] === readCapacity.operationCode && isGood && transferredBytes >= 8)
      nexus.unit.blockLengthBytes = readU32(data, 4) || usualBlockBytes;
    if (transferredBytes > 0) {
      if (inRoom) {
        this.#dataInHeader(initiatorTaskTag, 0, 0, true, isGood, expectedLength - transferredBytes, excess);
        this.#writer.endInRoom(transferredBytes);
      } else this.#sendDataIn(initiatorTaskTag, data.subarray(0, transferredBytes), isGood, excess, expectedLength);
      if (isGood) return;
    }
    this.#respond(initiatorTaskTag, completion, expectedLength, transferredBytes, excess);
  }

  /** Data in as many PDUs as the initiator wants; the last one says GOOD where `withStatus`. */
  #sendDataIn(
    initiatorTaskTag: number,
    data: Uint8Array,
    withStatus: boolean,
    excess: number,
    expectedLength: number,
  ): void {
    const { maxSendDataSegmentLength, maxBurstLength } = this.#session.parameters;
    const missing = expectedLength - data.length;
    for (let offset = 0, dataSn = 0; offset < data.length; dataSn++) {
      const burstEnd = offset - (offset % maxBurstLength) + maxBurstLength;
      const end = Math.min(data.length, offset + maxSendDataSegmentLength, burstEnd);
      const isLast = end === data.length;
      const isFinal = isLast || end === burstEnd;
      this.#dataInHeader(initiatorTaskTag, dataSn, offset, isFinal, isLast && withStatus, missing, excess);
      this.#writer.end(data.subarray(offset, end));
      offset = end;
    }
  }

  #dataInHeader(
    initiatorTaskTag: number,
    dataSn: number,
    offset: number,
    isFinal: boolean,
    withStatus: boolean,
    missing: number,
    excess: number,
  ): void {
    const writer = this.#writer;
    writer.header();
    const { slab, at: start } = writer;
    const fields = at.dataIn;
    slab[start] = opcode.dataIn;
    let flags = isFinal ? flag.final : 0;
    writeU32(slab, start + fields.initiatorTaskTag, initiatorTaskTag);
    writeU32(slab, start + fields.targetTransferTag, noTag);
    writeU32(slab, start + fields.dataSn, dataSn);
    writeU32(slab, start + fields.bufferOffset, offset);
    if (withStatus) {
      flags |= flag.status | (excess > 0 ? flag.overflow : missing > 0 ? flag.underflow : 0);
      writeU32(slab, start + fields.residualCount, excess || missing);
      this.#session.putNumbers();
    } else this.#session.putNumbersWithoutStatus();
    slab[start + 1] = flags;
  }

  #respond(
    initiatorTaskTag: number,
    { status, sense }: Answer,
    expectedLength: number,
    transferredBytes: number,
    excess: number,
  ): void {
    const writer = this.#writer;
    writer.header();
    const { slab, at: start } = writer;
    const fields = at.scsiResponse;
    const missing = expectedLength - transferredBytes;
    slab[start] = opcode.scsiResponse;
    slab[start + 1] = flag.final | (excess > 0 ? flag.overflow : missing > 0 ? flag.underflow : 0);
    slab[start + fields.status] = status;
    writeU32(slab, start + fields.initiatorTaskTag, initiatorTaskTag);
    writeU32(slab, start + fields.residualCount, excess || missing);
    this.#session.putNumbers();
    writer.end(sense.length === 0 ? undefined : withLength(sense));
  }
}

/** Bytes that the command would have moved beyond what the initiator expected. */
function excessOf(cdb: Uint8Array, unit: LogicalUnit, expectedLength: number): number {
  const wanted = blockBytes(cdb, unit.blockLengthBytes);
  return wanted === undefined ? 0 : Math.max(0, wanted - expectedLength);
}

/** Sense data with their length in front, as a SCSI response has them. */
function withLength(sense: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(2 + sense.length);
  bytes[0] = sense.length >> 8;
  bytes[1] = sense.length;
  bytes.set(sense, 2);
  return bytes;
}
