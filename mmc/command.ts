/** A command, declared once: builder, CDB decoder, data codec, byte table, and what a drive dispatches on. */
import {
  type AnyField,
  type Codec,
  definedBits,
  FieldError,
  type Input,
  LayoutError,
  type RecordInput,
  type RecordValue,
  record,
  type Simplify,
  toBytes,
  u8,
  type Value,
} from './layout/index.js';
import type { RecordLayout } from './layout/record.js';

/** What follows the CDB on the wire; `C` is the decoded CDB. */
export type Transfer<C = any> =
  | { readonly direction: 'none' }
  /** Parameter data. `length` names the CDB field with the allocation length (in) or parameter list length (out). */
  | { readonly direction: 'in' | 'out'; readonly layout: Codec<any, any>; readonly length: keyof C & string }
  /** Parameter data whose size the CDB gives in another way: a count of descriptors, or not at all. */
  | {
      readonly direction: 'in' | 'out';
      readonly layout: Codec<any, any>;
      readonly byteLength: (cdb: C, blockLengthBytes: number) => number;
    }
  /** Blocks: the byte count follows from the CDB and, where the medium decides, from the logical block length. */
  | { readonly direction: 'in' | 'out'; readonly byteLength: (cdb: C, blockLengthBytes: number) => number };

/** What a command does to the world, as `changes` of a declaration. */
export type Changes = 'nothing' | 'drive' | 'medium';

/**
 * The time-out group of MMC that a command belongs to: mode page 1Dh gives the time of groups 1 and 2, feature 0105h
 * that of group 3; `none` is for commands that do not touch the medium.
 */
export type TimeoutGroup = '1' | '2' | '3' | 'none';

/**
 * A declared command. `C` is its decoded CDB, `I` what builds one, `D` what its data-in decodes to (`undefined`
 * where there is none), `P` what its data-out is made from (`undefined` where there is none).
 */
export interface Command<C = any, I = any, D = any, P = any> {
  /** Name as the standard prints it, e.g. `READ(12)`; siblings of one operation code add what tells them apart. */
  readonly name: string;
  /** Camel-case name of the export, and what the CLI accepts, e.g. `read12`. */
  readonly id: string;
  readonly operationCode: number;
  /** The document that defines it, e.g. `MMC-6`. */
  readonly standard: string;
  readonly cdbLength: number;
  readonly layout: Codec<C>;
  /** Fields that belong to the command's identity: a service action, a response format. */
  readonly fixed: Readonly<Record<string, number | boolean>>;
  /** Fields a caller must give. */
  readonly required: readonly string[];
  /** Values of the fields that are not zero when left out. */
  readonly defaults: Readonly<Record<string, number | boolean>>;
  readonly transfer: Transfer<C>;
  readonly changes: Changes;
  /**
   * Time-out group, undefined where it is not known. A command of group 2 is in group 1 when its `immed` is set;
   * `streaming` and `g3tout` move a command to group 3.
   */
  readonly timeoutGroup: TimeoutGroup | undefined;
  /** Numbers of the features that make this command, or this sibling of it, mandatory, as far as they are known. */
  readonly features: readonly number[];
  /** Time limit where the caller gives none, in milliseconds. */
  readonly timeoutMs: number;
  /** Builds the CDB. Throws FieldError for a missing or unknown field or a value that does not fit its bits. */
  encodeCdb(input: I): Uint8Array;
  /** Throws ShortDataError for fewer than `cdbLength` bytes; bytes after those are ignored. */
  decodeCdb(cdb: Uint8Array): C;
  /** Whether operation code and fixed fields are this command's. */
  matches(cdb: Uint8Array): boolean;
  /** Types only. */
  readonly types?: { readonly data: D; readonly payload: P };
}

/** The decoded CDB of a command. */
export type CdbOf<X> = X extends Command<infer C, any, any, any> ? C : never;
/** What builds the CDB of a command. */
export type InputOf<X> = X extends Command<any, infer I, any, any> ? I : never;
/** What the data-in of a command decodes to. */
export type DataOf<X> = X extends Command<any, any, infer D, any> ? D : never;
/** What the data-out of a command is made from. */
export type PayloadOf<X> = X extends Command<any, any, any, infer P> ? P : never;

type DataIn<T> = T extends { direction: 'in' } ? (T extends { layout: infer L } ? Value<L> : Uint8Array) : undefined;
type DataOut<T> = T extends { direction: 'out' } ? (T extends { layout: infer L } ? Input<L> : Uint8Array) : undefined;

type Control<B extends boolean, C> = B extends false ? {} : C;

