/** Pages of what commands carry: features and profiles, mode pages, disc structures. */
import {
  type Codec,
  type Command,
  clausesOfFeature,
  clausesText,
  discStructureName,
  features,
  mmcCommands,
  modePages,
  profileNames,
} from '../../mmc/index.js';
import { exportNameOf } from './example.js';
import { families, familyWith } from './families.js';
import { layoutTables } from './layout-section.js';
import { anchor, blocks, code, generated, hexNumber, table } from './markdown.js';
import { declared } from './source.js';
import { valuesTables } from './values-section.js';

interface Numbered {
  readonly code: number;
  readonly name: string;
  readonly layout: Codec<any, any>;
}

const digitsOf = { features: 4, pages: 2 } as const;

function itemSection(item: Numbered, digits: number, clauses = ''): string {
  const declaration = declared().get(exportNameOf(item)!)!;
  return blocks(
    `## ${hexNumber(item.code, digits)} ${item.name}`,
    `${code(declaration.name)}: ${declaration.doc}`,
    clauses && `Clause: ${clauses}`,
    layoutTables(item.layout),
    ...valuesTables(new Set([declaration.file]), [item.layout]),
  );
}

function indexRow(item: Numbered, digits: number): string[] {
  const heading = `${hexNumber(item.code, digits)} ${item.name}`;
  return [hexNumber(item.code, digits), `[${item.name}](#${anchor(heading)})`, code(exportNameOf(item)!)];
}

const byCode = (items: Iterable<Numbered>): Numbered[] => [...items].sort((a, b) => a.code - b.code);

function commandsOf(feature: number): string {
  const mandated = families.filter(({ commands }) => commands.some((command) => command.features.includes(feature)));
  return mandated.map(({ name, page }) => `[${name}](${page})`).join(', ');
}

function profileTable(): string {
  const rows = Object.entries(profileNames).map(([number, name]) => [hexNumber(Number(number), 4), name]);
  return table(['Profile', 'Name'], rows);
}

/** features.md */
export function featuresPage(): string {
  const items = byCode(features.values());
  return `${blocks(
    generated,
    '# Features and profiles',
    'What [GET CONFIGURATION](46-get-configuration.md) returns. A feature that is not here is a value with its bytes.',
    "Which commands a feature makes mandatory is known from several sources, but not from the standard's own text.",
    table(
      ['Feature', 'Name', 'Declaration', 'Makes mandatory'],
      items.map((item) => [...indexRow(item, digitsOf.features), commandsOf(item.code)]),
    ),
    '## Profiles',
    declared().get('profileNames')!.doc,
    profileTable(),
    ...items.map((item) => itemSection(item, digitsOf.features, clausesText(clausesOfFeature(item.code)))),
  )}\n`;
}

/** mode-pages.md */
export function modePagesPage(): string {
  const items = byCode(modePages.values());
  return `${blocks(
    generated,
    '# Mode pages',
    'What [MODE SENSE(10)](5a-mode-sense-10.md) returns and [MODE SELECT(10)](55-mode-select-10.md) takes. A page that is not here is a value with its bytes.',
    table(
      ['Page', 'Name', 'Declaration'],
      items.map((item) => indexRow(item, digitsOf.pages)),
    ),
    ...items.map((item) => itemSection(item, digitsOf.pages)),
  )}\n`;
}

const readDiscStructure = 0xad;
const sendDiscStructure = 0xbf;
const mediaTypes = { 0: 'DVD and HD DVD', 1: 'BD' } as const;
const firstOfAnyMedium = 0x80;

function structureCommand(operationCode: number, mediaType: number, formatCode: number): Command | undefined {
  return mmcCommands
    .siblings(operationCode)
    .find(({ fixed }) => fixed['formatCode'] === formatCode && (fixed['mediaType'] ?? mediaType) === mediaType);
}

function structureLink(operationCode: number, mediaType: number, formatCode: number): string {
  const command = structureCommand(operationCode, mediaType, formatCode);
  return command ? `[${command.id}](${familyWith(command).page}#${anchor(command.id)})` : '';
}

function structureRows(mediaType: 0 | 1): string[][] {
  const formats = Array.from({ length: 0x100 }, (_, format) => format).filter(
    (format) =>
      discStructureName(mediaType, format) !== `format ${hexNumber(format)}` &&
      (format < firstOfAnyMedium || mediaType === 0),
  );
  return formats.map((format) => [
    hexNumber(format),
    format < firstOfAnyMedium ? mediaTypes[mediaType] : 'any',
    discStructureName(mediaType, format),
    structureLink(readDiscStructure, mediaType, format),
    structureLink(sendDiscStructure, mediaType, format),
  ]);
}

/** disc-structures.md */
export function discStructuresPage(): string {
  return `${blocks(
    generated,
    '# Disc structures',
    'What [READ DISC STRUCTURE](ad-read-disc-structure.md) returns and [SEND DISC STRUCTURE](bf-send-disc-structure.md) takes. A format without a declaration of its own is read with `readDiscStructure`, as bytes.',
    table(['Format', 'Medium', 'Name', 'Read', 'Send'], [...structureRows(0), ...structureRows(1)]),
  )}\n`;
}
