import { describe, expect, it } from 'vitest';
import { decodeSense, hex, read10, readCapacityData, testUnitReady, toBytes } from '../../../mmc/index.js';
import {
  controlCode as codes,
  exclusiveAccess,
  exclusiveAccessRequestType,
  exclusiveLock,
  ntStatus,
  scsiIoctlData,
  scsiPassThroughDirect,
  scsiPassThroughDirect32,
} from '../../../src/ioctl/index.js';
import type { FoundDrive } from '../../../src/transport/index.js';
import type { Transport } from '../../../src/transport/transport.js';
import { TransportError, type TransportErrorKind } from '../../../src/transport/transport-error.js';
import { openVirtual, type VirtualTransport } from '../../../src/virtual/index.js';
import * as w from '../../../src/win32/index.js';
import { check, good, ScriptedTransport } from '../../helpers/scripted-transport.js';

const readWrite = w.GENERIC_READ | w.GENERIC_WRITE;
const shareAll = w.FILE_SHARE_READ | w.FILE_SHARE_WRITE;
const block = 2048;

/** A process whose drives are virtual, and how often each was opened. */
function newProcess(options: w.Win32Options = {}) {
  const opened: string[] = [];
  const transports: VirtualTransport[] = [];
  const process = new w.Win32({
    drives: async () => [],
    open: async (name) => {
      opened.push(name);
      const transport = await openVirtual(name);
      transports.push(transport);
      return transport;
    },
    ...options,
  });
  const open = (name = 'virtual:', access = readWrite, share = shareAll) =>
    process.CreateFile(name, access, share, null, w.OPEN_EXISTING, 0, null);
  return { process, open, opened, transports };
}

/** A process with one transport behind every name. */
function onTransport(transport: Transport, options: w.Win32Options = {}) {
  return newProcess({ open: async () => transport, ...options });
}

const noCount = () => new Uint32Array(1);

describe('CreateFile', () => {
  it('gives handles that differ, and each is what it is called with', async () => {
    const { process, open } = newProcess();
    const [one, other] = [await open(), await open()];
    expect(one).not.toBe(other);
    expect(one % 4).toBe(0);
    expect(process.GetLastError()).toBe(0);
  });

  it.each([
    ['an unknown disposition', ['virtual:', w.GENERIC_READ, shareAll, null, 6, 0, null], 87],
    ['no name', ['', w.GENERIC_READ, shareAll, null, w.OPEN_EXISTING, 0, null], 3],
    ['CREATE_NEW', ['virtual:', w.GENERIC_READ, shareAll, null, w.CREATE_NEW, 0, null], 5],
    ['CREATE_ALWAYS', ['virtual:', w.GENERIC_READ, shareAll, null, w.CREATE_ALWAYS, 0, null], 5],
    ['TRUNCATE_EXISTING', ['virtual:', w.GENERIC_WRITE, shareAll, null, w.TRUNCATE_EXISTING, 0, null], 5],
    [
      'FILE_FLAG_OVERLAPPED',
      ['virtual:', w.GENERIC_READ, shareAll, null, w.OPEN_EXISTING, w.FILE_FLAG_OVERLAPPED, null],
      50,
    ],
  ] as [string, Parameters<w.Win32['CreateFile']>, number][])(
    '%s is refused with INVALID_HANDLE_VALUE',
    async (_, args, error) => {
      const { process, opened } = newProcess();
      expect(await process.CreateFile(...args)).toBe(w.INVALID_HANDLE_VALUE);
      expect(process.GetLastError()).toBe(error);
      expect(opened).toEqual([]);
    },
  );

  it('OPEN_ALWAYS opens, and says that it was there already', async () => {
    const { process } = newProcess();
    expect(await process.CreateFile('virtual:', 0, shareAll, null, w.OPEN_ALWAYS, 0, null)).toBeGreaterThan(0);
    expect(process.GetLastError()).toBe(w.ERROR_ALREADY_EXISTS);
  });

  it.each([
    ['notFound', 2],
    ['accessDenied', 5],
    ['busy', 32],
    ['unsupported', 50],
    ['hostError', 31],
  ] as [TransportErrorKind, number][])(
    'a drive that cannot be opened, %s, is error %i, with the words at hand',
    async (kind, error) => {
      const cause = new TransportError(kind, 'why it is so');
      const { process, open } = newProcess({ open: () => Promise.reject(cause) });
      expect(await open()).toBe(w.INVALID_HANDLE_VALUE);
      expect(process.GetLastError()).toBe(error);
      expect(process.lastCall().cause).toBe(cause);
    },
  );

  it('what Windows itself has said stays', async () => {
    const native = { source: 'GetLastError', code: 1167 } as const;
    const { process, open } = newProcess({
      open: () => Promise.reject(new TransportError('notFound', '', { native })),
    });
    await open();
    expect(process.GetLastError()).toBe(1167);
  });

  it('a mistake of the transport is no Win32 error', async () => {
    const { open } = newProcess({ open: () => Promise.reject(new RangeError('oh')) });
    await expect(open()).rejects.toThrow(RangeError);
  });
});

