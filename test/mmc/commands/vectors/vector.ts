/**
 * Bytes that somebody else put together. A `source` says who: "printed by" and "traced from" are output of a program,
 * "sent by" is what a program gave to an ioctl that a preloaded library answered in place of a drive, "decoded by" means
 * that we typed the bytes and a program read from them what `value` says, "by hand" that we typed them from the places
 * that the named source gives for the fields. Where there is `evidence`, test/stand-in keeps what the program did.
 */
import type { Codec, Command, InputOf, Value } from '../../../../mmc/index.js';
import type { Evidence } from './evidence.js';

export interface CdbVector {
  readonly command: Command;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly cdb: string;
  readonly source: string;
  readonly evidence?: Evidence;
}

const origin = (from: string | Evidence) =>
  typeof from === 'string' ? { source: from } : { source: from.source, evidence: from };

export function cdb<X extends Command>(
  command: X,
  fields: InputOf<X>,
  bytes: string,
  from: string | Evidence,
): CdbVector {
  return { command, fields: fields as Record<string, unknown>, cdb: bytes, ...origin(from) };
}

export interface DataVector {
  readonly name: string;
  readonly codec: Codec<any, any>;
  readonly bytes: string;
  /** Members that the bytes decode to; there may be more. */
  readonly value: object;
  readonly source: string;
  readonly evidence?: Evidence;
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
  from: string | Evidence,
  canonical?: DataVector['canonical'],
): DataVector {
  return { name, codec, bytes, value: value as object, ...origin(from), ...(canonical && { canonical }) };
}
