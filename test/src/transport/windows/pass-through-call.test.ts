import { describe, expect, test } from 'vitest';
import type { TransferRequest } from '../../../../src/transport/transport.js';
import { PassThroughCall } from '../../../../src/transport/windows/pass-through-call.js';
import { request } from '../requests.js';
import { FakeKernel32 } from './fake-kernel32.js';

const inquiry = Uint8Array.of(0x12, 0, 0, 0, 36, 0);

function callOn(kernel: FakeKernel32, alignmentBytes = 1) {
  const call = new PassThroughCall('D:', 40, alignmentBytes, kernel.ffi());
  return (changes: Partial<TransferRequest> = {}) => {
    const sent = request(changes);
    call.pack(sent);
    return call.complete(sent, call.call(), 1.5);
  };
}

describe.each([64, 32] as const)('the header of a %i-bit process', (bits) => {
  test('data-in', () => {
    const kernel = new FakeKernel32(bits);
    const data = new Uint8Array(36);
    callOn(kernel)({ cdb: inquiry, direction: 'in', data, timeoutMs: 1001 });
    expect(kernel.header).toMatchObject({
      Length: bits === 64 ? 56 : 44,
      CdbLength: 6,
      SenseInfoLength: 252,
      DataIn: 1,
      DataTransferLength: 36,
      TimeOutValue: 2,
      SenseInfoOffset: 64,
      Cdb: Uint8Array.of(...inquiry, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    });
    expect(kernel.buffer?.buffer).toBe(data.buffer);
  });

  test('data-out', () => {
    const kernel = new FakeKernel32(bits);
    callOn(kernel)({ direction: 'out', data: Uint8Array.of(1, 2, 3), timeoutMs: 1000 });
    expect(kernel.header).toMatchObject({ DataIn: 0, DataTransferLength: 3, TimeOutValue: 1 });
    expect(kernel.dataOut).toEqual(Uint8Array.of(1, 2, 3));
  });

  test('no data, or none of it, has no direction and no address', () => {
    for (const direction of ['none', 'in', 'out'] as const) {
      const kernel = new FakeKernel32(bits);
      callOn(kernel)({ direction });
      expect(kernel.header).toMatchObject({ DataIn: 2, DataTransferLength: 0 });
      expect(Number(kernel.header['DataBuffer'])).toBe(0);
    }
  });
});

test('what the last command left in the header does not reach the next', () => {
  const kernel = new FakeKernel32();
  const send = callOn(kernel);
  kernel.sense = Uint8Array.of(0x70, 0, 5);
  kernel.result = { ScsiStatus: 2, PathId: 1, TargetId: 2, Lun: 3 };
  send({ cdb: new Uint8Array(16).fill(0xff), direction: 'in', data: new Uint8Array(8) });
  send();
  expect(kernel.header).toMatchObject({
    ScsiStatus: 0,
    PathId: 0,
    TargetId: 0,
    Lun: 0,
    CdbLength: 6,
    SenseInfoLength: 252,
    DataTransferLength: 0,
    Cdb: new Uint8Array(16),
  });
});

describe('the completion', () => {
  test('keeps every figure of the header', () => {
    const kernel = new FakeKernel32();
    kernel.sense = Uint8Array.of(0x70, 0, 5, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x24, 0, 0, 0xc0, 0, 1);
    kernel.result = { ScsiStatus: 2, PathId: 1, TargetId: 2, Lun: 3, DataTransferLength: 0 };
    expect(callOn(kernel)({ direction: 'in', data: new Uint8Array(36) })).toEqual({
      status: 2,
      sense: kernel.sense,
      transferredBytes: 0,
      durationMs: 1.5,
      native: { ...kernel.result, SenseInfoLength: 18, BytesReturned: 56 },
    });
  });

  test('has no sense where a driver leaves the length as it was', () => {
    const kernel = new FakeKernel32();
    const send = callOn(kernel);
    kernel.sense = Uint8Array.of(0x70, 0, 5);
    send();
    kernel.sense = new Uint8Array(0);
    kernel.result = { SenseInfoLength: 252 };
    expect(send()).toMatchObject({ sense: new Uint8Array(0), native: { SenseInfoLength: 252 } });
  });

  test('never counts more bytes than were asked for', () => {
    const kernel = new FakeKernel32();
    kernel.result = { DataTransferLength: 4096 };
    expect(callOn(kernel)({ direction: 'in', data: new Uint8Array(36) }).transferredBytes).toBe(36);
  });
});

describe('a buffer that does not lie as the adapter wants it', () => {
  test('is copied to on data-in, as far as data came', () => {
    const kernel = new FakeKernel32();
    kernel.data = Uint8Array.of(1, 2, 3);
    kernel.placeNextAt(0x10_0002);
    const data = new Uint8Array(6).fill(0xee);
    const completion = callOn(kernel, 4)({ direction: 'in', data });
    expect(Number(kernel.header['DataBuffer']) % 4).toBe(0);
    expect(kernel.buffer?.buffer).not.toBe(data.buffer);
    expect(data).toEqual(Uint8Array.of(1, 2, 3, 0xee, 0xee, 0xee));
    expect(completion.transferredBytes).toBe(3);
  });

  test('is copied from on data-out, wherever the copy has to lie', () => {
    for (const place of [0x20_0000, 0x20_0001, 0x20_01ff]) {
      const kernel = new FakeKernel32();
      const send = callOn(kernel, 512);
      const data = Uint8Array.from({ length: 2048 }, (_, i) => i);
      kernel.placeNextAt(0x10_0002);
      kernel.ffi().address(data);
      kernel.placeNextAt(place);
      send({ direction: 'out', data });
      expect(Number(kernel.header['DataBuffer']) % 512).toBe(0);
      expect(kernel.dataOut).toEqual(data);
    }
  });

  test('leaves nothing behind for a smaller one', () => {
    const kernel = new FakeKernel32();
    const send = callOn(kernel, 4);
    for (const length of [64, 2]) {
      const data = new Uint8Array(length).fill(length);
      kernel.placeNextAt(0x10_0001 + length);
      kernel.ffi().address(data);
      send({ direction: 'out', data });
      expect(kernel.dataOut).toEqual(data);
    }
  });

  test('is used as it is where it happens to lie right', () => {
    const kernel = new FakeKernel32();
    kernel.placeNextAt(0x10_0200);
    const data = new Uint8Array(16);
    callOn(kernel, 512)({ direction: 'in', data });
    expect(kernel.buffer?.buffer).toBe(data.buffer);
  });
});

test('a failed call says what happened, where, and what to do', () => {
  const kernel = new FakeKernel32();
  kernel.error = 121;
  expect(() => callOn(kernel)({ timeoutMs: 2500 })).toThrow(
    expect.objectContaining({
      kind: 'timeout',
      message: 'D: timed out after 2500 ms; the drive may need longer, or hang (ERROR_SEM_TIMEOUT, 121)',
      native: { source: 'GetLastError', code: 121, name: 'ERROR_SEM_TIMEOUT' },
    }),
  );
});
