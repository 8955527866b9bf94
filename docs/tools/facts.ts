/** What is to say of a command besides its bytes. */
import { type Command, clausesOf, clausesText, features, fieldsOf } from '../../mmc/index.js';
import { anchor, code, hexNumber, inWords } from './markdown.js';
import { declared, lengthRuleText } from './source.js';

/** A fact: its name, and what it says of a command; undefined where there is nothing to say. */
export interface Fact {
  readonly name: string;
  readonly textOf: (command: Command) => string | undefined;
}

const hasField = (command: Command, name: string): boolean => fieldsOf(command.layout).some((row) => row.name === name);

/** A value as a program gives it; a number from 10 on in hexadecimal as well. */
export const valueText = (value: number | boolean): string =>
  typeof value === 'boolean' || value < 10 ? `${value}` : `${value} (${hexNumber(value)})`;

const settings = (values: Readonly<Record<string, number | boolean>>): string | undefined => {
  const texts = Object.entries(values).map(([name, value]) => `${code(name)} ${valueText(value)}`);
  return texts.length === 0 ? undefined : texts.join(', ');
};

function dataText(command: Command): string {
  const { transfer } = command;
  if (transfer.direction === 'none') return 'none';
  const way = transfer.direction === 'in' ? 'from the drive' : 'to the drive';
  if (!('length' in transfer)) return `${way}, ${ruleText(command)}`;
  const field = code(transfer.length);
  if (transfer.direction === 'in') return `${way}, at most ${field} bytes`;
  const isFilledIn = !(transfer.length in command.defaults);
  return `${way}, ${field} bytes${isFilledIn ? ', which `Device` counts' : ''}`;
}

/** The function that gives the length of a command's data. */
export function lengthRuleOf(command: Command): ReturnType<typeof lengthRuleText> {
  const rule = declared().get(command.id)?.lengthRule;
  if (!rule) throw new Error(`${command.id}: docs/tools/source.ts does not find its byteLength`);
  return lengthRuleText(rule);
}

function ruleText(command: Command): string {
  const rule = lengthRuleOf(command);
  return 'code' in rule ? 'as many bytes as computed below' : `${code(rule.expression)} bytes`;
}

const changesTexts = { nothing: 'nothing', drive: 'the state of the drive', medium: 'the medium' } as const;

const groupTexts = {
  '1': '1',
  '2': '2',
  '3': '3',
  none: 'none, because the medium is not touched',
} as const;

function timeoutGroupText(command: Command): string {
  const group = command.timeoutGroup;
  if (group === undefined) return 'not known';
  const exceptions = [
    ...(group === '2' && hasField(command, 'immed') ? ['1 with `immed`'] : []),
    ...['streaming', 'g3tout'].filter((name) => hasField(command, name)).map((name) => `3 with \`${name}\``),
  ];
  return [groupTexts[group], ...exceptions].join(', ');
}

function timeText({ timeoutMs }: Command): string {
  const seconds = timeoutMs / 1000;
  if (seconds < 120) return `${seconds} seconds`;
  return seconds < 7200 ? `${seconds / 60} minutes` : `${seconds / 3600} hours`;
}

/** A link to a feature in features.md. */
export function featureLink(number: number): string {
  const feature = features.get(number);
  const heading = feature ? `${hexNumber(number, 4)} ${feature.name}` : hexNumber(number, 4);
  return feature ? `[${heading}](features.md#${anchor(heading)})` : heading;
}

function requiredText({ required }: Command): string | undefined {
  return required.length === 0 ? undefined : inWords(required.map(code));
}

/** In the order in which pages have them. */
export const facts: readonly Fact[] = [
  { name: 'Defined by', textOf: ({ standard }) => standard },
  { name: 'Clause', textOf: (command) => clausesText(clausesOf(command)) || undefined },
  { name: 'Data', textOf: dataText },
  { name: 'Changes', textOf: ({ changes }) => changesTexts[changes] },
  { name: 'Time-out group', textOf: timeoutGroupText },
  { name: 'Time limit', textOf: timeText },
  {
    name: 'Mandatory with',
    textOf: ({ features: numbers }) => (numbers.length === 0 ? undefined : numbers.map(featureLink).join(', ')),
  },
  { name: 'Fixed', textOf: ({ fixed }) => settings(fixed) },
  { name: 'Must be given', textOf: requiredText },
  { name: 'When left out', textOf: ({ defaults }) => settings(defaults) },
];

/** Whether a fact is the same for all of them. */
export const isShared = ({ textOf }: Fact, commands: readonly Command[]): boolean =>
  new Set(commands.map(textOf)).size === 1;

/** Facts as a list. */
export function factList(shown: readonly Fact[], command: Command): string {
  return shown
    .map(({ name, textOf }) => ({ name, text: textOf(command) }))
    .filter(({ text }) => text !== undefined)
    .map(({ name, text }) => `- ${name}: ${text}`)
    .join('\n');
}
