import { describe, expect, it } from 'vitest';
import {
  blank,
  blankingType,
  closeFunction,
  decodeSense,
  discStatus,
  findEvent,
  getConfiguration,
  getEventStatusNotification,
  getPerformanceDefectStatus,
  mediaEvent,
  mediaEventCode,
  multiSession,
  notificationClassRequest,
  operationalChange,
  operationalChangeEvent,
  readFormatCapacities,
  requestSense,
  sessionState,
  setCdSpeed,
  testUnitReady,
  writeType,
} from '../../../../mmc/index.js';
import type { Completion } from '../../../../src/transport/transport.js';
import { answerOf } from '../virtual-helpers.js';
import { type Burner, blocksOf, burner, isSame } from './burner.js';

const capacitiesOf = ({ device }: Burner) => device.sendSync(readFormatCapacities, {});
const profileOf = ({ device }: Burner) => device.sendSync(getConfiguration, {}).currentProfile;
const readiness = ({ device }: Burner) => answerOf(device.exchangeSync(testUnitReady, {}));
/** What REQUEST SENSE tells, and how much it says is done. */
function senseOf({ device }: Burner): [string, number | undefined] {
  const { sense } = device.sendSync(requestSense, {});
  const specific = decodeSense(sense)?.senseKeySpecific;
  const done = specific?.kind === 'progressIndication' ? specific.progressIndication : undefined;
  return [answerOf({ status: 2, sense } as Completion), done];
}
const eventOf = ({ device }: Burner) =>
  findEvent(
    device.sendSync(getEventStatusNotification, {
      polled: true,
      notificationClassRequest: notificationClassRequest.media,
    }),
    mediaEvent,
  )?.eventCode;

describe.each(['dvd-ram', 'dvd+rw', 'bd-re', 'bd-re-dl', 'dvd-rw'])('%s', (name) => {
  it('takes every format that it offers, and is as long then as it said', () => {
    const offered = capacitiesOf(burner(name)).formattableCapacities;
    expect(offered.length).toBeGreaterThan(0);
    for (const { numberOfBlocks, formatType, formatSubType, typeDependentParameter } of offered) {
      const drive = burner(name);
      expect(drive.format({ numberOfBlocks, formatType, formatSubType, typeDependentParameter })).toBe('GOOD');
      expect(drive.capacity()).toBe(numberOfBlocks);
    }
  });

  it('refuses others: 5/26/00', () => {
    const drive = burner(name);
    expect(drive.format({ numberOfBlocks: 1600, formatType: 0x24 })).toBe('5/26/00');
    const [first] = capacitiesOf(drive).formattableCapacities;
    expect(drive.format({ numberOfBlocks: 0x7fff_fff0, formatType: first!.formatType })).toBe('5/26/00');
  });

  it('is told to wait while it is formatted with IMMED: 2/04/04', () => {
    const drive = burner(name, { timing: 'real', becomingReadyMs: 0 });
    const [first] = capacitiesOf(drive).formattableCapacities;
    expect(senseOf(drive)).toEqual(['0/00/00', undefined]);
    expect(drive.format({ ...first!, immed: true })).toBe('GOOD');
    expect(readiness(drive)).toBe('2/04/04');
    expect(senseOf(drive)).toEqual(['2/04/04', 0]);
    drive.clock.advance(1000);
    expect(senseOf(drive)[1]).toBeGreaterThan(0);
    drive.clock.advance(6 * 3_600_000);
    expect(readiness(drive)).toBe('GOOD');
  });
});

describe.each([
  ['dvd-ram', undefined],
  ['dvd+rw', { numberOfBlocks: 0xffff_ffff, formatType: 0x26 }],
  ['bd-re', { numberOfBlocks: 11_826_176, formatType: 0x30, formatSubType: 3 }],
  ['bd-re', { numberOfBlocks: 12_219_392, formatType: 0x31 }],
] as const)('%s, formatted', (name, format) => {
  function formatted(): Burner {
    const drive = burner(name);
    if (format) expect(drive.format(format)).toBe('GOOD');
    return drive;
  }

  it('is written anywhere, again and again', () => {
    const { write, contents, capacity } = formatted();
    const last = capacity() - 3;
    for (const address of [0, 7, 1_000_000, last])
      for (const seed of [1, 2]) {
        expect(write(address, blocksOf(3, seed))).toBe('GOOD');
        expect(isSame(contents(address, 3), blocksOf(3, seed))).toBe(true);
      }
    expect(write(last + 1, blocksOf(3))).toBe('5/21/00');
    expect(write(-1, blocksOf(1))).toBe('5/21/00');
  });

  it('is one track in one session that is complete', () => {
    const { info, track, capacity } = formatted();
    expect(info()).toMatchObject({
      erasable: true,
      stateOfLastSession: sessionState.complete,
      discStatus: name === 'dvd-ram' ? discStatus.other : discStatus.finalized,
      lastTrackNumberInLastSessionLsb: 1,
    });
    expect(track(1)).toMatchObject({ nwaV: false, blank: false, logicalTrackSizeBlocks: capacity() });
  });

  it('forgets everything when it is formatted again', () => {
    const drive = formatted();
    drive.write(100, blocksOf(4));
    const [first] = capacitiesOf(drive).formattableCapacities;
    drive.format(first!);
    expect(drive.contents(100, 4).every((byte) => byte === 0)).toBe(true);
  });
});