describe('names', () => {
  it('DefineDosDevice gives a drive a letter, in any case, until it is taken away', async () => {
    const { process, open, opened } = newProcess();
    expect(process.DefineDosDevice(0, 'D:', 'virtual:empty')).toBe(true);
    for (const name of ['\\\\.\\D:', '\\\\.\\d:', '\\\\?\\D:']) expect(await open(name)).toBeGreaterThan(0);
    expect(opened).toEqual(['virtual:empty']);
    expect(process.DefineDosDevice(w.DDD_REMOVE_DEFINITION, 'd:', null)).toBe(true);
    expect(process.DefineDosDevice(w.DDD_REMOVE_DEFINITION, 'd:', null)).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_FILE_NOT_FOUND);
  });

  it.each([
    [0, null],
    [0x40, 'virtual:'],
  ])('DefineDosDevice with flags %i and target %s is refused', (flags, target) => {
    const { process } = newProcess();
    expect(process.DefineDosDevice(flags, 'D:', target)).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_INVALID_PARAMETER);
  });

  it('all names of one drive are one drive', async () => {
    const nodes = ['D:', '\\\\.\\CdRom0'];
    const drive: FoundDrive = { name: 'D:', nodes, vendor: undefined, model: undefined, firmware: undefined };
    const opened: string[] = [];
    const { open } = newProcess({
      drives: async () => [drive],
      open: async (name) => {
        opened.push(name);
        return openVirtual('virtual:');
      },
    });
    for (const name of ['\\\\.\\d:', '\\\\.\\CDROM0', 'D:\\', '\\\\.\\E:']) await open(name);
    expect(opened).toEqual(['\\\\.\\d:', '\\\\.\\E:']);
  });
});

