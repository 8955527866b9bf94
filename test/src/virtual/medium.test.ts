import { describe, expect, it } from 'vitest';
import {
  findEvent,
  formatType,
  getEventStatusNotification,
  hex,
  inquiry,
  mechanismStatus,
  mediaEvent,
  mediaEventCode,
  notificationClassRequest,
  powerCondition,
  powerManagementEvent,
  preventAllowMediumRemoval,
  readCapacity,
  startStopUnit,
  testUnitReady,
} from '../../../mmc/index.js';
import { Device } from '../../../src/device/index.js';
import { burner } from './dvd-bd/burner.js';
import { answerOf, mixedDisc, plainDisc, run, type Setup, setUp } from './virtual-helpers.js';

const ready = ({ device }: Pick<Setup, 'device'>) => answerOf(device.exchangeSync(testUnitReady, {}));

function mediaEventOf(device: Device) {
  const response = device.sendSync(getEventStatusNotification, {
    notificationClassRequest: notificationClassRequest.media,
  });
  return findEvent(response, mediaEvent);
}

describe('without a medium', () => {
  it('the drive is not ready: 3A/01 behind a closed tray, 3A/02 with an open one', () => {
    const setup = setUp({ medium: undefined });
    expect(ready(setup)).toBe('2/3A/01');
    setup.drive.pressEjectButton();
    expect(ready(setup)).toBe('2/3A/02');
    setup.drive.pressEjectButton();
    expect(ready(setup)).toBe('2/3A/01');
  });

  it('who the drive is can still be asked', () => {
    expect(answerOf(setUp({ medium: undefined }).device.exchangeSync(inquiry, {}))).toBe('GOOD');
  });

  it('every command that needs one answers 2/3A/01', () => {
    const { transport } = setUp({ medium: undefined });
    const needy: Record<string, readonly number[]> = {
      readCapacity: [0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      read10: [0x28, 0, 0, 0, 0, 0, 0, 0, 1, 0],
      write10: [0x2a, 0, 0, 0, 0, 0, 0, 0, 1, 0],
      readSubChannel: [0x42, 2, 0x40, 1, 0, 0, 0, 0, 16, 0],
      readToc: [0x43, 0, 0, 0, 0, 0, 0, 0, 16, 0],
      playAudio10: [0x45, 0, 0, 0, 0, 0, 0, 0, 1, 0],
      playAudioMsf: [0x47, 0, 0, 0, 2, 0, 0, 3, 0, 0],
      pauseResume: [0x4b, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      stopPlayScan: [0x4e, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      readDiscInformation: [0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0],
      read12: [0xa8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x80, 0],
      write12: [0xaa, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x80, 0],
      getPerformance: [0xac, 0x10, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0],
      setStreaming: [0xb6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0],
      readCd: [0xbe, 0, 0, 0, 0, 0, 0, 0, 1, 0xf8, 0, 0],
    };
    const answers = Object.entries(needy).map(([name, cdb]) => {
      const data = name.startsWith('write') || name === 'setStreaming' ? { out: new Uint8Array(2048) } : { in: 2352 };
      return [name, answerOf(run(transport, cdb, data).completion)];
    });
    expect(Object.fromEntries(answers)).toEqual(
      Object.fromEntries(Object.keys(needy).map((name) => [name, '2/3A/01'])),
    );
  });
});

describe('a medium that takes time to load', () => {
  it('becomes ready when the clock says so, and only then is a change reported', () => {
    const setup = setUp({ medium: undefined, becomingReadyMs: 5000 });
    setup.drive.insert(plainDisc());
    expect(ready(setup)).toBe('2/04/01');
    setup.clock.advance(4999);
    expect(ready(setup)).toBe('2/04/01');
    setup.clock.advance(1);
    expect(ready(setup)).toBe('6/28/00');
    expect(ready(setup)).toBe('GOOD');
  });

  it('is waited for by START STOP UNIT without IMMED', () => {
    const setup = setUp({ medium: mixedDisc(), becomingReadyMs: 5000 });
    expect(ready(setup)).toBe('2/04/01');
    expect(answerOf(setup.device.exchangeSync(startStopUnit, { start: true, immed: true }))).toBe('GOOD');
    expect(ready(setup)).toBe('2/04/01');
    expect(answerOf(setup.device.exchangeSync(startStopUnit, { start: true }))).toBe('GOOD');
    expect(ready(setup)).toBe('6/28/00');
    expect(ready(setup)).toBe('GOOD');
  });

  it('is not there any more when it is taken out before that', () => {
    const setup = setUp({ medium: undefined, becomingReadyMs: 5000 });
    setup.drive.insert(plainDisc());
    setup.drive.removeMedium();
    setup.clock.advance(10_000);
    expect(ready(setup)).toBe('2/3A/01');
  });
});

describe('START STOP UNIT', () => {
  it('ejects and loads the tray with what lies in it', () => {
    const setup = setUp();
    setup.device.sendSync(startStopUnit, { loej: true });
    expect(setup.drive.isTrayOpen).toBe(true);
    expect(ready(setup)).toBe('2/3A/02');
    setup.device.sendSync(startStopUnit, { loej: true });
    setup.device.sendSync(startStopUnit, { loej: true, start: true });
    expect(setup.drive.isTrayOpen).toBe(false);
    expect(ready(setup)).toBe('6/28/00');
    expect(ready(setup)).toBe('GOOD');
  });

  it('starts only a drive with a medium, and stops any', () => {
    const { device } = setUp({ medium: undefined });
    expect(answerOf(device.exchangeSync(startStopUnit, { start: true }))).toBe('2/3A/01');
    expect(answerOf(device.exchangeSync(startStopUnit, {}))).toBe('GOOD');
  });

  it('changes the power condition and tells of it', () => {
    const { device } = setUp();
    device.sendSync(startStopUnit, { powerCondition: powerCondition.standby });
    const ask = () =>
      findEvent(
        device.sendSync(getEventStatusNotification, {
          notificationClassRequest: notificationClassRequest.powerManagement,
        }),
        powerManagementEvent,
      );
    expect(ask()).toEqual({ eventCode: 1, powerStatus: 3 });
    expect(ask()).toEqual({ eventCode: 0, powerStatus: 3 });
    expect(answerOf(device.exchangeSync(startStopUnit, { powerCondition: 7 }))).toBe('5/24/00');
  });
});

describe('PREVENT ALLOW MEDIUM REMOVAL', () => {
  it('keeps the tray closed until it is allowed again', () => {
    const { device, drive } = setUp();
    device.sendSync(preventAllowMediumRemoval, { prevent: true });
    expect(drive.isRemovalPrevented).toBe(true);
    expect(answerOf(device.exchangeSync(startStopUnit, { loej: true }))).toBe('5/53/02');
    drive.pressEjectButton();
    expect(drive.isTrayOpen).toBe(false);
    device.sendSync(preventAllowMediumRemoval, { prevent: false });
    device.sendSync(startStopUnit, { loej: true });
    expect(drive.isTrayOpen).toBe(true);
  });

  it('is a lock of each initiator: the other one cannot open it, and closing takes it away', async () => {
    const { device, drive } = setUp();
    const other = new Device(drive.connect());
    other.sendSync(preventAllowMediumRemoval, { prevent: true });
    device.sendSync(preventAllowMediumRemoval, { prevent: false });
    expect(answerOf(device.exchangeSync(startStopUnit, { loej: true }))).toBe('5/53/02');
    await other.transport.close();
    expect(answerOf(device.exchangeSync(startStopUnit, { loej: true }))).toBe('GOOD');
  });

  it('has a persistent lock beside the ordinary one', () => {
    const { device, drive } = setUp();
    device.sendSync(preventAllowMediumRemoval, { prevent: true, persistent: true });
    device.sendSync(preventAllowMediumRemoval, { prevent: false });
    expect(drive.isRemovalPrevented).toBe(true);
    device.sendSync(preventAllowMediumRemoval, { prevent: false, persistent: true });
    expect(drive.isRemovalPrevented).toBe(false);
  });

  it('ends with a reset', () => {
    const { device, drive } = setUp();
    device.sendSync(preventAllowMediumRemoval, { prevent: true });
    drive.reset();
    expect(drive.isRemovalPrevented).toBe(false);
  });
});

describe('GET EVENT STATUS NOTIFICATION', () => {
  it('tells each initiator of a removal and of a new medium, once and in that order', () => {
    const { device, drive } = setUp();
    const other = new Device(drive.connect());
    drive.pressEjectButton();
    drive.pressEjectButton();
    for (const each of [device, other]) {
      expect(mediaEventOf(each)).toMatchObject({ eventCode: mediaEventCode.mediaRemoval, mediaPresent: true });
      expect(mediaEventOf(each)).toMatchObject({ eventCode: mediaEventCode.newMedia, mediaPresent: true });
      expect(mediaEventOf(each)).toMatchObject({ eventCode: mediaEventCode.noChange, mediaPresent: true });
    }
  });

  it('tells of the eject button while the tray is locked, which is all that happens', () => {
    const { device, drive } = setUp();
    device.sendSync(preventAllowMediumRemoval, { prevent: true });
    drive.pressEjectButton();
    expect(mediaEventOf(device)).toMatchObject({
      eventCode: mediaEventCode.ejectRequest,
      mediaPresent: true,
      doorOrTrayOpen: false,
    });
    expect(ready({ device })).toBe('GOOD');
  });

  it('shows the tray as it is', () => {
    const { device, drive } = setUp({ medium: undefined });
    expect(mediaEventOf(device)).toMatchObject({ mediaPresent: false, doorOrTrayOpen: false });
    drive.pressEjectButton();
    expect(mediaEventOf(device)).toMatchObject({ mediaPresent: false, doorOrTrayOpen: true });
  });

  it('answers in eight bytes, and says which classes there are', () => {
    const { transport } = setUp();
    const { data, completion } = run(transport, [0x4a, 1, 0, 0, 0x10, 0, 0, 0, 8, 0], { in: 8 });
    expect(completion.transferredBytes).toBe(8);
    expect(hex(data)).toBe('00 06 04 56 00 02 00 00');
  });

  it('has no event of a class that it does not know', () => {
    const { transport } = setUp();
    const { data, completion } = run(transport, [0x4a, 1, 0, 0, 0x20, 0, 0, 0, 8, 0], { in: 8 });
    expect(hex(data.subarray(0, completion.transferredBytes))).toBe('00 02 80 56');
  });

  it('keeps the event when there is room for the header only', () => {
    const { device, drive, transport } = setUp();
    drive.pressEjectButton();
    const { data, completion } = run(transport, [0x4a, 1, 0, 0, 0x10, 0, 0, 0, 4, 0], { in: 8 });
    expect(hex(data.subarray(0, completion.transferredBytes))).toBe('00 06 04 56');
    expect(mediaEventOf(device)).toMatchObject({ eventCode: mediaEventCode.mediaRemoval });
  });

  it('prefers the most urgent class that has an event', () => {
    const { transport, drive } = setUp();
    drive.pressEjectButton();
    const classOf = () => run(transport, [0x4a, 1, 0, 0, 0x16, 0, 0, 0, 8, 0], { in: 8 }).data[2];
    expect(classOf()).toBe(4);
    expect(classOf()).toBe(1);
  });
});

describe('the operator', () => {
  it('cannot lay a second medium on the first', () => {
    const { drive } = setUp();
    expect(() => drive.insert(plainDisc())).toThrow('there is a medium in the drive');
    const previous = drive.medium;
    expect(drive.changeMedium(plainDisc())).toBe(previous);
    expect(drive.medium).not.toBe(previous);
  });

  it('changes what the drive tells about the medium', () => {
    const { device, drive } = setUp();
    drive.changeMedium(plainDisc(123));
    ready({ device });
    expect(device.sendSync(readCapacity, {})).toEqual({ returnedLogicalBlockAddress: 122, blockLengthBytes: 2048 });
  });
});

describe('MECHANISM STATUS', () => {
  it('shows the tray', () => {
    const { device, drive } = setUp();
    expect(device.sendSync(mechanismStatus, {})).toMatchObject({ doorOpen: false, mechanismState: 0, slots: [] });
    drive.pressEjectButton();
    expect(device.sendSync(mechanismStatus, {})).toMatchObject({ doorOpen: true });
  });

  it('tells of no address that does not fit into its three bytes', () => {
    const drive = burner('bd-re-dl');
    drive.format({ numberOfBlocks: 24_438_784, formatType: formatType.bdReFullWithoutSpareAreas });
    const addressBehind = (block: number) => {
      drive.read(block, 1);
      return drive.device.sendSync(mechanismStatus, {}).currentLba;
    };
    expect([addressBehind(0xff_fffe), addressBehind(0xff_ffff), addressBehind(24_438_783)]).toEqual([0xff_ffff, 0, 0]);
  });
});
