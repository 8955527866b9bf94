/** Reading the control file of CloneCD, `.ccd`: sections of `key=value`. Keys as libmirage and Aaru know them. */
import { ImageError } from './image-error.js';

/** A section: its keys in capitals, with the line of each. */
export interface CcdSection {
  readonly name: string;
  readonly line: number;
  readonly values: ReadonlyMap<string, { readonly text: string; readonly line: number }>;
}

/** One that is still being read. */
interface OpenSection extends CcdSection {
  readonly values: Map<string, { readonly text: string; readonly line: number }>;
}

/** Takes a control file apart, its lines separated by line feeds; `path` is for the messages. Throws {@link ImageError}. */
export function parseCcd(text: string, path: string): readonly CcdSection[] {
  const sections = new Map<string, OpenSection>();
  let current: OpenSection | undefined;
  for (const [i, raw] of text.split('\n').entries()) {
    const line = i + 1;
    const content = raw.trim();
    if (content === '' || content.startsWith(';')) continue;
    const name = /^\[(.+)\]$/.exec(content)?.[1]?.toUpperCase().replace(/\s+/g, ' ');
    if (name !== undefined) {
      if (sections.has(name)) throw new ImageError(path, line, `a second [${name}]`);
      current = { name, line, values: new Map() };
      sections.set(name, current);
      continue;
    }
    const [, keyText, value] = /^([^=]+?)\s*=\s*(.*)$/.exec(content) ?? [];
    const key = keyText?.toUpperCase().replace(/\s+/g, ' ');
    if (key === undefined || !current) throw new ImageError(path, line, `"${content}" is no section and no value`);
    if (current.values.has(key)) throw new ImageError(path, line, `a second ${key} in [${current.name}]`);
    current.values.set(key, { text: value!, line });
  }
  const all = [...sections.values()];
  if (all[0]?.name !== 'CLONECD') throw new ImageError(path, 1, 'it does not begin with [CloneCD]');
  return all;
}

/** What numbers there may be. */
export interface NumberRange {
  readonly least?: number;
  readonly most: number;
  /** Where the key is missing. */
  readonly otherwise?: number;
}

/** A number of a section, decimal or 0x…. Throws {@link ImageError}. */
export function ccdNumber(
  section: CcdSection,
  key: string,
  path: string,
  { least = 0, most, otherwise }: NumberRange,
): number {
  const value = section.values.get(key);
  if (value === undefined) {
    if (otherwise !== undefined) return otherwise;
    throw new ImageError(path, section.line, `[${section.name}] has no ${key}`);
  }
  const number = /^(-?[0-9]+|0x[0-9a-f]+)$/i.test(value.text) ? Number(value.text) : Number.NaN;
  if (!(number >= least && number <= most))
    throw new ImageError(path, value.line, `${key} takes a number from ${least} to ${most}, not "${value.text}"`);
  return number;
}