describe('handles that share a drive', () => {
  const writesOnly = w.FILE_SHARE_WRITE;
  it.each([
    [w.GENERIC_READ, shareAll, w.GENERIC_READ, shareAll, true],
    [w.GENERIC_READ, w.FILE_SHARE_READ, w.GENERIC_READ, w.FILE_SHARE_READ, true],
    [readWrite, shareAll, w.GENERIC_READ, w.FILE_SHARE_READ, false],
    [w.GENERIC_READ, writesOnly, w.GENERIC_READ, shareAll, false],
    [w.GENERIC_READ, 0, w.GENERIC_WRITE, shareAll, false],
    [w.GENERIC_ALL, 0, 0, 0, true],
    [0, 0, w.GENERIC_ALL, 0, true],
    [w.MAXIMUM_ALLOWED, w.FILE_SHARE_READ, w.FILE_WRITE_DATA, shareAll, false],
  ])('access %i sharing %i, then access %i sharing %i: %s', async (access1, share1, access2, share2, isFine) => {
    const { process, open } = newProcess();
    const first = await open('virtual:', access1, share1);
    const second = await open('virtual:', access2, share2);
    expect(second !== w.INVALID_HANDLE_VALUE).toBe(isFine);
    if (!isFine) expect(process.GetLastError()).toBe(w.ERROR_SHARING_VIOLATION);
    await process.CloseHandle(first);
    if (!isFine) expect(await open('virtual:', access2, share2)).toBeGreaterThan(0);
  });

  it('open the drive once, and the last closes it', async () => {
    const { process, open, opened, transports } = newProcess();
    const handles = await Promise.all([open(), open(), open()]);
    expect(opened).toHaveLength(1);
    const probe = () =>
      transports[0]!.execute({
        cdb: testUnitReady.encodeCdb({}),
        direction: 'none',
        data: new Uint8Array(),
        timeoutMs: 1,
      });
    for (const handle of handles.slice(1)) await process.CloseHandle(handle);
    await probe();
    await process.CloseHandle(handles[0]!);
    await expect(probe()).rejects.toMatchObject({ kind: 'closed' });
    await open();
    expect(opened).toHaveLength(2);
  });

  it('opening while the last one closes waits for that', async () => {
    const { process, open, opened } = newProcess();
    const closing = process.CloseHandle(await open());
    const handle = await open();
    await closing;
    expect(opened).toHaveLength(2);
    expect(await process.DeviceIoControl(handle, codes.IOCTL_CDROM_CHECK_VERIFY, null, 0, null, 0, noCount())).toBe(
      true,
    );
  });

  it('a failure to open is not kept', async () => {
    let fails = true;
    const { open } = newProcess({
      open: () => (fails ? Promise.reject(new TransportError('busy', '')) : openVirtual('virtual:')),
    });
    expect(await open()).toBe(w.INVALID_HANDLE_VALUE);
    fails = false;
    expect(await open()).toBeGreaterThan(0);
  });

  it('the exclusive lock of one keeps the others out, until its handle closes', async () => {
    const { process, open } = newProcess();
    const [owner, other] = [await open(), await open()];
    const name = new Uint8Array(64);
    name.set(new TextEncoder().encode('burner'));
    const lock = toBytes(exclusiveLock, { requestType: exclusiveAccessRequestType.lockDevice, callerName: name });
    const code = codes.IOCTL_CDROM_EXCLUSIVE_ACCESS;
    expect(await process.DeviceIoControl(owner, code, lock, lock.length, null, 0, noCount())).toBe(true);
    const verify = () => process.DeviceIoControl(other, codes.IOCTL_STORAGE_CHECK_VERIFY, null, 0, null, 0, noCount());
    expect(await verify()).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_ACCESS_DENIED);
    const query = toBytes(exclusiveAccess, { requestType: exclusiveAccessRequestType.queryState });
    const state = new Uint8Array(65);
    await process.DeviceIoControl(other, code, query, query.length, state, state.length, noCount());
    expect(state[0]).toBe(1);
    await process.CloseHandle(owner);
    expect(await verify()).toBe(true);
  });

  it('the media change count goes on when a drive is opened again: nobody has watched it meanwhile', async () => {
    const { process, open } = newProcess();
    const count = async () => {
      const handle = await open();
      const output = new Uint32Array(1);
      await process.DeviceIoControl(handle, codes.IOCTL_STORAGE_CHECK_VERIFY, null, 0, output, 4, noCount());
      await process.CloseHandle(handle);
      return output[0]!;
    };
    const first = await count();
    expect(await count()).toBeGreaterThan(first);
  });
});

