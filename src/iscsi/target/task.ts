import type { Nexus } from './logical-unit.js';

/** A part of the data-out that is on its way: what an R2T asked for, or what comes unasked. */
export interface Burst {
  readonly targetTransferTag: number;
  /** Where it ends in the data, and where its next PDU has to begin. */
  readonly end: number;
  offset: number;
  nextDataSn: number;
}

/** A SCSI command from its arrival to its response, unless it is carried out at once. */
export class Task {
  /** Its data-out, as far as there is any. */
  data: Uint8Array = noBytes;
  /** Bytes of data-out that have arrived, and that the command needs. */
  received = 0;
  needed = 0;
  burst: Burst | undefined;
  r2tSn = 0;
  isRunning = false;
  /** Nobody waits for its response. */
  isAborted = false;
  controller: AbortController | undefined;
  /** Called when it has come to its end, aborted or not. */
  onEnd: (() => void) | undefined;

  constructor(
    readonly initiatorTaskTag: number,
    readonly cmdSn: number,
    readonly lun: number | undefined,
    readonly nexus: Nexus | undefined,
    readonly cdb: Uint8Array,
    readonly attribute: number,
    readonly direction: 'none' | 'in' | 'out',
    readonly expectedLength: number,
  ) {}

  get isReady(): boolean {
    return this.received >= this.needed;
  }
}

const noBytes = new Uint8Array(0);
