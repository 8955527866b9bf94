/**
 * The numbers that the arguments of the functions are made of, by the names of the Windows headers.
 *
 * Source: winnt.h, fileapi.h, winbase.h and winerror.h of mingw-w64.
 */

/** What a failed CreateFile returns. */
export const INVALID_HANDLE_VALUE = -1;

// dwDesiredAccess of CreateFile. JavaScript's `|` makes signed numbers of these; the functions do not mind.
export const GENERIC_READ = 0x8000_0000;
export const GENERIC_WRITE = 0x4000_0000;
export const GENERIC_EXECUTE = 0x2000_0000;
export const GENERIC_ALL = 0x1000_0000;
export const MAXIMUM_ALLOWED = 0x0200_0000;
export const FILE_READ_DATA = 0x0001;
export const FILE_WRITE_DATA = 0x0002;

// dwShareMode of CreateFile.
export const FILE_SHARE_READ = 0x1;
export const FILE_SHARE_WRITE = 0x2;
export const FILE_SHARE_DELETE = 0x4;

// dwCreationDisposition of CreateFile.
export const CREATE_NEW = 1;
export const CREATE_ALWAYS = 2;
export const OPEN_EXISTING = 3;
export const OPEN_ALWAYS = 4;
export const TRUNCATE_EXISTING = 5;

// dwFlagsAndAttributes of CreateFile.
export const FILE_ATTRIBUTE_NORMAL = 0x80;
export const FILE_FLAG_WRITE_THROUGH = 0x8000_0000;
export const FILE_FLAG_OVERLAPPED = 0x4000_0000;
export const FILE_FLAG_NO_BUFFERING = 0x2000_0000;
export const FILE_FLAG_SEQUENTIAL_SCAN = 0x0800_0000;

// dwMoveMethod of SetFilePointerEx.
export const FILE_BEGIN = 0;
export const FILE_CURRENT = 1;
export const FILE_END = 2;

// dwIoControlCode of DeviceIoControl, for the file system (winioctl.h).
export const FSCTL_LOCK_VOLUME = 0x0009_0018;
export const FSCTL_UNLOCK_VOLUME = 0x0009_001c;
export const FSCTL_DISMOUNT_VOLUME = 0x0009_0020;
export const FSCTL_IS_VOLUME_MOUNTED = 0x0009_0028;
export const FSCTL_ALLOW_EXTENDED_DASD_IO = 0x0009_0083;

// dwFlags of DefineDosDevice.
export const DDD_RAW_TARGET_PATH = 0x1;
export const DDD_REMOVE_DEFINITION = 0x2;

// What GetLastError returns where the functions themselves refuse; a drive's refusals are those of `win32ErrorOf`.
export const ERROR_SUCCESS = 0;
export const ERROR_FILE_NOT_FOUND = 2;
export const ERROR_PATH_NOT_FOUND = 3;
export const ERROR_ACCESS_DENIED = 5;
export const ERROR_INVALID_HANDLE = 6;
export const ERROR_GEN_FAILURE = 31;
export const ERROR_SHARING_VIOLATION = 32;
export const ERROR_HANDLE_EOF = 38;
export const ERROR_NOT_SUPPORTED = 50;
export const ERROR_INVALID_PARAMETER = 87;
export const ERROR_NEGATIVE_SEEK = 131;
export const ERROR_NOT_LOCKED = 158;
export const ERROR_ALREADY_EXISTS = 183;
export const ERROR_NOACCESS = 998;
