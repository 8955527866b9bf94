import { describe, expect, test } from 'vitest';
import { errno } from '../../../../src/transport/linux/errno.js';
import type { DeviceNode } from '../../../../src/transport/linux/explain.js';
import type { LinuxFfi } from '../../../../src/transport/linux/ffi.js';
import { SgIoCall } from '../../../../src/transport/linux/sg-io-call.js';
import { sgIoHdr32, sgIoHdr64 } from '../../../../src/transport/linux/sg-io-hdr.js';
import type { TransferRequest } from '../../../../src/transport/transport.js';
import { TransportError } from '../../../../src/transport/transport-error.js';
import { request } from '../requests.js';

const structureAddress = 0x10_0000;
const dataAddress = 0x20_0000;
const inquiry = Uint8Array.of(0x12, 0, 0, 0, 36, 0);

/** A kernel in a box: takes the structures as they lie in memory and writes what the test says into them. */
class FakeKernel {
  readonly pointerBytes: number;
  result: Record<string, number> = {};
  sense = new Uint8Array(0);
  errno = 0;
  /** The header as it arrived. */
  header: Record<string, unknown> = {};
  cdb = new Uint8Array(0);
  signalsBlocked = 0;

  constructor(bits: 32 | 64 = 64) {
    this.pointerBytes = bits / 8;
  }

  readonly ffi = (): LinuxFfi => ({
    pointerBytes: this.pointerBytes,
    // The structures are the first thing a call takes the address of.
    address: (bytes) => BigInt(bytes.length > 300 ? structureAddress : dataAddress),
    ioctl: (_fd, _request, argument) => this.#run(argument),
    ioctlAsync: (_fd, _request, argument, finished) => finished(this.#run(argument)),
    withoutSignals: (action) => {
      this.signalsBlocked++;
      return action();
    },
  });

  #run(argument: Uint8Array): number {
    const codec = this.pointerBytes === 8 ? sgIoHdr64 : sgIoHdr32;
    const header = codec.decode(argument);
    this.header = { ...header };
    const memory = new Uint8Array(argument.buffer);
    const at = (pointer: number | bigint) => Number(pointer) - structureAddress;
    this.cdb = memory.slice(at(header.cmdp), at(header.cmdp) + header.cmd_len);
    if (this.errno !== 0) return this.errno;
    memory.set(this.sense, at(header.sbp));
    codec.encode({ ...header, sb_len_wr: this.sense.length, ...this.result } as never, argument);
    return 0;
  }
}

const sr0: DeviceNode = { path: '/dev/sr0', isBlock: true, access: 'readWrite', genericPath: '/dev/sg1' };
const sg1: DeviceNode = { ...sr0, path: '/dev/sg1', isBlock: false };

function send(kernel: FakeKernel, changes: Partial<TransferRequest> = {}, node = sr0) {
  const call = new SgIoCall(node, 3, kernel.ffi());
  const sent = request(changes);
  call.pack(sent);
  return call.complete(sent, call.call(), 1.5);
}

describe.each([64, 32] as const)('the header of a %i-bit process', (bits) => {
  test('data-in', () => {
    const kernel = new FakeKernel(bits);
    send(kernel, { cdb: inquiry, direction: 'in', data: new Uint8Array(36), timeoutMs: 1500.2 });
    expect(kernel.header).toMatchObject({
      interface_id: 0x53,
      dxfer_direction: -3,
      cmd_len: 6,
      mx_sb_len: 252,
      iovec_count: 0,
      dxfer_len: 36,
      timeout: 1501,
      flags: 0,
    });
    expect(Number(kernel.header['dxferp'])).toBe(dataAddress);
    expect(kernel.cdb).toEqual(inquiry);
  });

  test('data-out', () => {
    const kernel = new FakeKernel(bits);
    send(kernel, { direction: 'out', data: new Uint8Array(28) });
    expect(kernel.header).toMatchObject({ dxfer_direction: -2, dxfer_len: 28 });
  });

  test('no data, or none of it, has no direction and no address', () => {
    for (const direction of ['none', 'in', 'out'] as const) {
      const kernel = new FakeKernel(bits);
      send(kernel, { direction });
      expect(kernel.header).toMatchObject({ dxfer_direction: -1, dxfer_len: 0 });
      expect(Number(kernel.header['dxferp'])).toBe(0);
    }
  });
});

test('a shorter CDB after a longer one goes out with its own length', () => {
  const kernel = new FakeKernel();
  const call = new SgIoCall(sr0, 3, kernel.ffi());
  for (const length of [16, 6]) {
    call.pack(request({ cdb: new Uint8Array(length).fill(length) }));
    call.call();
    expect(kernel.cdb).toEqual(new Uint8Array(length).fill(length));
  }
});

