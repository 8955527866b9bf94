import { expect, test } from 'vitest';
import { ioctlDifferences } from '../../../src/ioctl/index.js';

const bytes = (...values: number[]) => Uint8Array.from(values);
const result = (ntStatus: number, information: number, output: Uint8Array) => ({ ntStatus, information, output });

test('two equal results have no difference', () => {
  expect(ioctlDifferences(result(0, 2, bytes(1, 2)), result(0, 2, bytes(1, 2)))).toEqual([]);
});

test('status, Information and output are told, each by itself', () => {
  expect(ioctlDifferences(result(0, 2, bytes(1, 2)), result(0xc000_0010, 0, bytes()))).toEqual([
    { what: 'ntStatus', ours: 0, native: 0xc000_0010 },
    { what: 'information', ours: 2, native: 0 },
    { what: 'output', ours: bytes(1, 2), native: bytes(), firstDifference: 0 },
  ]);
});

test('Information that the system does not tell is not compared', () => {
  expect(ioctlDifferences(result(5, 4, bytes()), { ...result(5, 0, bytes()), information: undefined })).toEqual([]);
});

test.each([
  [bytes(1, 2, 3), bytes(1, 9, 3), 1],
  [bytes(1, 2), bytes(1, 2, 3), 2],
  [bytes(1, 2, 3), bytes(1, 2), 2],
  [bytes(), bytes(0), 0],
])('outputs %s and %s differ from byte %i on', (ours, native, firstDifference) => {
  expect(ioctlDifferences(result(0, 0, ours), result(0, 0, native))).toEqual([
    { what: 'output', ours, native, firstDifference },
  ]);
});
