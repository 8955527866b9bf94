import { describe, expect, test } from 'vitest';
import { decodeSense, hex, parseHex, type Sense } from '../../../mmc/index.js';
import { descriptorHex, fixedHex } from './samples.js';

const decodeHex = (text: string): Sense => decodeSense(parseHex(text))!;

describe('fixed format', () => {
  test('every member has its place', () => {
    expect(decodeHex(fixedHex)).toEqual({
      responseCode: 0x71,
      format: 'fixed',
      deferred: true,
      senseKey: 5,
      asc: 0x24,
      ascq: 0x01,
      valid: true,
      information: 0x12345678n,
      commandSpecificInformation: 0x9abcdef0n,
      ili: true,
      eom: true,
      filemark: true,
      sdatOvfl: true,
      fieldReplaceableUnitCode: 0x5a,
      senseKeySpecific: { kind: 'fieldPointer', commandData: true, bitPointer: 7, fieldPointer: 0x0102 },
      additionalSenseBytes: parseHex('aa bb cc dd'),
      descriptors: [],
      truncatedDescriptor: undefined,
      announcedLengthBytes: 22,
      bytes: parseHex(fixedHex),
    });
  });

  test.each([
    ['80', 'filemark'],
    ['40', 'eom'],
    ['20', 'ili'],
    ['10', 'sdatOvfl'],
  ] as const)('bit %s of byte 2 is %s', (bit, member) => {
    const flags = ({ filemark, eom, ili, sdatOvfl }: Sense) => ({ filemark, eom, ili, sdatOvfl });
    const none = { filemark: false, eom: false, ili: false, sdatOvfl: false };
    expect(flags(decodeHex(`70 00 ${bit}`))).toEqual({ ...none, [member]: true });
  });

  test('information is kept where VALID is zero, which drives forget', () => {
    expect(decodeHex('70 00 03 00 00 12 34 0a')).toMatchObject({ valid: false, information: 0x1234n });
  });

  test('what lies behind the announced length is not decoded', () => {
    expect(decodeHex('70 00 06 00 00 00 00 05 00 00 00 00 28 00 5a 81 00 00')).toMatchObject({
      asc: 0x28,
      ascq: undefined,
      fieldReplaceableUnitCode: undefined,
      senseKeySpecific: undefined,
      announcedLengthBytes: 13,
    });
  });

  test('an announced length beyond the data shows that it was cut off', () => {
    const sense = decodeHex('70 00 06 00 00 00 00 f4 00 00 00 00 28 00 00 00 00 00');
    expect(sense).toMatchObject({ asc: 0x28, ascq: 0x00, announcedLengthBytes: 252 });
    expect(sense.bytes).toHaveLength(18);
  });
});

