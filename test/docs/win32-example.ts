import { controlCode } from 'discwire/ioctl';
import {
  CloseHandle,
  CreateFile,
  DeviceIoControl,
  FILE_SHARE_READ,
  FILE_SHARE_WRITE,
  GENERIC_READ,
  GetLastError,
  INVALID_HANDLE_VALUE,
  OPEN_EXISTING,
} from 'discwire/win32';

const drive = await CreateFile(
  'virtual:',
  GENERIC_READ,
  FILE_SHARE_READ | FILE_SHARE_WRITE,
  null,
  OPEN_EXISTING,
  0,
  null,
);
if (drive === INVALID_HANDLE_VALUE) throw new Error(`error ${GetLastError()}`);

const toc = new Uint8Array(804);
const bytesReturned = new Uint32Array(1);
if (await DeviceIoControl(drive, controlCode.IOCTL_CDROM_READ_TOC, null, 0, toc, toc.length, bytesReturned, null))
  console.log(`${bytesReturned[0]} bytes, tracks ${toc[2]} to ${toc[3]}`);
else console.log(`error ${GetLastError()}`);

await CloseHandle(drive);
