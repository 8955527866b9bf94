import { describe, expect, it } from 'vitest';
import { hex } from '../../../mmc/index.js';
import { Device } from '../../../src/device/index.js';
import {
  type CdromOptions,
  controlCode,
  type IoctlOptions,
  ntStatus,
  ntStatusName,
  openCdrom,
} from '../../../src/ioctl/index.js';
import { ManualClock } from '../../../src/time/clock.js';
import { TransportError } from '../../../src/transport/transport-error.js';
import { check, good, type Reply, ScriptedTransport } from '../../helpers/scripted-transport.js';
import { GatedTransport, settle } from './gated-transport.js';
import { cdbs, replies } from './rows/notation.js';

const { IOCTL_CDROM_STOP_AUDIO: stopAudio, IOCTL_STORAGE_CHECK_VERIFY: checkVerify } = controlCode;

function setUp(script: Reply[], options: CdromOptions = {}) {
  const transport = new ScriptedTransport(...script);
  const clock = new ManualClock();
  const device = new Device(transport);
  return { transport, clock, device, handle: openCdrom(device, { clock, ...options }) };
}
const sent = (transport: ScriptedTransport) => transport.sent.map(({ cdb }) => hex(cdb));

describe('a result', () => {
  it('shows every command, what came back, which rules fired, and how long was waited', async () => {
    const { handle } = setUp(replies('2/04/01 -> TO -> G'));
    const { exchanges } = await handle.checkVerify();
    expect(exchanges.map(({ cdb }) => hex(cdb))).toEqual(cdbs('TUR x3'));
    expect(exchanges.map(({ verdict }) => verdict.rulesFired)).toEqual([['04-01'], ['srb-timeout'], ['srb-success']]);
    expect(exchanges.map(({ delayMs }) => delayMs)).toEqual([10_000, 1_000, undefined]);
    expect(exchanges.map(({ completion }) => completion?.status)).toEqual([0x02, undefined, 0x00]);
    expect(exchanges[1]!.error).toBeInstanceOf(TransportError);
    expect(ntStatusName(exchanges[0]!.verdict.ntStatus)).toBe('STATUS_DEVICE_NOT_READY');
  });

  it('says where sense data is about an earlier command, and takes this one for not carried out', async () => {
    const deferred = { status: 2, sense: Uint8Array.of(0x71, 0, 1, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x18, 0, 0, 0, 0, 0) };
    const { handle } = setUp([deferred]);
    handle.state.playActive = true;
    const { ntStatus: status, exchanges } = await handle.stopAudio();
    expect(status).toBe(ntStatus.STATUS_SUCCESS);
    expect(exchanges[0]!.deferred).toBe(true);
    expect(handle.state.playActive).toBe(true);
  });

  it('delivers no output with an error, though it may say how much there would be', async () => {
    const { handle } = setUp([]);
    const result = await handle.ioctl(checkVerify, undefined, 2);
    expect(result).toMatchObject({ ntStatus: ntStatus.STATUS_BUFFER_TOO_SMALL, information: 4 });
    expect(result.output).toHaveLength(0);
  });

  it('has output in the buffer that was given', async () => {
    const { handle } = setUp([good]);
    const buffer = new Uint8Array(8);
    const { output } = await handle.ioctl(checkVerify, undefined, buffer);
    expect(output.buffer).toBe(buffer.buffer);
    expect(output).toHaveLength(4);
  });
});

describe('checkVerify', () => {
  it('gives the media change count, and none where the drive is not ready', async () => {
    const { handle } = setUp(replies('6/29/00 -> G -> 2/3A/00'), { volumeMounted: false });
    expect((await handle.checkVerify()).mediaChangeCount).toBe(2);
    expect((await handle.checkVerify()).mediaChangeCount).toBeUndefined();
  });
});