describe('BD-RE and DVD+RW as they are sold', () => {
  it.each(['bd-re', 'dvd+rw'])('%s is not formatted, and cannot be written: 5/30/05', (name) => {
    const drive = burner(name);
    expect(drive.info()).toMatchObject({ discStatus: discStatus.empty, stateOfLastSession: sessionState.empty });
    expect(capacitiesOf(drive).descriptorType).toBe(1);
    expect(drive.write(0, blocksOf(16))).toBe('5/30/05');
    expect(drive.read(0, 1)).toBe('5/21/00');
  });

  it('BD-RE gets as many spare clusters as are asked for', () => {
    const drive = burner('bd-re');
    expect(drive.format({ numberOfBlocks: 6_000_000, formatType: 0x30, formatSubType: 2 })).toBe('GOOD');
    expect(drive.capacity()).toBe(6_000_000);
    expect(drive.format({ numberOfBlocks: 5_000_000, formatType: 0x30 })).toBe('5/26/00');
    expect(drive.format({ numberOfBlocks: 12_219_392, formatType: 0x00, formatSubType: 1 })).toBe('5/26/00');
  });
});

describe('a DVD-RW that is formatted and blanked', () => {
  const change = ({ device }: Burner) =>
    findEvent(
      device.sendSync(getEventStatusNotification, {
        notificationClassRequest: notificationClassRequest.operationalChange,
      }),
      operationalChangeEvent,
    );
  const featuresHaveChanged = { eventCode: 2, operationalChange: operationalChange.featureChange };

  it('has another profile, which the initiators are told of, each once', () => {
    const drive = burner('dvd-rw');
    expect([profileOf(drive), change(drive)?.eventCode]).toEqual([0x14, 0]);
    const [first] = capacitiesOf(drive).formattableCapacities;
    drive.format(first!);
    expect(profileOf(drive)).toBe(0x13);
    expect(change(drive)).toMatchObject(featuresHaveChanged);
    expect(change(drive)).toMatchObject({ eventCode: 0, operationalChange: operationalChange.noChange });
    drive.erase(blankingType.disc);
    expect(profileOf(drive)).toBe(0x14);
    expect(change(drive)).toMatchObject(featuresHaveChanged);
  });

  it('has no defective ECC blocks', () => {
    const drive = burner('dvd-rw');
    const [first] = capacitiesOf(drive).formattableCapacities;
    drive.format(first!);
    const ask = (startingLba: number, maximumNumberOfDescriptors: number) =>
      drive.device.sendSync(getPerformanceDefectStatus, { startingLba, maximumNumberOfDescriptors }).descriptors;
    const blocks = 2038 * 8 * 16;
    expect(ask(0, 1)).toMatchObject([{ startLba: 0, endLba: blocks - 1, blockingFactor: 16, firstBitOffset: 0 }]);
    const all = ask(32, 100);
    expect(all.map(({ startLba }) => startLba)).toEqual(all.map((_, i) => 32 + i * blocks));
    expect(all.at(-1)!.endLba).toBe(drive.capacity() - 1);
    expect(all.every(({ defectStatuses }) => defectStatuses.every((byte) => byte === 0))).toBe(true);
    expect(ask(drive.capacity(), 1)).toEqual([]);
  });

  it('can be written incrementally, or no longer, which is told as well', () => {
    const drive = burner('dvd-rw');
    drive.erase(blankingType.minimal);
    expect(change(drive)).toMatchObject(featuresHaveChanged);
    drive.erase(blankingType.minimal);
    expect(change(drive)).toMatchObject({ eventCode: 0 });
  });

  it('is still the medium that it was', () => {
    const drive = burner('dvd-rw');
    eventOf(drive);
    drive.erase(blankingType.minimal);
    expect(eventOf(drive)).toBe(mediaEventCode.noChange);
  });
});