describe('descriptor format', () => {
  test('its descriptors fill the members that fixed format has', () => {
    expect(decodeHex(descriptorHex)).toEqual({
      responseCode: 0x73,
      format: 'descriptor',
      deferred: true,
      senseKey: 5,
      asc: 0x24,
      ascq: 0x01,
      valid: true,
      information: 0xffeeddccbbaa9988n,
      commandSpecificInformation: 0x0102030405060708n,
      ili: undefined,
      eom: undefined,
      filemark: undefined,
      sdatOvfl: true,
      fieldReplaceableUnitCode: 0x5a,
      senseKeySpecific: { kind: 'fieldPointer', commandData: true, bitPointer: 7, fieldPointer: 0x0102 },
      additionalSenseBytes: new Uint8Array(0),
      descriptors: [
        { kind: 'information', descriptorType: 0, additionalLength: 10, valid: true, information: 0xffeeddccbbaa9988n },
        {
          kind: 'commandSpecificInformation',
          descriptorType: 1,
          additionalLength: 10,
          commandSpecificInformation: 0x0102030405060708n,
        },
        { kind: 'senseKeySpecific', descriptorType: 2, additionalLength: 6, senseKeySpecific: parseHex('cf 01 02') },
        { kind: 'fieldReplaceableUnit', descriptorType: 3, additionalLength: 2, fieldReplaceableUnitCode: 0x5a },
      ],
      truncatedDescriptor: undefined,
      announcedLengthBytes: 44,
      bytes: parseHex(descriptorHex),
    });
  });

  test.each([
    ['00 0a 00 00 00 00 00 00 00 00 00 09', { kind: 'information', valid: false, information: 9n }],
    ['04 02 00 80', { kind: 'streamCommands', filemark: true, eom: false, ili: false }],
    ['04 02 00 40', { kind: 'streamCommands', filemark: false, eom: true, ili: false }],
    ['04 02 00 20', { kind: 'streamCommands', filemark: false, eom: false, ili: true }],
    ['05 02 00 20', { kind: 'blockCommands', ili: true }],
    ['05 02 00 df', { kind: 'blockCommands', ili: false }],
    [
      '06 1e 00 00 00 00 00 00 00 00 00 01 00 00 00 02 00 00 00 00 00 01 00 00 80 00 00 00 00 00 00 03',
      {
        kind: 'osdObjectIdentification',
        notInitiatedCommandFunctions: 1,
        completedCommandFunctions: 2,
        partitionId: 0x10000n,
        userObjectId: 0x8000000000000003n,
      },
    ],
    ['07 03 0a 0b 0c', { kind: 'osdResponseIntegrityCheckValue', responseIntegrityCheckValue: parseHex('0a 0b 0c') }],
    [
      '08 12 00 00 00 00 00 01 00 00 00 02 ff ff ff fe 00 00 00 03',
      {
        kind: 'osdAttributeIdentification',
        attributes: [
          { attributePage: 1, attributeNumber: 2 },
          { attributePage: 0xfffffffe, attributeNumber: 3 },
        ],
      },
    ],
    [
      '09 0c 01 04 12 34 01 02 03 04 05 06 40 51',
      {
        kind: 'ataStatusReturn',
        extend: true,
        error: 0x04,
        count: 0x1234,
        logicalBlockAddress: 0x050301060402,
        device: 0x40,
        status: 0x51,
      },
    ],
    [
      '0a 06 02 04 07 00 80 01',
      {
        kind: 'anotherProgressIndication',
        anotherSenseKey: 2,
        anotherAdditionalSenseCode: 0x04,
        anotherAdditionalSenseCodeQualifier: 0x07,
        anotherProgressIndication: 0x8001,
      },
    ],
    [
      '0b 1a 01 00 00 00 00 01 00 00 00 00 00 00 00 10 00 00 00 00 00 00 00 2f 0f 00 01 02',
      {
        kind: 'userDataSegmentReferral',
        notAllReferrals: true,
        segments: [
          {
            numberOfTargetPortGroupDescriptors: 1,
            firstUserDataSegmentLogicalBlockAddress: 0x10n,
            lastUserDataSegmentLogicalBlockAddress: 0x2fn,
            targetPortGroups: [{ asymmetricAccessState: 15, targetPortGroup: 0x0102 }],
          },
        ],
      },
    ],
    [
      '0c 0a 83 02 72 05 24 00 00 00 00 00',
      {
        kind: 'forwardedSenseData',
        forwardedSenseDataTruncated: true,
        senseDataSource: 3,
        forwardedStatus: 0x02,
        forwardedSenseData: parseHex('72 05 24 00 00 00 00 00'),
      },
    ],
    [
      '0d 1e a0 00 80 00 05 07 00 00 00 00 00 00 12 34 00 00 00 00 00 00 00 09 00 00 00 00 00 00 00 00',
      {
        kind: 'directAccessBlockDevice',
        valid: true,
        ili: true,
        senseKeySpecific: parseHex('80 00 05'),
        fieldReplaceableUnitCode: 7,
        information: 0x1234n,
        commandSpecificInformation: 9n,
      },
    ],
    [
      '0e 0a 00 02 01 03 00 04 11 22 33 44',
      {
        kind: 'deviceDesignation',
        usageReason: 2,
        designationDescriptor: parseHex('01 03 00 04 11 22 33 44'),
      },
    ],
    ['0f 06 00 00 00 00 01 2c', { kind: 'microcodeActivation', microcodeActivationTimeSeconds: 300 }],
    ['10 02 aa bb', { kind: 'unknown', descriptorType: 0x10, contents: parseHex('aa bb') }],
    ['ff 00', { kind: 'unknown', descriptorType: 0xff, contents: new Uint8Array(0) }],
    // Shorter than its type requires: kept as bytes.
    ['00 02 80 00', { kind: 'unknown', descriptorType: 0x00, contents: parseHex('80 00') }],
  ])('descriptor %s', (text, expected) => {
    const bytes = parseHex(text);
    const sense = decodeHex(`72 03 11 00 00 00 00 ${hex(Uint8Array.of(bytes.length))} ${text}`);
    expect(sense.descriptors).toHaveLength(1);
    expect(sense.descriptors[0]).toEqual({
      descriptorType: bytes[0],
      additionalLength: bytes[1],
      ...expected,
    });
    expect(sense.truncatedDescriptor).toBeUndefined();
  });

  test('the direct-access block device descriptor fills the members as well', () => {
    const descriptor = '0d 1c a0 00 80 00 05 07 00 00 00 00 00 00 12 34 00 00 00 00 00 00 00 09 00 00 00 00 00 00';
    expect(decodeHex(`72 03 11 00 00 00 00 1e ${descriptor}`)).toMatchObject({
      valid: true,
      information: 0x1234n,
      commandSpecificInformation: 9n,
      ili: true,
      fieldReplaceableUnitCode: 7,
      senseKeySpecific: { kind: 'actualRetryCount', actualRetryCount: 5 },
    });
  });

  test('of two descriptors of one type the first counts', () => {
    expect(decodeHex('72 03 11 00 00 00 00 08 03 02 00 01 03 02 00 02').fieldReplaceableUnitCode).toBe(1);
  });

  test('segments of a referral that are cut off inside their descriptor keep what is there', () => {
    const segment = '00 00 00 02 00 00 00 00 00 00 00 10 00 00 00 00 00 00 00 2f 01 00 00 05';
    const sense = decodeHex(`72 00 00 00 00 00 00 20 0b 1e 00 00 ${segment} 00 00 00 00`);
    expect(sense.descriptors[0]).toMatchObject({
      kind: 'userDataSegmentReferral',
      segments: [
        {
          numberOfTargetPortGroupDescriptors: 2,
          targetPortGroups: [
            { asymmetricAccessState: 1, targetPortGroup: 5 },
            { asymmetricAccessState: 0, targetPortGroup: 0 },
          ],
        },
      ],
    });
  });

  test('SKSV zero: nothing specific, although the descriptor is there', () => {
    const sense = decodeHex('72 05 24 00 00 00 00 08 02 06 00 00 4f 00 01 00');
    expect(sense.senseKeySpecific).toBeUndefined();
    expect(sense.descriptors).toHaveLength(1);
  });
});

