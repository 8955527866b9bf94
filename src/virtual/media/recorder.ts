/** The write side of a medium: what the drive's commands ask of it. One implementation for each way of recording. */
import type {
  CueLine,
  cdRwFormatList,
  formatCapacities,
  formatDescriptorList,
  Input,
  Value,
  writeParameters,
} from '../../../mmc/index.js';

/** Mode page 05h as it is at the time of a command. */
export type WriteParameters = Value<typeof writeParameters.layout>;

/** One WRITE command. */
export interface WriteRequest {
  readonly logicalBlockAddress: number;
  readonly count: number;
  /** `count` blocks of `blockBytes` each, from byte 0 on. Borrowed until the call returns. */
  readonly data: Uint8Array;
  readonly parameters: WriteParameters;
}

/** What becomes of a command that takes its time: how long, and what other commands are told meanwhile. */
export interface Work {
  /** What takes as long whatever the medium and its speed, on a real drive, in milliseconds. */
  readonly durationMs: number;
  /** Blocks that the drive records or erases by itself, as fast as it writes: lead-ins and lead-outs, whole discs. */
  readonly recordedBlocks?: number;
  /** `format`: 2/04/04; `longWrite`: 2/04/08; `operation`: 2/04/07. */
  readonly told: 'format' | 'longWrite' | 'operation';
  /** One of `mediaEventCode` that the initiators are told. */
  readonly mediaEvent?: number;
}

/** There is nothing to do. */
export const noWork: Work = { durationMs: 0, told: 'operation' };

/** The formatted or unformatted capacity, and the formats that FORMAT UNIT accepts. */
export type FormatCapacities = Input<typeof formatCapacities>;

/**
 * How a medium is recorded. Every method throws a Refusal for what a drive would refuse, and then has changed nothing.
 * What is optional is what some media do not have at all: the drive refuses the command.
 */
export interface Recorder {
  /** Bytes of each block that WRITE brings; the drive takes so many from the initiator. */
  blockBytes(logicalBlockAddress: number, parameters: WriteParameters): number;
  write(request: WriteRequest): void;
  /** The write buffer was empty before the next block came. Throws a Refusal where that has spoilt what is written. */
  runDry?(parameters: WriteParameters): void;
  /** What was written is safe once this returns. */
  synchronizeCache(parameters: WriteParameters): Work;
  /** Keeps so many blocks for a track. */
  reserveTrack?(sizeBlocks: number, parameters: WriteParameters): void;
  /** Splits the last track where a new one is to begin. */
  reserveTrackAt?(logicalBlockAddress: number, parameters: WriteParameters): void;
  /** `closeFunction` is a number of three bits, one of the values of that name or none. */
  closeTrackSession?(closeFunction: number, trackNumber: number, parameters: WriteParameters): Work;
  blank?(blankingType: number, startAddressOrTrackNumber: number): Work;
  formatCapacities?(): FormatCapacities;
  format?(descriptor: Value<typeof formatDescriptorList>): Work;
  /** So many blocks could have been formatted meanwhile. Returns whether a format behind the commands is complete by it. */
  formatInBackground?(blocks: number): boolean;
  /** How much of that format is done, 0 to 1; undefined: there is none. */
  backgroundFormatDone?(): number | undefined;
  /** FORMAT UNIT as MMC-1 has it for CD-RW. */
  formatCdRw?(list: Value<typeof cdRwFormatList>): Work;
  sendCueSheet?(lines: readonly CueLine[], parameters: WriteParameters): void;
  /** SEND OPC INFORMATION, with DoOpc or with values. */
  calibratePower?(): Work;
}
