import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeSense,
  encodeSense,
  FieldError,
  hex,
  parseHex,
  type SenseInput,
  type SenseKeySpecific,
  senseKey,
} from '../../../mmc/index.js';
import { printLikeSg3 } from './sg3-print.js';

const noMedium: SenseInput = { senseKey: senseKey.notReady, asc: 0x3a, ascq: 0x02 };

describe('encodeSense', () => {
  test.each<[string, SenseInput, string]>([
    ['fixed format in 18 bytes', noMedium, '70 00 02 00 00 00 00 0A 00 00 00 00 3A 02 00 00 00 00'],
    ['deferred', { ...noMedium, deferred: true }, '71 00 02 00 00 00 00 0A 00 00 00 00 3A 02 00 00 00 00'],
    [
      'information, which makes VALID one',
      { senseKey: 3, asc: 0x11, ascq: 0x05, information: 0x12345678 },
      'F0 00 03 12 34 56 78 0A 00 00 00 00 11 05 00 00 00 00',
    ],
    [
      'information of a drive that forgets VALID',
      { senseKey: 3, asc: 0x11, ascq: 0x05, information: 0x1234n, valid: false },
      '70 00 03 00 00 12 34 0A 00 00 00 00 11 05 00 00 00 00',
    ],
    [
      'a field pointer into the CDB, with a bit',
      {
        senseKey: 5,
        asc: 0x24,
        senseKeySpecific: { kind: 'fieldPointer', commandData: true, bitPointer: 4, fieldPointer: 1 },
      },
      '70 00 05 00 00 00 00 0A 00 00 00 00 24 00 00 CC 00 01',
    ],
    [
      'a field pointer into parameter data, without a bit',
      {
        senseKey: 5,
        asc: 0x26,
        senseKeySpecific: { kind: 'fieldPointer', commandData: false, bitPointer: undefined, fieldPointer: 0x1234 },
      },
      '70 00 05 00 00 00 00 0A 00 00 00 00 26 00 00 80 12 34',
    ],
    [
      'progress',
      {
        senseKey: 2,
        asc: 0x04,
        ascq: 0x04,
        senseKeySpecific: { kind: 'progressIndication', progressIndication: 0x8000 },
      },
      '70 00 02 00 00 00 00 0A 00 00 00 00 04 04 00 80 80 00',
    ],
    [
      'a segment pointer',
      {
        senseKey: 10,
        senseKeySpecific: { kind: 'segmentPointer', segmentDescriptor: true, bitPointer: 7, fieldPointer: 2 },
      },
      '70 00 0A 00 00 00 00 0A 00 00 00 00 00 00 00 AF 00 02',
    ],
    [
      'lost unit attentions',
      { senseKey: 6, asc: 0x2a, senseKeySpecific: { kind: 'unitAttentionQueueOverflow', overflow: true } },
      '70 00 06 00 00 00 00 0A 00 00 00 00 2A 00 00 81 00 00',
    ],
    [
      'the flags and the rest',
      {
        senseKey: 1,
        filemark: true,
        eom: true,
        ili: true,
        sdatOvfl: true,
        commandSpecificInformation: 0xdeadbeef,
        fieldReplaceableUnitCode: 0x5a,
        senseKeySpecific: { kind: 'actualRetryCount', actualRetryCount: 3 },
      },
      '70 00 F1 00 00 00 00 0A DE AD BE EF 00 00 5A 80 00 03',
    ],
    ['descriptor format without descriptors', { ...noMedium, format: 'descriptor' }, '72 02 3A 02 00 00 00 00'],
    [
      'descriptor format with the descriptors it needs',
      {
        format: 'descriptor',
        deferred: true,
        senseKey: 5,
        asc: 0x24,
        sdatOvfl: true,
        information: 0x1_0000_0000n,
        commandSpecificInformation: 7,
        ili: true,
        fieldReplaceableUnitCode: 9,
        senseKeySpecific: { kind: 'fieldPointer', commandData: true, bitPointer: 7, fieldPointer: 9 },
      },
      '73 05 24 00 80 00 00 28 00 0A 80 00 00 00 00 01 00 00 00 00 01 0A 00 00 00 00 00 00 00 00 00 07 02 06 00 00 CF 00 09 00 03 02 00 09 05 02 00 20',
    ],
    [
      'descriptor format of a stream',
      { format: 'descriptor', senseKey: 0, filemark: true, eom: true, ili: true },
      '72 00 00 00 00 00 00 04 04 02 00 E0',
    ],
  ])('writes %s', (_, value, expected) => {
    expect(hex(encodeSense(value))).toBe(expected);
  });

  test.each<[string, SenseInput, string]>([
    ['a sense key of five bits', { senseKey: 16 }, 'senseKey'],
    ['a fraction', { senseKey: 1.5 }, 'senseKey'],
    ['a code of nine bits', { senseKey: 2, asc: 0x100 }, 'asc'],
    ['a negative qualifier', { senseKey: 2, ascq: -1 }, 'ascq'],
    ['information of 33 bits in fixed format', { senseKey: 3, information: 2 ** 32 }, 'information'],
    ['information of 65 bits', { format: 'descriptor', senseKey: 3, information: 1n << 64n }, 'information'],
    ['information that is a fraction', { format: 'descriptor', senseKey: 3, information: 0.5 }, 'information'],
    ['a negative address', { senseKey: 3, information: -150 }, 'information'],
    [
      'a negative address in descriptor format',
      { format: 'descriptor', senseKey: 3, commandSpecificInformation: -1 },
      'commandSpecificInformation',
    ],
    [
      'a bit that a byte does not have',
      { senseKey: 5, senseKeySpecific: { kind: 'fieldPointer', commandData: true, bitPointer: 8, fieldPointer: 0 } },
      'bitPointer',
    ],
    [
      'a whole as progress',
      { senseKey: 2, senseKeySpecific: { kind: 'progressIndication', progressIndication: 65536 } },
      'progressIndication',
    ],
    [
      'specific bytes of another sense key',
      { senseKey: 2, senseKeySpecific: { kind: 'actualRetryCount', actualRetryCount: 1 } },
      'senseKeySpecific',
    ],
    [
      'specific bytes without meaning where there is one',
      { senseKey: 2, senseKeySpecific: { kind: 'unknown', bytes: Uint8Array.of(0x80, 0, 0) } },
      'senseKeySpecific',
    ],
    [
      'four specific bytes',
      { senseKey: 7, senseKeySpecific: { kind: 'unknown', bytes: Uint8Array.of(0x80, 0, 0, 0) } },
      'senseKeySpecific',
    ],
  ])('refuses %s', (_, value, field) => {
    const attempt = () => encodeSense(value);
    expect(attempt).toThrow(FieldError);
    expect(attempt).toThrow(expect.objectContaining({ field }));
  });
});

