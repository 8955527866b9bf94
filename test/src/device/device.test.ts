import { describe, expect, it } from 'vitest';
import {
  FieldError,
  inquiry,
  modeSelect10,
  preventAllowMediumRemoval,
  read10,
  ShortDataError,
  testUnitReady,
  write10,
} from '../../../mmc/index.js';
import { CheckConditionError, Device, patientRetry, StatusError } from '../../../src/device/index.js';
import { type Clock, ManualClock } from '../../../src/time/clock.js';
import { TransportError } from '../../../src/transport/transport-error.js';
import { check, good, goodWith, type Reply, ScriptedTransport } from '../../helpers/scripted-transport.js';

function setUp(...replies: Reply[]) {
  const transport = new ScriptedTransport(...replies);
  const clock = new ManualClock();
  return { transport, clock, device: new Device(transport, { clock }) };
}
const timeout = new TransportError('timeout', 'the time limit passed');

describe('send', () => {
  it('builds the CDB, gives the transport a buffer of the allocation length, and decodes what came', async () => {
    const { device, transport } = setUp(goodWith(0x05, 0x80, 0x05, 0x02, 0x00));
    const data = await device.send(inquiry, { allocationLength: 36 });
    expect(data.peripheralDeviceType).toBe(5);
    expect([...transport.sent[0]!.cdb]).toEqual([0x12, 0, 0, 0, 36, 0]);
    expect(transport.sent[0]).toMatchObject({ direction: 'in', timeoutMs: inquiry.timeoutMs });
    expect(transport.sent[0]!.data).toHaveLength(36);
  });

  it('gives blocks as bytes, of the block length that the device was told', async () => {
    const { device, transport } = setUp({ data: new Uint8Array(4704).fill(7) });
    device.blockLengthBytes = 2352;
    const data = await device.send(read10, { logicalBlockAddress: 16, transferLengthBlocks: 2 });
    expect(data).toHaveLength(4704);
    expect(transport.sent[0]!.data).toHaveLength(4704);
  });

  it('reads into the buffer it is given', async () => {
    const { device } = setUp({ data: new Uint8Array(2048).fill(9) });
    const buffer = new Uint8Array(4096);
    const data = await device.send(read10, { logicalBlockAddress: 0, transferLengthBlocks: 1 }, undefined, { buffer });
    expect(data.buffer).toBe(buffer.buffer);
    expect([buffer[2047], buffer[2048]]).toEqual([9, 0]);
  });

  it('sends no data phase for a transfer of zero blocks', async () => {
    const { device, transport } = setUp(good);
    await device.send(read10, { logicalBlockAddress: 0, transferLengthBlocks: 0 });
    expect(transport.sent[0]!.direction).toBe('none');
  });

  it('encodes a parameter list and puts its length in the CDB', async () => {
    const { device, transport } = setUp(good);
    await device.send(modeSelect10, { pf: true }, { pages: [] });
    const { cdb, data, direction } = transport.sent[0]!;
    expect(direction).toBe('out');
    expect(data).toHaveLength(8);
    expect([...cdb.subarray(7, 9)]).toEqual([0, 8]);
  });

  it('refuses data-out whose length is not what the CDB says, before anything is sent', async () => {
    const { device, transport } = setUp();
    const write = device.send(write10, { logicalBlockAddress: 0, transferLengthBlocks: 1 }, new Uint8Array(2047));
    await expect(write).rejects.toThrow(FieldError);
    await expect(write).rejects.toThrow('data: WRITE(10) transfers 2048 bytes, 2047 were given');
    expect(transport.sent).toHaveLength(0);
  });

  it('throws the sense of a CHECK CONDITION with the command and the CDB', async () => {
    const { device } = setUp(check(2, 0x3a, 2));
    const error = await device.send(testUnitReady, {}).catch((e) => e);
    expect(error).toBeInstanceOf(CheckConditionError);
    expect(error.sense).toMatchObject({ senseKey: 2, asc: 0x3a, ascq: 2 });
    expect(error.message).toMatch(/^TEST UNIT READY: .*MEDIUM NOT PRESENT - TRAY OPEN.*\(CDB 00 00 00 00 00 00\)$/);
  });

  it('takes a recovered error as success', async () => {
    const { device } = setUp(check(1, 0x17, 1));
    await expect(device.send(testUnitReady, {})).resolves.toBeUndefined();
  });

  it('takes a deferred recovered error as a failure: the command itself was not executed', async () => {
    const deferred = check(1, 0x17, 1) as { status: number; sense: Uint8Array };
    deferred.sense[0] = 0x71;
    const { device } = setUp(deferred);
    await expect(device.send(testUnitReady, {})).rejects.toThrow(CheckConditionError);
  });

  it('throws any other status by name', async () => {
    const { device } = setUp({ status: 0x18 });
    const error = await device.send(testUnitReady, {}).catch((e) => e);
    expect(error).toBeInstanceOf(StatusError);
    expect(error.message).toContain('SCSI status RESERVATION CONFLICT (18h)');
  });

  it('throws what is missing when the data is shorter than the layout', async () => {
    const { device } = setUp(goodWith(5, 0x80));
    await expect(device.send(inquiry, {})).rejects.toThrow(ShortDataError);
  });

  it('does the same synchronously', () => {
    const { device } = setUp(good, check(5, 0x20));
    expect(device.sendSync(testUnitReady, {})).toBeUndefined();
    expect(() => device.sendSync(testUnitReady, {})).toThrow(CheckConditionError);
  });
});

