/**
 * NTSTATUS values of CD-ROM requests.
 *
 * Values and names: ntstatus.h of mingw-w64. Win32 numbers: the table behind RtlNtStatusToDosError in Wine and ReactOS.
 */
const definitions = {
  STATUS_SUCCESS: { value: 0x00000000, win32Error: 0, text: 'the request did what it asked for' },
  STATUS_BUFFER_OVERFLOW: { value: 0x80000005, win32Error: 234, text: 'there was more data than room for it' },
  STATUS_DEVICE_OFF_LINE: { value: 0x80000010, win32Error: 21, text: 'the device is off line' },
  STATUS_DEVICE_BUSY: { value: 0x80000011, win32Error: 170, text: 'the drive is occupied by something else' },
  STATUS_VERIFY_REQUIRED: {
    value: 0x80000016,
    win32Error: 1110,
    text: 'the medium may have been changed; the volume must be looked at again',
  },
  STATUS_NO_DATA_DETECTED: { value: 0x80000022, win32Error: 1104, text: 'the medium is blank there' },
  STATUS_CLEANER_CARTRIDGE_INSTALLED: { value: 0x80000027, win32Error: 4340, text: 'a cleaning medium is loaded' },
  STATUS_UNSUCCESSFUL: { value: 0xc0000001, win32Error: 31, text: 'it cannot be done at present' },
  STATUS_NOT_IMPLEMENTED: { value: 0xc0000002, win32Error: 1, text: 'the driver does not do that' },
  STATUS_INFO_LENGTH_MISMATCH: { value: 0xc0000004, win32Error: 24, text: 'the input has the wrong length' },
  STATUS_ACCESS_VIOLATION: { value: 0xc0000005, win32Error: 998, text: 'a pointer leads nowhere' },
  STATUS_INVALID_HANDLE: { value: 0xc0000008, win32Error: 6, text: 'the handle is closed or not the right one' },
  STATUS_INVALID_PARAMETER: { value: 0xc000000d, win32Error: 87, text: 'the input has a value that is not allowed' },
  STATUS_NO_SUCH_DEVICE: { value: 0xc000000e, win32Error: 433, text: 'there is no such drive or logical unit' },
  STATUS_INVALID_DEVICE_REQUEST: {
    value: 0xc0000010,
    win32Error: 1,
    text: 'the drive does not do that, or not in its present state',
  },
  STATUS_NO_MEDIA_IN_DEVICE: { value: 0xc0000013, win32Error: 21, text: 'no medium is loaded' },
  STATUS_UNRECOGNIZED_MEDIA: { value: 0xc0000014, win32Error: 1785, text: 'the drive cannot make out the medium' },
  STATUS_NONEXISTENT_SECTOR: { value: 0xc0000015, win32Error: 27, text: 'the address lies outside the medium' },
  STATUS_ACCESS_DENIED: {
    value: 0xc0000022,
    win32Error: 5,
    text: 'the handle lacks the access, or another one holds the drive exclusively',
  },
  STATUS_BUFFER_TOO_SMALL: { value: 0xc0000023, win32Error: 122, text: 'the output buffer has too little room' },
  STATUS_OBJECT_NAME_NOT_FOUND: { value: 0xc0000034, win32Error: 2, text: 'nothing of that name is stored' },
  STATUS_DATA_OVERRUN: { value: 0xc000003c, win32Error: 1117, text: 'the drive sent more than was asked for' },
  STATUS_REVISION_MISMATCH: { value: 0xc0000059, win32Error: 1306, text: 'a structure of another size was expected' },
  STATUS_INSUFFICIENT_RESOURCES: { value: 0xc000009a, win32Error: 1450, text: 'the system ran out of memory or slots' },
  STATUS_DEVICE_DATA_ERROR: { value: 0xc000009c, win32Error: 23, text: 'the data on the medium cannot be read' },
  STATUS_DEVICE_NOT_CONNECTED: { value: 0xc000009d, win32Error: 1167, text: 'nothing answers at that address' },
  STATUS_MEDIA_WRITE_PROTECTED: { value: 0xc00000a2, win32Error: 19, text: 'the medium must not be written to' },
  STATUS_DEVICE_NOT_READY: { value: 0xc00000a3, win32Error: 21, text: 'the drive is not ready yet' },
  STATUS_IO_TIMEOUT: { value: 0xc00000b5, win32Error: 121, text: 'the drive did not answer in time' },
  STATUS_NOT_SUPPORTED: { value: 0xc00000bb, win32Error: 50, text: 'this system or transport cannot do that' },
  STATUS_DEVICE_DOES_NOT_EXIST: { value: 0xc00000c0, win32Error: 55, text: 'the drive has been removed' },
  STATUS_INTERNAL_ERROR: { value: 0xc00000e5, win32Error: 1359, text: 'the driver cannot do with so much' },
  STATUS_INVALID_USER_BUFFER: {
    value: 0xc00000e8,
    win32Error: 1784,
    text: 'the buffer lies at an address that the adapter cannot use',
  },
  STATUS_INVALID_PARAMETER_1: {
    value: 0xc00000ef,
    win32Error: 87,
    text: 'member 1 of the input has a value that is not allowed',
  },
  STATUS_INVALID_PARAMETER_2: {
    value: 0xc00000f0,
    win32Error: 87,
    text: 'member 2 of the input has a value that is not allowed',
  },
  STATUS_INVALID_PARAMETER_3: {
    value: 0xc00000f1,
    win32Error: 87,
    text: 'member 3 of the input has a value that is not allowed',
  },
  STATUS_INVALID_PARAMETER_5: {
    value: 0xc00000f3,
    win32Error: 87,
    text: 'member 5 of the input has a value that is not allowed',
  },
  STATUS_CANCELLED: { value: 0xc0000120, win32Error: 995, text: 'the caller took the request back' },
  STATUS_INVALID_BLOCK_LENGTH: {
    value: 0xc0000173,
    win32Error: 1106,
    text: 'the block is not as long as was asked for',
  },
  STATUS_INVALID_DEVICE_STATE: { value: 0xc0000184, win32Error: 22, text: 'not while the device is in this state' },
  STATUS_IO_DEVICE_ERROR: { value: 0xc0000185, win32Error: 1117, text: 'the drive or the way to it failed' },
  STATUS_INVALID_BUFFER_SIZE: {
    value: 0xc0000206,
    win32Error: 1784,
    text: 'the buffer has a length that is not allowed',
  },
  STATUS_NOT_FOUND: { value: 0xc0000225, win32Error: 1168, text: 'what is stored there is not what was looked for' },
  STATUS_COPY_PROTECTION_FAILURE: { value: 0xc0000305, win32Error: 0x80030305, text: 'copy protection forbids it' },
  STATUS_CSS_AUTHENTICATION_FAILURE: {
    value: 0xc0000306,
    win32Error: 0x80030306,
    text: 'copy protection: authentication failed',
  },
  STATUS_CSS_KEY_NOT_PRESENT: { value: 0xc0000307, win32Error: 0x80030307, text: 'copy protection: there is no key' },
  STATUS_CSS_KEY_NOT_ESTABLISHED: {
    value: 0xc0000308,
    win32Error: 0x80030308,
    text: 'copy protection: no key has been agreed on',
  },
  STATUS_CSS_SCRAMBLED_SECTOR: {
    value: 0xc0000309,
    win32Error: 0x80030309,
    text: 'copy protection: the sector is scrambled and authentication has not taken place',
  },
  STATUS_CSS_REGION_MISMATCH: {
    value: 0xc000030a,
    win32Error: 0x8003030a,
    text: 'copy protection: the medium is for another region',
  },
  STATUS_CSS_RESETS_EXHAUSTED: {
    value: 0xc000030b,
    win32Error: 0x8003030b,
    text: 'copy protection: the region cannot be changed any more',
  },
} as const;

