/** What a member of a fault can be: how it is checked, what the schema says, what a message says is allowed. */
import { mmcCommands, type SenseInput } from '../../../mmc/index.js';

/** One member of a fault. */
export interface Member<T> {
  readonly about: string;
  /** What is allowed, for messages: `an integer from 0 to 9`. */
  readonly allowed: string;
  /** The same as JSON schema. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** What a value means; undefined: it is not allowed. */
  readonly read: (value: unknown) => T | undefined;
  /** What is meant where the member is not given; undefined: it has to be given. */
  readonly fallback?: unknown;
}

/** The values of some members. */
export type ValuesOf<M> = { readonly [K in keyof M]: M[K] extends Member<infer T> ? T : never };

/** The member may be left out. */
export const orElse = <T>(fallback: T, member: Member<T>): Member<T> => ({ ...member, fallback });

/** The member may be left out, and nothing stands for it. */
export const optional = <T>(member: Member<T>): Member<T | undefined> => ({ ...member, fallback: null });

export function integer(minimum: number, maximum: number, about: string): Member<number> {
  return {
    about,
    allowed: `an integer from ${minimum} to ${maximum}`,
    schema: { type: 'integer', minimum, maximum },
    read: (value) =>
      Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum
        ? (value as number)
        : undefined,
  };
}

export const probability = (about: string): Member<number> => ({
  about,
  allowed: 'a number from 0 to 1',
  schema: { type: 'number', minimum: 0, maximum: 1 },
  read: (value) => (typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined),
});

export const flag = (about: string): Member<boolean> => ({
  about,
  allowed: 'true or false',
  schema: { type: 'boolean' },
  read: (value) => (typeof value === 'boolean' ? value : undefined),
});

export function choice<const T extends string>(values: readonly T[], about: string): Member<T> {
  return {
    about,
    allowed: `one of ${values.join(', ')}`,
    schema: { enum: values },
    read: (value) => values.find((each) => each === value),
  };
}

const sensePattern = /^([0-9A-Fa-f])\/([0-9A-Fa-f]{2})\/([0-9A-Fa-f]{2})$/;

/** Sense key, additional sense code and qualifier as `3/11/05`. */
export const sense = (about: string): Member<SenseInput> => ({
  about,
  allowed: 'sense key, ASC and ASCQ in hexadecimal, as 3/11/05',
  schema: { type: 'string', pattern: sensePattern.source },
  read(value) {
    const parts = typeof value === 'string' ? sensePattern.exec(value) : undefined;
    if (!parts) return undefined;
    const [senseKey, asc, ascq] = parts.slice(1).map((digits) => Number.parseInt(digits, 16)) as [
      number,
      number,
      number,
    ];
    return { senseKey, asc, ascq };
  },
});

/** A run of blocks, both ends included. */
export interface BlockRange {
  readonly first: number;
  readonly last: number;
}

const lowestAddress = -45_150;
const highestAddress = 0xffff_ffff;
const address = { type: 'integer', minimum: lowestAddress, maximum: highestAddress };

export const blockRange = (about: string): Member<BlockRange> => ({
  about,
  allowed: `{"first": …, "last": …} with logical block addresses from ${lowestAddress} to ${highestAddress}, the last one not before the first`,
  schema: {
    type: 'object',
    properties: { first: address, last: address },
    required: ['first', 'last'],
    additionalProperties: false,
  },
  read(value) {
    if (typeof value !== 'object' || value === null || Object.keys(value).sort().join() !== 'first,last')
      return undefined;
    const { first, last } = value as BlockRange;
    const isAddress = (at: unknown) =>
      Number.isInteger(at) && Number(at) >= lowestAddress && Number(at) <= highestAddress;
    return isAddress(first) && isAddress(last) && first <= last ? { first, last } : undefined;
  },
});

const commandIds = [...mmcCommands].map(({ id }) => id);

/** Commands by their ids, as `discwire send --list` tells them. */
export const commands = (about: string): Member<readonly string[]> => ({
  about,
  allowed: 'a list of command ids, as ["read10", "readCd"]; discwire send --list shows them',
  schema: { type: 'array', items: { enum: commandIds }, minItems: 1 },
  read: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((id) => commandIds.includes(id)) ? value : undefined,
});
