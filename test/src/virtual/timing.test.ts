import { describe, expect, it } from 'vitest';
import {
  deviceBusyEvent,
  findEvent,
  getEventStatusNotification,
  modePageOf,
  modeSelect10,
  notificationClassRequest,
  operationalChangeEvent,
  powerCondition,
  powerConditionPage,
  powerManagementEvent,
  read10,
  readCd,
  requestSense,
  setCdSpeed,
  startStopUnit,
  synchronizeCache10,
  testUnitReady,
  write10,
} from '../../../mmc/index.js';
import { Device } from '../../../src/device/index.js';
import { ManualClock } from '../../../src/time/clock.js';
import {
  type BlockMedium,
  Dvd,
  dvdRamInMemory,
  numberedSource,
  openVirtual,
  VirtualDrive,
  type VirtualDriveOptions,
} from '../../../src/virtual/index.js';
import { answerOf, plainDisc, type Setup, setUp } from './virtual-helpers.js';

const loadingMs = 4500;
const oneLayer = 2_298_496;

/** A drive that takes its time and has its medium up to speed. */
function ready(options: VirtualDriveOptions = {}): Setup {
  const setup = setUp({ timing: 'real', medium: plainDisc(), ...options });
  setup.clock.advance(60_000);
  answerOf(setup.device.exchangeSync(testUnitReady, {}));
  return setup;
}

/** Milliseconds that something takes on the drive's clock. */
function took({ clock }: Pick<Setup, 'clock'>, what: () => unknown): number {
  const before = clock.now();
  what();
  return clock.now() - before;
}

const read = ({ device }: Setup, logicalBlockAddress: number, transferLengthBlocks = 16) =>
  device.sendSync(read10, { logicalBlockAddress, transferLengthBlocks });

describe('a drive that is instant', () => {
  it('takes no time, and its clock stands still', () => {
    const setup = setUp({ medium: plainDisc() });
    expect(took(setup, () => read(setup, 100))).toBe(0);
    expect(setup.clock.sleeps).toEqual([]);
  });
});

