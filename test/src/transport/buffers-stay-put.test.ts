import { describe, expect, test } from 'vitest';
import { toBytes } from '../../../mmc/layout/index.js';
import { type LinuxFfi, loadLinuxFfi } from '../../../src/transport/linux/ffi.js';
import { LinuxTransport } from '../../../src/transport/linux/linux-transport.js';
import { sgIoHdr64 } from '../../../src/transport/linux/sg-io-hdr.js';
import type { Completion } from '../../../src/transport/transport.js';
import type { WindowsFfi } from '../../../src/transport/windows/ffi.js';
import { scsiPassThroughDirect64 } from '../../../src/transport/windows/scsi-pass-through-direct.js';
import { WindowsTransport } from '../../../src/transport/windows/windows-transport.js';
import { churn, nextTurn } from './collect-garbage.js';
import { BlockingWriter, memoryAt } from './native-memory.js';
import { request } from './requests.js';

/**
 * The transports as they are, with the real koffi, its thread and its addresses; only the function at the far end is
 * not the kernel's driver but one that waits, then writes header, sense and data where the structure says they are.
 */
interface FarEnd {
  readonly transport: LinuxTransport | WindowsTransport;
  /** The CDB as native code sees it while the call is running. */
  cdbNow(): Uint8Array;
  /** Lets the native call end with these. */
  answer(data: Uint8Array, sense: Uint8Array): void;
}

async function linuxFarEnd(): Promise<FarEnd> {
  const writer = new BlockingWriter();
  const real = await loadLinuxFfi();
  let header = sgIoHdr64.decode(new Uint8Array(88));
  const ffi: LinuxFfi = {
    ...real,
    ioctlAsync(_fd, _request, argument, finished) {
      header = sgIoHdr64.decode(argument);
      const stretches = [
        { address: header.dxferp, length: header.dxfer_len },
        { address: header.sbp, length: header.mx_sb_len },
        { address: real.address(argument), length: sgIoHdr64.span },
      ];
      writer.start(stretches, () => finished(0));
    },
  };
  const node = { path: '/dev/sr0', isBlock: true, access: 'readWrite', genericPath: undefined } as const;
  return {
    transport: new LinuxTransport(node, BlockingWriter.spareDescriptor(), 65_536, ffi),
    cdbNow: () => memoryAt({ address: header.cmdp, length: header.cmd_len }),
    answer: (data, sense) =>
      writer.feed(
        Buffer.concat([
          data,
          padded(sense, header.mx_sb_len),
          toBytes(sgIoHdr64, { ...header, status: 2, sb_len_wr: sense.length }),
        ]),
      ),
  };
}

async function windowsFarEnd(alignmentBytes: number): Promise<FarEnd> {
  const writer = new BlockingWriter();
  const real = await loadLinuxFfi();
  let header = scsiPassThroughDirect64.decode(new Uint8Array(56));
  const ffi: WindowsFfi = {
    pointerBytes: 8,
    address: real.address,
    deviceIoControlAsync({ input, output }, finished) {
      header = scsiPassThroughDirect64.decode(input);
      const start = real.address(output);
      const sense = { address: start + BigInt(header.SenseInfoOffset), length: header.SenseInfoLength };
      const stretches = [
        { address: header.DataBuffer, length: header.DataTransferLength },
        sense,
        { address: start, length: scsiPassThroughDirect64.span },
      ];
      writer.start(stretches, () => finished(0));
    },
    deviceIoControl: () => 0,
    openDevice: async () => ({ code: 2 }),
    closeHandle: () => 0,
    queryDosDevice: () => undefined,
  };
  const limits = { maximumTransferBytes: 65_536, alignmentBytes };
  return {
    transport: new WindowsTransport('D:', 1, limits, ffi),
    cdbNow: () => header.Cdb.slice(0, header.CdbLength),
    answer: (data, sense) =>
      writer.feed(
        Buffer.concat([
          data,
          padded(sense, header.SenseInfoLength),
          toBytes(scsiPassThroughDirect64, { ...header, ScsiStatus: 2, SenseInfoLength: sense.length }),
        ]),
      ),
  };
}

function padded(bytes: Uint8Array, length: number): Uint8Array {
  const whole = new Uint8Array(length);
  whole.set(bytes);
  return whole;
}

