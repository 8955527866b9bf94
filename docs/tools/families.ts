/** Which declarations share a page: those that T10 counts as one command. */

import type { Command } from '../../mmc/index.js';
import { type CommandSet, mmcCommands, vendorCommands } from '../../mmc/index.js';
import { hexNumber } from './markdown.js';

/** One command in T10's sense. */
export interface Family {
  readonly name: string;
  readonly operationCode: number;
  /** Name of its page. */
  readonly page: string;
  readonly isVendors: boolean;
  readonly commands: readonly Command[];
}

/** The name without what tells siblings apart: `READ TOC/PMA/ATIP` of `READ TOC/PMA/ATIP (PMA)`. */
const familyName = (command: Command): string => command.name.replace(/ \(.*$/, '');

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '');

function familyOf(commands: readonly Command[], isVendors: boolean): Family {
  const { operationCode } = commands[0]!;
  const name = familyName(commands[0]!);
  const page = `${isVendors ? 'vendor-' : ''}${hexNumber(operationCode).slice(0, 2).toLowerCase()}-${slug(name)}.md`;
  return { name, operationCode, page, isVendors, commands };
}

function familiesOf(set: CommandSet, isVendors: boolean): Family[] {
  const byName = new Map<string, Command[]>();
  for (const command of set) {
    const key = `${command.operationCode} ${familyName(command)}`;
    byName.set(key, [...(byName.get(key) ?? []), command]);
  }
  return [...byName.values()]
    .map((commands) => familyOf(commands, isVendors))
    .sort((a, b) => a.operationCode - b.operationCode || (a.name < b.name ? -1 : 1));
}

/** By operation code; the vendors' commands after those of the standards. */
export const families: readonly Family[] = [...familiesOf(mmcCommands, false), ...familiesOf(vendorCommands, true)];

/** The family that a command belongs to. */
export function familyWith(command: Command): Family {
  return families.find(({ commands }) => commands.includes(command))!;
}