describe('a drive that takes its time', () => {
  it('becomes ready when the tray is in and the disc turns', () => {
    const { device, clock } = setUp({ timing: 'real', medium: plainDisc() });
    expect(answerOf(device.exchangeSync(testUnitReady, {}))).toBe('2/04/01');
    clock.advance(loadingMs - 1);
    expect(answerOf(device.exchangeSync(testUnitReady, {}))).toBe('2/04/01');
    clock.advance(1);
    expect(answerOf(device.exchangeSync(testUnitReady, {}))).toBe('6/28/00');
  });

  it('reads blocks one after the other as fast as the disc goes by', () => {
    const setup = ready();
    setup.device.sendSync(setCdSpeed, { logicalUnitReadSpeedKilobytesPerSecond: 176 });
    read(setup, 0, 75);
    expect(took(setup, () => read(setup, 75, 75))).toBeCloseTo(1002, 0);
    expect(
      took(setup, () => setup.device.sendSync(readCd, { startingLogicalBlockAddress: 150, transferLengthBlocks: 75 })),
    ).toBeCloseTo(1002, 0);
  });

  it('reads faster at the rim, and a seek takes the longer the further it goes', () => {
    const setup = ready({ medium: new Dvd(numberedSource(oneLayer)) });
    const sequential = (at: number) => {
      read(setup, at);
      return took(setup, () => read(setup, at + 16));
    };
    expect(sequential(0) / sequential(oneLayer - 100)).toBeCloseTo(58 / 24, 1);
    const seekTo = (at: number) => {
      read(setup, 0);
      return took(setup, () => read(setup, at));
    };
    const near = seekTo(1000);
    const far = seekTo(oneLayer - 100);
    expect(near).toBeGreaterThan(20);
    expect(far).toBeGreaterThan(near + 50);
    expect(far).toBeLessThan(200);
  });

  it('answers an awaited command after as long, and says so', async () => {
    const setup = ready();
    await setup.device.send(read10, { logicalBlockAddress: 0, transferLengthBlocks: 16 });
    const before = setup.clock.sleeps.length;
    const outcome = await setup.device.exchange(read10, { logicalBlockAddress: 16, transferLengthBlocks: 16 });
    expect(setup.clock.sleeps.length).toBe(before + 1);
    expect(outcome.completion!.durationMs).toBeCloseTo(setup.clock.sleeps.at(-1)!, 6);
  });

  it('is scaled by a factor', () => {
    const sequential = (timing: VirtualDriveOptions['timing']) => {
      const setup = ready({ timing });
      read(setup, 0);
      return took(setup, () => read(setup, 16));
    };
    expect(sequential(0.1)).toBeCloseTo(sequential('real') / 10, 6);
    expect(sequential(0)).toBe(0);
    expect(() => new VirtualDrive({ timing: -1 })).toThrow('timing: -1 is not a factor from 0 to 1000');
  });

  it('does one thing after the other, whoever asks', () => {
    const setup = ready();
    const second = new Device(setup.drive.connect());
    const alone = took(setup, () => read(setup, 200));
    const both = took(setup, () => {
      read(setup, 0);
      second.sendSync(read10, { logicalBlockAddress: 200, transferLengthBlocks: 16 });
    });
    expect(both).toBeGreaterThan(alone);
  });

  it('goes on when the time limit is over and nobody waits', () => {
    const setup = ready();
    setup.device.sendSync(startStopUnit, { start: false });
    const request = {
      cdb: Uint8Array.of(0x28, 0, 0, 0, 0, 0, 0, 0, 1, 0),
      direction: 'in',
      data: new Uint8Array(2048),
    } as const;
    const before = setup.clock.now();
    expect(() => setup.transport.executeSync({ ...request, timeoutMs: 1000 })).toThrow('no answer within 1000 ms');
    expect(setup.clock.now() - before).toBe(1000);
    expect(took(setup, () => setup.device.sendSync(testUnitReady, {}))).toBeGreaterThan(1900);
  });

  it('takes blocks as fast as they come until its buffer is full, and flushes what is in it', () => {
    const setup = ready({ medium: dvdRamInMemory() });
    const blocks = 512;
    const data = new Uint8Array(blocks * 2048);
    const write = (at: number) =>
      took(setup, () =>
        setup.device.sendSync(write10, { logicalBlockAddress: at, transferLengthBlocks: blocks }, data),
      );
    const times = Array.from({ length: 6 }, (_, i) => write(i * blocks));
    expect(times.slice(1, 4)).toEqual([0, 0, 0]);
    const blockMs = data.length / 6925;
    expect(times[5]).toBeCloseTo(blockMs, 0);
    expect(took(setup, () => setup.device.sendSync(synchronizeCache10, {}))).toBeCloseTo(4 * blockMs, 0);
  });

  it('spins up a disc that was stopped for whoever reads, or for START STOP UNIT', () => {
    const setup = ready();
    read(setup, 0);
    setup.device.sendSync(startStopUnit, { start: false });
    expect(took(setup, () => setup.device.sendSync(startStopUnit, { start: true }))).toBe(3000);
    expect(took(setup, () => setup.device.sendSync(startStopUnit, { start: true }))).toBe(0);
    setup.device.sendSync(startStopUnit, { start: false });
    expect(took(setup, () => read(setup, 16))).toBeGreaterThan(3000);
  });

  it('opens and closes the tray', () => {
    const setup = ready();
    expect(took(setup, () => setup.device.sendSync(startStopUnit, { loej: true }))).toBe(1500);
    expect(took(setup, () => setup.device.sendSync(startStopUnit, { loej: true, start: true }))).toBe(loadingMs);
    expect(answerOf(setup.device.exchangeSync(testUnitReady, {}))).toBe('6/28/00');
  });
});

/** A medium whose formatting takes ten seconds. */
function slowMedium(): BlockMedium {
  const ram = dvdRamInMemory(64);
  const recorder = {
    ...ram.recorder!,
    synchronizeCache: () => ({ durationMs: 10_000, told: 'operation' as const }),
  };
  return Object.assign(Object.create(ram) as Dvd, {
    kind: 'dvd' as const,
    recorder,
    profile: ram.profile,
    blockCount: ram.blockCount,
  }) as BlockMedium;
}