describe('the completion', () => {
  const reading = (length: number) => ({ direction: 'in', data: new Uint8Array(length) }) as const;

  test('keeps the figures of the header', () => {
    const kernel = new FakeKernel();
    kernel.sense = Uint8Array.of(0x70, 0, 5, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x24, 0, 0, 0xc0, 0, 1);
    kernel.result = {
      status: 2,
      host_status: 0,
      driver_status: 8,
      resid: 36,
      duration: 4,
      info: 1,
    };
    expect(send(kernel, reading(36))).toEqual({
      status: 2,
      sense: kernel.sense,
      transferredBytes: 0,
      durationMs: 1.5,
      native: kernel.result,
    });
  });

  test('is an empty sense where none arrived', () => {
    expect(send(new FakeKernel())).toMatchObject({ status: 0, sense: new Uint8Array(0), transferredBytes: 0 });
  });

  test('owns its sense: the next command does not change it', () => {
    const kernel = new FakeKernel();
    const call = new SgIoCall(sr0, 3, kernel.ffi());
    const complete = (...bytes: number[]) => {
      kernel.sense = Uint8Array.from(bytes);
      call.pack(request());
      return call.complete(request(), call.call(), 0);
    };
    const first = complete(0x70, 1);
    complete(0x71, 2);
    expect(first.sense).toEqual(Uint8Array.of(0x70, 1));
  });

  test.each([
    [0, 2048],
    [48, 2000],
    [2048, 0],
    [2049, 0],
    [-5, 2048],
  ])('a residual of %i out of 2048 leaves %i', (resid, transferredBytes) => {
    const kernel = new FakeKernel();
    kernel.result = { resid };
    expect(send(kernel, reading(2048))).toMatchObject({ transferredBytes, native: { resid } });
  });

  test('is RESERVATION CONFLICT for DID_NEXUS_FAILURE, with the figures as they came', () => {
    const kernel = new FakeKernel();
    kernel.result = { host_status: 0x11 };
    expect(send(kernel)).toMatchObject({ status: 0x18, native: { status: 0, host_status: 0x11 } });
  });
});

describe('no answer', () => {
  const failure = (kernel: FakeKernel, node = sr0, changes: Partial<TransferRequest> = {}): TransportError => {
    try {
      send(kernel, changes, node);
    } catch (error) {
      if (error instanceof TransportError) return error;
    }
    throw new Error('it did not fail with a TransportError');
  };

  test('a host_status says what happened, where, and what to do', () => {
    const kernel = new FakeKernel();
    kernel.result = { host_status: 0x03 };
    expect(failure(kernel)).toMatchObject({
      kind: 'timeout',
      message: '/dev/sr0: no answer within 10000 ms; the drive may need longer, or hang (DID_TIME_OUT, host_status 3)',
      native: { source: 'host_status', code: 3, name: 'DID_TIME_OUT' },
    });
  });

  test('one that no kernel has defined yet stays a number', () => {
    const kernel = new FakeKernel();
    kernel.result = { host_status: 0x7f };
    expect(failure(kernel)).toMatchObject({ kind: 'hostError', native: { code: 0x7f, name: undefined } });
  });

  test('an errno does, too', () => {
    const kernel = new FakeKernel();
    kernel.errno = errno.ENODEV;
    expect(failure(kernel)).toMatchObject({
      kind: 'noDevice',
      message: '/dev/sr0: the device is gone; was it unplugged? (ENODEV, errno 19)',
      native: { source: 'errno', code: 19, name: 'ENODEV' },
    });
  });

  describe('because of the command filter', () => {
    const mechanismStatus = { cdb: Uint8Array.of(0xbd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) };
    const refusal = (node: DeviceNode) => {
      const kernel = new FakeKernel();
      kernel.errno = errno.EPERM;
      const error = failure(kernel, node, mechanismStatus);
      expect(error.kind).toBe('accessDenied');
      expect(error.message).toContain(`${node.path}: Linux did not let the command with operation code BDh pass`);
      return error.message;
    };

    test('a block node: names the generic one', () => {
      expect(refusal(sr0)).toMatch(/open \/dev\/sg1 for writing \(O_RDWR\).*CAP_SYS_RAWIO \(EPERM, errno 1\)$/);
    });
    test('a block node without a generic one: names the module', () => {
      expect(refusal({ ...sr0, genericPath: undefined })).toContain('load the module sg');
    });
    test('a block node that is open read-only: says so', () => {
      expect(refusal({ ...sr0, access: 'readOnly' })).toContain('open read-only');
    });
    test('a generic node: it must be open read-only', () => {
      expect(refusal({ ...sg1, access: 'readOnly' })).toContain('get write permission for it');
    });
  });
});

describe('signals', () => {
  test('are held back on a generic node, where one would send the command again', () => {
    const kernel = new FakeKernel();
    send(kernel, {}, sg1);
    expect(kernel.signalsBlocked).toBe(1);
  });
  test('are not on a block node, which waits uninterruptibly', () => {
    const kernel = new FakeKernel();
    send(kernel, {}, sr0);
    expect(kernel.signalsBlocked).toBe(0);
  });
});
