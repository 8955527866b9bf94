import { describe, expect, it } from 'vitest';
import {
  blank,
  blankingType,
  discStatus,
  type EventClass,
  findEvent,
  formatUnit,
  formatUnitCdRw,
  getEventStatusNotification,
  mediaEvent,
  operationalChangeEvent,
  readFormatCapacities,
  writeType,
} from '../../../../mmc/index.js';
import { answerOf } from '../virtual-helpers.js';
import { Burner, dataOf } from './burner.js';
import { expectSame } from './expect-same.js';

const erase = (burner: Burner, type: number, startAddressOrTrackNumber = 0) =>
  answerOf(burner.device.exchangeSync(blank, { blankingType: type, startAddressOrTrackNumber }));

/** Two sessions of one track each. */
function twoSessions(): Burner {
  const burner = new Burner('cd-rw');
  burner.select();
  burner.write(0, dataOf(300));
  burner.synchronize();
  burner.close('session');
  burner.write(11_702, dataOf(310, 1));
  burner.synchronize();
  burner.close('session');
  return burner;
}

describe('GET EVENT STATUS NOTIFICATION', () => {
  /** Event codes of the classes operational change and media. */
  const events = ({ device }: Burner): number[] =>
    [operationalChangeEvent, mediaEvent].map((eventClass: EventClass) => {
      const notificationClassRequest = 1 << eventClass.notificationClass;
      const response = device.sendSync(getEventStatusNotification, { notificationClassRequest });
      return findEvent(response, eventClass).eventCode;
    });

  it('has nothing to tell of a CD-RW that is closed, blanked or formatted: neither medium nor profile is another', () => {
    const burner = twoSessions();
    expect(events(burner)).toEqual([0, 0]);
    expect(erase(burner, blankingType.minimal)).toBe('GOOD');
    expect(events(burner)).toEqual([0, 0]);
    const [format] = burner.device.sendSync(readFormatCapacities, {}).formattableCapacities;
    expect(answerOf(burner.device.exchangeSync(formatUnit, {}, format!))).toBe('GOOD');
    expect(events(burner)).toEqual([0, 0]);
  });
});

describe('BLANK', () => {
  it.each(['disc', 'minimal'] as const)('%s: the disc is as new', (type) => {
    const burner = twoSessions();
    expect(erase(burner, blankingType[type])).toBe('GOOD');
    expect(burner.information).toMatchObject({ discStatus: discStatus.empty, erasable: true });
    expect(burner.tryRead(0, 1)).toBe('5/21/00');
    expect(burner.write(0, dataOf(320, 2))).toBe('GOOD');
    burner.synchronize();
    burner.close('session');
    expectSame(burner.read(0, 320), dataOf(320, 2));
  });

  it('session: the last one is gone', () => {
    const burner = twoSessions();
    expect(erase(burner, blankingType.session)).toBe('GOOD');
    expect(burner.track(2)).toMatchObject({ blank: true, nextWritableAddress: 11_702 });
    expectSame(burner.read(0, 300), dataOf(300));
    expect(burner.tryRead(11_702, 1)).toBe('5/21/00');
  });

  it('uncloseLastSession: more can be written to it', () => {
    const burner = twoSessions();
    expect(erase(burner, blankingType.uncloseLastSession)).toBe('GOOD');
    expect(erase(burner, blankingType.uncloseLastSession)).toBe('5/2C/00');
    expect(burner.write(11_702 + 312 + 150, dataOf(300, 3))).toBe('GOOD');
    burner.synchronize();
    expect(burner.close('session')).toBe('GOOD');
    expectSame(burner.read(11_702, 310), dataOf(310, 1));
    expect(burner.information).toMatchObject({ numberOfSessionsLsb: 3, firstTrackNumberInLastSessionLsb: 4 });
  });

  it('track and unreserveTrack: the last track of an open session', () => {
    const burner = new Burner('cd-rw');
    burner.select();
    burner.write(0, dataOf(300));
    burner.synchronize();
    burner.reserve(500);
    expect(erase(burner, blankingType.unreserveTrack, 1)).toBe('5/24/00');
    expect(erase(burner, blankingType.unreserveTrack, 2)).toBe('GOOD');
    expect(erase(burner, blankingType.track, 5)).toBe('5/24/00');
    expect(erase(burner, blankingType.track, 0)).toBe('GOOD');
    expect(burner.information.discStatus).toBe(discStatus.empty);
  });

  it('trackTail: packets from an address on', () => {
    const burner = new Burner('cd-rw');
    burner.select({ writeType: writeType.packetOrIncremental, trackMode: 5 });
    for (const at of [0, 39, 78]) {
      expect(burner.write(at, dataOf(32, at))).toBe('GOOD');
      burner.synchronize();
    }
    expect(erase(burner, blankingType.trackTail, 40)).toBe('5/21/02');
    expect(erase(burner, blankingType.trackTail, 39)).toBe('GOOD');
    expect(burner.track(1).nextWritableAddress).toBe(39);
    expect(burner.write(39, dataOf(10, 5))).toBe('GOOD');
    expectSame(burner.read(0, 32), dataOf(32));
    expectSame(burner.read(39, 10), dataOf(10, 5));
  });

  it('is refused with a type that there is not, and by a CD-R', () => {
    expect(erase(twoSessions(), 7)).toBe('5/24/00');
    expect(erase(new Burner('cd-r'), blankingType.disc)).toBe('5/30/02');
  });
});

