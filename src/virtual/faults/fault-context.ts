/** One command on its way past the faults. */
import { type Command, lbaOfMsf, mmcCommands, toBytes } from '../../../mmc/index.js';
import type { TransferRequest } from '../../transport/transport.js';
import type { CdMedium } from '../media/medium.js';
import type { Unit } from '../unit.js';

/** The blocks that a command addresses. */
export interface Extent {
  readonly first: number;
  readonly count: number;
}

type Fields = Readonly<Record<string, unknown>>;

export class FaultContext {
  /** What goes to the drive. */
  request!: TransferRequest;
  command: Command | undefined;
  /** The CDB's fields; empty where the command is not declared. */
  fields!: Fields;
  /** The blocks that it addresses; undefined: it is not about blocks. */
  extent: Extent | undefined;
  /** Milliseconds that it takes longer. */
  delayMs = 0;
  /** Samples by which audio comes from further on. */
  sampleShift = 0;

  constructor(
    request: TransferRequest,
    readonly unit: Unit,
  ) {
    this.use(request);
  }

  /** The drive gets this request instead. */
  use(request: TransferRequest): void {
    this.request = request;
    this.command = mmcCommands.find(request.cdb);
    this.fields = (this.command?.decodeCdb(request.cdb) ?? {}) as Fields;
    this.extent = extentOf(this.fields);
  }

  get isRead(): boolean {
    return this.extent !== undefined && this.command!.transfer.direction === 'in';
  }

  get isWrite(): boolean {
    return this.extent !== undefined && this.command!.transfer.direction === 'out';
  }

  /** The disc, where audio is read from a CD. */
  get audioDisc(): CdMedium | undefined {
    const medium = this.unit.readyMedium;
    if (!this.isRead || medium?.kind !== 'cd' || medium.tracks.length === 0) return undefined;
    return medium.trackAt(this.extent!.first).isData ? undefined : medium;
  }

  /** The same command for fewer blocks; undefined where it does not count them. */
  shortened(count: number): TransferRequest | undefined {
    if (this.fields['transferLengthBlocks'] === undefined) return undefined;
    const cdb = toBytes(this.command!.layout, { ...this.fields, transferLengthBlocks: count });
    return { ...this.request, cdb };
  }
}

function extentOf(fields: Fields): Extent | undefined {
  const count = fields['transferLengthBlocks'] ?? fields['verificationLengthBlocks'];
  const first = fields['logicalBlockAddress'] ?? fields['startingLogicalBlockAddress'];
  if (typeof count === 'number' && typeof first === 'number') return { first, count };
  const { startingM: minute, startingS: second, startingF: frame, endingM, endingS, endingF } = fields;
  if (typeof minute !== 'number' || typeof endingM !== 'number') return undefined;
  const start = lbaOfMsf({ minute, second: second as number, frame: frame as number });
  const end = lbaOfMsf({ minute: endingM, second: endingS as number, frame: endingF as number });
  return { first: start, count: Math.max(0, end - start) };
}
