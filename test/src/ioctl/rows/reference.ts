/** The reference table of control codes: what each checks, sends and ends in, by the sources that the file names. */
import { readFileSync } from 'node:fs';
import type { ControlCodeName, NtStatusName } from '../../../../src/ioctl/index.js';

/** One status of one control code, and when it comes. */
export interface StatusRow {
  readonly status: NtStatusName;
  readonly when: string;
  /** What Information is, in words or digits; undefined: not said, so 0. */
  readonly information: string | undefined;
  /** Found before anything is sent for the request itself. */
  readonly isCheck: boolean;
}

/** A structure: its members by offset and size, in bytes. Bit fields have their place and width besides. */
export interface ReferenceStructure {
  readonly name: string;
  readonly size?: number;
  readonly fields?: readonly (readonly [name: string, offset: number, size: number, bit?: number, bits?: number])[];
  readonly note?: string;
}

/** A command that a control code sends. Letters in the CDB stand for what the request says. */
export interface ReferenceCommand {
  readonly command: string;
  readonly cdb: string;
  readonly direction: string;
  readonly dataBytes?: number;
  readonly timeLimit: string;
  readonly when?: string;
}

/** What the table says of one control code. */
export interface ReferenceCode {
  readonly name: ControlCodeName;
  readonly code: string;
  readonly handledBy: string;
  /** The code that it is carried out as. */
  readonly aliasOf?: ControlCodeName;
  readonly obsolete?: string;
  readonly documentation?: string;
  readonly input?: readonly ReferenceStructure[];
  readonly output?: readonly ReferenceStructure[];
  readonly checks?: readonly (readonly [status: string, condition: string, information?: string])[];
  readonly commands?: readonly ReferenceCommand[];
  /** Other statuses than those of the checks; `@name` stands for a group. */
  readonly statuses: readonly (string | readonly [status: string, when: string])[];
  /** What the documentation lists. */
  readonly documented: readonly NtStatusName[];
  readonly information: string;
  readonly effects?: readonly string[];
  readonly notes?: readonly string[];
  /** Why it is not certain. */
  readonly uncertain?: string;
}

interface Table {
  readonly source: string;
  readonly groups: Readonly<Record<string, readonly (readonly [status: string, when: string])[]>>;
  readonly codes: readonly ReferenceCode[];
}

const table = JSON.parse(readFileSync(new URL('../fixtures/control-codes.json', import.meta.url), 'utf8')) as Table;

/** Where the facts come from. */
export const source = table.source;
/** Rows that many codes share. */
export const groups = table.groups;
/** Every name, the aliases too. */
export const referenceCodes = table.codes;

const rowOf = ([status, when]: readonly [string, string]): StatusRow => ({
  status: status as NtStatusName,
  when,
  information: undefined,
  isCheck: false,
});

/** All statuses of a code, as the table lists them: those of the checks first. */
export function statusRows({ checks = [], statuses }: ReferenceCode): StatusRow[] {
  return [
    ...checks.map(([status, when, information]) => ({
      status: status as NtStatusName,
      when,
      information,
      isCheck: true,
    })),
    ...statuses.flatMap((item) => (typeof item === 'string' ? groups[item.slice(1)]!.map(rowOf) : [rowOf(item)])),
  ];
}