describe('DeviceIoControl', () => {
  it('brings output and the number of bytes, and leaves the last error alone', async () => {
    const { process, open } = newProcess();
    const handle = await open();
    process.SetLastError(4711);
    const toc = new Uint8Array(804);
    const bytesReturned = noCount();
    expect(
      await process.DeviceIoControl(handle, codes.IOCTL_CDROM_READ_TOC, null, 0, toc, toc.length, bytesReturned, null),
    ).toBe(true);
    expect(bytesReturned[0]).toBe(4 + 4 * 8);
    expect(hex(toc.subarray(0, 4))).toBe('00 22 01 03');
    expect(process.GetLastError()).toBe(4711);
    expect(process.lastCall().result!.exchanges.map(({ cdb }) => cdb[0])).toContain(0x43);
  });

  it('takes any view of memory, and as much of it as it is told', async () => {
    const { process, open } = newProcess();
    const handle = await open();
    const words = new Uint32Array(8).fill(0xffff_ffff);
    const bytesReturned = noCount();
    const code = codes.IOCTL_STORAGE_GET_DEVICE_NUMBER;
    await process.DeviceIoControl(handle, code, null, 0, words.subarray(2), 12, bytesReturned);
    expect(bytesReturned[0]).toBe(12);
    expect([...words]).toEqual([0xffff_ffff, 0xffff_ffff, 2, 0, 0xffff_ffff, ...Array(3).fill(0xffff_ffff)]);
  });

  it.each([
    ['a handle that was never given', 4000],
    ['INVALID_HANDLE_VALUE', w.INVALID_HANDLE_VALUE],
  ])('%s: ERROR_INVALID_HANDLE', async (_, handle) => {
    const { process } = newProcess();
    expect(await process.DeviceIoControl(handle, 0, null, 0, null, 0, noCount())).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_INVALID_HANDLE);
  });

  it.each([
    ['an input that is shorter than its size', new Uint8Array(3), 4, null, 0],
    ['an output that is shorter than its size', null, 0, new Uint8Array(3), 4],
    ['NULL with a size', null, 1, null, 0],
    ['a size of -1, which is 4 GiB', new Uint8Array(3), -1, null, 0],
  ])('%s: ERROR_NOACCESS, and nothing is sent', async (_, input, inputSize, output, outputSize) => {
    const drive = new ScriptedTransport();
    const { process, open } = onTransport(drive);
    const handle = await open();
    const code = codes.IOCTL_CDROM_READ_TOC;
    expect(await process.DeviceIoControl(handle, code, input, inputSize, output, outputSize, noCount())).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_NOACCESS);
    expect(drive.sent).toEqual([]);
  });

  it('lpBytesReturned must not be NULL: there a C program would crash', async () => {
    const { process, open } = newProcess();
    const handle = await open();
    await expect(process.DeviceIoControl(handle, 0, null, 0, null, 0, null as never)).rejects.toThrow(TypeError);
  });

  it('a code that needs more access than the handle has: ERROR_ACCESS_DENIED', async () => {
    const { process, open } = newProcess();
    const handle = await open('virtual:', 0);
    const verify = (code: number) => process.DeviceIoControl(handle, code, null, 0, null, 0, noCount());
    expect(await verify(codes.IOCTL_STORAGE_CHECK_VERIFY2)).toBe(true);
    expect(await verify(codes.IOCTL_STORAGE_CHECK_VERIFY)).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_ACCESS_DENIED);
  });

  it('an error leaves the byte count as it was', async () => {
    const { process, open } = newProcess();
    const bytesReturned = Uint32Array.of(0xdead);
    const code = codes.IOCTL_CDROM_READ_TOC;
    expect(await process.DeviceIoControl(await open(), code, null, 0, new Uint8Array(2), 2, bytesReturned)).toBe(false);
    expect(process.GetLastError()).toBe(122);
    expect(bytesReturned[0]).toBe(0xdead);
  });

  it('a warning fails, too, and delivers byte count and output', async () => {
    const { process, open } = newProcess();
    const bytesReturned = noCount();
    const data = new Uint8Array(16);
    const code = codes.IOCTL_CDROM_GET_INQUIRY_DATA;
    expect(await process.DeviceIoControl(await open(), code, null, 0, data, data.length, bytesReturned)).toBe(false);
    expect(process.GetLastError()).toBe(234);
    expect(bytesReturned[0]).toBe(data.length);
    expect(new TextDecoder().decode(data.subarray(8))).toBe('DISCWIRE');
  });

  it('there is no file system, so a unit attention is no error; where one is said to be mounted, it is', async () => {
    const verify = async (options: w.Win32Options) => {
      const { process, open } = newProcess(options);
      const code = codes.IOCTL_CDROM_CHECK_VERIFY;
      const isDone = await process.DeviceIoControl(await open(), code, null, 0, null, 0, noCount());
      return isDone || process.GetLastError();
    };
    expect(await verify({})).toBe(true);
    expect(await verify({ cdrom: { volumeMounted: true } })).toBe(1110);
  });

  it('a code with the upper bit set may come as the signed number that JavaScript makes of it', async () => {
    const { process, open } = newProcess();
    const handle = await open();
    expect(await process.DeviceIoControl(handle, 0x8000_0000 | 0x4, null, 0, null, 0, noCount())).toBe(false);
    expect(process.GetLastError()).toBe(1);
  });
});

