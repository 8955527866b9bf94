import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  announcedLength,
  type Codec,
  deviceBusyEvent,
  eventStatus,
  externalRequestEvent,
  features,
  fieldsOf,
  hex,
  mediaEvent,
  mmcCommands,
  modePages,
  multiInitiatorEvent,
  opaqueFeature,
  opaqueModePage,
  operationalChangeEvent,
  parseHex,
  powerManagementEvent,
  ShortDataError,
  toBytes,
} from '../../../mmc/index.js';
import { codecValue } from '../../helpers/arbitraries.js';
import { dataVectors } from '../commands/vectors/index.js';

/** Every layout of parameter data there is, with a name. */
const codecs = new Map<Codec<any, any>, string>();
for (const { id, transfer } of mmcCommands) if ('layout' in transfer) codecs.set(transfer.layout, id);
const topLevel = new Map(codecs);
for (const eventClass of [
  operationalChangeEvent,
  powerManagementEvent,
  externalRequestEvent,
  mediaEvent,
  multiInitiatorEvent,
  deviceBusyEvent,
]) {
  codecs.set(eventClass.layout, `event: ${eventClass.name}`);
  topLevel.set(eventClass.layout, eventClass.name);
}
for (const feature of features.values()) codecs.set(feature.layout, `feature: ${feature.name}`);
for (const page of modePages.values()) codecs.set(page.layout, `mode page: ${page.name}`);
codecs.set(opaqueFeature, 'feature: not declared');
codecs.set(opaqueModePage, 'mode page: not declared');

describe('vectors', () => {
  test.each(dataVectors)('$name: $bytes', ({ codec, bytes, value, canonical }) => {
    const input = parseHex(bytes);
    const decoded = codec.decode(input);
    expect(decoded).toMatchObject(value);
    if (!canonical) expect(hex(toBytes(codec, decoded))).toBe(hex(input));
    else expect(hex(toBytes(codec, withoutLengths(codec, decoded)))).toBe(hex(parseHex(canonical.bytes)));
  });

  test('there is one for every layout that a command or an event has', () => {
    const covered = new Set(dataVectors.map(({ codec }) => codec));
    expect([...topLevel].filter(([codec]) => !covered.has(codec)).map(([, name]) => name)).toEqual([]);
  });

  test.each(dataVectors)('$name: cut anywhere, it is a value or a ShortDataError', ({ codec, bytes }) => {
    const input = parseHex(bytes);
    for (let length = 0; length < input.length; length++) valueOrShort(codec, input.subarray(0, length));
  });

  test.each(dataVectors)('$name: bytes behind its own length change nothing', ({ codec, bytes }) => {
    const input = parseHex(bytes);
    // Without a length of its own, or one that is trusted, data ends where the transfer does.
    if (announcedLength(codec, input) !== input.length || codec === eventStatus) return;
    expect(codec.decode(Uint8Array.from([...input, ...new Uint8Array(64).fill(0xa5)]))).toEqual(codec.decode(input));
  });
});

describe.each([...codecs].map(([codec, name]) => [name, codec] as const))('%s', (_, codec) => {
  test('decodes what it encoded', () => {
    fc.assert(
      fc.property(codecValue(codec), (value) => {
        expect(codec.decode(toBytes(codec, value))).toMatchObject(value);
      }),
      { numRuns: 25 },
    );
  });

  test('encodes what it decoded to the same bytes', () => {
    fc.assert(
      fc.property(codecValue(codec), (value) => {
        const bytes = toBytes(codec, value);
        expect(hex(toBytes(codec, codec.decode(bytes)))).toBe(hex(bytes));
      }),
      { numRuns: 25 },
    );
  });

  test('writes every byte it counts, and no other', () => {
    fc.assert(
      fc.property(codecValue(codec), fc.constantFrom(0x00, 0xff, 0xa5), (value, poison) => {
        const bytes = toBytes(codec, value);
        const buffer = new Uint8Array(bytes.length + 6).fill(poison);
        expect(codec.encode(value, buffer, 3)).toBe(bytes.length);
        expect(hex(buffer.subarray(3, -3))).toBe(hex(bytes));
        expect([...buffer.subarray(0, 3), ...buffer.subarray(-3)].every((byte) => byte === poison)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('any bytes are a value or a ShortDataError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => valueOrShort(codec, bytes)),
      { numRuns: 60 },
    );
  });
});

function withoutLengths(codec: Codec<any, any>, value: object): object {
  const lengths = new Set(fieldsOf(codec).flatMap((row) => (row.isComputed ? [row.name] : [])));
  return Object.fromEntries(Object.entries(value).filter(([name]) => !lengths.has(name)));
}

function valueOrShort(codec: Codec<any, any>, bytes: Uint8Array): void {
  try {
    codec.decode(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(ShortDataError);
    expect((error as ShortDataError).available).toBe(bytes.length);
    expect((error as ShortDataError).needed).toBeGreaterThan(bytes.length);
  }
}
