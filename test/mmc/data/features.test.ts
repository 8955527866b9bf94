import { describe, expect, test } from 'vitest';
import {
  cdRead,
  configuration,
  driveSerialNumber,
  featureDescriptor,
  features,
  findFeature,
  hex,
  incrementalStreamingWritable,
  multiRead,
  parseHex,
  profileList,
  profileName,
  profileNames,
  realTimeStreaming,
  timeout,
  toBytes,
} from '../../../mmc/index.js';

const response = (descriptors: string) => {
  const body = parseHex(descriptors);
  return configuration.decode(Uint8Array.from([0, 0, 0, body.length + 4, 0, 0, 0, 8, ...body]));
};

describe('finding a feature', () => {
  test('gives its descriptor with its own members', () => {
    const found = findFeature(response('00 1D 00 00 01 07 15 04 1B 00 00 00'), realTimeStreaming);
    const wspd: boolean | undefined = found?.wspd;
    expect(wspd).toBe(true);
    expect(found).toEqual({
      featureCode: 0x107,
      version: 5,
      persistent: false,
      current: true,
      additionalLength: 4,
      smp: false,
      rbcb: true,
      scs: true,
      mp2a: false,
      wspd: true,
      sw: true,
    });
  });

  test('gives undefined for one that the drive does not have', () => {
    expect(findFeature(response('00 1D 00 00'), realTimeStreaming)).toBeUndefined();
    expect(findFeature(response(''), multiRead)).toBeUndefined();
  });

  test('tells a bit that is off from one that an older version of the feature did not have', () => {
    expect(findFeature(response('01 07 00 00'), realTimeStreaming)).toMatchObject({
      additionalLength: 0,
      sw: undefined,
    });
    expect(findFeature(response('01 07 00 04 00 00 00 00'), realTimeStreaming)).toMatchObject({ sw: false });
    expect(findFeature(response('00 1E 00 00'), cdRead)).toMatchObject({ cdText: undefined, dap: undefined });
    expect(findFeature(response('01 05 03 00'), timeout)).toMatchObject({ group3: undefined, unitLength: undefined });
  });

  test('leaves out a descriptor that is cut off, here or by its own length', () => {
    const whole = toBytes(configuration, {
      features: [featureDescriptor(multiRead, {}), featureDescriptor(cdRead, { cdText: true })],
    });
    for (let length = 12; length < whole.length; length++)
      expect(configuration.decode(whole.subarray(0, length)).features).toHaveLength(1);
    expect(configuration.decode(whole).features).toHaveLength(2);
    expect(response('01 07 15 FF 1B 00 00 00').features).toEqual([]);
  });

  test('keeps a declared feature that is too short for its layout as bytes, and does not find it', () => {
    const short = response('00 10 01 04 00 00 08 00');
    expect(short.features).toMatchObject([{ featureCode: 0x10, data: parseHex('00 00 08 00') }]);
    expect(findFeature(short, features.get(0x10)!)).toBeUndefined();
  });

  test('reads a descriptor that a newer version made longer, and keeps what it does not know', () => {
    const longer = response('01 07 19 08 01 00 00 00 DE AD BE EF 00 1D 00 00');
    expect(findFeature(longer, realTimeStreaming)).toMatchObject({ sw: true, excess: parseHex('DE AD BE EF') });
    expect(hex(toBytes(configuration, longer))).toBe(
      '00 00 00 14 00 00 00 08 01 07 19 08 01 00 00 00 DE AD BE EF 00 1D 00 00',
    );
  });
});

describe('making a response', () => {
  test('counts, pads and fills in what follows from the rest', () => {
    const bytes = toBytes(configuration, {
      currentProfile: 0x0009,
      features: [
        featureDescriptor(profileList, {
          persistent: true,
          current: true,
          profiles: [{ profileNumber: 9, currentp: true }],
        }),
        featureDescriptor(incrementalStreamingWritable, { linkSizes: [7, 16] }),
        featureDescriptor(timeout, { version: 1, group3: true }),
        featureDescriptor(driveSerialNumber, { serialNumber: 'ABCDE' }),
        { featureCode: 0xff00, data: Uint8Array.of(1, 2, 3, 4) },
      ],
    });
    expect(hex(bytes)).toBe(
      hex(
        parseHex(`00 00 00 34 00 00 00 09
          00 00 03 04 00 09 01 00
          00 21 00 08 00 00 00 02 07 10 00 00
          01 05 04 04 01 00 00 00
          01 08 00 08 41 42 43 44 45 20 20 20
          FF 00 00 04 01 02 03 04`),
      ),
    );
  });

  test('models an older drive by leaving the newer part out', () => {
    expect(toBytes(cdRead.layout, { featureCode: 0x1e })).toHaveLength(4);
    expect(toBytes(cdRead.layout, { featureCode: 0x1e, cdText: false })).toHaveLength(8);
  });

  test('models a drive that lies about a length', () => {
    const bytes = toBytes(configuration, {
      dataLength: 2,
      features: [featureDescriptor(realTimeStreaming, { additionalLength: 0, sw: true })],
    });
    expect(hex(bytes)).toBe('00 00 00 02 00 00 00 00 01 07 00 00 01 00 00 00');
  });

  test('needs the number of a feature', () => {
    expect(() => toBytes(configuration, { features: [{ version: 1 }] })).toThrow('features.featureCode: is missing');
  });

  test('names the member that does not fit', () => {
    expect(() => toBytes(configuration, { features: [featureDescriptor(timeout, { unitLength: 65536 })] })).toThrow(
      'unitLength: 65536 does not fit 16 bits (0 to 65535)',
    );
  });
});

test('features are found under their own number', () => {
  for (const [code, feature] of features) expect(feature.code).toBe(code);
  expect(features.size).toBeGreaterThanOrEqual(19);
});

describe('profiles', () => {
  test('have names', () => {
    expect(profileName(0x0008)).toBe('CD-ROM');
    expect(profileName(0x001b)).toBe('DVD+R');
    expect(profileName(0xffff)).toBe('Non-conforming profile');
    expect(Object.keys(profileNames)).toHaveLength(39);
  });

  test('one without a name is shown as its number', () => {
    expect(profileName(0x0099)).toBe('profile 0099h');
  });
});