describe('ReadFile, WriteFile and SetFilePointerEx', () => {
  const leadOut = 8497;

  async function onDisc(name = 'virtual:', access = readWrite) {
    const context = newProcess();
    const handle = await context.open(name, access);
    const read = async (size: number, at?: w.Overlapped) => {
      const buffer = new Uint8Array(size);
      const count = Uint32Array.of(0xdead);
      const isDone = await context.process.ReadFile(handle, buffer, size, count, at);
      return { isDone, count: count[0], buffer };
    };
    const seek = (distance: bigint | number, method: number) => {
      const position = new BigInt64Array(1);
      return { isDone: context.process.SetFilePointerEx(handle, distance, position, method), position: position[0] };
    };
    return { ...context, handle, read, seek };
  }

  it('reads move the file pointer, which can be moved and asked', async () => {
    const { read, seek } = await onDisc();
    expect(seek(16 * block, w.FILE_BEGIN)).toEqual({ isDone: true, position: 32768n });
    const descriptor = await read(block);
    expect(descriptor).toMatchObject({ isDone: true, count: block });
    expect(new TextDecoder().decode(descriptor.buffer.subarray(1, 6))).toBe('CD001');
    expect(seek(0, w.FILE_CURRENT)).toEqual({ isDone: true, position: 34816n });
    seek(-block, w.FILE_CURRENT);
    expect((await read(block)).buffer).toEqual(descriptor.buffer);
  });

  it('a position in lpOverlapped comes first, and the file pointer follows it', async () => {
    const { read, seek } = await onDisc();
    const { buffer } = await read(block, { Offset: 16 * block, OffsetHigh: 0 });
    expect(new TextDecoder().decode(buffer.subarray(1, 6))).toBe('CD001');
    expect(seek(0, w.FILE_CURRENT).position).toBe(BigInt(17 * block));
  });

  it('reads that are not awaited one by one follow one another', async () => {
    const { read, seek } = await onDisc();
    seek(16 * block, w.FILE_BEGIN);
    const [first, second] = await Promise.all([read(block), read(block)]);
    expect(first.buffer[0]).toBe(1);
    expect(second.buffer).not.toEqual(first.buffer);
    expect(seek(0, w.FILE_CURRENT).position).toBe(BigInt(18 * block));
  });

  it.each([
    [1, 0],
    [block + 1, 0],
    [block, 512],
  ])('%i bytes at offset %i are no whole blocks: ERROR_INVALID_PARAMETER', async (size, offset) => {
    const { process, read, seek } = await onDisc();
    seek(offset, w.FILE_BEGIN);
    expect(await read(size)).toMatchObject({ isDone: false, count: 0 });
    expect(process.GetLastError()).toBe(w.ERROR_INVALID_PARAMETER);
    expect(seek(0, w.FILE_CURRENT).position).toBe(BigInt(offset));
  });

  it('a read over the end brings what there is', async () => {
    const { read, seek } = await onDisc('virtual:dvd-ram');
    const length = await lengthOf('virtual:dvd-ram');
    seek(length - BigInt(block), w.FILE_BEGIN);
    expect(await read(3 * block)).toMatchObject({ isDone: true, count: block });
    expect(seek(0, w.FILE_CURRENT).position).toBe(length);
  });

  it('a read at the end succeeds with nothing; with lpOverlapped it is ERROR_HANDLE_EOF', async () => {
    const { process, read, seek } = await onDisc();
    seek(leadOut * block, w.FILE_BEGIN);
    process.SetLastError(0);
    expect(await read(block)).toMatchObject({ isDone: true, count: 0 });
    expect(process.GetLastError()).toBe(0);
    expect(await read(block, { Offset: leadOut * block, OffsetHigh: 0 })).toMatchObject({ isDone: false, count: 0 });
    expect(process.GetLastError()).toBe(w.ERROR_HANDLE_EOF);
    expect(await read(block, { Offset: 0, OffsetHigh: 1 })).toMatchObject({ isDone: false });
    expect(process.GetLastError()).toBe(w.ERROR_HANDLE_EOF);
  });

  it('zero bytes are read without asking the drive', async () => {
    const drive = new ScriptedTransport();
    const { process, open } = onTransport(drive);
    const handle = await open();
    expect(await process.ReadFile(handle, null, 0, noCount())).toBe(true);
    expect(await process.WriteFile(handle, null, 0, noCount())).toBe(true);
    expect(drive.sent).toEqual([]);
  });

  it('the length of the medium is asked once, and a refusal of it is the error', async () => {
    const capacity = toBytes(readCapacityData, { returnedLogicalBlockAddress: 9, blockLengthBytes: block });
    const noMedium = check(0x02, 0x3a);
    const data = new Uint8Array(block);
    const drive = new ScriptedTransport({ data: capacity }, { data }, { data }, good);
    const { process, open } = onTransport(drive, { cdrom: { retry: 'none' } });
    const handle = await open();
    for (let i = 0; i < 2; i++) expect(await process.ReadFile(handle, data, block, noCount())).toBe(true);
    expect(drive.sent.map(({ cdb }) => cdb[0])).toEqual([0x25, 0x28, 0x28]);
    const empty = onTransport(new ScriptedTransport(noMedium), { cdrom: { retry: 'none' } });
    expect(await empty.process.ReadFile(await empty.open(), data, block, noCount())).toBe(false);
    expect(empty.process.GetLastError()).toBe(21);
    expect(empty.process.lastCall().result!.ntStatus).toBe(ntStatus.STATUS_NO_MEDIA_IN_DEVICE);
  });

  it('what is written can be read, and what reaches over the end is not written', async () => {
    const { process, open } = newProcess();
    const handle = await open('virtual:dvd-ram');
    const data = new Uint8Array(2 * block).map((_, i) => i % 251);
    const length = await lengthOf('virtual:dvd-ram');
    process.SetFilePointerEx(handle, length - BigInt(block), null, w.FILE_BEGIN);
    const count = noCount();
    expect(await process.WriteFile(handle, data, data.length, count)).toBe(true);
    expect(count[0]).toBe(block);
    expect(await process.WriteFile(handle, data, data.length, count)).toBe(true);
    expect(count[0]).toBe(0);
    process.SetFilePointerEx(handle, -block, null, w.FILE_CURRENT);
    const back = new Uint8Array(block);
    await process.ReadFile(handle, back, block, count);
    expect(back).toEqual(data.subarray(0, block));
  });

  it.each([
    ['ReadFile', w.GENERIC_WRITE],
    ['WriteFile', w.GENERIC_READ],
    ['ReadFile', 0],
  ] as const)('%s with access %i: ERROR_ACCESS_DENIED', async (name, access) => {
    const { process, open } = newProcess();
    const handle = await open('virtual:', access);
    expect(await process[name](handle, new Uint8Array(block), block, noCount())).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_ACCESS_DENIED);
  });

  it('a handle that may only write knows where the medium ends', async () => {
    const { process, open } = newProcess();
    const handle = await open('virtual:dvd-ram', w.GENERIC_WRITE);
    expect(await process.WriteFile(handle, new Uint8Array(block), block, noCount())).toBe(true);
  });

  it.each([
    ['in front of the beginning', -1n, w.FILE_BEGIN, w.ERROR_NEGATIVE_SEEK],
    ['beyond 63 bits', 2n ** 63n, w.FILE_BEGIN, w.ERROR_NEGATIVE_SEEK],
    ['from the end', 0n, w.FILE_END, w.ERROR_INVALID_PARAMETER],
    ['from nowhere', 0n, 3, w.ERROR_INVALID_PARAMETER],
  ])('the file pointer does not go %s', async (_, distance, method, error) => {
    const { process, seek } = await onDisc();
    expect(seek(distance, method)).toEqual({ isDone: false, position: 0n });
    expect(process.GetLastError()).toBe(error);
  });

  it('the file pointer stays where a sum of 64 bits leads in front of the beginning', async () => {
    const { process, seek } = await onDisc();
    expect(seek(2n ** 63n - 1n, w.FILE_BEGIN)).toEqual({ isDone: true, position: 2n ** 63n - 1n });
    expect(seek(1, w.FILE_CURRENT).isDone).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_NEGATIVE_SEEK);
    expect(seek(0, w.FILE_CURRENT).position).toBe(2n ** 63n - 1n);
  });

  it('an offset of 64 bits is one like any other: far beyond the end, or in front of the beginning', async () => {
    const { process, handle, read } = await onDisc();
    const far = { Offset: 0, OffsetHigh: 0x7fff_ffff };
    const before = { Offset: -block, OffsetHigh: -1 };
    expect((await read(block, far)).isDone).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_HANDLE_EOF);
    expect((await read(0, far)).isDone).toBe(true);
    expect((await read(block, before)).isDone).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_INVALID_PARAMETER);
    await process.DeviceIoControl(handle, w.FSCTL_ALLOW_EXTENDED_DASD_IO, null, 0, null, 0, noCount());
    expect((await read(block, far)).isDone).toBe(false);
    expect(process.GetLastError()).toBe(1);
  });

  it('buffers that are too short and counts that are NULL', async () => {
    const { process, handle } = await onDisc();
    expect(await process.ReadFile(handle, new Uint8Array(1), block, noCount())).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_NOACCESS);
    await expect(process.ReadFile(handle, new Uint8Array(block), block, null)).rejects.toThrow(TypeError);
    const overlapped = { Offset: 0, OffsetHigh: 0 };
    expect(await process.ReadFile(handle, new Uint8Array(block), block, null, overlapped)).toBe(true);
  });

  async function lengthOf(name: string): Promise<bigint> {
    const { process, open } = newProcess();
    const length = new BigInt64Array(1);
    const code = codes.IOCTL_DISK_GET_LENGTH_INFO;
    await process.DeviceIoControl(await open(name), code, null, 0, length, 8, noCount());
    return length[0]!;
  }
});

