import { describe, expect, it } from 'vitest';
import {
  blank,
  blankingType,
  getPerformanceWriteSpeed,
  readBufferCapacity,
  sendOpcInformationPerform,
  setCdSpeed,
  testUnitReady,
} from '../../../../mmc/index.js';
import { openRecording } from '../../../../src/virtual/index.js';
import { memoryStore } from '../../../../src/virtual/media/recording-store.js';
import { answerOf } from '../virtual-helpers.js';
import { Burner, dataOf } from './burner.js';
import { expectSame } from './expect-same.js';

const free = ({ device }: Burner): number => device.sendSync(readBufferCapacity, {}).availableLengthOfBufferBytes;

describe('the write buffer', () => {
  it('drains on the clock at the speed of writing', () => {
    const burner = new Burner('cd-r', { timing: 'real', becomingReadyMs: 0 });
    const size = free(burner);
    burner.select();
    expect(burner.write(0, dataOf(400))).toBe('GOOD');
    const waiting = size - free(burner);
    expect(waiting).toBeGreaterThan(0);
    burner.clock.advance(10);
    const less = size - free(burner);
    expect(less).toBeLessThan(waiting);
    burner.clock.advance(10_000);
    expect(free(burner)).toBe(size);
  });

  it('may run dry with BUFE: the drive links, and nothing is lost', () => {
    const burner = new Burner('cd-r', { timing: 'real', becomingReadyMs: 0 });
    burner.select({ bufe: true });
    burner.write(0, dataOf(100));
    burner.clock.advance(60_000);
    expect(burner.write(100, dataOf(100, 1))).toBe('GOOD');
    burner.synchronize();
    expectSame(burner.read(100, 100), dataOf(100, 1));
  });

  it('runs dry without BUFE: 3/0C/09, and the track is damaged', () => {
    const burner = new Burner('cd-r', { timing: 'real', becomingReadyMs: 0 });
    burner.select({ bufe: false });
    burner.write(0, dataOf(100));
    burner.clock.advance(60_000);
    expect(burner.write(100, dataOf(100, 1))).toBe('3/0C/09');
    expect(burner.track(1)).toMatchObject({ damage: true, nwaV: false });
    expect(burner.write(100, dataOf(100, 1))).toBe('5/21/02');
    expectSame(burner.read(0, 100), dataOf(100));
  });
});

describe('work', () => {
  it('goes on behind BLANK with IMMED, with its progress: 2/04/07', () => {
    const burner = new Burner('cd-rw', { timing: 'real', becomingReadyMs: 0 });
    const ready = () => answerOf(burner.device.exchangeSync(testUnitReady, {}));
    burner.device.sendSync(blank, { blankingType: blankingType.disc, immed: true });
    expect(ready()).toBe('2/04/07');
    // 80 minutes at four times the speed.
    burner.clock.advance(19 * 60_000);
    expect(ready()).toBe('2/04/07');
    burner.clock.advance(2 * 60_000);
    expect(ready()).toBe('GOOD');
  });
});

describe('closing', () => {
  /** How long it takes to close a session at a speed. */
  function closingMs(writeKilobytesPerSecond: number): number {
    const burner = new Burner('cd-r', { timing: 'real', becomingReadyMs: 0 });
    burner.device.sendSync(setCdSpeed, {
      logicalUnitReadSpeedKilobytesPerSecond: 0xffff,
      logicalUnitWriteSpeedKilobytesPerSecond: Math.ceil(writeKilobytesPerSecond),
    });
    burner.select();
    burner.write(0, dataOf(300));
    burner.synchronize();
    const before = burner.clock.now();
    expect(burner.close('session')).toBe('GOOD');
    return burner.clock.now() - before;
  }

  it('takes as long as writing lead-in and lead-out does, 2:30 at single speed', () => {
    expect(closingMs(4 * 176.4) / 1000).toBeCloseTo(150 / 4 + 1, 0);
    expect(closingMs(16 * 176.4) / 1000).toBeCloseTo(150 / 16 + 1, 0);
  });

  it('takes no time where nothing does', () => {
    const burner = new Burner('cd-r');
    burner.select();
    burner.write(0, dataOf(300));
    burner.synchronize();
    burner.close('session');
    expect(burner.clock.now()).toBe(0);
  });
});

describe('a CD-RW', () => {
  it('is written no faster than it is made for', () => {
    const { descriptors } = new Burner('cd-rw').device.sendSync(getPerformanceWriteSpeed, {});
    expect(descriptors.map((each) => each.writeSpeedKilobytesPerSecond)).toEqual([705, 352]);
  });
});

describe('power calibration', () => {
  const calibrate = ({ device }: Burner) => answerOf(device.exchangeSync(sendOpcInformationPerform, {}));

  it('uses the test area up: 3/73/02 after a hundred times', () => {
    const burner = new Burner('cd-r');
    for (let i = 0; i < 100; i++) expect(calibrate(burner)).toBe('GOOD');
    expect(calibrate(burner)).toBe('3/73/02');
  });

  it('fails on a disc whose test area is bad: 3/73/03', () => {
    const store = memoryStore();
    store.commit({ medium: 'cd-r', powerCalibrations: 0, isPowerCalibrationAreaBad: true, sessions: [] });
    expect(openRecording(store).profile).toBe(9);
    expect(calibrate(new Burner('cd-r', {}, store))).toBe('3/73/03');
  });
});
