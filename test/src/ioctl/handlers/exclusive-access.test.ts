import { describe, expect, it } from 'vitest';
import { hex } from '../../../../mmc/index.js';
import { Device } from '../../../../src/device/index.js';
import { controlCode, ntStatus, ntStatusName, openCdrom, storagePropertyId } from '../../../../src/ioctl/index.js';
import { good, type Reply, ScriptedTransport } from '../../../helpers/scripted-transport.js';
import { GatedTransport, settle } from '../gated-transport.js';

function setUp(script: Reply[]) {
  const device = new Device(new ScriptedTransport(...script));
  return { device, handle: openCdrom(device) };
}

describe('the exclusive lock', () => {
  const ignoreVolume = { ignoreVolume: true };

  it('keeps other handles out, until it is given back', async () => {
    const { device, handle } = setUp([good, good, good]);
    const other = openCdrom(device);
    expect((await handle.exclusiveLock('a burning program', ignoreVolume)).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
    for (const result of [
      await other.stopAudio(),
      await other.read(0, 2048),
      await other.write(0, new Uint8Array(2048)),
      await other.ioctl(controlCode.IOCTL_CDROM_READ_TOC),
      await other.stopAudio({ fileObject: false }),
    ])
      expect(ntStatusName(result.ntStatus)).toBe('STATUS_ACCESS_DENIED');
    expect((await handle.stopAudio()).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
    expect((await handle.exclusiveUnlock()).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
    expect((await other.stopAudio()).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
  });

  it('sends everyone to look at the drive again when it is given back', async () => {
    const { handle } = setUp([]);
    handle.state.streamingCapabilities = { read: true, write: true };
    await handle.exclusiveLock('me', ignoreVolume);
    await handle.exclusiveUnlock();
    expect(handle.state).toMatchObject({ verifyRequired: true, streamingCapabilities: undefined });
  });

  it('is given back when its handle is closed', async () => {
    const { device, handle } = setUp([good]);
    await handle.exclusiveLock('me', ignoreVolume);
    await handle.close();
    expect((await openCdrom(device).checkVerify()).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
  });

  it('is looked at again when a request has its turn', async () => {
    const transport = new GatedTransport(good);
    const device = new Device(transport);
    const [owner, other] = [openCdrom(device), openCdrom(device)];
    const before = owner.checkVerify();
    const lock = owner.exclusiveLock('me', ignoreVolume);
    const after = other.checkVerify();
    await settle();
    await transport.release();
    await before;
    expect((await lock).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
    expect((await after).ntStatus).toBe(ntStatus.STATUS_ACCESS_DENIED);
    expect(transport.sent).toHaveLength(1);
  });

  it('is looked at again by a property that flushes the cache', async () => {
    const transport = new GatedTransport(good);
    const device = new Device(transport);
    const [owner, other] = [openCdrom(device), openCdrom(device)];
    const writeCache = Uint8Array.of(storagePropertyId.deviceWriteCache, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    const before = owner.checkVerify();
    const lock = owner.exclusiveLock('me', ignoreVolume);
    const query = other.ioctl(controlCode.IOCTL_STORAGE_QUERY_PROPERTY, writeCache, 28);
    await settle();
    await transport.release();
    await Promise.all([before, lock]);
    expect(await query).toMatchObject({ ntStatus: ntStatus.STATUS_ACCESS_DENIED, information: 0 });
    expect(transport.sent).toHaveLength(1);
  });

  it('keeps a handle that is being closed from setting the speed, until its owner closes', async () => {
    const { device, handle } = setUp([good]);
    const streaming = openCdrom(device);
    streaming.state.streamingCapabilities = { read: true, write: true };
    streaming.state.streamingSet = true;
    await handle.exclusiveLock('me', ignoreVolume);
    await streaming.close();
    const { sent } = device.transport as ScriptedTransport;
    expect(sent).toEqual([]);
    await handle.close();
    expect(sent.map(({ cdb }) => hex(cdb))).toEqual(['B6 00 00 00 00 00 00 00 00 00 1C 00']);
  });

  it.each([
    ['while a volume is mounted', {}, 'STATUS_INVALID_DEVICE_STATE'],
    ['on a drive without one', { volumeMounted: false }, 'STATUS_SUCCESS'],
    ['although a volume is mounted', ignoreVolume, 'STATUS_SUCCESS'],
  ] as const)('%s', async (_, options, status) => {
    const { handle } = setUp([]);
    expect(ntStatusName((await handle.exclusiveLock('me', options)).ntStatus)).toBe(status);
  });

  it.each(['', 'a/b', 'Łódź', 'x'.repeat(64), 'two\nlines'])('is not given to "%s"', async (name) => {
    const { handle } = setUp([]);
    expect((await handle.exclusiveLock(name, ignoreVolume)).ntStatus).toBe(ntStatus.STATUS_INVALID_PARAMETER);
  });

  it('is given to a name of 63 characters, and tells who has it', async () => {
    const { device, handle } = setUp([]);
    const name = 'A-z 0.9,:;_'.padEnd(63, 'x');
    await handle.exclusiveLock(name, ignoreVolume);
    const query = await openCdrom(device).ioctl(controlCode.IOCTL_CDROM_EXCLUSIVE_ACCESS, new Uint8Array(8), 65);
    expect(query).toMatchObject({ ntStatus: ntStatus.STATUS_SUCCESS, information: 65 });
    expect(query.output[0]).toBe(1);
    expect(new TextDecoder().decode(query.output.subarray(1))).toBe(`${name}\0`);
  });

  it('tells that nobody has it', async () => {
    const { handle } = setUp([]);
    const { output } = await handle.ioctl(controlCode.IOCTL_CDROM_EXCLUSIVE_ACCESS, new Uint8Array(8), 65);
    expect(output).toEqual(new Uint8Array(65));
  });

  it('cannot be had twice, or given back by someone else, or given back without being had', async () => {
    const { device, handle } = setUp([]);
    const other = openCdrom(device);
    expect((await handle.exclusiveUnlock()).ntStatus).toBe(ntStatus.STATUS_INVALID_DEVICE_REQUEST);
    await handle.exclusiveLock('me', ignoreVolume);
    expect((await handle.exclusiveLock('me', ignoreVolume)).ntStatus).toBe(ntStatus.STATUS_ACCESS_DENIED);
    expect((await other.exclusiveLock('you', ignoreVolume)).ntStatus).toBe(ntStatus.STATUS_ACCESS_DENIED);
    expect((await other.exclusiveUnlock()).ntStatus).toBe(ntStatus.STATUS_INVALID_HANDLE);
  });

  it.each([
    ['no input', new Uint8Array(0), 0, 'STATUS_INFO_LENGTH_MISMATCH', 0],
    ['seven bytes', new Uint8Array(7), 65, 'STATUS_INFO_LENGTH_MISMATCH', 0],
    ['an unknown type', Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0), 65, 'STATUS_INVALID_PARAMETER', 0],
    ['a query with too little room', new Uint8Array(8), 64, 'STATUS_BUFFER_TOO_SMALL', 65],
    ['a lock without a name', Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0), 0, 'STATUS_INFO_LENGTH_MISMATCH', 0],
  ] as const)('refuses %s', async (_, input, outputLength, status, information) => {
    const { handle } = setUp([]);
    const result = await handle.ioctl(controlCode.IOCTL_CDROM_EXCLUSIVE_ACCESS, input, outputLength);
    expect([ntStatusName(result.ntStatus), result.information]).toEqual([status, information]);
  });

  it('belongs to a handle, so a request without a file object neither takes nor gives it back', async () => {
    const { handle } = setUp([]);
    for (const result of [
      await handle.exclusiveLock('me', { ...ignoreVolume, fileObject: false }),
      await handle.exclusiveUnlock({ fileObject: false }),
    ])
      expect(result.ntStatus).toBe(ntStatus.STATUS_INVALID_HANDLE);
  });
});
