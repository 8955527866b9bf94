import { describe, expect, it } from 'vitest';
import { Device } from '../../../../src/device/index.js';
import { ntStatus, ntStatusName, openCdrom } from '../../../../src/ioctl/index.js';
import { ManualClock } from '../../../../src/time/clock.js';
import { TransportError } from '../../../../src/transport/transport-error.js';
import { good, goodWith, type Reply, ScriptedTransport } from '../../../helpers/scripted-transport.js';
import { cdbs, replies } from '../rows/notation.js';

function setUp(...script: Reply[]) {
  const transport = new ScriptedTransport(...script);
  const clock = new ManualClock();
  const device = new Device(transport);
  return { transport, clock, device, handle: openCdrom(device, { clock }) };
}

describe('IOCTL_CDROM_ENABLE_STREAMING', () => {
  it.each([
    ['nothing at all', good],
    ['half a header', goodWith(0, 0, 0, 12)],
    ['a header that promises more than there is', goodWith(0, 0, 0x10, 0, 0, 0, 0, 0x10)],
    ['a descriptor that is cut off', goodWith(0, 0, 0, 12, 0, 0, 0, 0x10, 1, 7, 1, 4)],
    ['a length that ends before the descriptor', goodWith(0, 0, 0, 4, 0, 0, 0, 0x10, 1, 7, 1, 4, 1, 0, 0, 0)],
    ['a descriptor longer than all the data', goodWith(0, 0, 0, 12, 0, 0, 0, 0x10, 1, 7, 1, 255, 1, 0, 0, 0)],
  ])('takes a drive for one that does not stream when GET CONFIGURATION gives %s', async (_, reply) => {
    const { handle, transport } = setUp(reply);
    expect((await handle.enableStreaming('readOnly')).ntStatus).toBe(ntStatus.STATUS_INVALID_DEVICE_REQUEST);
    expect(transport.unused).toBe(0);
  });

  it('needs only the first byte of the descriptor', async () => {
    const { handle } = setUp(goodWith(0, 0, 0, 9, 0, 0, 0, 0x10, 1, 7, 1, 1, 0x01), good);
    expect((await handle.enableStreaming('readWrite')).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
  });

  it.each([
    ['2/3A/00', 'STATUS_NO_MEDIA_IN_DEVICE'],
    ['6/28/00', 'STATUS_VERIFY_REQUIRED'],
    ['NODEV', 'STATUS_NO_SUCH_DEVICE'],
    ['5/24/00', 'STATUS_INVALID_DEVICE_REQUEST'],
    ['5/25/00', 'STATUS_INVALID_DEVICE_REQUEST'],
  ])('ends as GET CONFIGURATION with %s makes it end, and asks again the next time', async (failure, status) => {
    const { handle, transport } = setUp(...replies(`${failure} -> ${failure}`));
    for (let i = 0; i < 2; i++) expect(ntStatusName((await handle.enableStreaming('readOnly')).ntStatus)).toBe(status);
    expect(transport.sent.map(({ timeoutMs }) => timeoutMs)).toEqual([4_000, 4_000]);
  });

  it('does not ask a drive from before MMC', async () => {
    const { handle, transport } = setUp();
    const result = await handle.enableStreaming('readOnly', { isMmc: false });
    expect(result.ntStatus).toBe(ntStatus.STATUS_INVALID_DEVICE_REQUEST);
    expect(transport.sent).toEqual([]);
  });

  it('asks again after a unit attention that may mean another medium or another drive', async () => {
    for (const attention of ['6/28/00', '6/29/00', '6/5A/02', '6/5A/03']) {
      const { handle } = setUp(...replies(`${attention} -> G`));
      handle.state.streamingCapabilities = { read: true, write: true };
      await handle.checkVerify({ volumeMounted: false });
      expect(handle.state.streamingCapabilities, attention).toBeUndefined();
    }
    const { handle } = setUp(...replies('6/2A/01 -> G'));
    handle.state.streamingCapabilities = { read: true, write: true };
    await handle.checkVerify({ volumeMounted: false });
    expect(handle.state.streamingCapabilities).toBeDefined();
  });

  it('keeps streaming on where the drive cannot be told to go back, and tries again the next time', async () => {
    const { handle, transport } = setUp(...replies('F(1,4,00) -> G'), new TransportError('noDevice', 'scripted'), good);
    await handle.enableStreaming('readOnly');
    expect((await handle.enableStreaming('disable')).ntStatus).toBe(ntStatus.STATUS_NO_SUCH_DEVICE);
    expect(handle.streaming.read).toBe(true);
    expect((await handle.enableStreaming('disable')).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
    expect(handle.streaming.read).toBe(false);
    expect(transport.unused).toBe(0);
  });

  it('does not restore what it has not changed', async () => {
    const { handle, transport } = setUp(...replies('F(1,4,00)'));
    await handle.enableStreaming('readOnly', { setStreaming: false });
    await handle.enableStreaming('disable');
    expect(transport.sent).toHaveLength(1);
  });

  it('leaves the drive alone when it fails to set the speed: there is nothing to restore', async () => {
    const { handle, transport } = setUp(...replies('F(1,4,00) -> 5/26/00'));
    await handle.enableStreaming('readOnly');
    await handle.close();
    expect(transport.unused).toBe(0);
    expect(transport.sent).toHaveLength(2);
  });

  it('sends SET STREAMING again while the drive is busy', async () => {
    const { handle, transport } = setUp(...replies('F(1,4,00) -> BSY -> G'));
    expect((await handle.enableStreaming('readOnly')).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
    expect(transport.sent.map(({ cdb }) => cdb[0])).toEqual([0x46, 0xb6, 0xb6]);
    expect(cdbs('SS')).toHaveLength(1);
  });
});
