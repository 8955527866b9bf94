/** The structures of a control code: bytes as the headers lay them out, and the constants for their members. */
import { type Codec, type Command, fieldsOf } from '../../../mmc/index.js';
import * as structures from '../../../src/ioctl/structures/index.js';
import { type CodeStructure, structuresOf } from '../../../src/ioctl/structures/index.js';
import type { ReferenceCode } from '../../../test/src/ioctl/rows/reference.js';
import { dataLayout } from '../data-section.js';
import { allCommands, familyWith } from '../families.js';
import { layoutTables, type Shown } from '../layout-section.js';
import { blocks, code } from '../markdown.js';
import { type Declared, declared } from '../source.js';
import { constantTable } from '../values-section.js';

const folder = 'src/ioctl/structures';
const names = new Map<unknown, string>(Object.entries(structures).map(([name, value]) => [value, name]));

const declarationOf = (layout: Codec<any, any>): Declared | undefined => {
  const name = names.get(layout);
  return name === undefined ? undefined : declared(folder).get(name);
};

/** The command whose data a layout is. */
function commandWith(layout: Codec<any, any>): Command {
  const command = allCommands.find((candidate) => dataLayout(candidate) === layout);
  if (!command) throw new Error('by-code.ts: no command sends what is said to come from the drive');
  return command;
}

function driveText({ name, layout, when }: CodeStructure): string {
  const command = commandWith(layout);
  const family = familyWith(command);
  const place = `[${family.name}](../commands/${family.page})`;
  return `- ${name}${when ? `, ${when}` : ''}: what the drive sent, as ${code(command.id)} has it: ${place}`;
}

type Values = Readonly<Record<string, number>>;

/** A constant with the values of one member, or of several; bits of 64 are shown as numbers too. */
function valuesOf(constant: Declared): [constant: Declared, values: Values][] {
  const value = (structures as Readonly<Record<string, unknown>>)[constant.name] as Readonly<Record<string, unknown>>;
  const isNested = Object.values(value).every((member) => typeof member === 'object');
  const numbers = (members: object): Values =>
    Object.fromEntries(Object.entries(members).map(([key, number]) => [key, Number(number)]));
  if (!isNested) return [[constant, numbers(value)]];
  return Object.entries(value).map(([member, values]) => [
    { ...constant, name: `${constant.name}.${member}`, doc: `Values of ${code(member)}.` },
    numbers(values as object),
  ]);
}

/** Constants whose docstring says that they are for a member of this structure. */
function constantsFor(layout: Codec<any, any>): Declared[] {
  const name = names.get(layout);
  const isFor = ({ doc }: Declared) => /\b(values?|bits?) of\b/i.test(doc) && doc.includes(`\`${name}\``);
  return [...declared(folder).values()].filter((constant) => !names.has(constant) && isFor(constant));
}

const isConstant = ({ name }: Declared): boolean => {
  const value = (structures as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'object' && value !== null && !('span' in value);
};

function nestedLayouts(layout: Codec<any, any>): Codec<any, any>[] {
  return fieldsOf(layout).flatMap(({ element }) => (element ? [element, ...nestedLayouts(element)] : []));
}

function structureSection({ name, layout, layout32, when }: CodeStructure, shown: Shown): string {
  const heading = `### ${name}${when ? `, ${when}` : ''}`;
  const declaration = declarationOf(layout);
  const declaredAs = `${code(names.get(layout) ?? '')}, ${layout.span} bytes.`;
  if (shown.has(layout)) return blocks(heading, `${declaredAs} As above.`);
  const constants = [layout, ...nestedLayouts(layout)]
    .flatMap(constantsFor)
    .filter(isConstant)
    .flatMap(valuesOf)
    .map(([constant, values]) => constantTable(constant, values));
  const of32 = layout32
    ? blocks(
        `A 32-bit program has ${code(names.get(layout32) ?? '')}, ${layout32.span} bytes:`,
        layoutTables(layout32, shown),
      )
    : undefined;
  return blocks(heading, `${declaredAs} ${declaration?.doc ?? ''}`, layoutTables(layout, shown), of32, ...constants);
}

function side(title: string, list: readonly CodeStructure[], shown: Shown, none: string): string {
  const [sent, own] = [list.filter((item) => item.isFromDrive), list.filter((item) => !item.isFromDrive)];
  if (list.length === 0) return blocks(`## ${title}`, none);
  return blocks(
    `## ${title}`,
    sent.length > 0 ? sent.map(driveText).join('\n') : undefined,
    ...own.map((item) => structureSection(item, shown)),
  );
}

/** What comes out where it is no structure. */
function plainOutput({ output = [] }: ReferenceCode): string {
  const [plain] = output;
  return plain && !plain.fields
    ? `No structure: ${plain.name}${plain.note ? `, ${plain.note}` : ''}.`
    : 'No structure.';
}

/** What goes in and what comes out. */
export function structuresSection(reference: ReferenceCode): string {
  const { input, output } = structuresOf(Number(reference.code));
  const shown: Shown = new Set();
  return blocks(side('Input', input, shown, 'No structure.'), side('Output', output, shown, plainOutput(reference)));
}
