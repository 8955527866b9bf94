import { describe, expect, it } from 'vitest';
import {
  isNtSuccess,
  type NtStatusName,
  ntStatus,
  ntStatusName,
  ntStatusSeverity,
  ntStatusText,
  win32ErrorOf,
} from '../../../src/ioctl/index.js';

/** ntstatus.h, and what RtlNtStatusToDosError makes of it. */
const table: [NtStatusName, number, number][] = [
  ['STATUS_SUCCESS', 0x00000000, 0],
  ['STATUS_BUFFER_OVERFLOW', 0x80000005, 234],
  ['STATUS_DEVICE_OFF_LINE', 0x80000010, 21],
  ['STATUS_DEVICE_BUSY', 0x80000011, 170],
  ['STATUS_VERIFY_REQUIRED', 0x80000016, 1110],
  ['STATUS_NO_DATA_DETECTED', 0x80000022, 1104],
  ['STATUS_CLEANER_CARTRIDGE_INSTALLED', 0x80000027, 4340],
  ['STATUS_UNSUCCESSFUL', 0xc0000001, 31],
  ['STATUS_NOT_IMPLEMENTED', 0xc0000002, 1],
  ['STATUS_INFO_LENGTH_MISMATCH', 0xc0000004, 24],
  ['STATUS_ACCESS_VIOLATION', 0xc0000005, 998],
  ['STATUS_INVALID_HANDLE', 0xc0000008, 6],
  ['STATUS_INVALID_PARAMETER', 0xc000000d, 87],
  ['STATUS_NO_SUCH_DEVICE', 0xc000000e, 433],
  ['STATUS_INVALID_DEVICE_REQUEST', 0xc0000010, 1],
  ['STATUS_NO_MEDIA_IN_DEVICE', 0xc0000013, 21],
  ['STATUS_UNRECOGNIZED_MEDIA', 0xc0000014, 1785],
  ['STATUS_NONEXISTENT_SECTOR', 0xc0000015, 27],
  ['STATUS_ACCESS_DENIED', 0xc0000022, 5],
  ['STATUS_BUFFER_TOO_SMALL', 0xc0000023, 122],
  ['STATUS_OBJECT_NAME_NOT_FOUND', 0xc0000034, 2],
  ['STATUS_DATA_OVERRUN', 0xc000003c, 1117],
  ['STATUS_REVISION_MISMATCH', 0xc0000059, 1306],
  ['STATUS_INSUFFICIENT_RESOURCES', 0xc000009a, 1450],
  ['STATUS_DEVICE_DATA_ERROR', 0xc000009c, 23],
  ['STATUS_DEVICE_NOT_CONNECTED', 0xc000009d, 1167],
  ['STATUS_MEDIA_WRITE_PROTECTED', 0xc00000a2, 19],
  ['STATUS_DEVICE_NOT_READY', 0xc00000a3, 21],
  ['STATUS_IO_TIMEOUT', 0xc00000b5, 121],
  ['STATUS_NOT_SUPPORTED', 0xc00000bb, 50],
  ['STATUS_DEVICE_DOES_NOT_EXIST', 0xc00000c0, 55],
  ['STATUS_INTERNAL_ERROR', 0xc00000e5, 1359],
  ['STATUS_INVALID_USER_BUFFER', 0xc00000e8, 1784],
  ['STATUS_INVALID_PARAMETER_1', 0xc00000ef, 87],
  ['STATUS_INVALID_PARAMETER_2', 0xc00000f0, 87],
  ['STATUS_INVALID_PARAMETER_3', 0xc00000f1, 87],
  ['STATUS_INVALID_PARAMETER_5', 0xc00000f3, 87],
  ['STATUS_CANCELLED', 0xc0000120, 995],
  ['STATUS_INVALID_BLOCK_LENGTH', 0xc0000173, 1106],
  ['STATUS_INVALID_DEVICE_STATE', 0xc0000184, 22],
  ['STATUS_IO_DEVICE_ERROR', 0xc0000185, 1117],
  ['STATUS_INVALID_BUFFER_SIZE', 0xc0000206, 1784],
  ['STATUS_NOT_FOUND', 0xc0000225, 1168],
  ['STATUS_COPY_PROTECTION_FAILURE', 0xc0000305, 0x80030305],
  ['STATUS_CSS_AUTHENTICATION_FAILURE', 0xc0000306, 0x80030306],
  ['STATUS_CSS_KEY_NOT_PRESENT', 0xc0000307, 0x80030307],
  ['STATUS_CSS_KEY_NOT_ESTABLISHED', 0xc0000308, 0x80030308],
  ['STATUS_CSS_SCRAMBLED_SECTOR', 0xc0000309, 0x80030309],
  ['STATUS_CSS_REGION_MISMATCH', 0xc000030a, 0x8003030a],
  ['STATUS_CSS_RESETS_EXHAUSTED', 0xc000030b, 0x8003030b],
];

describe('NTSTATUS', () => {
  it.each(table)('%s', (name, value, win32Error) => {
    expect(ntStatus[name]).toBe(value);
    expect(ntStatusName(value)).toBe(name);
    expect(win32ErrorOf(value)).toBe(win32Error);
    expect(ntStatusText(value)).not.toBe('');
  });

  it('has no value that is not in the list above', () => {
    expect(table.map(([name]) => name)).toEqual(Object.keys(ntStatus));
  });

  it('has a text of its own for each value', () => {
    const texts = table.map(([, value]) => ntStatusText(value));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('keeps a value that it has no name for as a number', () => {
    expect(ntStatusName(0xc0000003)).toBe('0xC0000003');
    expect(ntStatusName(0x103)).toBe('0x00000103');
    expect(ntStatusText(0xc0000003)).toBe('');
    expect(win32ErrorOf(0xc0000003)).toBe(317);
  });

  it('knows how bad a value is', () => {
    expect(ntStatusSeverity(ntStatus.STATUS_SUCCESS)).toBe('success');
    expect(ntStatusSeverity(0x40000000)).toBe('informational');
    expect(ntStatusSeverity(ntStatus.STATUS_VERIFY_REQUIRED)).toBe('warning');
    expect(ntStatusSeverity(ntStatus.STATUS_IO_DEVICE_ERROR)).toBe('error');
    expect([0, 0x40000000, 0x80000016, 0xc0000185].map(isNtSuccess)).toEqual([true, true, false, false]);
  });
});
