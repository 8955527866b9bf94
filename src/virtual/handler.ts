/** What a command handler of the virtual drive is. */
import type { CdbOf, Command, DataOf } from '../../mmc/index.js';
import type { Initiator } from './initiator.js';
import type { Unit } from './unit.js';

/** One command on its way through the drive. Valid until the handler returns. */
export interface Call {
  readonly unit: Unit;
  readonly initiator: Initiator;
  /** Bytes that were moved so far. */
  readonly transferredBytes: number;
  /** The commands that the drive has. */
  readonly commands: Iterable<Command>;
  /** Bytes of data-in that the initiator takes. */
  readonly room: number;
  /** Where to put `length` bytes of block data: the initiator's buffer, unless that is too short. */
  dataIn(length: number): Uint8Array;
  /** `length` bytes from the initiator. Throws a Refusal where it gave fewer. */
  dataOut(length: number): Uint8Array;
}

/** A value to encode: what is left out becomes zero, and lengths are computed. */
export type Encodable<T> = T extends Uint8Array
  ? T
  : T extends readonly (infer E)[]
    ? readonly Encodable<E>[]
    : T extends object
      ? { readonly [K in keyof T]?: Encodable<T[K]> | undefined }
      : T;

/**
 * Carries out a command. Returns parameter data, as a value to encode or as bytes, or the number of bytes it put into
 * `dataIn`, or nothing.
 * Throws a Refusal for everything the drive does not do.
 */
export type Handler<X extends Command> =
  DataOf<X> extends undefined
    ? (cdb: CdbOf<X>, call: Call) => void
    : (cdb: CdbOf<X>, call: Call) => DataOf<X> extends Uint8Array ? number : Encodable<DataOf<X>> | Uint8Array;

/** A handler of some command: only who knows which one can call it. */
export type AnyHandler = (cdb: never, call: Call) => unknown;

/** A command and what carries it out. */
export type Handled = readonly [command: Command, handler: AnyHandler];

/** Pairs a command with its handler, whose types follow from the command. */
export const handle = <X extends Command>(command: X, handler: Handler<X>): Handled => [command, handler as AnyHandler];
