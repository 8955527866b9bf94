import type { Command } from '../command.js';

/** Sense data, whichever format it came in. Members are undefined where the data ends before them. */
export interface Sense {
  /** Bits 6 to 0 of byte 0: 70h and 71h fixed format, 72h and 73h descriptor format. */
  readonly responseCode: number;
  readonly format: 'fixed' | 'descriptor' | 'unknown';
  /** True: it reports an earlier command, and the one that returned it was not executed. */
  readonly deferred: boolean;
  readonly senseKey: number;
  /** Additional sense code and qualifier. */
  readonly asc: number | undefined;
  readonly ascq: number | undefined;
}

/** Decodes sense data of any length and format; never throws. Undefined: there was not even a sense key. */
export function decodeSense(bytes: Uint8Array): Sense | undefined {
  throw new Error('to be written', { cause: bytes });
}

/** One line: `2/3A/02 NOT READY, MEDIUM NOT PRESENT - TRAY OPEN`. */
export function describeSense(sense: Sense, command?: Command, cdb?: Uint8Array): string {
  throw new Error('to be written', { cause: { sense, command, cdb } });
}