describe('SCSI_PASS_THROUGH_DIRECT', () => {
  it.each([32, 64] as const)('a program of %i bits finds its data where its pointer says', async (callerBits) => {
    const { process, open } = newProcess({ cdrom: { callerBits } });
    const handle = await open();
    const data = new Uint8Array(block);
    const common = {
      cdbLength: 10,
      senseInfoLength: 18,
      dataIn: scsiIoctlData.in,
      dataTransferLength: data.length,
      timeOutValue: 10,
      cdb: padded(read10.encodeCdb({ logicalBlockAddress: 16, transferLengthBlocks: 1 })),
    };
    const { span } = callerBits === 32 ? scsiPassThroughDirect32 : scsiPassThroughDirect;
    const fields = { ...common, length: span, senseInfoOffset: span };
    const dataBuffer = process.addressOf(data);
    const send = async () => {
      const packet = new Uint8Array(span + 18);
      if (callerBits === 32) scsiPassThroughDirect32.encode({ ...fields, dataBuffer: Number(dataBuffer) }, packet);
      else scsiPassThroughDirect.encode({ ...fields, dataBuffer }, packet);
      const size = packet.length;
      const code = codes.IOCTL_SCSI_PASS_THROUGH_DIRECT;
      expect(await process.DeviceIoControl(handle, code, packet, size, packet, size, noCount())).toBe(true);
      return packet.subarray(span);
    };
    // The drive has just been powered on.
    expect(decodeSense(await send())).toMatchObject({ senseKey: 6, asc: 0x29 });
    await send();
    expect(new TextDecoder().decode(data.subarray(1, 6))).toBe('CD001');
  });

  it('a pointer that leads nowhere: ERROR_NOACCESS', async () => {
    const { process, open } = newProcess();
    const handle = await open();
    const packet = toBytes(scsiPassThroughDirect, {
      length: scsiPassThroughDirect.span,
      cdbLength: 6,
      dataIn: scsiIoctlData.in,
      dataTransferLength: 8,
      timeOutValue: 1,
      dataBuffer: 0x10_0000n,
      cdb: new Uint8Array(16),
    });
    const code = codes.IOCTL_SCSI_PASS_THROUGH_DIRECT;
    expect(await process.DeviceIoControl(handle, code, packet, 56, packet, 56, noCount())).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_NOACCESS);
  });

  function padded(cdb: Uint8Array): Uint8Array {
    const bytes = new Uint8Array(16);
    bytes.set(cdb);
    return bytes;
  }
});

