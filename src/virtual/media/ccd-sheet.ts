/** Reading the control file of CloneCD, `.ccd`: sections of `key=value`. Keys as libmirage and Aaru know them. */
import { ImageError } from './image-error.js';

/** A section: its keys in capitals, with the line of each. */
export interface CcdSection {
  readonly name: string;
  readonly line: number;
  readonly values: ReadonlyMap<string, { readonly text: string; readonly line: number }>;
}

/** Takes a control file apart; `path` is for the messages. Throws {@link ImageError}. */
export function parseCcd(text: string, path: string): readonly CcdSection[] {
  const sections: { name: string; line: number; values: Map<string, { text: string; line: number }> }[] = [];
  for (const [i, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = i + 1;
    const content = raw.trim();
    if (content === '' || content.startsWith(';')) continue;
    const name = /^\[(.+)\]$/.exec(content)?.[1];
    const [, key, value] = /^([^=]+?)\s*=\s*(.*)$/.exec(content) ?? [];
    if (name !== undefined) sections.push({ name: name.toUpperCase().replace(/\s+/g, ' '), line, values: new Map() });
    else if (key === undefined || sections.length === 0)
      throw new ImageError(path, line, `"${content}" is no section and no value`);
    else sections.at(-1)!.values.set(key.toUpperCase().replace(/\s+/g, ' '), { text: value!, line });
  }
  if (sections[0]?.name !== 'CLONECD') throw new ImageError(path, 1, 'it does not begin with [CloneCD]');
  return sections;
}

/** A number of a section, decimal or 0x…; `otherwise` where it is missing. */
export function ccdNumber(section: CcdSection, key: string, path: string, otherwise?: number): number {
  const value = section.values.get(key);
  if (value === undefined) {
    if (otherwise !== undefined) return otherwise;
    throw new ImageError(path, section.line, `[${section.name}] has no ${key}`);
  }
  if (!/^(-?[0-9]+|0x[0-9a-f]+)$/i.test(value.text))
    throw new ImageError(path, value.line, `${key} takes a number, not "${value.text}"`);
  return Number(value.text);
}
