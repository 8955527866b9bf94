/** What a command transfers, and what belongs to it. */

import type { Codec, Command } from '../../mmc/index.js';
import * as mmc from '../../mmc/index.js';
import { exportNameOf } from './example.js';
import { lengthRuleOf } from './facts.js';
import { allCommands } from './families.js';
import { layoutTables, type Shown } from './layout-section.js';
import { anchor, blocks, code, fence } from './markdown.js';
import { type Declared, declared } from './source.js';

/** The layout of a command's data, if it has one. */
export const dataLayout = ({ transfer }: Command): Codec<any, any> | undefined =>
  'layout' in transfer ? transfer.layout : undefined;

const directions = { in: 'Response', out: 'Parameter list', none: '' } as const;

function lengthCode(command: Command): string | undefined {
  const { transfer } = command;
  if (!('byteLength' in transfer)) return undefined;
  const rule = lengthRuleOf(command);
  return 'code' in rule ? blocks('How many bytes there are:', fence('ts', rule.code)) : undefined;
}

/** The tables of a command's data; only a link where one of `siblings`, on the same page, is the first to have them. */
export function dataSection(command: Command, heading: string, siblings: readonly Command[], shown: Shown): string {
  const layout = dataLayout(command);
  if (!layout) return lengthCode(command) ?? '';
  const name = exportNameOf(layout);
  const title = `${heading} ${directions[command.transfer.direction]}`;
  const first = siblings.find((sibling) => dataLayout(sibling) === layout)!;
  if (first !== command)
    return blocks(title, `${name ? code(name) : 'The same'}, see [${first.id}](#${anchor(first.id)}).`);
  const doc = name === undefined ? undefined : declared().get(name)?.doc;
  const intro = name === undefined ? undefined : [code(name), doc].filter(Boolean).join(': ');
  return blocks(title, intro, layoutTables(layout, shown), lengthCode(command));
}

interface Related {
  readonly declaration: Declared;
  readonly layout: Codec<any, any>;
}

const transferred = new Set(allCommands.map(dataLayout));
const exported: Readonly<Record<string, unknown>> = mmc;

/** An exported layout, or the layout of something declared with a number and a name. */
function layoutOf(value: unknown): Codec<any, any> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('decode' in value) return value as Codec<any, any>;
  return 'layout' in value && !('operationCode' in value) ? (value.layout as Codec<any, any>) : undefined;
}

function relatedIn(files: ReadonlySet<string>): Related[] {
  return [...declared().values()].flatMap((declaration) => {
    const layout = files.has(declaration.file) ? layoutOf(exported[declaration.name]) : undefined;
    return layout && !transferred.has(layout) ? [{ declaration, layout }] : [];
  });
}

/** Exported layouts for what stands as bytes in the data of `commands`; they are in the same files. */
export function relatedLayouts(commands: readonly Command[]): Related[] {
  const names = commands.map((command) => exportNameOf(dataLayout(command))).filter((name) => name !== undefined);
  return relatedIn(new Set(names.flatMap((name) => declared().get(name)?.file ?? [])));
}

/** Those of them that the page does not have yet. */
export function relatedSection(commands: readonly Command[], shown: Shown): string | undefined {
  const related = relatedLayouts(commands).filter(({ layout }) => !shown.has(layout));
  if (related.length === 0) return undefined;
  const sections = related.map(({ declaration: { name, doc }, layout }) =>
    blocks(`### ${name}`, doc, layoutTables(layout, shown)),
  );
  return blocks('## Layouts of parts', ...sections);
}