describe('FSCTL codes', () => {
  const control = (process: w.Win32, handle: number, code: number) =>
    process.DeviceIoControl(handle, code, null, 0, null, 0, noCount());

  it('a lock keeps others from opening, until it is taken away or its handle closes', async () => {
    const { process, open } = newProcess();
    const [owner, other] = [await open(), await open('virtual:', 0)];
    expect(await control(process, owner, w.FSCTL_LOCK_VOLUME)).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_ACCESS_DENIED);
    await process.CloseHandle(other);
    expect(await control(process, owner, w.FSCTL_LOCK_VOLUME)).toBe(true);
    expect(await open()).toBe(w.INVALID_HANDLE_VALUE);
    expect(process.GetLastError()).toBe(w.ERROR_ACCESS_DENIED);
    expect(await control(process, owner, w.FSCTL_LOCK_VOLUME)).toBe(false);
    expect(await control(process, owner, w.FSCTL_DISMOUNT_VOLUME)).toBe(true);
    expect(await control(process, owner, w.FSCTL_UNLOCK_VOLUME)).toBe(true);
    expect(await control(process, owner, w.FSCTL_UNLOCK_VOLUME)).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_NOT_LOCKED);
    const second = await open();
    await process.CloseHandle(owner);
    expect(await control(process, second, w.FSCTL_LOCK_VOLUME)).toBe(true);
    await process.CloseHandle(second);
    expect(await open()).toBeGreaterThan(0);
  });

  it('FSCTL_ALLOW_EXTENDED_DASD_IO hands what lies beyond the end to the driver', async () => {
    const { process, open } = newProcess();
    const handle = await open();
    const at = { Offset: 8497 * block, OffsetHigh: 0 };
    const read = () => process.ReadFile(handle, new Uint8Array(block), block, noCount(), at);
    expect(await read()).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_HANDLE_EOF);
    expect(await control(process, handle, w.FSCTL_ALLOW_EXTENDED_DASD_IO)).toBe(true);
    expect(await read()).toBe(false);
    expect(process.GetLastError()).toBe(1);
  });

  it('a volume is mounted, and other codes are ERROR_INVALID_FUNCTION', async () => {
    const { process, open } = newProcess();
    const handle = await open();
    expect(await control(process, handle, w.FSCTL_IS_VOLUME_MOUNTED)).toBe(true);
    expect(await control(process, handle, 0x9_0060)).toBe(false);
    expect(process.GetLastError()).toBe(1);
  });
});

