/** Structures lie where the headers put them. */
import { describe, expect, it } from 'vitest';
import { type FieldInfo, fieldsOf } from '../../../mmc/index.js';
import { type CodeStructure, controlCode, structuresOf } from '../../../src/ioctl/index.js';
import { nameOf } from './rows/every-code.js';
import { type ReferenceStructure, referenceCodes } from './rows/reference.js';

const known = new Map<string, ReferenceStructure>();
for (const { input = [], output = [] } of referenceCodes)
  for (const structure of [...input, ...output]) known.set(structure.name, structure);

interface Place {
  readonly name: string;
  readonly byte: number;
  readonly bits: string;
}

const camelCase = (name: string) => {
  const last = name.split('.').at(-1)!;
  return last === last.toUpperCase() ? last.toLowerCase() : last[0]!.toLowerCase() + last.slice(1);
};

/** Where a member is, its bits counted from the least significant. */
const placeOf = ({ name, byte, byteLength, bit, bitLength }: FieldInfo): Place => ({
  name: name!.toLowerCase(),
  byte,
  bits: bit === undefined ? `${byteLength} bytes` : `${bitLength} bits from ${bit}`,
});

function placesIn({ fields = [] }: ReferenceStructure): Place[] {
  return fields.map(([name, byte, size, bit, bits]) => ({
    name: camelCase(name).toLowerCase(),
    byte,
    bits: bit === undefined ? `${size} bytes` : `${bits} bits from ${bit}`,
  }));
}

/** Whether a place lies in a member that is a structure of its own, or behind all that the table lists. */
function isInner({ fields = [] }: ReferenceStructure, { byte }: Place): boolean {
  const isStructure = (size: number) => size === 0 || size > 8;
  const end = Math.max(...fields.map(([, offset, size]) => offset + size));
  return byte >= end || fields.some(([, offset, size]) => isStructure(size) && byte >= offset);
}

const declared = new Map<string, CodeStructure>();
for (const code of Object.values(controlCode)) {
  const { input, output } = structuresOf(code);
  for (const structure of [...input, ...output]) declared.set(structure.name, structure);
}

describe('structures', () => {
  // What the drive sends is declared in `mmc`, and tested there.
  const compared = [...declared.values()].filter(
    ({ name, isFromDrive }) => !isFromDrive && (known.get(name)?.fields ?? []).length > 0,
  );

  it.each(compared.map((structure) => [structure.name, structure] as const))('%s', (name, { layout }) => {
    const places = placesIn(known.get(name)!);
    for (const field of fieldsOf(layout).filter((row) => row.name !== undefined && row.byteLength !== undefined)) {
      const place = placeOf(field);
      expect(
        places.some(({ byte, bits }) => byte === place.byte && bits === place.bits) || isInner(known.get(name)!, place),
        `${place.name} at ${place.byte}, ${place.bits}`,
      ).toBe(true);
    }
  });

  it('are there for every code that the table has some for', () => {
    const without = referenceCodes
      .filter((code) => nameOf(code) === code.name)
      .filter(({ name, input = [], output = [] }) => {
        const own = structuresOf(controlCode[name]);
        const lacks = (theirs: readonly ReferenceStructure[], ours: readonly CodeStructure[]) =>
          theirs.some(({ fields }) => fields !== undefined) && ours.length === 0;
        return lacks(input, own.input) || lacks(output, own.output);
      })
      .map(({ name }) => name);
    // It has the output of IOCTL_STORAGE_CHECK_VERIFY in the header, and never fills it.
    expect(without).toEqual(['IOCTL_STORAGE_CHECK_VERIFY2']);
  });
});
