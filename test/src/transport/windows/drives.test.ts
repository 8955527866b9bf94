import { describe, expect, test } from 'vitest';
import { toBytes } from '../../../../mmc/layout/index.js';
import { findWindowsDrives } from '../../../../src/transport/windows/drives.js';
import { windowsDevicePath } from '../../../../src/transport/windows/open-windows.js';
import { storageDeviceDescriptor } from '../../../../src/transport/windows/storage-query.js';
import { FakeKernel32 } from './fake-kernel32.js';

describe('finding drives', () => {
  test('a drive has its letter, its device name and its strings', async () => {
    const kernel = new FakeKernel32();
    const header = toBytes(storageDeviceDescriptor, { ProductIdOffset: 36 });
    kernel.devices = { '\\\\.\\CdRom0': 7 };
    kernel.names = { 'C:': '\\Device\\HarddiskVolume3', 'D:': '\\Device\\CdRom0' };
    kernel.descriptors = { 7: Uint8Array.of(...header, ...Buffer.from('BD-RW\0')) };
    expect(await findWindowsDrives(kernel.ffi())).toEqual([
      { name: 'D:', nodes: ['D:', '\\\\.\\CdRom0'], vendor: undefined, model: 'BD-RW', firmware: undefined },
    ]);
    expect(kernel.closed).toEqual([7]);
  });

  test('one without a letter goes by its device name; a gap in the numbers hides nothing', async () => {
    const kernel = new FakeKernel32();
    kernel.devices = { '\\\\.\\CdRom0': 7, '\\\\.\\CdRom3': 8 };
    kernel.names = { 'F:': '\\Device\\CdRom3' };
    expect((await findWindowsDrives(kernel.ffi())).map(({ nodes }) => nodes)).toEqual([
      ['\\\\.\\CdRom0'],
      ['F:', '\\\\.\\CdRom3'],
    ]);
  });
});

describe('names', () => {
  test.each([
    ['D:', '\\\\.\\D:'],
    ['d:', '\\\\.\\D:'],
    ['D:\\', '\\\\.\\D:'],
    ['\\\\.\\D:', '\\\\.\\D:'],
    ['\\\\.\\D:\\', '\\\\.\\D:'],
    ['\\\\.\\CdRom0', '\\\\.\\CdRom0'],
    ['\\\\?\\scsi#cdrom#0', '\\\\?\\scsi#cdrom#0'],
    ['D', undefined],
    ['DD:', undefined],
    ['D:\\disc.iso', undefined],
    ['\\\\server\\share', undefined],
    ['\\\\.\\', undefined],
  ])('%s is the device %s', (name, path) => {
    expect(windowsDevicePath(name)).toBe(path);
  });
});