describe('a control code', () => {
  it('that is not known ends in STATUS_INVALID_DEVICE_REQUEST, and nothing is sent', async () => {
    const { handle, transport } = setUp([]);
    for (const code of [0, 0x12345678, 0xffffffff])
      expect(await handle.ioctl(code, new Uint8Array(3), 5)).toEqual({
        ntStatus: ntStatus.STATUS_INVALID_DEVICE_REQUEST,
        information: 0,
        output: new Uint8Array(0),
        exchanges: [],
      });
    expect(transport.sent).toEqual([]);
  });

  it('is a 32-bit number', async () => {
    const { handle } = setUp([]);
    for (const code of [-1, 1.5, Number.NaN, 0x1_0000_0000])
      await expect(handle.ioctl(code)).rejects.toThrow(RangeError);
  });

  it('may have its input changed as soon as it has been handed over', async () => {
    const transport = new GatedTransport(good);
    const handle = openCdrom(new Device(transport));
    const input = Uint8Array.of(1, 0, 0, 0);
    const first = handle.stopAudio();
    const second = handle.ioctl(controlCode.IOCTL_CDROM_ENABLE_STREAMING, input);
    input[0] = 9;
    await settle();
    await transport.release();
    await first;
    expect((await second).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
  });

  it('may not have an output buffer of a length that no buffer has', async () => {
    const { handle } = setUp([]);
    await expect(handle.ioctl(checkVerify, undefined, -1)).rejects.toThrow(RangeError);
  });
});

describe('access', () => {
  const codes = { stopAudio, checkVerify, checkVerify2: controlCode.IOCTL_STORAGE_CHECK_VERIFY2 };
  it.each([
    ['none', ['checkVerify2']],
    ['read', ['stopAudio', 'checkVerify', 'checkVerify2']],
    ['write', ['checkVerify2']],
    ['readWrite', ['stopAudio', 'checkVerify', 'checkVerify2']],
  ] as const)('%s allows %j', async (access, allowed) => {
    for (const [name, code] of Object.entries(codes)) {
      const { handle } = setUp([good], { access });
      const expected = (allowed as readonly string[]).includes(name)
        ? ntStatus.STATUS_SUCCESS
        : ntStatus.STATUS_ACCESS_DENIED;
      expect((await handle.ioctl(code)).ntStatus, name).toBe(expected);
    }
  });

  it('counts for raw reads and writes, which need one each', async () => {
    const block = new Uint8Array(2048);
    const reader = setUp([{ data: block }], { access: 'read' }).handle;
    expect((await reader.read(0, 2048)).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
    expect((await reader.write(0, block)).ntStatus).toBe(ntStatus.STATUS_ACCESS_DENIED);
    const writer = setUp([good], { access: 'write' }).handle;
    expect((await writer.read(0, 2048)).ntStatus).toBe(ntStatus.STATUS_ACCESS_DENIED);
    expect((await writer.write(0, block)).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
  });
});

describe('handles', () => {
  it('of one device share its state, of two devices do not', async () => {
    const { device, handle } = setUp([check(6, 0x28)]);
    const sibling = openCdrom(device);
    const stranger = setUp([]).handle;
    await handle.checkVerify();
    expect(sibling.state).toBe(handle.state);
    expect(sibling.state.verifyRequired).toBe(true);
    expect(stranger.state.verifyRequired).toBe(false);
  });

  it('that are closed do nothing any more, and may be closed again', async () => {
    const { handle, transport } = setUp([]);
    await handle.close();
    await handle.close();
    expect(handle.isClosed).toBe(true);
    for (const result of [
      await handle.checkVerify(),
      await handle.stopAudio(),
      await handle.enableStreaming('disable'),
      await handle.read(0, 2048),
      await handle.write(0, new Uint8Array(2048)),
      await handle.exclusiveLock('me'),
      await handle.exclusiveUnlock(),
      await handle.ioctl(0x12345678),
    ])
      expect(ntStatusName(result.ntStatus)).toBe('STATUS_INVALID_HANDLE');
    expect(transport.sent).toEqual([]);
    expect(transport.isClosed).toBe(false);
  });

  it('close at the end of a block', async () => {
    const { handle } = setUp([]);
    {
      await using scoped = handle;
      expect(scoped.isClosed).toBe(false);
    }
    expect(handle.isClosed).toBe(true);
  });

  it('restore the speeds of the drive when the last one that streams is closed', async () => {
    const { device, handle, transport, clock } = setUp(replies('F(1,4,00) -> G -> G -> 2/04/01'));
    const other = openCdrom(device, { clock });
    await handle.enableStreaming('readOnly');
    await other.enableStreaming('readOnly');
    await handle.close();
    expect(sent(transport)).toEqual(cdbs('GC; SS; SS'));
    await other.close();
    expect(sent(transport)).toEqual(cdbs('GC; SS; SS; SS'));
    expect(transport.sent[3]!.data[0]).toBe(0x04);
    expect(clock.sleeps).toEqual([]);
  });

  it('close although the drive has gone', async () => {
    const { handle } = setUp([...replies('F(1,4,00) -> G'), new TransportError('closed', 'gone')]);
    await handle.enableStreaming('readOnly');
    await expect(handle.close()).resolves.toBeUndefined();
  });

  it('take an option that is undefined for one that is not given', async () => {
    const options = { profile: undefined, clock: undefined } as unknown as CdromOptions;
    const { transport, handle } = setUp([good], options);
    await handle.stopAudio({ profile: undefined } as unknown as IoctlOptions);
    expect(sent(transport)).toEqual(cdbs('4E'));
  });
});

describe('requests of two handles', () => {
  it('go to the drive one after the other, each with its retries', async () => {
    const transport = new GatedTransport(...replies('BSY -> G -> G'));
    const device = new Device(transport);
    const [first, second] = [openCdrom(device), openCdrom(device)];
    const results = Promise.all([first.checkVerify(), second.stopAudio()]);
    for (const count of [1, 2, 3]) {
      await settle();
      expect(transport.sent).toHaveLength(count);
      expect(transport.running).toBe(1);
      await transport.release();
    }
    for (const { ntStatus: status } of await results) expect(status).toBe(ntStatus.STATUS_SUCCESS);
    expect(sent(transport)).toEqual(cdbs('TUR x2; 4E'));
  });

  it('do not stop when one of them fails because of a mistake in the transport', async () => {
    const { device, handle } = setUp([good]);
    const broken = { ...device.transport, execute: () => Promise.reject(new TypeError('a bug')) };
    const other = openCdrom(new Device(broken as never));
    await expect(other.checkVerify()).rejects.toThrow('a bug');
    await expect(other.checkVerify()).rejects.toThrow('a bug');
    expect((await handle.checkVerify()).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
  });
});

describe('taking a request back', () => {
  it('before it is sent ends it, and no rule is asked', async () => {
    const { handle, transport } = setUp([]);
    const result = await handle.checkVerify({ signal: AbortSignal.abort() });
    expect(result).toMatchObject({ ntStatus: ntStatus.STATUS_CANCELLED, information: 0, exchanges: [] });
    expect(transport.sent).toEqual([]);
  });

  it('in the queue ends it at once, and the next one has its turn', async () => {
    const transport = new GatedTransport(good, good);
    const handle = openCdrom(new Device(transport));
    const controller = new AbortController();
    const first = handle.checkVerify();
    const second = handle.stopAudio({ signal: controller.signal });
    const third = handle.checkVerify();
    await settle();
    controller.abort();
    expect((await second).ntStatus).toBe(ntStatus.STATUS_CANCELLED);
    await transport.release();
    await transport.release();
    for (const result of [await first, await third]) expect(result.ntStatus).toBe(ntStatus.STATUS_SUCCESS);
    expect(sent(transport)).toEqual(cdbs('TUR x2'));
  });

  it('in the queue keeps it from having any effect', async () => {
    const transport = new GatedTransport(good);
    const handle = openCdrom(new Device(transport));
    const controller = new AbortController();
    const first = handle.checkVerify();
    const lock = handle.exclusiveLock('me', { ignoreVolume: true, signal: controller.signal });
    await settle();
    controller.abort();
    await transport.release();
    await first;
    expect((await lock).ntStatus).toBe(ntStatus.STATUS_CANCELLED);
    expect((await handle.exclusiveUnlock()).ntStatus).toBe(ntStatus.STATUS_INVALID_DEVICE_REQUEST);
  });

  it('while the drive is at work does not stop it: what it has done is told', async () => {
    const transport = new GatedTransport(good);
    const handle = openCdrom(new Device(transport));
    const controller = new AbortController();
    const running = handle.checkVerify({ signal: controller.signal });
    await settle();
    controller.abort();
    await transport.release();
    expect((await running).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
  });

  it('while the drive is at work prevents the retry', async () => {
    const transport = new GatedTransport(check(2, 0x04, 0x01));
    const handle = openCdrom(new Device(transport));
    const controller = new AbortController();
    const running = handle.checkVerify({ signal: controller.signal });
    await settle();
    controller.abort();
    await transport.release();
    const { ntStatus: status, exchanges } = await running;
    expect(status).toBe(ntStatus.STATUS_CANCELLED);
    expect(exchanges[0]!.verdict.rulesFired).toEqual(['04-01', 'cancel']);
  });

  it('out of the queue of the transport ends it too', async () => {
    const { handle } = setUp([new TransportError('aborted', 'taken out of the queue')]);
    const controller = new AbortController();
    const running = handle.checkVerify({ signal: controller.signal });
    controller.abort();
    expect((await running).ntStatus).toBe(ntStatus.STATUS_CANCELLED);
  });

  it('happens to what is waiting when the handle is closed, not to what other handles wait for', async () => {
    const transport = new GatedTransport(good, good);
    const device = new Device(transport);
    const [closing, staying] = [openCdrom(device), openCdrom(device)];
    const running = staying.checkVerify();
    const waiting = closing.stopAudio();
    const behind = staying.checkVerify();
    await settle();
    const closed = closing.close();
    expect((await waiting).ntStatus).toBe(ntStatus.STATUS_CANCELLED);
    await transport.release();
    await transport.release();
    for (const result of [await running, await behind]) expect(result.ntStatus).toBe(ntStatus.STATUS_SUCCESS);
    await closed;
    expect(sent(transport)).toEqual(cdbs('TUR x2'));
  });

  it('leaves nothing behind on a signal that lives longer', async () => {
    const { handle } = setUp([good]);
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    signal.addEventListener = (_: string, listener: unknown) => void listeners.add(listener);
    signal.removeEventListener = (_: string, listener: unknown) => void listeners.delete(listener);
    await handle.checkVerify({ signal });
    expect(listeners.size).toBe(0);
  });
});

describe('the drive', () => {
  it('that was pulled out turns every failure into STATUS_DEVICE_DOES_NOT_EXIST', async () => {
    const { handle } = setUp(replies('2/3A/00 -> G'));
    handle.state.surpriseRemoved = true;
    expect((await handle.checkVerify()).ntStatus).toBe(ntStatus.STATUS_DEVICE_DOES_NOT_EXIST);
    expect((await handle.ioctl(0x12345678)).ntStatus).toBe(ntStatus.STATUS_DEVICE_DOES_NOT_EXIST);
    expect((await handle.checkVerify()).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
  });

  it('that changes its medium again and again is given up, where the driver would go on for ever', async () => {
    const { handle, transport } = setUp(replies('6/28/00 x100'));
    const { ntStatus: status } = await handle.stopAudio({ overrideVerifyVolume: true });
    expect(status).toBe(ntStatus.STATUS_IO_DEVICE_ERROR);
    expect(transport.sent).toHaveLength(100);
  });

  it('that does not answer READ CAPACITY is asked again all the same', async () => {
    const { handle, transport } = setUp(replies('6/28/00 -> 2/3A/00 -> G'));
    const { ntStatus: status } = await handle.checkVerify({ overrideVerifyVolume: true });
    expect(status).toBe(ntStatus.STATUS_SUCCESS);
    expect(sent(transport)).toEqual(cdbs('TUR; 25; TUR'));
    expect(handle.state.lastLogicalBlockAddress).toBeUndefined();
  });

  it('gets ten seconds for STOP PLAY/SCAN, or what the caller gives', async () => {
    const { handle, transport } = setUp([good, good]);
    await handle.stopAudio();
    await handle.stopAudio({ defaultTimeoutMs: 260_000 });
    expect(transport.sent.map(({ timeoutMs }) => timeoutMs)).toEqual([10_000, 260_000]);
  });

  it('without its marker for IMAPI is told apart from one with it', async () => {
    const { handle } = setUp([check(2, 0x3a, 0xcc)]);
    expect((await handle.checkVerify()).ntStatus).toBe(ntStatus.STATUS_NO_MEDIA_IN_DEVICE);
    expect(handle.state.mediaState).toBe('unavailable');
  });
});
