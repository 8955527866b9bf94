import { describe, expect, it } from 'vitest';
import { hex } from '../../../../mmc/index.js';
import { Device } from '../../../../src/device/index.js';
import { controlCode, ntStatus, ntStatusName, openCdrom, readWriteRetryDelayMs } from '../../../../src/ioctl/index.js';
import { ManualClock } from '../../../../src/time/clock.js';
import { check, good, type Reply, ScriptedTransport } from '../../../helpers/scripted-transport.js';
import { GatedTransport, settle } from '../gated-transport.js';
import { pattern, replies } from '../rows/notation.js';

const blockBytes = 2048;

class SmallTransport extends ScriptedTransport {
  override readonly limits;
  constructor(maximumTransferBytes: number, ...script: Reply[]) {
    super(...script);
    this.limits = { maximumTransferBytes, alignmentBytes: 1, maximumCdbBytes: 16, maximumSenseBytes: 252 };
  }
}

function setUp(transport: ScriptedTransport) {
  const clock = new ManualClock();
  const device = new Device(transport);
  return { transport, clock, device, handle: openCdrom(device, { clock }) };
}
const sent = (transport: ScriptedTransport) => transport.sent.map(({ cdb }) => hex(cdb));

describe('a raw transfer', () => {
  it('goes in pieces as large as the transport allows', async () => {
    const data = pattern(5 * blockBytes);
    const pieces = [0, 2, 4].map((at) => ({ data: data.slice(at * blockBytes, (at + 2) * blockBytes) }));
    const { handle, transport } = setUp(new SmallTransport(5000, ...pieces));
    const result = await handle.read(16 * blockBytes, data.length);
    expect(result).toMatchObject({ ntStatus: ntStatus.STATUS_SUCCESS, information: data.length });
    expect(result.output).toEqual(data);
    expect(sent(transport)).toEqual([
      '28 00 00 00 00 10 00 00 02 00',
      '28 00 00 00 00 12 00 00 02 00',
      '28 00 00 00 00 14 00 00 01 00',
    ]);
  });

  it('takes pieces of data-out in their order', async () => {
    const { handle, transport } = setUp(new SmallTransport(blockBytes, good, good));
    const data = pattern(2 * blockBytes);
    expect((await handle.write(0, data)).information).toBe(data.length);
    expect(transport.sent.map((request) => request.data)).toEqual([
      data.subarray(0, blockBytes),
      data.subarray(blockBytes),
    ]);
  });

  it('goes block by block where not even one fits', async () => {
    const { handle, transport } = setUp(new SmallTransport(512, ...replies('B(1) -> B(1)')));
    await handle.read(0, 2 * blockBytes);
    expect(transport.sent).toHaveLength(2);
  });

  it('has pieces that READ(10) can take, also when it streams', async () => {
    const { handle, transport, device } = setUp(new SmallTransport(2 ** 31, good, good));
    device.blockLengthBytes = 1;
    handle.state.streamingCapabilities = { read: true, write: true };
    await handle.write(0, new Uint8Array(0x10000), { realtimeStream: true });
    expect(sent(transport)).toEqual(['AA 00 00 00 00 00 00 00 FF FF 80 00', 'AA 00 00 00 FF FF 00 00 00 01 80 00']);
  });

  it('ends with the first piece that fails', async () => {
    const { handle, transport } = setUp(new SmallTransport(blockBytes, ...replies('B(1) -> 3/11/00')));
    const result = await handle.read(0, 3 * blockBytes);
    expect(result).toMatchObject({ ntStatus: ntStatus.STATUS_DEVICE_DATA_ERROR, information: 0 });
    expect(result.output).toHaveLength(0);
    expect(transport.sent).toHaveLength(2);
  });

  it('ends with the first piece that is cut short: what follows would not belong there', async () => {
    const { handle, transport } = setUp(new SmallTransport(blockBytes, ...replies('B(1) -> S(700)')));
    const result = await handle.read(0, 3 * blockBytes);
    expect(result).toMatchObject({ ntStatus: ntStatus.STATUS_SUCCESS, information: blockBytes + 700 });
    expect(transport.sent).toHaveLength(2);
  });

  it('does not leave its buffer where the transport counts wrong', async () => {
    const { handle, device } = setUp(new ScriptedTransport({ data: pattern(blockBytes) }));
    const { execute } = device.transport;
    device.transport.execute = async (request) => ({
      ...(await execute.call(device.transport, request)),
      transferredBytes: 1_000_000,
    });
    expect((await handle.read(0, blockBytes)).information).toBe(blockBytes);
  });

  it('reads into the buffer that was given', async () => {
    const { handle } = setUp(new ScriptedTransport({ data: pattern(blockBytes) }));
    const buffer = new Uint8Array(blockBytes);
    const { output } = await handle.read(0, buffer);
    expect(output).toEqual(buffer);
    expect(output.buffer).toBe(buffer.buffer);
  });

  it('counts in blocks of the device', async () => {
    const { handle, transport, device } = setUp(new ScriptedTransport(good));
    device.blockLengthBytes = 512;
    await handle.write(1024, new Uint8Array(512));
    expect(sent(transport)).toEqual(['2A 00 00 00 00 02 00 00 01 00']);
  });

  it('of no bytes succeeds and sends nothing', async () => {
    const { handle, transport } = setUp(new ScriptedTransport());
    expect((await handle.read(100, 0)).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
    expect((await handle.write(0, new Uint8Array(0))).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
    expect(transport.sent).toEqual([]);
  });

  it.each([
    ['an offset within a block', 1, blockBytes],
    ['a length within a block', 0, blockBytes + 1],
    ['an address of more than 31 bits', 2 ** 31 * blockBytes, blockBytes],
    ['the block after the last', 100 * blockBytes, blockBytes],
    ['an end after the last block', 99 * blockBytes, 2 * blockBytes],
  ])('is refused for %s', async (_, offset, length) => {
    const { handle, transport } = setUp(new ScriptedTransport());
    handle.state.lastLogicalBlockAddress = offset < 2 ** 31 ? 99 : undefined;
    expect((await handle.read(offset, length)).ntStatus).toBe(ntStatus.STATUS_INVALID_DEVICE_REQUEST);
    expect((await handle.write(offset, new Uint8Array(length))).ntStatus).toBe(ntStatus.STATUS_INVALID_DEVICE_REQUEST);
    expect(transport.sent).toEqual([]);
  });

  it.each([-2048, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('has no offset %s', async (offset) => {
    const { handle } = setUp(new ScriptedTransport());
    await expect(handle.read(offset, blockBytes)).rejects.toThrow(RangeError);
    await expect(handle.write(offset, new Uint8Array(blockBytes))).rejects.toThrow(RangeError);
  });

  it('goes through for whoever verifies the volume', async () => {
    const { handle } = setUp(new ScriptedTransport({ data: pattern(blockBytes) }));
    handle.state.verifyRequired = true;
    const result = await handle.read(0, blockBytes, { overrideVerifyVolume: true });
    expect(result.ntStatus).toBe(ntStatus.STATUS_SUCCESS);
  });

  it('looks at the volume and at playing before the lock, and at the lock before anything else', async () => {
    const { handle, device } = setUp(new ScriptedTransport());
    await openCdrom(device).exclusiveLock('another program', { ignoreVolume: true });
    const status = async (length: number) => ntStatusName((await handle.read(0, length)).ntStatus);
    expect(await status(100)).toBe('STATUS_ACCESS_DENIED');
    expect(await status(0)).toBe('STATUS_ACCESS_DENIED');
    handle.state.playActive = true;
    expect(await status(100)).toBe('STATUS_DEVICE_BUSY');
    handle.state.verifyRequired = true;
    expect(await status(100)).toBe('STATUS_VERIFY_REQUIRED');
  });
});

describe('a raw transfer that waits', () => {
  it.each([
    ['meets another medium', check(6, 0x28), 'STATUS_VERIFY_REQUIRED', 'STATUS_VERIFY_REQUIRED'],
    ['begins to play', good, 'STATUS_SUCCESS', 'STATUS_DEVICE_BUSY'],
  ] as const)('is not carried out where the request before it %s', async (_, reply, first, second) => {
    const transport = new GatedTransport(reply);
    const { handle } = setUp(transport);
    const before = handle.ioctl(controlCode.IOCTL_CDROM_PLAY_AUDIO_MSF, new Uint8Array(6));
    const read = handle.read(0, blockBytes);
    await settle();
    await transport.release();
    expect(ntStatusName((await before).ntStatus)).toBe(first);
    expect(ntStatusName((await read).ntStatus)).toBe(second);
    expect(transport.sent).toHaveLength(1);
  });
});

describe('retries of a raw read', () => {
  it('go on for 160 seconds, as fast as the drive may be asked', async () => {
    const sends = Math.floor(160_000 / readWriteRetryDelayMs) + 2;
    const script = Array.from({ length: sends }, () => check(2, 0x04, 0x01));
    const { handle, transport, clock } = setUp(new ScriptedTransport(...script));
    expect((await handle.read(0, blockBytes)).ntStatus).toBe(ntStatus.STATUS_DEVICE_NOT_READY);
    expect(transport.unused).toBe(0);
    expect(clock.now()).toBeGreaterThan(160_000);
    expect(clock.now()).toBeLessThan(160_000 + readWriteRetryDelayMs);
  });

  it('end after five where the servo fails', async () => {
    const { handle, transport } = setUp(new ScriptedTransport(...replies('4/09/00 x6')));
    expect((await handle.read(0, blockBytes)).ntStatus).toBe(ntStatus.STATUS_IO_DEVICE_ERROR);
    expect(transport.unused).toBe(0);
  });
});

describe('a streaming transfer', () => {
  const warm = { read: true, write: true };

  it('is one that is asked for by itself, too', async () => {
    const { handle, transport } = setUp(new ScriptedTransport(...replies('B(1)')));
    handle.state.streamingCapabilities = warm;
    await handle.read(16 * blockBytes, blockBytes, { realtimeStream: true });
    expect(sent(transport)).toEqual(['A8 00 00 00 00 10 00 00 00 01 80 00']);
  });

  it('is refused where the medium does not stream in that direction', async () => {
    const { handle } = setUp(new ScriptedTransport());
    handle.state.streamingCapabilities = { read: true, write: false };
    const result = await handle.write(0, new Uint8Array(blockBytes), { realtimeStream: true });
    expect(result.ntStatus).toBe(ntStatus.STATUS_INVALID_DEVICE_REQUEST);
  });

  it('asks the drive whether it streams only when it is to stream', async () => {
    const { handle, transport } = setUp(new ScriptedTransport(...replies('F(1,4,00) -> B(1) -> B(1)')));
    await handle.read(0, blockBytes, { realtimeStream: true });
    await handle.read(0, blockBytes);
    expect(transport.sent.map(({ cdb }) => cdb[0])).toEqual([0x46, 0xa8, 0x28]);
  });

  it('ends as GET CONFIGURATION ends where that fails', async () => {
    const { handle } = setUp(new ScriptedTransport(...replies('2/3A/00')));
    const result = await handle.read(0, blockBytes, { realtimeStream: true });
    expect(result.ntStatus).toBe(ntStatus.STATUS_NO_MEDIA_IN_DEVICE);
  });

  it.each([
    ['6/29/00', true],
    ['6/2E/00', true],
    ['SEL', true],
    ['RST', true],
    ['5/64/00', true],
    ['6/28/00', false],
    ['4/44/00', false],
    ['2/04/01', false],
    ['BSY', false],
  ])('that ends in %s falls back to a plain one: %s', async (failure, fallsBack) => {
    const { handle, transport } = setUp(new ScriptedTransport(...replies(`${failure} -> B(1)`)));
    handle.state.streamingCapabilities = warm;
    await handle.read(0, blockBytes, { realtimeStream: true });
    expect(transport.sent.map(({ cdb }) => cdb[0])).toEqual(fallsBack ? [0xa8, 0x28] : [0xa8]);
    expect(handle.state.streamingWorkaround).toBe(fallsBack);
  });

  it('is plain for its remaining pieces once one has fallen back', async () => {
    const transport = new SmallTransport(blockBytes, ...replies('B(1) -> 5/24/00 -> B(1) -> B(1)'));
    const { handle } = setUp(transport);
    handle.state.streamingCapabilities = warm;
    const result = await handle.read(0, 3 * blockBytes, { realtimeStream: true });
    expect(result.information).toBe(3 * blockBytes);
    expect(transport.sent.map(({ cdb }) => cdb[0])).toEqual([0xa8, 0xa8, 0x28, 0x28]);
  });
});