describe('DVD+RW formatted in the background', () => {
  const whole = { numberOfBlocks: 2_295_104, formatType: 0x26 };
  /** READ DISC INFORMATION: 0 none, 1 stopped, 2 running, 3 complete. */
  const status = ({ info }: Burner) => info().bgFormatStatus;

  function started(): Burner {
    const drive = burner('dvd+rw', { timing: 'real', becomingReadyMs: 0 });
    drive.format(whole);
    return drive;
  }

  it('is written while that goes on, ahead of it too', () => {
    const drive = started();
    expect(status(drive)).toBe(2);
    expect(drive.write(2_000_000, blocksOf(16))).toBe('GOOD');
    expect(isSame(drive.contents(2_000_000, 16), blocksOf(16))).toBe(true);
  });

  it('is complete after a quarter of an hour, and the initiator is told', () => {
    const drive = started();
    expect(senseOf(drive)).toEqual(['0/04/04', 0]);
    drive.clock.advance(5 * 60_000);
    expect([status(drive), eventOf(drive)]).toEqual([2, mediaEventCode.noChange]);
    expect(senseOf(drive)[1]).toBeGreaterThan(0x4000);
    drive.clock.advance(10 * 60_000);
    expect([status(drive), eventOf(drive)]).toEqual([3, mediaEventCode.backgroundFormatCompleted]);
    expect(senseOf(drive)).toEqual(['0/00/00', undefined]);
    expect(capacitiesOf(drive)).toMatchObject({ descriptorType: 2, numberOfBlocks: 2_295_104 });
  });

  it('takes as long as writing all of it does, at the speed that is selected', () => {
    const drive = started();
    const writeSpeedKilobytesPerSecond = 2.4 * 1385;
    drive.device.sendSync(setCdSpeed, {
      logicalUnitReadSpeedKilobytesPerSecond: 0xffff,
      logicalUnitWriteSpeedKilobytesPerSecond: writeSpeedKilobytesPerSecond,
    });
    const wholeMs = (2_295_104 * 2048) / writeSpeedKilobytesPerSecond;
    drive.clock.advance(wholeMs - 1000);
    expect(status(drive)).toBe(2);
    drive.clock.advance(2000);
    expect(status(drive)).toBe(3);
  });

  it('takes no time where nothing does', () => {
    const drive = burner('dvd+rw');
    drive.format(whole);
    expect([status(drive), eventOf(drive)]).toEqual([3, mediaEventCode.backgroundFormatCompleted]);
    expect(drive.contents(2_295_103, 1).every((byte) => byte === 0)).toBe(true);
  });

  it.each([closeFunction.stopBackgroundFormat, closeFunction.session])(
    'stops with close function %i, and goes on from there',
    (code) => {
      const drive = started();
      drive.write(0, blocksOf(64));
      expect(drive.close(code)).toBe('GOOD');
      expect(status(drive)).toBe(1);
      drive.clock.advance(3_600_000);
      expect(status(drive)).toBe(1);
      const { descriptorType, numberOfBlocks } = capacitiesOf(drive);
      expect(descriptorType).toBe(2);
      expect(numberOfBlocks).toBeGreaterThanOrEqual(64);
      expect(drive.read(numberOfBlocks - 1, 1)).toBe('GOOD');
      expect(drive.read(numberOfBlocks, 1)).toBe('3/11/00');
      expect(drive.format({ ...whole, typeDependentParameter: 1 })).toBe('GOOD');
      expect([status(drive), eventOf(drive)]).toEqual([2, mediaEventCode.backgroundFormatRestarted]);
      expect(isSame(drive.contents(0, 64), blocksOf(64))).toBe(true);
      drive.clock.advance(3_600_000);
      expect(status(drive)).toBe(3);
    },
  );

  it('is stopped where the medium is taken out', () => {
    const drive = started();
    drive.write(0, blocksOf(64));
    drive.drive.close();
    expect(drive.store.state).toMatchObject({ medium: 'dvd+rw', formattedBlocks: expect.any(Number) });
  });

  it('cannot go on where it has not begun: 5/26/00', () => {
    expect(burner('dvd+rw').format({ ...whole, typeDependentParameter: 1 })).toBe('5/26/00');
  });

  it('knows no other close function: 5/24/00', () => {
    expect(started().close(closeFunction.finalize)).toBe('5/24/00');
  });

  it('is complete at once with the full lead-out of close function 3', () => {
    const drive = started();
    drive.close(closeFunction.finalizeDvdRw);
    expect(status(drive)).toBe(3);
  });
});

