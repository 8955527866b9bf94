/** `../programs/read-disc.c` for discwire/win32, call by call: `read-disc.js DEVICE BLOCK_ADDRESS`. */
import { argv, exit, stdout } from 'node:process';
import { toBytes } from '../../../mmc/index.js';
import { controlCode, scsiIoctlData, scsiPassThroughDirect } from '../../../src/ioctl/index.js';
import {
  addressOf,
  CloseHandle,
  CreateFile,
  DeviceIoControl,
  FILE_BEGIN,
  FILE_CURRENT,
  FILE_SHARE_READ,
  FILE_SHARE_WRITE,
  GENERIC_READ,
  GENERIC_WRITE,
  GetLastError,
  INVALID_HANDLE_VALUE,
  OPEN_EXISTING,
  ReadFile,
  SetFilePointerEx,
} from '../../../src/win32/index.js';

const { IOCTL_CDROM_CHECK_VERIFY, IOCTL_CDROM_READ_TOC, IOCTL_SCSI_PASS_THROUGH_DIRECT } = controlCode;
const BLOCK = 2048;
const RAW_SECTOR = 2352;
const SENSE_LENGTH = 32;

const print = (line: string) => stdout.write(`${line}\n`);
const digits = (byte: number) => byte.toString(16).toUpperCase().padStart(2, '0');
const printBytes = (what: string, bytes: Uint8Array) =>
  print(`${what}: ${bytes.length} bytes${[...bytes].map((byte) => ` ${digits(byte)}`).join('')}`);
const printError = (what: string) => print(`${what}: error ${GetLastError()}`);

async function sendCdb(drive: number, what: string, cdb: Uint8Array, data: Uint8Array, dataLength: number) {
  const senseInfoOffset = scsiPassThroughDirect.span + 4;
  const packet = new Uint8Array(senseInfoOffset + SENSE_LENGTH);
  const wholeCdb = new Uint8Array(16);
  wholeCdb.set(cdb);
  packet.set(
    toBytes(scsiPassThroughDirect, {
      length: scsiPassThroughDirect.span,
      cdbLength: cdb.length,
      dataIn: scsiIoctlData.in,
      dataTransferLength: dataLength,
      timeOutValue: 20,
      dataBuffer: addressOf(data),
      senseInfoLength: SENSE_LENGTH,
      senseInfoOffset,
      cdb: wholeCdb,
    }),
  );
  const size = packet.length;
  const returned = new Uint32Array(1);
  if (!(await DeviceIoControl(drive, IOCTL_SCSI_PASS_THROUGH_DIRECT, packet, size, packet, size, returned, null))) {
    printError(what);
    return;
  }
  const { scsiStatus, dataTransferLength, senseInfoLength } = scsiPassThroughDirect.decode(packet);
  print(`${what}: SCSI status ${digits(scsiStatus)}`);
  if (scsiStatus === 0) printBytes(what, data.subarray(0, dataTransferLength));
  else printBytes('sense', packet.subarray(senseInfoOffset, senseInfoOffset + senseInfoLength));
}

const [device, blockAddress] = argv.slice(2);
if (!device || !blockAddress) throw new Error('usage: read-disc.js DEVICE BLOCK_ADDRESS');
const address = Number(blockAddress);
const toc = new Uint8Array(804);
const data = new Uint8Array(RAW_SECTOR);
const returned = new Uint32Array(1);
const reached = new BigInt64Array(1);

if (
  (await CreateFile('\\\\.\\Q:', GENERIC_READ, FILE_SHARE_READ, null, OPEN_EXISTING, 0, null)) === INVALID_HANDLE_VALUE
)
  printError('CreateFile of a drive that is not there');
const shareMode = FILE_SHARE_READ | FILE_SHARE_WRITE;
const drive = await CreateFile(device, GENERIC_READ | GENERIC_WRITE, shareMode, null, OPEN_EXISTING, 0, null);
if (drive === INVALID_HANDLE_VALUE) {
  printError('CreateFile');
  exit(1);
}

if (await DeviceIoControl(drive, IOCTL_CDROM_CHECK_VERIFY, null, 0, null, 0, returned, null))
  print(`IOCTL_CDROM_CHECK_VERIFY: ${returned[0]} bytes`);
else printError('IOCTL_CDROM_CHECK_VERIFY');

if (await DeviceIoControl(drive, IOCTL_CDROM_READ_TOC, null, 0, toc, toc.length, returned, null))
  printBytes('IOCTL_CDROM_READ_TOC', toc.subarray(0, ((toc[0]! << 8) | toc[1]!) + 2));
else printError('IOCTL_CDROM_READ_TOC');

if (await DeviceIoControl(drive, IOCTL_CDROM_READ_TOC, null, 0, toc, 1, returned, null))
  print('IOCTL_CDROM_READ_TOC into one byte: done');
else printError('IOCTL_CDROM_READ_TOC into one byte');

if (SetFilePointerEx(drive, address * BLOCK, reached, FILE_BEGIN))
  print(`SetFilePointerEx: ${reached[0]! / BigInt(BLOCK)}`);
if (await ReadFile(drive, data, BLOCK, returned, null)) printBytes('ReadFile', data.subarray(0, returned[0]));
else printError('ReadFile');
if (SetFilePointerEx(drive, 0, reached, FILE_CURRENT)) print(`SetFilePointerEx: ${reached[0]! / BigInt(BLOCK)}`);

await sendCdb(drive, 'INQUIRY', Uint8Array.of(0x12, 0, 0, 0, 36, 0), data, 36);

const read10 = Uint8Array.of(0x28, 0, address >>> 24, address >>> 16, address >>> 8, address, 0, 0, 1, 0);
await sendCdb(drive, 'READ(10)', read10, data, BLOCK);

// The whole sector: sync, header, user data, EDC and ECC.
const readCd = Uint8Array.of(0xbe, 0, ...read10.subarray(2, 6), 0, 0, 1, 0xf8, 0, 0);
await sendCdb(drive, 'READ CD', readCd, data, RAW_SECTOR);

read10[2] = 0x7f;
await sendCdb(drive, 'READ(10) behind the end', read10, data, BLOCK);

if (!(await CloseHandle(drive))) printError('CloseHandle');
if (!(await DeviceIoControl(drive, IOCTL_CDROM_CHECK_VERIFY, null, 0, null, 0, returned, null)))
  printError('after CloseHandle');
