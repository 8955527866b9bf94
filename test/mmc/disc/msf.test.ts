import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressOfMsf,
  FieldError,
  formatMsf,
  fromBcd,
  lbaOfMsf,
  maximumLba,
  minimumLba,
  msfOfAddress,
  msfOfLba,
  toBcd,
} from '../../../mmc/index.js';

const msf = (text: string) => {
  const [minute, second, frame] = text.split(':').map(Number) as [number, number, number];
  return { minute, second, frame };
};
const addresses = fc.integer({ min: minimumLba, max: maximumLba });

describe('addresses and times', () => {
  // The corners of the range; libcdio and libburn agree on the constant 450150 behind minute 90.
  test.each([
    [-45150, '90:00:00'],
    [-151, '99:59:74'],
    [-150, '00:00:00'],
    [-1, '00:01:74'],
    [0, '00:02:00'],
    [16, '00:02:16'],
    [359849, '79:59:74'],
    [359850, '80:00:00'],
    [404849, '89:59:74'],
  ])('%i is %s', (lba, time) => {
    expect(formatMsf(msfOfLba(lba))).toBe(time);
    expect(lbaOfMsf(msf(time))).toBe(lba);
  });

  test('the range is what two digits of minutes can say', () => {
    expect([minimumLba, maximumLba]).toEqual([-45150, 404849]);
    expect(maximumLba - minimumLba + 1).toBe(100 * 60 * 75);
  });

  test('every address has its own time', () => {
    fc.assert(
      fc.property(addresses, (lba) => {
        const time = msfOfLba(lba);
        expect(lbaOfMsf(time)).toBe(lba);
        expect(time.second < 60 && time.frame < 75 && time.minute < 100).toBe(true);
      }),
    );
  });

  test('a sector further is a frame further', () => {
    const frames = ({ minute, second, frame }: ReturnType<typeof msfOfLba>) => (minute * 60 + second) * 75 + frame;
    fc.assert(
      fc.property(fc.integer({ min: minimumLba, max: maximumLba - 1 }), (lba) => {
        expect(frames(msfOfLba(lba + 1))).toBe((frames(msfOfLba(lba)) + 1) % 450000);
      }),
    );
  });

  test.each([-45151, 404850, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('%d has no time', (lba) => {
    expect(() => msfOfLba(lba)).toThrow(FieldError);
    expect(() => msfOfLba(lba)).toThrow(`lba: ${lba} has no time on a CD (-45150 to 404849)`);
  });

  test.each([
    ['100:00:00', 'minute: 100 is not between 0 and 99'],
    ['00:60:00', 'second: 60 is not between 0 and 59'],
    ['00:00:75', 'frame: 75 is not between 0 and 74'],
    ['-1:00:00', 'minute: -1 is not between 0 and 99'],
    ['00:0.5:00', 'second: 0.5 is not between 0 and 59'],
    ['00:00:x', 'frame: NaN is not between 0 and 74'],
  ])('%s is not a time', (time, message) => {
    expect(() => lbaOfMsf(msf(time))).toThrow(message);
  });
});

describe('times in address fields', () => {
  test('00h, M, S, F in binary', () => {
    expect(msfOfAddress(0x00_4f_3b_4a)).toEqual({ minute: 79, second: 59, frame: 74 });
    expect(addressOfMsf({ minute: 79, second: 59, frame: 74 })).toBe(0x4f3b4a);
  });

  test('anything is taken apart, "no address" too', () => {
    expect(msfOfAddress(0xffffffff)).toEqual({ minute: 255, second: 255, frame: 255 });
    expect(msfOfAddress(-1)).toEqual({ minute: 255, second: 255, frame: 255 });
  });

  test('one is the other way round', () => {
    fc.assert(
      fc.property(addresses.map(msfOfLba), (time) => {
        expect(msfOfAddress(addressOfMsf(time))).toEqual(time);
      }),
    );
  });
});

describe('binary coded decimals', () => {
  test('all hundred', () => {
    for (let value = 0; value < 100; value++) {
      expect(toBcd(value).toString(16)).toBe(String(value));
      expect(fromBcd(toBcd(value))).toBe(value);
    }
  });

  test('a nibble above 9 is no digit', () => {
    const digits = Array.from({ length: 256 }, (_, byte) => fromBcd(byte)).filter((value) => value !== undefined);
    expect(digits).toEqual(Array.from({ length: 100 }, (_, value) => value));
    expect(fromBcd(0x1a)).toBeUndefined();
    expect(fromBcd(0xa1)).toBeUndefined();
  });

  test.each([-1, 100, 1.5, Number.NaN])('%d has no two digits', (value) => {
    expect(() => toBcd(value)).toThrow(FieldError);
  });
});
