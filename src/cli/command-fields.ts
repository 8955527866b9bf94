/** The fields of a declared command, as they are named, typed and listed on the command line. */
import { type Command, type FieldInfo, fieldsOf, mmcCommands, parseHex } from '../../mmc/index.js';
import { UsageError } from './failure.js';
import { didYouMean, normalized } from './suggest.js';

/** A field that may be given a value. */
export type NamedField = FieldInfo & { readonly name: string };

/** The fields of a command that may be given a value, in the order of its table. */
export function settableFields(command: Command): NamedField[] {
  const given = new Set(['operationCode', ...Object.keys(command.fixed)]);
  return fieldsOf(command.layout).filter((row): row is NamedField => row.name !== undefined && !given.has(row.name));
}

/** The ids of all commands. */
export const commandIds = (): string[] => [...mmcCommands].map(({ id }) => id);

/** Finds a command by id or name, however it is written. Throws UsageError that suggests others. */
export function commandArgument(text: string): Command {
  const commands = [...mmcCommands];
  const wanted = normalized(text);
  const command = commands.find(({ id, name }) => normalized(id) === wanted || normalized(name) === wanted);
  if (command) return command;
  throw new UsageError(
    `there is no command ${text}: ${didYouMean(text, commandIds(), '`discwire send --list` shows them all')}`,
  );
}

function fieldValue({ name, kind }: NamedField, text: string): number | boolean | string | Uint8Array {
  const wrong = (expected: string) => new UsageError(`${name}: ${text || 'nothing'} is not ${expected}`);
  if (kind === 'flag') {
    if (!/^(true|false|1|0)$/i.test(text)) throw wrong('true or false');
    return /^(true|1)$/i.test(text);
  }
  if (kind === 'ascii') return text;
  if (kind === 'bytes' || kind === 'list') {
    try {
      return parseHex(text);
    } catch {
      throw wrong('bytes in hexadecimal');
    }
  }
  const match = /^(-?)(?:0x([0-9a-f]+)|([0-9a-f]+)h|(\d+))$/i.exec(text);
  if (!match) throw wrong('a number: write 16, 0x10 or 10h');
  const [, sign, prefixed, suffixed, decimal] = match;
  const value = decimal === undefined ? Number.parseInt((prefixed ?? suffixed)!, 16) : Number(decimal);
  return sign ? -value : value;
}

/** What `field=value` words say. Throws UsageError for a word, a name or a value that makes no sense. */
export function fieldArguments(command: Command, words: readonly string[]): Record<string, unknown> {
  const fields = settableFields(command);
  const names = fields.map(({ name }) => name);
  const input: Record<string, unknown> = {};
  for (const word of words) {
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
    if (name === undefined) throw new UsageError(`${word}: fields are given as name=value, e.g. ${names[0]}=1`);
    const field = fields.find((candidate) => normalized(candidate.name) === normalized(name));
    if (!field) {
      const hint = didYouMean(name, names, `it has ${names.join(', ')}`);
      throw new UsageError(`${command.name} has no field ${name} to set: ${hint}`);
    }
    if (Object.hasOwn(input, field.name)) throw new UsageError(`${field.name} is given twice`);
    input[field.name] = fieldValue(field, text!);
  }
  return input;
}

/** How wide a field is, in bits; undefined where that depends on the data. */
export const bitsOf = ({ bitLength, byteLength }: FieldInfo): number | undefined =>
  bitLength ?? (byteLength === undefined ? undefined : 8 * byteLength);
