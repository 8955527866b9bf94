/** Sense data that is cut off, lies about its length, or is no sense data at all. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeSense,
  describeSense,
  fieldPointerName,
  parseHex,
  read12,
  type Sense,
  senseAdvice,
} from '../../../mmc/index.js';
import { descriptorHex, fixedHex } from './samples.js';

/** Where each member ends: with fewer bytes it is undefined. */
const fixedEnds: Partial<Record<keyof Sense, number>> = {
  information: 7,
  announcedLengthBytes: 8,
  commandSpecificInformation: 12,
  asc: 13,
  ascq: 14,
  fieldReplaceableUnitCode: 15,
  senseKeySpecific: 18,
};
const descriptorEnds: Partial<Record<keyof Sense, number>> = {
  asc: 3,
  ascq: 4,
  sdatOvfl: 5,
  announcedLengthBytes: 8,
  valid: 20,
  information: 20,
  commandSpecificInformation: 32,
  senseKeySpecific: 40,
  fieldReplaceableUnitCode: 44,
};

function expectMembers(sense: Sense, whole: Sense, ends: Partial<Record<keyof Sense, number>>, length: number): void {
  for (const [name, end] of Object.entries(ends)) {
    const member = name as keyof Sense;
    expect(sense[member], name).toEqual(length >= end ? whole[member] : undefined);
  }
}

function withByte7(bytes: Uint8Array, value: number): Uint8Array {
  const copy = bytes.slice();
  copy[7] = value;
  return copy;
}

const upTo = (last: number): number[] => Array.from({ length: last + 1 }, (_, i) => i);

describe('truncation at any byte', () => {
  const fixed = parseHex(fixedHex);
  const descriptor = parseHex(descriptorHex);

  test.each(upTo(fixed.length))('fixed format, the first %i bytes', (length) => {
    const sense = decodeSense(fixed.subarray(0, length));
    if (length < 3) expect(sense).toBeUndefined();
    else {
      expect(sense).toMatchObject({ format: 'fixed', deferred: true, senseKey: 5, valid: true, sdatOvfl: true });
      expectMembers(sense!, decodeSense(fixed)!, fixedEnds, length);
      expect(sense!.additionalSenseBytes).toEqual(fixed.subarray(18, Math.max(18, length)));
    }
  });

  test.each(upTo(14))('fixed format, all bytes but an additional sense length of %i', (additional) => {
    const bytes = withByte7(fixed, additional);
    const sense = decodeSense(bytes)!;
    expectMembers(sense, { ...decodeSense(fixed)!, announcedLengthBytes: 8 + additional }, fixedEnds, 8 + additional);
    expect(sense.additionalSenseBytes).toEqual(fixed.subarray(18, Math.max(18, 8 + additional)));
    expect(sense.bytes).toBe(bytes);
  });

  test.each(upTo(descriptor.length))('descriptor format, the first %i bytes', (length) => {
    const sense = decodeSense(descriptor.subarray(0, length));
    if (length < 2) expect(sense).toBeUndefined();
    else {
      expect(sense).toMatchObject({ format: 'descriptor', deferred: true, senseKey: 5 });
      expectMembers(sense!, decodeSense(descriptor)!, descriptorEnds, length);
      expectDescriptors(sense!, length);
    }
  });

  test.each(upTo(36))('descriptor format, all bytes but an additional sense length of %i', (additional) => {
    const sense = decodeSense(withByte7(descriptor, additional))!;
    const whole = { ...decodeSense(descriptor)!, announcedLengthBytes: 8 + additional };
    expectMembers(sense, whole, descriptorEnds, 8 + additional);
    expectDescriptors(sense, 8 + additional);
  });

  /** Whole descriptors are decoded; what there is of the next one stays visible as bytes. */
  function expectDescriptors(sense: Sense, length: number): void {
    const whole = [20, 32, 40, 44].filter((end) => end <= length);
    const rest = descriptor.subarray(whole.at(-1) ?? 8, length);
    expect(sense.descriptors).toEqual(decodeSense(descriptor)!.descriptors.slice(0, whole.length));
    expect(sense.truncatedDescriptor).toEqual(rest.length > 0 ? rest : undefined);
  }
});

describe('any bytes', () => {
  const codes = fc.constantFrom(0x70, 0x71, 0x72, 0x73, 0xf0, 0xf1, 0xf2, 0xf3, 0x74, 0x7f);
  const senseLike = fc
    .tuple(codes, fc.uint8Array({ maxLength: 270 }))
    .map(([code, rest]) => Uint8Array.of(code, ...rest));
  /** Descriptor format whose descriptors have lengths that hang together, mostly. */
  const descriptors = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 0x11 }), fc.uint8Array({ maxLength: 34 })), { maxLength: 7 })
    .map((items) => Uint8Array.from(items.flatMap(([type, contents]) => [type, contents.length, ...contents])));
  const wellFormed = fc
    .tuple(fc.integer({ min: 0, max: 15 }), descriptors, fc.integer({ min: 0, max: 260 }))
    .map(([key, list, cut]) =>
      Uint8Array.of(0x72, key, 0x24, 0, 0, 0, 0, Math.min(255, list.length), ...list).subarray(0, cut),
    );
  const anyBytes = fc.oneof(senseLike, wellFormed, fc.uint8Array({ maxLength: 300 }));

  test('decode without an error, and everything else can read what they decode to', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const sense = decodeSense(bytes);
        if (sense === undefined) {
          expect(bytes.length).toBeLessThan(3);
          return;
        }
        expect(describeSense(sense, read12, bytes)).toMatch(/^((?!undefined|NaN|\n).)+$/);
        expect(senseAdvice(sense)).toMatch(/^[A-Z].*\.$/);
        fieldPointerName(sense, read12);
      }),
      { numRuns: 3000 },
    );
  });

  test('are neither changed nor read beyond their end', () => {
    fc.assert(
      fc.property(anyBytes, fc.integer({ min: 0, max: 255 }), (bytes, poison) => {
        const surroundings = new Uint8Array(bytes.length + 64).fill(poison);
        surroundings.set(bytes, 32);
        const before = surroundings.slice();
        const view = surroundings.subarray(32, 32 + bytes.length);
        expect(decodeSense(view)).toEqual(decodeSense(bytes.slice()));
        expect(surroundings).toEqual(before);
      }),
      { numRuns: 1000 },
    );
  });

  test('of descriptor format are all accounted for: descriptors, then what is cut off', () => {
    fc.assert(
      fc.property(wellFormed, (bytes) => {
        const sense = decodeSense(bytes);
        if (sense?.announcedLengthBytes === undefined) return;
        const spans = sense.descriptors.map((descriptor) => descriptor.additionalLength + 2);
        const decoded = spans.reduce((sum, span) => sum + span, 8) + (sense.truncatedDescriptor?.length ?? 0);
        expect(decoded).toBe(Math.min(bytes.length, sense.announcedLengthBytes));
      }),
      { numRuns: 1000 },
    );
  });
});
