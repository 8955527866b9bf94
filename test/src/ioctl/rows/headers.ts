/** Structures as a compiler finds them in the headers of mingw-w64: what `test/lab/structures/measure` printed. */
import { readFileSync } from 'node:fs';
import { type CodeStructure, controlCode, structuresOf } from '../../../../src/ioctl/index.js';

/** A member of a structure in a header. */
export interface HeaderMember {
  /** In lower case, without the structures that it is in. */
  readonly name: string;
  /** In full, as the header has it. */
  readonly path: string;
  readonly place: string;
  readonly offset: number;
  readonly bytes: number;
}

/** A structure in a header. */
export interface HeaderStructure {
  readonly bytes: number;
  readonly members: HeaderMember[];
}

export const bytesAt = (offset: number, count: number) => `${count} bytes at ${offset}`;
export const bitsAt = (offset: number, mask: number) => `bits ${mask.toString(2)} at ${offset}`;

function memberOf(path: string, [offset, second, mask]: readonly (string | undefined)[]): HeaderMember {
  const name = path.split('.').at(-1)!.replace('_', '').toLowerCase();
  const start = Number(offset);
  if (second === 'mask') return { name, path, place: bitsAt(start, Number(mask)), offset: start, bytes: 1 };
  return { name, path, place: bytesAt(start, Number(second)), offset: start, bytes: Number(second) };
}

/** The lab measures again. */
function recorded(processor: 'x86_64' | 'i686') {
  const file = new URL(`../../../lab/recordings/structures-${processor}.txt`, import.meta.url);
  const [version, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const structures = new Map<string, HeaderStructure>();
  for (const line of lines) {
    const [name, ...numbers] = line.split(' ');
    const [structure, ...path] = name!.split('.');
    if (path.length === 0) structures.set(structure!, { bytes: Number(numbers[0]), members: [] });
    else structures.get(structure!)!.members.push(memberOf(path.join('.'), numbers));
  }
  return { version: version!, structures };
}

const [for64Bits, for32Bits] = [recorded('x86_64'), recorded('i686')];

/** Of which version the headers are. */
export const headersVersion = for64Bits.version;

/** By the bits of the program. */
export const headers = { 64: for64Bits.structures, 32: for32Bits.structures } as const;

/** The structures of every code. */
export const used: readonly { readonly code: string; readonly structure: CodeStructure }[] = Object.entries(
  controlCode,
).flatMap(([code, value]) => {
  const { input, output } = structuresOf(value);
  return [...input, ...output].map((structure) => ({ code, structure }));
});

/** Structures of ours that the headers do not have; what is no structure there is left out. */
export function withoutHeader(): string[] {
  const names = used.map(({ structure }) => structure.name).filter((name) => /^[A-Z]+_\w+$/.test(name));
  return [...new Set(names)].filter((name) => !headers[64].has(name)).sort();
}
