import { describe, expect, it } from 'vitest';
import { nameOf, rejectReason } from '../../../src/iscsi/codes.js';
import { decodeLun, encodeLun } from '../../../src/iscsi/lun.js';
import { isIscsiName } from '../../../src/iscsi/names.js';
import { distance, next, plus } from '../../../src/iscsi/serial-number.js';

describe('a LUN', () => {
  it.each([
    [0, [0, 0]],
    [1, [0, 1]],
    [255, [0, 255]],
    [256, [0x41, 0]],
    [0x3fff, [0x7f, 0xff]],
  ])('%i is an address', (lun, start) => {
    const bytes = encodeLun(lun);
    expect([...bytes]).toEqual([...start, 0, 0, 0, 0, 0, 0]);
    expect(decodeLun(bytes)).toBe(lun);
  });

  it.each([[[0, 1, 0, 1, 0, 0, 0, 0]], [[1, 0, 0, 0, 0, 0, 0, 0]], [[0xc1, 1, 0, 0, 0, 0, 0, 0]]])(
    '%j is none of a single level',
    (bytes) => {
      expect(decodeLun(Uint8Array.from(bytes))).toBeUndefined();
    },
  );
});

describe('serial numbers', () => {
  it('go around', () => {
    expect(next(0xffffffff)).toBe(0);
    expect(plus(0, -1)).toBe(0xffffffff);
    expect(distance(1, 0xffffffff)).toBe(2);
    expect(distance(0xffffffff, 1)).toBe(-2);
  });
});

describe('names', () => {
  it.each([
    'iqn.2000-01.localhost.discwire:drives',
    'iqn.2001-04.com.example',
    'eui.02004567A425678D',
    'naa.52004567BA64678D',
  ])('%s is one', (name) => {
    expect(isIscsiName(name)).toBe(true);
  });
  it.each(['', 'drives', 'iqn.2000.localhost', 'iqn.2000-01.localhost:a b', 'eui.1', `iqn.2000-01.${'a'.repeat(230)}`])(
    '%j is none',
    (name) => {
      expect(isIscsiName(name)).toBe(false);
    },
  );
  it('numbers are named in words', () => {
    expect(nameOf(rejectReason, 0x04)).toBe('protocol error (04h)');
    expect(nameOf(rejectReason, 0x7f)).toBe('7Fh');
  });
});