type Definitions = typeof definitions;

/** Names of the NTSTATUS values that this package produces or expects. */
export type NtStatusName = keyof Definitions;

/** NTSTATUS values by the names of ntstatus.h, as unsigned 32-bit numbers. */
export const ntStatus = Object.fromEntries(Object.entries(definitions).map(([name, { value }]) => [name, value])) as {
  readonly [N in NtStatusName]: Definitions[N]['value'];
};

/** ERROR_MR_MID_NOT_FOUND: what Windows itself returns for a status without a Win32 number. */
const win32Unmapped = 317;

const byValue = new Map<number, { name: string; win32Error: number; text: string }>(
  Object.entries(definitions).map(([name, { value, win32Error, text }]) => [value, { name, win32Error, text }]),
);

/** The name of an NTSTATUS value, e.g. `STATUS_VERIFY_REQUIRED`; its eight hex digits where it is not in the table. */
export function ntStatusName(value: number): string {
  return byValue.get(value)?.name ?? `0x${(value >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

/** What GetLastError returns for an NTSTATUS value; 317 where it is not in the table. */
export function win32ErrorOf(value: number): number {
  return byValue.get(value)?.win32Error ?? win32Unmapped;
}

/** What an NTSTATUS value means for a caller, in one line; empty where it is not in the table. */
export function ntStatusText(value: number): string {
  return byValue.get(value)?.text ?? '';
}

/** The two uppermost bits of an NTSTATUS value. */
export type NtStatusSeverity = 'success' | 'informational' | 'warning' | 'error';

const severities: readonly NtStatusSeverity[] = ['success', 'informational', 'warning', 'error'];

/**
 * How bad an NTSTATUS value is. To Win32 callers both warnings and errors are failures, but only a warning delivers
 * the byte count and the output.
 */
export function ntStatusSeverity(value: number): NtStatusSeverity {
  return severities[value >>> 30]!;
}

/** NT_SUCCESS: success and informational values. */
export function isNtSuccess(value: number): boolean {
  return value >>> 31 === 0;
}