describe('work', () => {
  const events = ({ device }: Setup, classes: number) =>
    device.sendSync(getEventStatusNotification, { notificationClassRequest: classes });

  it('goes on behind a command with IMMED, and tells how far it is', () => {
    const setup = ready({ medium: slowMedium() });
    expect(took(setup, () => setup.device.sendSync(synchronizeCache10, { immed: true }))).toBe(0);
    expect(answerOf(setup.device.exchangeSync(testUnitReady, {}))).toBe('2/04/07');
    setup.clock.advance(4000);
    const busy = findEvent(events(setup, notificationClassRequest.deviceBusy), deviceBusyEvent);
    expect(busy).toEqual({ eventCode: 1, deviceBusyStatus: 1, time: 60 });
    const operational = findEvent(events(setup, notificationClassRequest.operationalChange), operationalChangeEvent);
    expect(operational).toMatchObject({ eventCode: 2, operationalStatus: 1, operationalChange: 0 });
    setup.clock.advance(6000);
    expect(answerOf(setup.device.exchangeSync(testUnitReady, {}))).toBe('GOOD');
    expect(findEvent(events(setup, notificationClassRequest.deviceBusy), deviceBusyEvent)).toEqual({
      eventCode: 0,
      deviceBusyStatus: 0,
      time: 0,
    });
  });

  it('is what a command without IMMED takes', () => {
    const setup = ready({ medium: slowMedium() });
    expect(took(setup, () => setup.device.sendSync(synchronizeCache10, {}))).toBe(10_000);
  });

  it('is done at once by a drive that is instant', () => {
    const setup = setUp({ medium: slowMedium() });
    setup.device.sendSync(synchronizeCache10, { immed: true });
    expect(answerOf(setup.device.exchangeSync(testUnitReady, {}))).toBe('GOOD');
  });
});

describe('power', () => {
  const setTimers = ({ device }: Setup, idleTimer: number, standbyTimer: number) =>
    device.sendSync(
      modeSelect10,
      { parameterListLength: 20 },
      { pages: [modePageOf(powerConditionPage, { idle: true, standby: true, idleTimer, standbyTimer })] },
    );
  const power = ({ device }: Setup) =>
    findEvent(
      device.sendSync(getEventStatusNotification, {
        notificationClassRequest: notificationClassRequest.powerManagement,
      }),
      powerManagementEvent,
    );

  it('is saved after the times of page 1Ah, and used again by whoever reads', () => {
    const setup = setUp({ medium: plainDisc() });
    setTimers(setup, 50, 200);
    setup.clock.advance(4999);
    expect(power(setup)).toEqual({ eventCode: 0, powerStatus: 1 });
    setup.clock.advance(1);
    expect(power(setup)).toEqual({ eventCode: 1, powerStatus: 2 });
    setup.clock.advance(14_999);
    expect(power(setup)).toEqual({ eventCode: 0, powerStatus: 2 });
    setup.clock.advance(1);
    expect(power(setup)).toEqual({ eventCode: 1, powerStatus: 3 });
    expect(answerOf(setup.device.exchangeSync(requestSense, {}))).toBe('GOOD');
    expect(power(setup)).toEqual({ eventCode: 0, powerStatus: 3 });
    read(setup, 0);
    expect(power(setup)).toEqual({ eventCode: 1, powerStatus: 1 });
  });

  it('has to come up to speed after standby', () => {
    const setup = ready();
    read(setup, 0);
    setup.device.sendSync(startStopUnit, { powerCondition: powerCondition.idle });
    expect(took(setup, () => read(setup, 16))).toBeLessThan(100);
    setup.device.sendSync(startStopUnit, { powerCondition: powerCondition.standby });
    expect(took(setup, () => read(setup, 32))).toBeGreaterThan(3000);
  });
});

describe('the name of a drive', () => {
  it('says how long it takes', async () => {
    const clock = new ManualClock();
    await using device = new Device(await openVirtual('virtual:?timing=0.5&power-on=silent', { clock }));
    expect(answerOf(await device.exchange(testUnitReady, {}))).toBe('2/04/01');
    clock.advance(loadingMs / 2);
    expect(answerOf(await device.exchange(testUnitReady, {}))).toBe('6/28/00');
    await expect(openVirtual('virtual:?timing=slow')).rejects.toThrow(
      'timing cannot be "slow"; it takes instant, real, or a factor',
    );
  });
});