/** Time limit of commands whose declaration does not give one. */
export const defaultTimeoutMs = 30_000;

/**
 * Declares a command.
 *
 * `fields` are bytes 1 to n-2 as the standard's table lists them; the operation code and the control byte are the
 * same for every command of the standard. Throws LayoutError while the module loads when they do not add up to `cdbLength`.
 */
export function defineCommand<
  const F extends readonly AnyField[],
  const T extends Transfer<RecordValue<F>>,
  const R extends keyof RecordValue<F> & string = never,
  const X extends { readonly [K in keyof RecordValue<F>]?: RecordValue<F>[K] } = {},
  const B extends boolean = true,
>(spec: {
  name: string;
  id: string;
  operationCode: number;
  standard: string;
  cdbLength: 6 | 10 | 12 | 16;
  fields: F;
  fixed?: X;
  required?: readonly R[];
  defaults?: { readonly [K in keyof RecordValue<F>]?: RecordValue<F>[K] };
  transfer: T;
  changes?: Changes;
  timeoutGroup?: TimeoutGroup;
  features?: readonly number[];
  timeoutMs?: number;
  /** False: the last byte is a field of the command's own, as in some vendors' commands. */
  hasControlByte?: B;
}): Command<
  Simplify<{ operationCode: number } & RecordValue<F> & Control<B, { control: number }>>,
  Simplify<Pick<RecordValue<F>, R> & Omit<RecordInput<F>, R | keyof X> & Control<B, { control?: number }>>,
  DataIn<T>,
  DataOut<T>
> {
  const last = spec.hasControlByte === false ? [] : [u8('control')];
  const codec = record([u8('operationCode'), ...spec.fields, ...last]) as Codec<any, any>;
  const layout = codec as unknown as RecordLayout;
  if (codec.span !== spec.cdbLength)
    throw new LayoutError(`${spec.name}: the fields make ${codec.span} bytes, the CDB has ${spec.cdbLength}`);
  const identity = { ...spec.fixed, operationCode: spec.operationCode };
  const fixedNames = Object.keys(identity);
  const identityMask = layout.maskOf(new Set(Object.keys(identity)));
  const identityBits = toBytes(codec, identity);
  const template = toBytes(codec, { ...spec.defaults, ...identity });
  const required = spec.required ?? [];

  function encodeCdb(input: Record<string, unknown>): Uint8Array {
    for (const name of required)
      if (input[name] === undefined) throw new FieldError(name, `${spec.name} needs a value for it`);
    for (const name of fixedNames)
      if (input[name] !== undefined) throw new FieldError(name, `${spec.name} fixes it, it cannot be given`);
    const cdb = new Uint8Array(template);
    layout.patchNamed(input, cdb);
    return cdb;
  }

  return Object.freeze({
    name: spec.name,
    id: spec.id,
    operationCode: spec.operationCode,
    standard: spec.standard,
    cdbLength: spec.cdbLength,
    layout: codec,
    fixed: (spec.fixed ?? {}) as Record<string, number | boolean>,
    required,
    defaults: (spec.defaults ?? {}) as Record<string, number | boolean>,
    transfer: spec.transfer,
    changes: spec.changes ?? 'nothing',
    timeoutGroup: spec.timeoutGroup,
    features: spec.features ?? [],
    timeoutMs: spec.timeoutMs ?? defaultTimeoutMs,
    encodeCdb,
    decodeCdb: (cdb: Uint8Array) => codec.decode(cdb),
    matches: (cdb: Uint8Array) => identityMask.every((mask, i) => ((cdb[i] ?? 0) & mask) === identityBits[i]),
  }) as any;
}

/** The name without what tells siblings apart: `READ TOC/PMA/ATIP` of `READ TOC/PMA/ATIP (PMA)`. */
export const familyName = (command: Command): string => command.name.replace(/ \(.*$/, '');

/** The CDB's length in bytes, each bit set that belongs to a field of the command. */
export const usedBits = (command: Command): Uint8Array => definedBits(command.layout);

/** The first bit of `cdb` that is set although the command reserves it, 7 being the most significant of its byte. */
export function reservedBit(command: Command, cdb: Uint8Array): { byte: number; bit: number } | undefined {
  const mask = (command.layout as unknown as RecordLayout).definedBits;
  for (let byte = 0; byte < mask.length; byte++) {
    const stray = cdb[byte]! & ~mask[byte]! & 0xff;
    if (stray !== 0) return { byte, bit: 31 - Math.clz32(stray) };
  }
  return undefined;
}