describe('the sense-key specific bytes', () => {
  const progressIndication = { kind: 'progressIndication', progressIndication: 0x1234 };
  const actualRetryCount = { kind: 'actualRetryCount', actualRetryCount: 0x1234 };
  const unknown = { kind: 'unknown', bytes: parseHex('eb 12 34') };
  const byKey = [
    progressIndication,
    actualRetryCount,
    progressIndication,
    actualRetryCount,
    actualRetryCount,
    { kind: 'fieldPointer', commandData: true, bitPointer: 3, fieldPointer: 0x1234 },
    { kind: 'unitAttentionQueueOverflow', overflow: true },
    unknown,
    unknown,
    unknown,
    { kind: 'segmentPointer', segmentDescriptor: true, bitPointer: 3, fieldPointer: 0x1234 },
    unknown,
    unknown,
    unknown,
    unknown,
    unknown,
  ].map((specific, senseKey) => [senseKey, specific] as const);

  test.each(byKey)('with sense key %i', (senseKey, specific) => {
    const key = hex(Uint8Array.of(senseKey));
    expect(decodeHex(`70 00 ${key} 00 00 00 00 0a 00 00 00 00 00 00 00 eb 12 34`).senseKeySpecific).toEqual(specific);
    expect(decodeHex(`72 ${key} 00 00 00 00 00 08 02 06 00 00 eb 12 34 00`).senseKeySpecific).toEqual(specific);
  });

  test.each([
    ['05', '80', { commandData: false, bitPointer: undefined }],
    ['05', 'c0', { commandData: true, bitPointer: undefined }],
    ['05', '87', { commandData: false, bitPointer: undefined }],
    ['05', '88', { commandData: false, bitPointer: 0 }],
    ['0a', '80', { segmentDescriptor: false, bitPointer: undefined }],
    ['0a', 'a0', { segmentDescriptor: true, bitPointer: undefined }],
    ['0a', 'c7', { segmentDescriptor: false, bitPointer: undefined }],
    ['0a', '8f', { segmentDescriptor: false, bitPointer: 7 }],
    ['06', 'fe', { overflow: false }],
    ['06', '81', { overflow: true }],
  ])('sense key %s, byte %s', (key, byte, expected) => {
    const sense = decodeHex(`70 00 ${key} 00 00 00 00 0a 00 00 00 00 00 00 00 ${byte} 00 09`);
    expect(sense.senseKeySpecific).toMatchObject(expected);
  });
});

describe('other response codes', () => {
  test.each(['00', '6f', '74', '7e', '7f', 'f4'])('%s is kept, and nothing is made up', (code) => {
    const bytes = parseHex(`${code} 00 05 00 00 00 00 0a 00 00 00 00 24 00 00 cf 00 01`);
    const sense = decodeSense(bytes)!;
    expect(sense).toMatchObject({ responseCode: bytes[0]! & 0x7f, format: 'unknown', deferred: false, bytes });
    const members = Object.entries(sense).filter(([, value]) => value !== undefined);
    expect(members.map(([name]) => name).sort()).toEqual([
      'additionalSenseBytes',
      'bytes',
      'deferred',
      'descriptors',
      'format',
      'responseCode',
    ]);
  });
});
