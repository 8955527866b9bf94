/**
 * Bytes that somebody else put together. A `source` says who: "printed by" and "traced from" are output of a program,
 * "sent by" is what a program gave to an ioctl that a preloaded library answered in place of a drive, "decoded by" means
 * that we typed the bytes and a program read from them what `value` says, "by hand" that we typed them from the places
 * that the named source gives for the fields.
 */
import type { Codec, Command, InputOf, Value } from '../../../../mmc/index.js';

export interface CdbVector {
  readonly command: Command;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly cdb: string;
  readonly source: string;
}

export function cdb<X extends Command>(command: X, fields: InputOf<X>, bytes: string, source: string): CdbVector {
  return { command, fields: fields as Record<string, unknown>, cdb: bytes, source };
}

export interface DataVector {
  readonly name: string;
  readonly codec: Codec<any, any>;
  readonly bytes: string;
  /** Members that the bytes decode to; there may be more. */
  readonly value: object;
  readonly source: string;
  /** What the value without its lengths encodes to where that is not `bytes`, and why. */
  readonly canonical?: { readonly bytes: string; readonly because: string };
}

type Members<T> = T extends Uint8Array | string | number | bigint | boolean | undefined
  ? T
  : T extends readonly (infer E)[]
    ? readonly Members<E>[]
    : { readonly [K in keyof T]?: Members<T[K]> | undefined } & Readonly<Record<string, unknown>>;

export function data<L extends Codec<any, any>>(
  name: string,
  codec: L,
  bytes: string,
  value: Members<Value<L>>,
  source: string,
  canonical?: DataVector['canonical'],
): DataVector {
  return { name, codec, bytes, value: value as object, source, ...(canonical && { canonical }) };
}