describe('FORMAT UNIT', () => {
  const packet = { writeType: writeType.packetOrIncremental, fp: true, packetSizeBlocks: 32, trackMode: 5 };

  it('offers the capacity that drives offer for such a disc', () => {
    // 359849 blocks as they are, and 295264 in packets of 32: what cdrecord printed of a CD-RW of 80 minutes.
    const { device } = new Burner('cd-rw');
    expect(device.sendSync(readFormatCapacities, {})).toMatchObject({
      numberOfBlocks: 359_849,
      descriptorType: 1,
      formattableCapacities: [{ formatType: 0x10, numberOfBlocks: 295_264, typeDependentParameter: 32 }],
    });
  });

  it.each(['by descriptor', 'as MMC-1 has it'])('%s: zeros, which packets are written over', (way) => {
    const burner = twoSessions();
    const outcome =
      way === 'by descriptor'
        ? burner.device.exchangeSync(
            formatUnit,
            {},
            { numberOfBlocks: 3200, formatType: 0x10, typeDependentParameter: 32 },
          )
        : burner.device.exchangeSync(formatUnitCdRw, {}, { session: true, formatSizeBlocks: 3200 });
    expect(answerOf(outcome)).toBe('GOOD');
    expect(burner.device.sendSync(readFormatCapacities, {})).toMatchObject({ numberOfBlocks: 3200, descriptorType: 2 });
    expectSame(burner.read(0, 300), new Uint8Array(300 * 2048));
    burner.select(packet);
    expect(burner.write(64, dataOf(32, 6))).toBe('GOOD');
    expect(burner.write(65, dataOf(32, 6))).toBe('5/21/02');
    expect(burner.write(3168, dataOf(64, 6))).toBe('5/63/01');
    burner.synchronize();
    const later = new Burner('cd-rw', {}, burner.store);
    expectSame(later.read(64, 32), dataOf(32, 6));
    expectSame(later.read(96, 32), new Uint8Array(32 * 2048));
  });

  it('is refused in a size that is no number of packets, or too much, and in another format', () => {
    const { device } = new Burner('cd-rw');
    const format = (numberOfBlocks: number, formatType = 0x10, typeDependentParameter = 32) =>
      answerOf(device.exchangeSync(formatUnit, {}, { numberOfBlocks, formatType, typeDependentParameter }));
    expect(format(33)).toBe('5/26/00');
    expect(format(295_296)).toBe('5/26/00');
    expect(format(3200, 0)).toBe('5/26/00');
    expect(format(3200, 0x10, 16)).toBe('5/26/00');
    expect(answerOf(device.exchangeSync(formatUnitCdRw, {}, { grow: true, formatSizeBlocks: 3200 }))).toBe('5/26/00');
  });
});
