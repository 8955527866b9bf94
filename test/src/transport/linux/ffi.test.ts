import { closeSync, openSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errno } from '../../../../src/transport/linux/errno.js';
import { type LinuxFfi, loadLinuxFfi } from '../../../../src/transport/linux/ffi.js';
import { sgRequest } from '../../../../src/transport/linux/sg-io-hdr.js';
import { churn } from '../collect-garbage.js';
import { memoryAt } from '../native-memory.js';

describe.runIf(process.platform === 'linux')('libc through koffi', () => {
  let ffi: LinuxFfi;
  let nullDevice: number;
  const argument = new Uint8Array(128);
  beforeAll(async () => {
    ffi = await loadLinuxFfi();
    nullDevice = openSync('/dev/null', 'r+');
  });
  afterAll(() => closeSync(nullDevice));

  test('ioctl returns the errno it failed with', () => {
    expect(ffi.ioctl(nullDevice, sgRequest.sgIo, argument)).toBe(errno.ENOTTY);
    expect(ffi.ioctl(-1, sgRequest.sgIo, argument)).toBe(errno.EBADF);
  });

  test('on other threads, each call has the errno of its own', async () => {
    const files = Array.from({ length: 64 }, (_, index) => (index % 3 === 0 ? -1 : nullDevice));
    const codes = await Promise.all(
      files.map((fd) => new Promise((resolve) => ffi.ioctlAsync(fd, sgRequest.sgIo, argument, resolve))),
    );
    expect(codes).toEqual(files.map((fd) => (fd === -1 ? errno.EBADF : errno.ENOTTY)));
  });

  test.each([1, 8, 64, 65, 4096])('the address of %i bytes is where they are, and stays', (length) => {
    const bytes = new Uint8Array(length).fill(0x5a);
    const address = ffi.address(bytes);
    churn();
    bytes[0] = 0xa5;
    expect(ffi.address(bytes)).toBe(address);
    expect(memoryAt({ address, length })).toEqual(bytes);
  });

  test('the address of a part is inside the whole', () => {
    const whole = new Uint8Array(32);
    expect(ffi.address(whole.subarray(5))).toBe(ffi.address(whole) + 5n);
  });

  test('no signal gets through during the action, and the mask is as before after it', () => {
    const blocked = () =>
      BigInt(`0x${/^SigBlk:\s*(\w+)$/m.exec(readFileSync('/proc/thread-self/status', 'utf8'))?.[1]}`);
    const before = blocked();
    let during = 0n;
    const result = ffi.withoutSignals(() => {
      during = blocked();
      return 7;
    });
    expect(result).toBe(7);
    // SIGHUP, SIGINT, SIGTERM, SIGCHLD: bit n - 1 is signal n. SIGKILL and SIGSTOP cannot be blocked.
    for (const signal of [1, 2, 15, 17]) expect(during & (1n << BigInt(signal - 1))).not.toBe(0n);
    expect(blocked()).toBe(before);
  });

  test('the mask is restored when the action throws', () => {
    const blocked = () => /^SigBlk:.*$/m.exec(readFileSync('/proc/thread-self/status', 'utf8'))?.[0];
    const before = blocked();
    expect(() =>
      ffi.withoutSignals(() => {
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(blocked()).toBe(before);
  });
});