describe('GetLastError', () => {
  it('is about the last call that failed, and one that succeeds changes nothing', async () => {
    const { process, open } = newProcess();
    const handle = await open();
    await process.CloseHandle(0);
    expect(process.GetLastError()).toBe(w.ERROR_INVALID_HANDLE);
    expect(process.SetFilePointerEx(handle, 0, null, w.FILE_BEGIN)).toBe(true);
    expect(process.GetLastError()).toBe(w.ERROR_INVALID_HANDLE);
    await open();
    expect(process.GetLastError()).toBe(w.ERROR_SUCCESS);
  });

  it('belongs to the thread', async () => {
    const { process } = newProcess();
    const fail = async (handle: number, error: number) => {
      await process.CloseHandle(handle);
      expect(process.GetLastError()).toBe(w.ERROR_INVALID_HANDLE);
      process.SetLastError(error);
      await new Promise(setImmediate);
      expect(process.GetLastError()).toBe(error);
    };
    process.SetLastError(1);
    await Promise.all([w.runThread(() => fail(0, 2)), w.runThread(() => fail(0, 3))]);
    expect(process.GetLastError()).toBe(1);
  });
});

describe('CloseHandle', () => {
  it('takes the handle away: what comes after is ERROR_INVALID_HANDLE', async () => {
    const { process, open } = newProcess();
    const handle = await open();
    expect(await process.CloseHandle(handle)).toBe(true);
    expect(await process.CloseHandle(handle)).toBe(false);
    expect(process.GetLastError()).toBe(w.ERROR_INVALID_HANDLE);
    expect(process.SetFilePointerEx(handle, 0, null, w.FILE_BEGIN)).toBe(false);
    expect(await process.ReadFile(handle, null, 0, noCount())).toBe(false);
    expect(await open()).not.toBe(handle);
  });

  it('takes back what waits: ERROR_OPERATION_ABORTED', async () => {
    let answer = () => {};
    class Slow extends ScriptedTransport {
      override execute(request: Parameters<ScriptedTransport['execute']>[0]) {
        const { promise, resolve } = withResolvers();
        answer = resolve;
        return promise.then(() => super.execute(request));
      }
    }
    const { process, open } = onTransport(new Slow(good));
    const [handle, other] = [await open(), await open()];
    const verify = (on: number) =>
      process.DeviceIoControl(on, codes.IOCTL_CDROM_CHECK_VERIFY, null, 0, null, 0, noCount());
    const running = verify(other);
    const waiting = w.runThread(async () => ({ isDone: await verify(handle), error: process.GetLastError() }));
    await new Promise(setImmediate);
    const closing = process.CloseHandle(handle);
    expect(await waiting).toEqual({ isDone: false, error: 995 });
    answer();
    expect(await running).toBe(true);
    expect(await closing).toBe(true);
  });

  it('the end of the process closes everything', async () => {
    const drive = new ScriptedTransport();
    {
      await using process = onTransport(drive).process;
      for (let i = 0; i < 3; i++) await process.CreateFile('x', 0, 0, null, w.OPEN_EXISTING, 0, null);
    }
    expect(drive.isClosed).toBe(true);
  });

  function withResolvers() {
    let resolve = () => {};
    const promise = new Promise<void>((settle) => {
      resolve = settle;
    });
    return { promise, resolve };
  }
});

it('the functions of the module are those of one process', async () => {
  const handle = await w.CreateFile('virtual:', 0, 0, null, w.OPEN_EXISTING, 0, null);
  expect(handle).toBeGreaterThan(0);
  expect(await w.CloseHandle(handle)).toBe(true);
});
