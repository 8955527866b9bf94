/** The page of one command, with all its siblings. */
import type { Command } from '../../mmc/index.js';
import { byLayout, cdbTables } from './cdb-section.js';
import { dataLayout, dataSection, relatedLayouts, relatedSection } from './data-section.js';
import { exampleCode, exportNameOf, runExample, shorten } from './example.js';
import { type Fact, factList, facts, isShared } from './facts.js';
import type { Family } from './families.js';
import type { Shown } from './layout-section.js';
import { anchor, blocks, code, fence, generated, hexNumber, inWords, table } from './markdown.js';
import { declared } from './source.js';
import { type TypicalError, typicalErrors } from './typical-errors.js';
import { valuesTables } from './values-section.js';

/** Facts that the table of the CDB tells where there is one declaration. */
const inCdbTable: ReadonlySet<string> = new Set(['Fixed', 'Must be given', 'When left out']);

/** The example of a command and what it prints. */
async function exampleSection(command: Command, heading: string): Promise<string> {
  const source = exampleCode(command);
  const output = shorten(await runExample(source));
  if (output.includes('checkCondition')) throw new Error(`example-values.ts: the drive refuses ${command.id}`);
  return blocks(`${heading} Example`, fence('ts', source), 'prints', fence('text', output));
}

const docOf = (command: Command): string => declared().get(command.id)!.doc;

function declarationTable(commands: readonly Command[]): string {
  return table(
    ['Declaration', 'What it is'],
    commands.map((command) => [`[${command.id}](#${anchor(command.id)})`, docOf(command)]),
  );
}

function cdbSections(commands: readonly Command[]): string {
  const groups = byLayout(commands);
  if (groups.length === 1) return blocks('## CDB', cdbTables(commands));
  return blocks(...groups.map((group) => blocks(`## CDB of ${inWords(group.map(({ id }) => id))}`, cdbTables(group))));
}

async function declarationSection(
  command: Command,
  own: readonly Fact[],
  siblings: readonly Command[],
  shown: Shown,
): Promise<string> {
  return blocks(
    `## ${command.id}`,
    docOf(command),
    factList(own, command),
    dataSection(command, '###', siblings, shown),
    await exampleSection(command, '###'),
  );
}

const errorRow = ({ sense, text, when, isUncertain }: TypicalError): string[] => [
  code(sense),
  text,
  isUncertain ? `${when} (not confirmed)` : when,
];

/** A table of errors. */
export const errorTable = (errors: readonly TypicalError[]): string =>
  table(['Sense', 'Text', 'When'], errors.map(errorRow));

function errorsSection({ name }: Family): string {
  const errors = typicalErrors.get(name);
  const any = '[errors of any command](README.md#errors-of-any-command)';
  if (!errors) return blocks('## Typical errors', `None are known besides the ${any}.`);
  return blocks('## Typical errors', `Besides the ${any}:`, errorTable(errors));
}

function valuesSection(commands: readonly Command[]): string | undefined {
  const layouts = commands.flatMap((command) => dataLayout(command) ?? []);
  const declarations = [...commands.map(({ id }) => id), ...layouts.map((layout) => exportNameOf(layout))].flatMap(
    (name) => (name === undefined ? [] : (declared().get(name) ?? [])),
  );
  const imported = commands.flatMap(({ id }) => declared().get(id)!.imports);
  const files = new Set([...declarations.map(({ file }) => file), ...imported]);
  const parts = relatedLayouts(commands).map(({ layout }) => layout);
  const tables = valuesTables(files, [...commands.map(({ layout }) => layout), ...layouts, ...parts]);
  return tables.length === 0 ? undefined : blocks('## Values', ...tables);
}

function sourceLines({ commands, set }: Family): string {
  const files = [...new Set(commands.map(({ id }) => declared().get(id)!.file))];
  return `- Declared in ${files.map((file) => `[${file}](../../${file})`).join(', ')}\n- In the set ${code(set)}`;
}

function head({ name, operationCode, set, commands }: Family): string {
  const maker =
    set === 'vendorCommands' ? "A vendor's command: it means nothing, or worse, on other drives." : undefined;
  return blocks(
    generated,
    `# ${name} (${hexNumber(operationCode)})`,
    maker,
    '[All commands](README.md)',
    introOf(commands),
  );
}

const introOf = (commands: readonly Command[]): string =>
  commands.length === 1
    ? docOf(commands[0]!)
    : blocks(
        `${commands.length} declarations differ in what they fix and in what they transfer.`,
        declarationTable(commands),
      );

async function singlePage(family: Family, command: Command): Promise<string> {
  const own = facts.filter(({ name }) => !inCdbTable.has(name));
  const shown: Shown = new Set();
  return blocks(
    head(family),
    `${factList(own, command)}\n- Declaration: ${code(command.id)}\n${sourceLines(family)}`,
    cdbSections([command]),
    dataSection(command, '##', [command], shown),
    relatedSection([command], shown),
    valuesSection([command]),
    await exampleSection(command, '##'),
    errorsSection(family),
  );
}

async function siblingsPage(family: Family): Promise<string> {
  const { commands } = family;
  const shared = facts.filter((fact) => isShared(fact, commands));
  const own = facts.filter((fact) => !shared.includes(fact));
  const sections: string[] = [];
  const shown: Shown = new Set();
  for (const command of commands) sections.push(await declarationSection(command, own, commands, shown));
  return blocks(
    head(family),
    `${factList(shared, commands[0]!)}\n${sourceLines(family)}`,
    cdbSections(commands),
    ...sections,
    relatedSection(commands, shown),
    valuesSection(commands),
    errorsSection(family),
  );
}

/** The page of a command. */
export async function commandPage(family: Family): Promise<string> {
  const { commands } = family;
  return `${await (commands.length === 1 ? singlePage(family, commands[0]!) : siblingsPage(family))}\n`;
}
