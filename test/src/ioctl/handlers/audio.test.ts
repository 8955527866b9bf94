import { describe, expect, it } from 'vitest';
import { Device } from '../../../../src/device/index.js';
import { ntStatus, ntStatusName, openCdrom } from '../../../../src/ioctl/index.js';
import { check, type Reply, ScriptedTransport } from '../../../helpers/scripted-transport.js';
import { replies } from '../rows/notation.js';

function setUp(...script: Reply[]) {
  const transport = new ScriptedTransport(...script);
  return { transport, handle: openCdrom(new Device(transport), { retry: 'none' }) };
}

describe('documentedOnly', () => {
  /** What the documentation of IOCTL_CDROM_STOP_AUDIO lists. */
  const documented: readonly number[] = [
    ntStatus.STATUS_SUCCESS,
    ntStatus.STATUS_DEVICE_NOT_READY,
    ntStatus.STATUS_INVALID_DEVICE_REQUEST,
    ntStatus.STATUS_IO_DEVICE_ERROR,
    ntStatus.STATUS_IO_TIMEOUT,
    ntStatus.STATUS_NO_MEDIA_IN_DEVICE,
    ntStatus.STATUS_VERIFY_REQUIRED,
  ];

  it('ends in nothing but the seven documented statuses, whatever the sense data', async () => {
    const seen = new Set<string>();
    for (let key = 0; key < 16; key++)
      for (let asc = 0; asc < 256; asc++)
        for (const ascq of [0, 1, 2, 3, 4, 5]) {
          const { handle } = setUp(check(key, asc, ascq));
          const { ntStatus: status } = await handle.stopAudio({ documentedOnly: true });
          if (!documented.includes(status)) seen.add(`${key}/${asc}/${ascq}: ${ntStatusName(status)}`);
        }
    expect([...seen]).toEqual([]);
  });

  it('stands for what the driver says', async () => {
    for (const [reply, plain, folded] of [
      ['5/21/00', 'STATUS_NONEXISTENT_SECTOR', 'STATUS_INVALID_DEVICE_REQUEST'],
      ['5/6F/04', 'STATUS_CSS_REGION_MISMATCH', 'STATUS_INVALID_DEVICE_REQUEST'],
      ['3/11/00', 'STATUS_DEVICE_DATA_ERROR', 'STATUS_IO_DEVICE_ERROR'],
      ['7/27/00', 'STATUS_MEDIA_WRITE_PROTECTED', 'STATUS_IO_DEVICE_ERROR'],
      ['3/30/03', 'STATUS_CLEANER_CARTRIDGE_INSTALLED', 'STATUS_IO_DEVICE_ERROR'],
      ['RC', 'STATUS_DEVICE_BUSY', 'STATUS_DEVICE_NOT_READY'],
    ] as const) {
      const { handle } = setUp(...replies(`${reply} -> ${reply}`));
      expect(ntStatusName((await handle.stopAudio()).ntStatus)).toBe(plain);
      expect(ntStatusName((await handle.stopAudio({ documentedOnly: true })).ntStatus)).toBe(folded);
    }
  });
});

describe('probePlayState', () => {
  it.each([
    ['00', true],
    ['11', true],
    ['12', true],
    ['13', false],
    ['14', false],
    ['15', false],
    ['7F', true],
  ])('with audio status %sh goes on to stop: %s', async (status, goesOn) => {
    const { handle, transport } = setUp(...replies(`D(${status})`), {});
    await handle.stopAudio({ probePlayState: true });
    expect(transport.sent.map(({ cdb }) => cdb[0])).toEqual(goesOn ? [0x42, 0x4e] : [0x42]);
  });

  it('asks once, and stops all the same when there is no answer', async () => {
    for (const failure of ['2/04/01', '6/28/00', 'TO', 'BSY', 'S(1)']) {
      const { handle, transport } = setUp(...replies(`${failure} -> G`));
      const result = await handle.stopAudio({ probePlayState: true, retry: 'driver' });
      expect(result.ntStatus).toBe(ntStatus.STATUS_SUCCESS);
      expect(transport.sent.map(({ cdb }) => cdb[0])).toEqual([0x42, 0x4e]);
    }
  });

  it('keeps what a unit attention has told, though the request succeeds', async () => {
    const { handle } = setUp(...replies('6/28/00 -> G'));
    await handle.stopAudio({ probePlayState: true });
    expect(handle.state).toMatchObject({ verifyRequired: true, mediaState: 'present' });
  });
});