/** Gives a command a buffer that nobody else holds: not even a register of the test's own suspended function. */
function sendForgotten(
  end: FarEnd,
  cdb: Uint8Array,
  length: number,
): { data: WeakRef<Uint8Array>; done: Promise<Completion> } {
  const data = new Uint8Array(length);
  return { data: new WeakRef(data), done: end.transport.execute(request({ cdb, direction: 'in', data })) };
}

const isLinux64 = process.platform === 'linux' && (await loadLinuxFfi()).pointerBytes === 8;

describe.runIf(isLinux64)('while a native call runs, and garbage is collected', () => {
  const ends: [string, () => Promise<FarEnd>][] = [
    ['SG_IO', linuxFarEnd],
    ['pass-through', () => windowsFarEnd(1)],
    ['pass-through with a copy', () => windowsFarEnd(4096)],
  ];

  describe.each(ends)('%s', (_, make) => {
    // Up to 64 bytes lie on V8's heap, where they move, until somebody asks for their address.
    test.each([1, 8, 36, 64, 65, 2048, 3000])('a buffer of %i bytes stays, and is filled', async (length) => {
      const end = await make();
      const cdb = Uint8Array.of(0x12, 0, 0, 0, length & 0xff, 0);
      const bytes = Uint8Array.from({ length }, (_, i) => i * 7 + 1);
      const sense = Uint8Array.of(0x70, 0, 6, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x28, 0, 0, 0, 0, 0);
      const sent = sendForgotten(end, cdb, length);
      for (let turn = 0; turn < 3; turn++) {
        await nextTurn();
        churn();
      }
      expect(end.cdbNow()).toEqual(cdb);
      end.answer(bytes, sense);
      const data = sent.data.deref();
      expect(data).toBeDefined();
      expect(await sent.done).toMatchObject({ status: 2, sense, transferredBytes: length });
      expect(data).toEqual(bytes);
      await end.transport.close();
    });
  });

  test('a part of a larger array stays in its place', async () => {
    const end = await linuxFarEnd();
    const whole = new Uint8Array(64).fill(0xee);
    const done = end.transport.execute(request({ direction: 'in', data: whole.subarray(3, 11) }));
    churn();
    end.answer(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), new Uint8Array(0));
    await done;
    expect(whole.subarray(0, 14)).toEqual(Uint8Array.of(0xee, 0xee, 0xee, 1, 2, 3, 4, 5, 6, 7, 8, 0xee, 0xee, 0xee));
    await end.transport.close();
  });

  test('a queue of them does not mix them up', async () => {
    const end = await linuxFarEnd();
    const lengths = [8, 2048, 64, 36];
    const sent = lengths.map((length, index) => {
      const data = new Uint8Array(length);
      return end.transport
        .execute(request({ cdb: new Uint8Array(6).fill(index), direction: 'in', data }))
        .then(() => data);
    });
    for (const [index, length] of lengths.entries()) {
      churn();
      expect(end.cdbNow()).toEqual(new Uint8Array(6).fill(index));
      end.answer(new Uint8Array(length).fill(index + 1), new Uint8Array(0));
      expect(await sent[index]).toEqual(new Uint8Array(length).fill(index + 1));
    }
    await end.transport.close();
  });

  test('closing waits for the call', async () => {
    const end = await linuxFarEnd();
    const order: string[] = [];
    const sent = end.transport
      .execute(request({ direction: 'in', data: new Uint8Array(8) }))
      .then(() => order.push('answered'));
    const closed = end.transport.close().then(() => order.push('closed'));
    for (let turn = 0; turn < 3; turn++) {
      await nextTurn();
      churn();
    }
    expect(order).toEqual([]);
    end.answer(new Uint8Array(8), new Uint8Array(0));
    await Promise.all([sent, closed]);
    expect(order).toEqual(['answered', 'closed']);
  });
});

test.runIf(isLinux64)('after a command has settled, its buffer is let go', async () => {
  const end = await linuxFarEnd();
  const sent = sendForgotten(end, new Uint8Array(6), 2048);
  end.answer(new Uint8Array(2048), new Uint8Array(0));
  await sent.done;
  for (let turn = 0; turn < 50 && sent.data.deref(); turn++) {
    await nextTurn();
    churn();
  }
  expect(sent.data.deref()).toBeUndefined();
  await end.transport.close();
});