describe('exchange', () => {
  it('never throws for what the target said', async () => {
    const { device } = setUp(check(5, 0x24), { status: 0x08 });
    expect(await device.exchange(testUnitReady, {})).toMatchObject({ kind: 'checkCondition', sends: 1 });
    expect(await device.exchange(testUnitReady, {})).toMatchObject({ kind: 'status', sense: undefined });
  });
});

describe('retry', () => {
  it('does not happen unless asked for', async () => {
    const { device, transport } = setUp(check(6, 0x28));
    expect((await device.exchange(testUnitReady, {})).kind).toBe('checkCondition');
    expect(transport.sent).toHaveLength(1);
  });

  it('is patient with unit attentions and with a drive that is becoming ready', async () => {
    const { device, transport, clock } = setUp(check(6, 0x29), check(2, 4, 1), check(2, 4, 1), good);
    const outcome = await device.exchange(testUnitReady, {}, undefined, { retry: patientRetry() });
    expect(outcome).toMatchObject({ kind: 'good', sends: 4 });
    expect(transport.sent).toHaveLength(4);
    expect(clock.sleeps).toEqual([0, 500, 500]);
  });

  it('gives up after the sends it is allowed, with the last answer', async () => {
    const { device } = setUp(check(2, 4, 1), check(2, 4, 1));
    const retry = patientRetry({ maximumSends: 2 });
    expect(await device.exchange(testUnitReady, {}, undefined, { retry })).toMatchObject({
      kind: 'checkCondition',
      sends: 2,
    });
  });

  it('sees a transport failure and may try again', async () => {
    const { device } = setUp(timeout, good);
    const retry = ({ error }: { error: TransportError | undefined }) => (error?.kind === 'timeout' ? 100 : undefined);
    expect(await device.exchange(testUnitReady, {}, undefined, { retry })).toMatchObject({ kind: 'good', sends: 2 });
  });

  it('throws the transport failure when the policy stops', async () => {
    const { device } = setUp(timeout);
    await expect(device.exchange(testUnitReady, {})).rejects.toBe(timeout);
  });

  it('ends in its wait when the signal is aborted', async () => {
    const transport = new ScriptedTransport(check(2, 4, 1));
    const controller = new AbortController();
    const manual = new ManualClock();
    const clock: Clock = {
      now: () => manual.now(),
      sleep(ms, signal) {
        controller.abort();
        return manual.sleep(ms, signal);
      },
    };
    const device = new Device(transport, { clock, retry: patientRetry() });
    await expect(device.send(testUnitReady, {}, undefined, { signal: controller.signal })).rejects.toThrow('aborted');
    expect(transport.sent).toHaveLength(1);
  });
});

describe('medium removal', () => {
  const cdbs = (transport: ScriptedTransport) => transport.sent.map(({ cdb }) => [cdb[0], cdb[4]]);

  it('that the device prevented is allowed again on close', async () => {
    const { device, transport } = setUp(good, good);
    await device.send(preventAllowMediumRemoval, { prevent: true });
    await device.close();
    expect(cdbs(transport)).toEqual([
      [0x1e, 1],
      [0x1e, 0],
    ]);
    expect(transport.isClosed).toBe(true);
  });

  it('is not touched on close when it was allowed before, or never prevented', async () => {
    const { device, transport } = setUp(good, good);
    await device.send(preventAllowMediumRemoval, { prevent: true });
    await device.send(preventAllowMediumRemoval, { prevent: false });
    await device.close();
    expect(transport.sent).toHaveLength(2);
  });

  it('is tracked for ordinary and persistent prevention apart', async () => {
    const { device, transport } = setUp(good, good, good);
    await device.send(preventAllowMediumRemoval, { prevent: true, persistent: true });
    await device.send(preventAllowMediumRemoval, { prevent: false });
    await device.close();
    expect(cdbs(transport).at(-1)).toEqual([0x1e, 2]);
  });

  it('is allowed again even if the answer to PREVENT was lost', async () => {
    const { device, transport } = setUp(timeout, good);
    await device.exchange(preventAllowMediumRemoval, { prevent: true }).catch(() => {});
    await device.close();
    expect(transport.sent).toHaveLength(2);
  });

  it('is seen in raw bytes as well', async () => {
    const { device, transport } = setUp(good, good);
    const cdb = Uint8Array.of(0x1e, 0, 0, 0, 1, 0);
    await device.execute({ cdb, direction: 'none', data: new Uint8Array(0), timeoutMs: 1000 });
    await device.close();
    expect(transport.sent).toHaveLength(2);
  });

  it('closes even when the drive has gone', async () => {
    const { device, transport } = setUp(good, new TransportError('noDevice', 'it is gone'));
    await device.send(preventAllowMediumRemoval, { prevent: true });
    await device.close();
    expect(transport.isClosed).toBe(true);
  });
});
