/** Small pieces of Markdown and HTML. */

/** A number of at least `digits` hexadecimal digits as T10 prints it, e.g. `43h`. */
export const hexNumber = (value: number, digits = 2): string =>
  `${value.toString(16).toUpperCase().padStart(digits, '0')}h`;

/** A table; a cell must not have a line break. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** A fenced block. */
export const fence = (language: string, code: string): string => `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``;

/** Paragraphs, tables and headings with a blank line between them. */
export const blocks = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('\n\n');

export const code = (text: string | number | boolean): string => `\`${text}\``;

/** The anchor that a heading gets on GitHub. */
export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');

/** A list in words: `a, b and c`. */
export function inWords(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** What every page begins with. */
export const madeBy = (script: string, from: string): string =>
  `<!-- Made by \`npm run ${script}\` from ${from}. Changes here get lost. -->`;

/** What the pages of docs/commands begin with. */
export const generated = madeBy('docs:commands', 'the declarations in mmc/');
