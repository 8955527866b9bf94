import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ntStatus, ntStatusName, win32ErrorOf } from '../../../src/ioctl/index.js';

/** What Wine 8.0's ntdll answered; the lab asks it again. NTSTATUS and Win32 error number, of each that has one. */
const recording = readFileSync(new URL('../../lab/recordings/ntstatus.txt', import.meta.url), 'utf8');
const wine = new Map(
  recording
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([status, error]) => [Number.parseInt(status!, 16), Number(error)]),
);

it('the Win32 numbers of all statuses are those of RtlNtStatusToDosError', () => {
  expect(wine.size).toBeGreaterThan(1000);
  for (const value of Object.values(ntStatus))
    expect([ntStatusName(value), win32ErrorOf(value)]).toEqual([ntStatusName(value), wine.get(value)]);
});

it('a status without a number is ERROR_MR_MID_NOT_FOUND', () => {
  expect(wine.has(0xc000_ffff)).toBe(false);
  expect(win32ErrorOf(0xc000_ffff)).toBe(317);
});