describe('DVD-RW', () => {
  const erase = ({ device }: Burner, type: number) => answerOf(device.exchangeSync(blank, { blankingType: type }));
  const full = { numberOfBlocks: 2_298_496, formatType: 0x00, typeDependentParameter: 16 };
  const quick = { numberOfBlocks: 0, formatType: 0x15, typeDependentParameter: 16 };

  it('changes its profile with FORMAT UNIT and BLANK', () => {
    const drive = burner('dvd-rw');
    expect(profileOf(drive)).toBe(0x14);
    drive.format(full);
    expect(profileOf(drive)).toBe(0x13);
    expect(erase(drive, blankingType.disc)).toBe('GOOD');
    expect(profileOf(drive)).toBe(0x14);
    expect(drive.info().discStatus).toBe(discStatus.empty);
    expect(erase(drive, blankingType.session)).toBe('5/24/00');
  });

  it('is overwritten in whole ECC blocks', () => {
    const { format, write, contents } = burner('dvd-rw');
    format(full);
    expect(write(160, blocksOf(32))).toBe('GOOD');
    expect(write(176, blocksOf(16, 2))).toBe('GOOD');
    expect(isSame(contents(176, 16), blocksOf(16, 2))).toBe(true);
    expect(write(161, blocksOf(16))).toBe('5/21/02');
    expect(write(160, blocksOf(15))).toBe('5/24/00');
  });

  it('formatted quickly is written one ECC block after the other until it is closed', () => {
    const { format, write, contents, close, info, track, capacity, ...drive } = burner('dvd-rw');
    format(quick);
    expect(info()).toMatchObject({ discStatus: discStatus.incomplete, stateOfLastSession: sessionState.incomplete });
    expect(drive.device.sendSync(readFormatCapacities, {}).descriptorType).toBe(3);
    expect(write(16, blocksOf(16))).toBe('5/21/02');
    expect(write(0, blocksOf(64))).toBe('GOOD');
    expect(track(1)).toMatchObject({ nwaV: true, nextWritableAddress: 64 });
    expect(write(16, blocksOf(16, 2))).toBe('GOOD');
    expect(close(closeFunction.session)).toBe('GOOD');
    expect(capacity()).toBe(64);
    expect(isSame(contents(16, 16), blocksOf(16, 2))).toBe(true);
    expect(write(64, blocksOf(16))).toBe('5/21/00');
    expect(info().discStatus).toBe(discStatus.finalized);
  });

  it('grows by formats 11h and 13h, and keeps what is there', () => {
    const drive = burner('dvd-rw');
    drive.format({ ...full, numberOfBlocks: 160 });
    drive.write(0, blocksOf(160));
    const rest = 2_298_496 - 160;
    expect(capacitiesOf(drive).formattableCapacities).toContainEqual({
      formatType: 0x13,
      formatSubType: 0,
      numberOfBlocks: rest,
      typeDependentParameter: 16,
    });
    expect(drive.format({ numberOfBlocks: 32, formatType: 0x11 })).toBe('GOOD');
    expect(drive.capacity()).toBe(192);
    expect(drive.format({ numberOfBlocks: 0, formatType: 0x13 })).toBe('GOOD');
    expect(drive.write(192, blocksOf(32, 3))).toBe('GOOD');
    drive.close(closeFunction.session);
    expect(drive.capacity()).toBe(224);
    expect(isSame(drive.contents(0, 160), blocksOf(160))).toBe(true);
  });

  it('blanked in a hurry takes one session at once, and nothing incrementally', () => {
    const drive = burner('dvd-rw');
    drive.select({ writeType: writeType.packetOrIncremental, multiSession: multiSession.nextAllowed });
    drive.write(0, blocksOf(32));
    drive.close(closeFunction.session);
    expect(erase(drive, blankingType.minimal)).toBe('GOOD');
    expect(drive.write(0, blocksOf(16))).toBe('5/64/00');
    drive.select({ writeType: writeType.sessionAtOnce, multiSession: multiSession.none });
    expect(drive.reserve(160)).toBe('GOOD');
    expect(drive.write(0, blocksOf(160))).toBe('GOOD');
    drive.synchronize();
    expect(drive.info().discStatus).toBe(discStatus.finalized);
    expect(drive.write(160, blocksOf(16))).toBe('7/27/00');
  });

  it('takes its time to blank: 2/04/07', () => {
    const drive = burner('dvd-rw', { timing: 'real', becomingReadyMs: 0 });
    drive.device.sendSync(blank, { blankingType: blankingType.disc, immed: true });
    expect(readiness(drive)).toBe('2/04/07');
    drive.clock.advance(3_600_000);
    expect(readiness(drive)).toBe('GOOD');
  });
});
