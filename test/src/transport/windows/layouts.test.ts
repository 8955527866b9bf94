import { describe, expect, test } from 'vitest';
import { toBytes } from '../../../../mmc/layout/index.js';
import { offsetsOf } from '../../../../src/transport/native-layout.js';
import {
  scsiPassThroughDirect32,
  scsiPassThroughDirect64,
} from '../../../../src/transport/windows/scsi-pass-through-direct.js';
import {
  adapterLimits,
  adapterQuery,
  deviceNames,
  deviceQuery,
  storageAdapterDescriptor,
  storageDeviceDescriptor,
} from '../../../../src/transport/windows/storage-query.js';

// Measured with the x64 and x86 compilers of mingw-w64 on ntddscsi.h.
const measured = {
  Length: [0, 0],
  ScsiStatus: [2, 2],
  PathId: [3, 3],
  TargetId: [4, 4],
  Lun: [5, 5],
  CdbLength: [6, 6],
  SenseInfoLength: [7, 7],
  DataIn: [8, 8],
  DataTransferLength: [12, 12],
  TimeOutValue: [16, 16],
  DataBuffer: [24, 20],
  SenseInfoOffset: [32, 24],
  Cdb: [36, 28],
} as const;

const column = (index: 0 | 1) =>
  Object.fromEntries(Object.entries(measured).map(([name, offsets]) => [name, offsets[index]]));

describe('SCSI_PASS_THROUGH_DIRECT lies in memory as the C compilers lay it out', () => {
  test('x64 and arm64', () => {
    expect(offsetsOf(scsiPassThroughDirect64)).toEqual(column(0));
    expect(scsiPassThroughDirect64.span).toBe(56);
  });
  test('x86', () => {
    expect(offsetsOf(scsiPassThroughDirect32)).toEqual(column(1));
    expect(scsiPassThroughDirect32.span).toBe(44);
  });
});

test('STORAGE_PROPERTY_QUERY asks for one descriptor', () => {
  expect(deviceQuery).toEqual(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  expect(adapterQuery).toEqual(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
});

describe('STORAGE_ADAPTER_DESCRIPTOR', () => {
  test('lies in memory as ntddstor.h has it', () => {
    expect(offsetsOf(storageAdapterDescriptor)).toMatchObject({
      MaximumTransferLength: 8,
      MaximumPhysicalPages: 12,
      AlignmentMask: 16,
      AdapterUsesPio: 20,
      AdapterScansDown: 21,
      CommandQueueing: 22,
      AcceleratedTransfer: 23,
      BusType: 24,
      BusMajorVersion: 26,
      BusMinorVersion: 28,
      SrbType: 30,
      AddressType: 31,
    });
  });

  const limits = (MaximumTransferLength: number, MaximumPhysicalPages: number, AlignmentMask = 1) =>
    adapterLimits(
      toBytes(storageAdapterDescriptor, { MaximumTransferLength, MaximumPhysicalPages, AlignmentMask, AddressType: 0 }),
    );

  test.each([
    [131_072, 33, 131_072],
    [131_072, 32, 126_976],
    [65_536, 0xffff_ffff, 65_536],
    [0xffff_ffff, 17, 65_536],
    [65_536, 1, 4096],
    [65_536, 0, 4096],
  ])('%i bytes on %i pages carry %i', (bytes, pages, expected) => {
    expect(limits(bytes, pages).maximumTransferBytes).toBe(expected);
  });

  test.each([
    [0, 1],
    [1, 2],
    [3, 4],
    [0x1ff, 512],
  ])('alignment mask %i asks for multiples of %i', (mask, alignmentBytes) => {
    expect(limits(65_536, 17, mask).alignmentBytes).toBe(alignmentBytes);
  });

  test('the shorter one of an older Windows is enough', () => {
    const whole = toBytes(storageAdapterDescriptor, {
      MaximumTransferLength: 65_536,
      MaximumPhysicalPages: 17,
      AlignmentMask: 3,
      AddressType: 0,
    });
    for (const length of [20, 28, 32])
      expect(adapterLimits(whole.subarray(0, length))).toEqual({ maximumTransferBytes: 65_536, alignmentBytes: 4 });
  });
});

describe('STORAGE_DEVICE_DESCRIPTOR', () => {
  test('names vendor, model and firmware', () => {
    const text = 'PIONEER \0BD-RW   BDR-209D\x001.51\0';
    const header = toBytes(storageDeviceDescriptor, {
      VendorIdOffset: 40,
      ProductIdOffset: 49,
      ProductRevisionOffset: 66,
    });
    const descriptor = new Uint8Array(40 + text.length);
    descriptor.set(header);
    descriptor.set(Buffer.from(text, 'latin1'), 40);
    expect(deviceNames(descriptor)).toEqual({ vendor: 'PIONEER', model: 'BD-RW   BDR-209D', firmware: '1.51' });
  });

  test('leaves out what it has no offset for, or one beyond its end', () => {
    const descriptor = toBytes(storageDeviceDescriptor, { VendorIdOffset: 0, ProductIdOffset: 4000 });
    expect(deviceNames(descriptor)).toEqual({ vendor: undefined, model: undefined, firmware: undefined });
  });
});
