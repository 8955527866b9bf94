import { describe, expect, test } from 'vitest';
import { WindowsTransport } from '../../../../src/transport/windows/windows-transport.js';
import { request } from '../requests.js';
import { FakeKernel32 } from './fake-kernel32.js';

describe('an adapter that does not tell what it takes', () => {
  test('gets data where every adapter can take them, and no alignment is claimed to be its own', () => {
    const kernel = new FakeKernel32();
    kernel.data = Uint8Array.of(1, 2, 3);
    const transport = new WindowsTransport('D:', 40, undefined, kernel.ffi());
    expect(transport.limits).toMatchObject({ maximumTransferBytes: 65_536, alignmentBytes: 1 });
    const data = new Uint8Array(4);
    kernel.placeNextAt(0x10_0004);
    transport.executeSync(request({ direction: 'in', data }));
    expect(Number(kernel.header['DataBuffer']) % 512).toBe(0);
    expect(data).toEqual(Uint8Array.of(1, 2, 3, 0));
  });
});

test('an adapter that tells gets what it asked for', () => {
  const kernel = new FakeKernel32();
  const limits = { maximumTransferBytes: 131_072, alignmentBytes: 2 };
  expect(new WindowsTransport('D:', 40, limits, kernel.ffi()).limits).toMatchObject(limits);
});
