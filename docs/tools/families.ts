/** Which declarations share a page: those that T10 counts as one command. */

import type { Command } from '../../mmc/index.js';
import { familyName, formerCommands, mmcCommands, vendorCommands } from '../../mmc/index.js';
import { hexNumber } from './markdown.js';

const sets = { mmcCommands, formerCommands, vendorCommands } as const;

/** Every declared command. */
export const allCommands: readonly Command[] = Object.values(sets).flatMap((set) => [...set]);

/** One command in T10's sense. */
export interface Family {
  readonly name: string;
  readonly operationCode: number;
  /** Name of its page. */
  readonly page: string;
  /** Name of the `CommandSet` that its commands are in. */
  readonly set: keyof typeof sets;
  readonly commands: readonly Command[];
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '');

function familyOf(commands: readonly Command[], set: Family['set']): Family {
  const { operationCode } = commands[0]!;
  const name = familyName(commands[0]!);
  const page = `${set === 'vendorCommands' ? 'vendor-' : ''}${hexNumber(operationCode).slice(0, 2).toLowerCase()}-${slug(name)}.md`;
  return { name, operationCode, page, set, commands };
}

function familiesOf(set: Family['set']): Family[] {
  const byName = new Map<string, Command[]>();
  for (const command of sets[set]) {
    const key = `${command.operationCode} ${familyName(command)}`;
    byName.set(key, [...(byName.get(key) ?? []), command]);
  }
  return [...byName.values()].map((commands) => familyOf(commands, set));
}

const byOperationCode = (a: Family, b: Family): number =>
  a.operationCode - b.operationCode || (a.name < b.name ? -1 : 1);

/** The commands of the standards, by operation code. */
export const standardFamilies: readonly Family[] = [...familiesOf('mmcCommands'), ...familiesOf('formerCommands')].sort(
  byOperationCode,
);

/** The commands of vendors, by operation code. */
export const vendorFamilies: readonly Family[] = familiesOf('vendorCommands').sort(byOperationCode);

/** All of them. */
export const families: readonly Family[] = [...standardFamilies, ...vendorFamilies];

/** The family that a command belongs to. */
export function familyWith(command: Command): Family {
  return families.find(({ commands }) => commands.includes(command))!;
}