const u16 = fc.integer({ min: 0, max: 0xffff });
const bitPointer = fc.option(fc.integer({ min: 0, max: 7 }), { nil: undefined });
const retryCount = u16.map((actualRetryCount) => ({ kind: 'actualRetryCount', actualRetryCount }) as const);
const progress = u16.map((progressIndication) => ({ kind: 'progressIndication', progressIndication }) as const);
const unknownBytes = fc
  .tuple(fc.integer({ min: 0x80, max: 0xff }), u16)
  .map(([first, rest]) => ({ kind: 'unknown', bytes: Uint8Array.of(first, rest >> 8, rest & 0xff) }) as const);
const specificOf: Readonly<Record<number, fc.Arbitrary<SenseKeySpecific>>> = {
  [senseKey.noSense]: progress,
  [senseKey.recoveredError]: retryCount,
  [senseKey.notReady]: progress,
  [senseKey.mediumError]: retryCount,
  [senseKey.hardwareError]: retryCount,
  [senseKey.illegalRequest]: fc.record({
    kind: fc.constant('fieldPointer'),
    commandData: fc.boolean(),
    bitPointer,
    fieldPointer: u16,
  }),
  [senseKey.unitAttention]: fc.record({ kind: fc.constant('unitAttentionQueueOverflow'), overflow: fc.boolean() }),
  [senseKey.copyAborted]: fc.record({
    kind: fc.constant('segmentPointer'),
    segmentDescriptor: fc.boolean(),
    bitPointer,
    fieldPointer: u16,
  }),
};

/** Values with every member given, as `decodeSense` gives them back. */
function senseInput(format: 'fixed' | 'descriptor'): fc.Arbitrary<SenseInput> {
  const byte = fc.integer({ min: 0, max: 0xff });
  const word = fc.bigInt({ min: 0n, max: (1n << (format === 'fixed' ? 32n : 64n)) - 1n });
  return fc.integer({ min: 0, max: 15 }).chain((key) =>
    fc.record({
      format: fc.constant(format),
      deferred: fc.boolean(),
      senseKey: fc.constant(key),
      asc: byte,
      ascq: byte,
      valid: fc.boolean(),
      information: word,
      commandSpecificInformation: word,
      ili: fc.boolean(),
      eom: fc.boolean(),
      filemark: fc.boolean(),
      sdatOvfl: fc.boolean(),
      fieldReplaceableUnitCode: byte,
      senseKeySpecific: fc.option(specificOf[key] ?? unknownBytes, { nil: undefined }),
    }),
  );
}

describe('a round trip', () => {
  test('in fixed format keeps every member, in 18 bytes', () => {
    fc.assert(
      fc.property(senseInput('fixed'), (value) => {
        const bytes = encodeSense(value);
        expect(bytes).toHaveLength(18);
        const sense = decodeSense(bytes)!;
        expect(sense).toMatchObject(value);
        expect(sense.announcedLengthBytes).toBe(18);
      }),
      { numRuns: 1000 },
    );
  });

  test('in descriptor format keeps every member; a flag that is not set is not reported', () => {
    fc.assert(
      fc.property(senseInput('descriptor'), (value) => {
        const bytes = encodeSense(value);
        const sense = decodeSense(bytes)!;
        const { filemark, eom, ili, ...rest } = value;
        expect(sense).toMatchObject(rest);
        expect([sense.filemark ?? false, sense.eom ?? false, sense.ili ?? false]).toEqual([filemark, eom, ili]);
        expect(sense.announcedLengthBytes).toBe(bytes.length);
        expect(sense.truncatedDescriptor).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  test('of what sg_decode_sense read prints what it printed', () => {
    const fixture = readFileSync(new URL('fixtures/sg-decode-sense.txt', import.meta.url), 'utf8');
    const vectors = [...fixture.matchAll(/^= ((?:[7f][01]) .*)$/gm)].map((match) => parseHex(match[1]!));
    const whole = vectors.filter((bytes) => bytes.length === 18 && bytes[7] === 10);
    expect(whole.length).toBeGreaterThan(200);
    for (const bytes of whole) {
      const { format, ...sense } = decodeSense(bytes)!;
      const again = decodeSense(encodeSense({ ...sense, senseKey: sense.senseKey! }))!;
      expect(format).toBe('fixed');
      expect(printLikeSg3(again)).toEqual(printLikeSg3(decodeSense(bytes)!));
    }
  });
});
