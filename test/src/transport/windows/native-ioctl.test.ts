import { describe, expect, test } from 'vitest';
import { TransportError } from '../../../../src/transport/transport-error.js';
import type { NtControlCall, NtdllFfi } from '../../../../src/transport/windows/ffi.js';
import { nativeIoctl, openNativeDriver } from '../../../../src/transport/windows/native-ioctl.js';
import { FakeKernel32 } from './fake-kernel32.js';

/** ntdll in a box: writes what the test says into the status block and the output. */
class FakeNtdll implements NtdllFfi {
  calls: NtControlCall[] = [];
  constructor(
    readonly ntStatus: number,
    readonly information: number | undefined,
    readonly output = new Uint8Array(0),
  ) {}

  async deviceIoControlFile(call: NtControlCall): Promise<number> {
    this.calls.push({ ...call, input: call.input.slice() });
    call.output.set(this.output);
    const view = new DataView(call.statusBlock.buffer);
    const pointerBytes = call.statusBlock.length / 2;
    if (this.information !== undefined) {
      view.setUint32(0, this.ntStatus, true);
      call.statusBlock.fill(0, pointerBytes);
      view.setUint32(pointerBytes, this.information, true);
    }
    return this.ntStatus;
  }

  ntStatusToDosError = (ntStatus: number) => ntStatus % 1000;
}

function openOn(ntdll: NtdllFfi, { name = 'D:', bits = 64 as 32 | 64, platform = 'win32' as NodeJS.Platform } = {}) {
  const kernel32 = new FakeKernel32(bits);
  kernel32.devices = { '\\\\.\\D:': 8 };
  const surroundings = { platform, kernel32: async () => kernel32.ffi(), ntdll: async () => ntdll };
  return { kernel32, opening: openNativeDriver(name, surroundings) };
}

const output = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

describe("the operating system's own driver", () => {
  test.each([32, 64] as const)(
    'gets the same buffers, and its status and Information come back: %i bits',
    async (bits) => {
      const ntdll = new FakeNtdll(0, 6, output);
      const { opening } = openOn(ntdll, { bits });
      const driver = await opening;
      const result = await driver.ioctl(0x24000, Uint8Array.of(9), 8);
      expect(result).toEqual({ ntStatus: 0, information: 6, output: output.subarray(0, 6), win32Error: 0 });
      expect(ntdll.calls[0]).toMatchObject({ handle: 8, controlCode: 0x24000, input: Uint8Array.of(9) });
      expect(ntdll.calls[0]!.output).toHaveLength(8);
    },
  );

  test('a buffer of the caller is the buffer that is written to', async () => {
    const buffer = new Uint8Array(16);
    const driver = await openOn(new FakeNtdll(0, 8, output)).opening;
    expect((await driver.ioctl(1, undefined, buffer)).output.buffer).toBe(buffer.buffer);
    expect(buffer.subarray(0, 8)).toEqual(output);
  });

  test('a warning has output; an error has none, and Information where the system tells it', async () => {
    const ioctl = async (status: number, information: number | undefined) =>
      (await openOn(new FakeNtdll(status, information, output)).opening).ioctl(1, undefined, 8);
    expect(await ioctl(0x8000_0005, 8)).toMatchObject({ information: 8, output });
    expect(await ioctl(0xc000_0023, 12)).toMatchObject({ information: 12, output: new Uint8Array(0) });
    expect(await ioctl(0xc000_0010, undefined)).toMatchObject({ information: undefined, output: new Uint8Array(0) });
  });

  test('closing closes the handle, once, and later requests say so', async () => {
    const { kernel32, opening } = openOn(new FakeNtdll(0, 0));
    const driver = await opening;
    await driver.close();
    await driver.close();
    expect(kernel32.closed).toEqual([8]);
    await expect(driver.ioctl(1)).rejects.toMatchObject({ kind: 'closed', message: 'D:: the handle was closed' });
  });

  test.each([
    ['virtual:', 'win32', 'notFound', /^virtual: is no drive of Windows/],
    ['E:', 'win32', 'notFound', /^E: there is no such drive/],
    ['/dev/sr0', 'linux', 'unsupported', /^\/dev\/sr0: a driver that takes control codes is part of Windows; on linux/],
  ] as const)('%s on %s: %s', async (name, platform, kind, message) => {
    const { opening } = openOn(new FakeNtdll(0, 0), { name, platform });
    await expect(opening).rejects.toMatchObject({ kind, message: expect.stringMatching(message) });
  });

  test('nativeIoctl asks this system, which has no driver for a virtual drive', async () => {
    await expect(nativeIoctl('virtual:', 0)).rejects.toThrow(TransportError);
  });
});
